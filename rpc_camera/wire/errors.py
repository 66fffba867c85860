"""Errors on their way from a worker to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rpc_camera.errors import DriverCode, ErrorName, JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping


def pack_error(error: ServiceError) -> dict[str, JsonValue]:
    """Return `error` as the JSON object that `unpack_error` reads."""
    driver = error.driver
    return {
        "name": error.name,
        "message": error.message,
        "remedy": error.remedy,
        "retryable": error.retryable,
        "details": error.details,
        "untouched": error.untouched,
        "driver": [driver.code, driver.symbol, driver.context] if driver else None,
    }


def unpack_error(packed: Mapping[str, Any]) -> ServiceError:
    """Return the error that the worker raised; the server adds which camera it was."""
    return ServiceError(
        ErrorName(packed["name"]),
        packed["message"],
        remedy=packed["remedy"],
        retryable=packed["retryable"],
        details=dict(packed["details"]),
        untouched=packed["untouched"],
        driver=DriverCode(*packed["driver"]) if packed["driver"] else None,
    )
