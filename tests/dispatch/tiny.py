"""A small contract: the real error catalogue, and methods with named params."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    JsonObject = dict[str, JsonValue]

CATALOGUE = Path(__file__).parents[2] / "schemas" / "errors.json"


@dataclass(frozen=True)
class Entry:
    code: int
    retryable: bool
    remedy: str


@dataclass(frozen=True)
class Schema:
    """Takes params by the names given, or any when there are none."""

    names: tuple[str, ...] = ()

    def bind(self, params: list[JsonValue] | JsonObject | None, /) -> JsonObject:
        if not self.names:
            return {"given": params}
        bound = params if isinstance(params, dict) else dict(zip(self.names, params or (), strict=False))
        if set(bound) != set(self.names):
            raise ServiceError(ErrorName.INVALID_PARAMS, f"Needs {self.names}.", details={"errors": []})
        return bound


@dataclass(frozen=True)
class Contract:
    methods: Mapping[str, Schema]
    errors: Mapping[ErrorName, Entry]


def contract_of(methods: Mapping[str, tuple[str, ...]]) -> Contract:
    """Return a contract of methods with these param names, all of them required; none means any."""
    catalogue = {
        ErrorName(name): Entry(entry["code"], entry["retryable"], entry["remedy"])
        for name, entry in json.loads(CATALOGUE.read_text()).items()
    }
    return Contract({name: Schema(params) for name, params in methods.items()}, catalogue)
