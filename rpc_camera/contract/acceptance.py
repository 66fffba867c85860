"""Whether params are valid, as plain functions: jsonschema takes twenty times as long to find nothing wrong.

Only that something is wrong is known here; what it is, and in which words, is for `keywords.py` to say. A test holds
both together, on all schemas.
"""

from __future__ import annotations

import re
from operator import ge, gt, le
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rpc_camera.contract.json_types import is_text, is_type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Sized

    from rpc_camera.contract.schema import Schema

    Holds = Callable[[Any, Any], bool]

Accepts: TypeAlias = "Callable[[Any], bool]"


def acceptance(schema: Schema) -> Accepts:
    """Return what says whether a value is valid, of a schema that has its references written out."""
    checks = tuple(make(schema[keyword], schema) for keyword, make in _KEYWORDS.items() if keyword in schema)

    def accepts(value: Any) -> bool:  # noqa: ANN401 - as it came from a client
        for check in checks:  # noqa: SIM110 - each call of a client does this, and a generator takes longer
            if not check(value):
                return False
        return True

    return checks[0] if len(checks) == 1 else accepts


def _type(types: str | list[str], _schema: Schema) -> Accepts:
    names = [types] if isinstance(types, str) else types
    if names == ["object"]:
        return lambda value: isinstance(value, dict)
    if names == ["string"]:
        return lambda value: isinstance(value, str) and is_text(value)
    return lambda value: any(is_type(value, name) for name in names) and (not isinstance(value, str) or is_text(value))


def _enum(names: list[str], _schema: Schema) -> Accepts:
    return lambda value: not isinstance(value, str) or value in names


def _pattern(pattern: str, _schema: Schema) -> Accepts:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _bound(holds: Holds) -> Callable[[float, Schema], Accepts]:
    return lambda bound, _schema: lambda value: not is_type(value, "number") or holds(value, bound)


def _size(kind: type[Sized], holds: Holds) -> Callable[[int, Schema], Accepts]:
    return lambda bound, _schema: lambda value: not isinstance(value, kind) or holds(len(value), bound)


def _items(schema: Schema, _parent: Schema) -> Accepts:
    accepts = acceptance(schema)
    return lambda value: not isinstance(value, list) or all(map(accepts, value))


def _members(_properties: Schema, schema: Schema) -> Accepts:
    members = {name: acceptance(sub) for name, sub in schema["properties"].items()}
    others = _others(schema.get("additionalProperties", True))

    def accepts(value: Any) -> bool:  # noqa: ANN401 - as it came from a client
        if isinstance(value, dict):
            for name, member in value.items():
                check = members.get(name)
                if not (others(name, member) if check is None else check(member)):
                    return False
        return True

    return accepts


def _additional(extra: Schema | bool, schema: Schema) -> Accepts:
    if "properties" in schema:
        return lambda _value: True  # see _members
    others = _others(extra)
    return lambda value: not isinstance(value, dict) or all(others(*member) for member in value.items())


def _others(extra: Schema | bool) -> Callable[[str, Any], bool]:
    if isinstance(extra, bool):
        return lambda _name, _value: extra
    accepts = acceptance(extra)
    return lambda name, value: is_text(name) and accepts(value)


def _required(names: Sequence[str], _schema: Schema) -> Accepts:
    def accepts(value: Any) -> bool:  # noqa: ANN401 - as it came from a client
        return not isinstance(value, dict) or all(name in value for name in names)

    return accepts


def _any_of(schemas: Sequence[Schema], _schema: Schema) -> Accepts:
    accepting = [acceptance(schema) for schema in schemas]
    return lambda value: any(accepts(value) for accepts in accepting)


# Lengths first: going through what is too long would only cost time.
_KEYWORDS: Final[dict[str, Callable[[Any, Schema], Accepts]]] = {
    "type": _type,
    "minLength": _size(str, ge),
    "maxLength": _size(str, le),
    "minItems": _size(list, ge),
    "maxItems": _size(list, le),
    "minProperties": _size(dict, ge),
    "maxProperties": _size(dict, le),
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _bound(ge),
    "maximum": _bound(le),
    "exclusiveMinimum": _bound(gt),
    "required": _required,
    "items": _items,
    "properties": _members,
    "additionalProperties": _additional,
    "anyOf": _any_of,
}
