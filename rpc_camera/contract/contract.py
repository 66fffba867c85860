"""The contract as the service uses it, read once at its start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from rpc_camera.attached import EncodedResult
from rpc_camera.contract.acceptance import acceptance
from rpc_camera.contract.messages import MethodSchema
from rpc_camera.contract.schema import expand, open_ended
from rpc_camera.contract.sources import OPENRPC, Sources, read_sources
from rpc_camera.schema_folder import schema_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.acceptance import Accepts


@dataclass(frozen=True)
class Contract:
    """The methods by name, and the files that the service publishes."""

    methods: Mapping[str, MethodSchema]
    sources: Sources

    @classmethod
    def load(cls) -> Contract:
        """Read the schemas. FileNotFoundError: neither an installation nor a checkout has them."""
        sources = read_sources(schema_folder())
        methods, types = sources.in_folder("methods"), sources.definitions
        return cls({name: MethodSchema(name, content, types) for name, content in methods.items()}, sources)

    def is_event(self, name: str, params: object) -> bool:
        """Return whether `params` are those of an event, as this version of the contract has it or a later one may."""
        return self._events[name](params)

    @cached_property
    def _events(self) -> dict[str, Accepts]:
        schemas = {name: json.loads(text)["params"] for name, text in self.sources.in_folder("notifications").items()}
        types = self.sources.definitions
        return {name: acceptance(open_ended(expand(schema, types))) for name, schema in schemas.items()}

    @cached_property
    def openrpc(self) -> EncodedResult:
        """The built OpenRPC document, as it ships, on one line: in JSON, a line break is never within a text."""
        text = bytearray()
        for line in BytesIO(self.sources.files[OPENRPC]):
            text += line.strip()
        return EncodedResult(text.decode())
