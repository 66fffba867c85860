"""A small contract: methods with named params."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    JsonObject = dict[str, JsonValue]


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


def schemas_of(methods: Mapping[str, tuple[str, ...]]) -> dict[str, Schema]:
    """Return the schemas of methods with these param names, all of them required; none means any."""
    return {name: Schema(params) for name, params in methods.items()}
