"""What a camera is to a client: its names, its state, its abilities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rpc_camera.contract.types import CameraState
from rpc_camera.errors import ErrorName
from rpc_camera.wire.identity import camera_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue, ServiceError


@dataclass(frozen=True)
class Source:
    """Where a camera is to be found. `removable`: discovery found it, and tells when it is gone (USB)."""

    port: str
    model: str | None
    removable: bool


@dataclass
class Identity:
    """Who a camera is. Until it has been opened once, its port and the driver's model name have to do."""

    id: str
    name: str
    serial_number: str | None = None
    abilities: list[str] = field(default_factory=list)

    @classmethod
    def provisional(cls, source: Source) -> Identity:
        """Return the identity of a camera that has not been opened yet."""
        name = source.model or "Camera"
        return cls(camera_id({"model": name}, source.port), name)

    @classmethod
    def of(cls, told: Mapping[str, JsonValue]) -> Identity:
        """Return the identity that a worker told."""
        maker = _printable(told["manufacturer"] or "")
        model = _printable(told["model"] or told["driver_model"] or "Camera")
        named = (
            model if not maker or model.lower().startswith(maker.split(maxsplit=1)[0].lower()) else f"{maker} {model}"
        )
        serial, abilities = told["serial_number"], told["abilities"]
        return cls(str(told["id"]), named, str(serial) if serial else None, [str(a) for a in _items(abilities)])


def _printable(text: JsonValue) -> str:
    """Return a camera's own word for itself without what could move a terminal's cursor."""
    return "".join(char for char in str(text) if char.isprintable())


def _items(value: JsonValue) -> list[JsonValue]:
    return list(value) if isinstance(value, list) else []


def state_after(error: ServiceError) -> CameraState:
    """Return the state of a camera that could not be opened, or was lost, for this reason."""
    return CameraState.LOST if error.name in _LOST else CameraState.FAILED


_LOST = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
