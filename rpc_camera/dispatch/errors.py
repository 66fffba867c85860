"""JSON-RPC error objects: the one place where a ServiceError, or an unexpected exception, becomes one."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

_log = logging.getLogger(__name__)


def error_object(error: ServiceError) -> dict[str, JsonValue]:
    """Return `{code, message, data: {name, retryable, remedy, camera?, gphoto2?, …details}}` (clause 5.1)."""
    data: dict[str, JsonValue] = {
        "name": str(error.name),
        "retryable": error.is_retryable,
        "remedy": error.advice,
    }
    if error.camera is not None:
        data["camera"] = error.camera
    if error.driver is not None:
        driver = error.driver
        data["gphoto2"] = {"code": driver.code, "symbol": driver.symbol, "context": driver.context}
    return {"code": error.code, "message": error.message, "data": {**data, **error.details}}


def incident(doing: str, exception: BaseException) -> dict[str, JsonValue]:
    """Log an unexpected `exception` under a new incident id, which is all that the client gets."""
    number = secrets.token_hex(4)
    _log.error("incident %s in %s", number, doing, exc_info=exception)
    message = f"The server failed unexpectedly; its log has more under incident {number}."
    return error_object(ServiceError(ErrorName.INTERNAL_ERROR, message, details={"incident": number}))
