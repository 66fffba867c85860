"""The contract as the service uses it, read once at its start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rpc_camera.attached import EncodedResult
from rpc_camera.contract.messages import MethodSchema, NotificationSchema
from rpc_camera.contract.schema import expand
from rpc_camera.contract.sources import OPENRPC, Sources, read_sources, schema_folder
from rpc_camera.contract.strict import check, strict_validator
from rpc_camera.error_catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.validators import Draft7Validator

    from rpc_camera.error_catalogue import ErrorEntry, ErrorName


@dataclass(frozen=True)
class Contract:
    """Methods, notifications and errors by name."""

    methods: Mapping[str, MethodSchema]
    notifications: Mapping[str, NotificationSchema]
    sources: Sources

    @classmethod
    def load(cls) -> Contract:
        """Read the schemas. FileNotFoundError: neither an installation nor a checkout has them."""
        sources = read_sources(schema_folder())
        types = sources.definitions
        return cls(
            methods={name: MethodSchema(name, source, types) for name, source in sources.methods.items()},
            notifications={
                name: NotificationSchema(name, source, types) for name, source in sources.notifications.items()
            },
            sources=sources,
        )

    @property
    def errors(self) -> Mapping[ErrorName, ErrorEntry]:
        """The catalogue of errors."""
        return CATALOGUE

    @cached_property
    def openrpc(self) -> EncodedResult:
        """The built OpenRPC document, as it ships."""
        return EncodedResult(json.loads(self.sources.files[OPENRPC]))

    def read(self, relative_path: str) -> bytes | None:
        """Return a shipped schema file by its path below `schemas/`, such as `methods/get_config.json`."""
        return self.sources.files.get(relative_path)

    def check_error(self, value: object) -> None:
        """Raise ContractViolationError unless `value` is a response's error object, its code that of its name."""
        check(self._error_validator, "the error object", value)

    @cached_property
    def _error_validator(self) -> Draft7Validator:
        types = self.sources.definitions
        pairs = [
            {"properties": {"code": {"const": entry.code}, "data": {"properties": {"name": {"const": name}}}}}
            for name, entry in CATALOGUE.items()
        ]
        return strict_validator(expand(types["ErrorObject"], types) | {"anyOf": pairs})
