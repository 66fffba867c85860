"""The params and the result of one method.

jsonschema is imported with the first refusal: it takes 40 ms and 3 MiB.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, cast

from rpc_camera.contract.acceptance import acceptance
from rpc_camera.contract.schema import expand, open_ended, takes_null
from rpc_camera.errors import ErrorName, JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator
    from jsonschema.validators import Draft7Validator

    from rpc_camera.contract.acceptance import Accepts
    from rpc_camera.contract.schema import Schema

MOST_ERRORS = 10
MOST_SAID = 3


@dataclass(frozen=True)
class MethodSchema:
    """One method, as its schema file has it; that is read, and validators are compiled, at first use.

    `content` is the file's, `definitions` are the shared types it refers to.
    """

    name: str
    content: bytes
    definitions: dict[str, Schema]

    @cached_property
    def source(self) -> Schema:
        """What the file says."""
        source: Schema = json.loads(self.content)
        return source

    @cached_property
    def param_names(self) -> tuple[str, ...]:
        """The params in their positional order."""
        return tuple(self.source["params"]["properties"])

    def bind(self, params: list[JsonValue] | dict[str, JsonValue] | None) -> dict[str, JsonValue]:
        """Return valid params by name, in a dict of their own; else raise `ServiceError` (invalid_params).

        An array goes by `param_names`; a null in it stands for a param left out. So does, by name, a null for an
        optional param or member that is never null: encoders of other languages write it. 1.0 for an integer becomes 1.
        """
        named = self._by_name(params) if isinstance(params, list) else dict(params or {})
        if not self._accepts(named):
            named = cast("dict[str, JsonValue]", _without_nulls(named, self._params))
            if problems := self._problems(named):
                raise _invalid_params(_described(problems))
        for name in self._integers:
            if isinstance(value := named.get(name), float):
                named[name] = int(value)
        return named

    def check_result(self, value: object) -> None:
        """Raise ContractViolationError unless `value` is a result with only the members that the schema names."""
        from rpc_camera.contract.strict import check  # noqa: PLC0415 - see above

        check(self._result_validator, f"the result of {self.name}", value)

    def is_result(self, value: object) -> bool:
        """Return whether `value` is a result, as this version of the contract has it or a later one may."""
        return self._accepts_result(value)

    def _problems(self, named: dict[str, JsonValue]) -> list[ValidationError]:
        return list(islice(self._params_validator.iter_errors(named), MOST_ERRORS))

    def _by_name(self, params: list[JsonValue]) -> dict[str, JsonValue]:
        if len(params) > len(self.param_names):
            known = f"{len(self.param_names)} ({', '.join(self.param_names)})" if self.param_names else "none"
            message = f"Too many positional params: takes {known}, got {len(params)}."
            raise _invalid_params([{"path": "", "message": message}])
        pairs = zip(self.param_names, params, strict=False)
        return {name: value for name, value in pairs if value is not None}

    @cached_property
    def _params(self) -> Schema:
        # First of all what is unknown: a misspelt param says more than that the right one is missing.
        return {"additionalProperties": False} | expand(self.source["params"], self.definitions)

    @cached_property
    def _params_validator(self) -> Validator:
        from rpc_camera.contract.keywords import ParamsValidator  # noqa: PLC0415 - see above

        return ParamsValidator(self._params)

    @cached_property
    def _accepts(self) -> Accepts:
        return acceptance(self._params)

    @cached_property
    def _accepts_result(self) -> Accepts:
        return acceptance(open_ended(expand(self.source["result"], self.definitions)))

    @cached_property
    def _result_validator(self) -> Draft7Validator:
        from rpc_camera.contract.strict import strict_validator  # noqa: PLC0415 - see above

        return strict_validator(expand(self.source["result"], self.definitions))

    @cached_property
    def _integers(self) -> tuple[str, ...]:
        return tuple(name for name, schema in self._params["properties"].items() if schema["type"] == "integer")


def _without_nulls(value: JsonValue, schema: Schema) -> JsonValue:
    """Return `value` without the members that are null, optional, and of another type."""
    if isinstance(value, dict) and (members := schema.get("properties")):
        return {
            name: _without_nulls(member, members.get(name, {}))
            for name, member in value.items()
            if member is not None
            or name not in members
            or name in schema.get("required", ())
            or takes_null(members[name])
        }
    if isinstance(value, list) and "items" in schema:
        return [_without_nulls(item, schema["items"]) for item in value]
    return value


def _described(problems: Iterable[ValidationError]) -> list[Mapping[str, JsonValue]]:
    return [{"path": _pointer(problem.absolute_path), "message": problem.message} for problem in problems]


def _pointer(path: Iterable[str | int]) -> str:
    """Write a JSON pointer (RFC 6901); parts too long for a message are cut."""
    from rpc_camera.contract.keywords import clip  # noqa: PLC0415 - see above

    return "".join("/" + clip(str(part)).replace("~", "~0").replace("/", "~1") for part in path)


def _invalid_params(errors: list[Mapping[str, JsonValue]]) -> ServiceError:
    said = [_sentence(str(error["message"]), str(error["path"]).removeprefix("/")) for error in errors[:MOST_SAID]]
    unsaid = len(errors) - len(said)
    more = [f"{unsaid} more are in data.errors."] if unsaid else []
    return ServiceError(ErrorName.INVALID_PARAMS, " Also: ".join([*said, *more]), details={"errors": errors})


def _sentence(message: str, where: str) -> str:
    return message if not where or f"`{where}`" in message else f"`{where}`: {message}"
