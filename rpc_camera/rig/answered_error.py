"""Errors as a host has answered them, in JSON, made into those that its own methods had raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.messages import service_error
from rpc_camera.rig.received import received

if TYPE_CHECKING:
    from rpc_camera.methods.elsewhere import ElsewhereCamera


def answered_error(text: bytes, camera: ElsewhereCamera) -> ServiceError | None:
    """Return the error that is the JSON in `text`, with the camera's id in the rig; None where that is no error."""
    try:
        answered = received(text)
        message, data = answered["message"], answered["data"]
        error = service_error({"message": message, "data": {**data, "name": data["name"]}})
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return error.but(camera=camera.id if error.camera else None)


def unexpected_answer(camera: ElsewhereCamera, status: int) -> ServiceError:
    """Return the error for an answer over HTTP that has none in JSON, and is not what was asked for."""
    message = f"{camera.host} has answered with the HTTP status {status}."
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})
