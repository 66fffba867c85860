"""Where a camera is, and who it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rpc_camera.wire.identity import camera_id, has_number

if TYPE_CHECKING:
    from rpc_camera.wire.events import CameraOpened

_SAFE_NAME: Final = re.compile(r"[a-z0-9-]{1,100}")
_WITHOUT_NUMBER: Final = "The body has no serial number: this id goes with the port or address where it is now."


@dataclass(frozen=True)
class Source:
    """Where a camera is to be found. `removable`: discovery found it, and notices when it is gone (USB).

    `physical_port` is the socket it is plugged into, where that is known: it stays, unlike a USB camera's `port`.
    """

    port: str
    model: str | None
    removable: bool
    physical_port: str | None = None

    @property
    def place(self) -> str:
        """The best that is known of where it is."""
        return self.physical_port or self.port


@dataclass(frozen=True)
class CameraIdentity:
    """Who a camera is. Until it has been opened once, its port and the driver's model name have to do.

    `id_doubt` says in one sentence why the id may not stay with this body, where that is so.
    """

    id: str
    name: str
    serial_number: str | None = None
    abilities: tuple[str, ...] = ()
    id_doubt: str | None = None

    @classmethod
    def provisional(cls, source: Source) -> CameraIdentity:
        """Return the identity of a camera that has not been opened yet."""
        name = source.model or "Camera"
        return cls(camera_id({"model": name}, source.port), name)

    @classmethod
    def of(cls, opened: CameraOpened, source: Source) -> CameraIdentity:
        """Return the identity that the body at `source` claims, through its worker."""
        maker = _printable(opened.manufacturer or "")
        model = _printable(opened.model or opened.driver_model or "Camera")
        begins_with_maker = not maker or model.lower().startswith(maker.split(maxsplit=1)[0].lower())
        name = model if begins_with_maker else f"{maker} {model}"
        serial_number, abilities = opened.serial_number or None, tuple(opened.abilities)
        if has_number(serial_number):
            return cls(opened.id, name, serial_number, abilities)
        place_id = camera_id({"model": opened.model, "driver_model": opened.driver_model}, source.place)
        return cls(place_id, name, serial_number, abilities, _WITHOUT_NUMBER)

    def numbered(self, camera_id: str, doubt: str | None) -> CameraIdentity:
        """Return the identity with an id that no other body has, and what speaks against that, if anything does."""
        return replace(self, id=camera_id, id_doubt=doubt or self.id_doubt)


def file_name(camera_id: str) -> str:
    """Return what the files that are about a camera are named after: its id, or a digest where that is no safe name."""
    is_safe = _SAFE_NAME.fullmatch(camera_id)
    return camera_id if is_safe else hashlib.sha256(camera_id.encode()).hexdigest()


def _printable(text: str) -> str:
    """Return a camera's own word for itself without what could move a terminal's cursor."""
    return "".join(char for char in text if char.isprintable())
