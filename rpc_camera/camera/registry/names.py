"""The names of cameras: how they are described, and what a client is answered when it is not clear which it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import CameraState
from rpc_camera.errors import ErrorName, ServiceError, invalid_param

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.labels import LabelledBody
    from rpc_camera.errors import JsonValue

_FORMER_NAMES_AT_MOST: Final = 100
_AWAY: Final = "It is not connected."


class FormerNames:
    """The provisional ids of cameras, by which a client may have selected them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def note(self, before: str, camera_id: str) -> None:
        """Remember what the camera of a provisional id turned out to be."""
        self._names[before] = camera_id
        while len(self._names) > _FORMER_NAMES_AT_MOST:
            del self._names[next(iter(self._names))]

    def now(self, name: str) -> str | None:
        """Return the id of the camera that had this name; None where none had it."""
        return self._names.get(name)


def description(camera: TetheredCamera, index: int) -> dict[str, JsonValue]:
    """Return the `Camera` of schemas/types.json."""
    is_here, labelled = camera.line.is_attached, camera.labelled
    described: dict[str, JsonValue] = {
        "id": camera.id,
        "name": camera.identity.name,
        "port": camera.source.port,
        "serial_number": camera.identity.serial_number,
        "index": index,
        "state": camera.state if is_here else CameraState.LOST,
        "abilities": list(camera.identity.abilities),
    }
    optional: dict[str, JsonValue] = {
        **_names(labelled),
        "state_reason": camera.state_reason if is_here else _AWAY,
        "shutter_open": camera.bulb.is_under_way,
        "id_doubt": camera.identity.id_doubt,
    }
    return described | {name: value for name, value in optional.items() if value}


def _names(body: LabelledBody | None) -> dict[str, JsonValue]:
    return {"label": body.label, "place": body.place} if body else {}


def description_of_absent(camera_id: str, body: LabelledBody) -> dict[str, JsonValue]:
    """Return the `Camera` of a body that has not been here since the service started, as it was when labelled."""
    described: dict[str, JsonValue] = {
        "id": camera_id,
        "name": body.name,
        "port": body.port,
        "serial_number": body.serial_number,
        "index": 0,
        "state": CameraState.LOST,
        "state_reason": _AWAY,
        "abilities": [],
    }
    return described | {name: value for name, value in _names(body).items() if value}


def only_one(cameras: Sequence[TetheredCamera]) -> TetheredCamera:
    """Return the only camera there is. ServiceError: there is none, or none of several is selected."""
    if len(cameras) == 1:
        return cameras[0]
    if not cameras:
        raise ServiceError(
            ErrorName.CAMERA_NOT_FOUND,
            "There is no camera.",
            remedy="Connect one by USB and switch it on, or start the server with --camera or --virtual.",
            retryable=True,
            details={"cameras": []},
        )
    raise ServiceError(
        ErrorName.NO_CAMERA_SELECTED,
        f"There are {len(cameras)} cameras and none is selected.",
        details={"cameras": [camera.id for camera in cameras]},
    )


def check_each_once(named: Iterable[tuple[str, Hashable]]) -> None:
    """Check names of `cameras`, each with what stands for the body that it names; for that of none, the name itself.

    ServiceError INVALID_PARAMS: two name the same body, and which.
    """
    names: dict[Hashable, str] = {}
    for name, body in named:
        if (other := names.get(body)) == name:
            raise invalid_param("/cameras", f"A camera is named twice: {name[:80]!r}.")
        if other is not None:
            raise invalid_param("/cameras", f"A camera is named twice: {other[:80]!r} and {name[:80]!r} are the same.")
        names[body] = name


def nearest(name: str, cameras: Sequence[TetheredCamera]) -> str | None:
    """Return the id, label or port that comes nearest to a name that no camera has; None where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - few ask for what there is not

    labels = [camera.label for camera in cameras if camera.label]
    names = [*(camera.id for camera in cameras), *labels, *(camera.source.port for camera in cameras)]
    return next(iter(get_close_matches(name, names, n=1)), None)


def not_found(name: str, cameras: Sequence[TetheredCamera], near: str | None) -> ServiceError:
    """Return the refusal of a name that no camera has, with the name that it may stand for."""
    ids = [camera.id for camera in cameras]
    hint = f"Did you mean {near!r}? " if near else ""
    return ServiceError(
        ErrorName.CAMERA_NOT_FOUND,
        f"There is no camera {name[:80]!r}.",
        remedy=f"{hint}list_cameras names those there are, by id and port.",
        details={"cameras": ids},
    )


def not_here(name: str, camera_id: str, cameras: Sequence[TetheredCamera]) -> ServiceError:
    """Return the refusal of the id or label of a body that has not been here since the service started."""
    called = "" if name == camera_id else f", which is called {name!r},"
    return ServiceError(
        ErrorName.CAMERA_NOT_FOUND,
        f"{camera_id}{called} is not connected.",
        camera_id,
        remedy="Connect it by USB and switch it on; list_cameras names those there are.",
        retryable=True,
        details={"cameras": [camera.id for camera in cameras]},
    )
