"""Errors as a host has answered them, in JSON, made into those that its own methods had raised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.errors import DriverCode, ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.methods.elsewhere import ElsewhereCamera

_OWN: Final = {"name", "retryable", "remedy", "camera", "gphoto2"}


def answered_error(text: bytes, camera: ElsewhereCamera) -> ServiceError | None:
    """Return the error that is the JSON in `text`, with the camera's id in the rig; None where that is no error."""
    try:
        answered = json.loads(text)
        return _error(answered["message"], answered["data"], camera)
    except (ValueError, KeyError, TypeError):
        return None


def _error(message: str, data: dict[str, Any], camera: ElsewhereCamera) -> ServiceError:
    known = data["name"] in set(ErrorName)
    driver = data.get("gphoto2")
    return ServiceError(
        ErrorName(data["name"]) if known else ErrorName.CAMERA_ERROR,  # of a host with a newer contract
        message,
        camera.id if "camera" in data else None,
        data["remedy"],
        data["retryable"],
        DriverCode(driver["code"], driver["symbol"], driver["context"]) if driver else None,
        {name: value for name, value in data.items() if name not in _OWN},
    )


def unexpected_answer(camera: ElsewhereCamera, status: int) -> ServiceError:
    """Return the error for an answer over HTTP that has none in JSON, and is not what was asked for."""
    message = f"{camera.host} has answered with the HTTP status {status}."
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})
