"""JSON-RPC error objects: the one place where a ServiceError becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue, ServiceError


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
