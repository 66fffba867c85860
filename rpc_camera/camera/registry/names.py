"""What a client is answered when it is not clear which camera it means."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.camera.camera import Camera


def only_one(cameras: Sequence[Camera]) -> Camera:
    """Return the only camera there is. ServiceError: there is none, or none of several is selected."""
    ids = [camera.id for camera in cameras]
    if not ids:
        raise ServiceError(
            ErrorName.CAMERA_NOT_FOUND,
            "There is no camera.",
            remedy="Connect one by USB and switch it on, or start the server with --camera or --virtual.",
            retryable=True,
            details={"cameras": []},
        )
    if len(ids) > 1:
        raise ServiceError(
            ErrorName.NO_CAMERA_SELECTED,
            f"There are {len(ids)} cameras and none is selected.",
            details={"cameras": ids},
        )
    return cameras[0]


def not_found(name: str, cameras: Sequence[Camera]) -> ServiceError:
    """Return the refusal of a name that no camera has, with the names that come near."""
    ids = [camera.id for camera in cameras]
    near = difflib.get_close_matches(name, [*ids, *(camera.source.port for camera in cameras)], n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return ServiceError(
        ErrorName.CAMERA_NOT_FOUND,
        f"There is no camera {name[:80]!r}.",
        remedy=f"{hint}list_cameras names those there are, by id and port.",
        details={"cameras": ids},
    )
