"""A failure that is reported within a result or an event, where no JSON-RPC error object can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.contract.types import Failure
    from rpc_camera.errors import ServiceError


def failure_of(error: ServiceError) -> Failure:
    """Return the `Failure` of schemas/types.json; the remedy is the catalogue's where the error brings none."""
    failure: Failure = {"name": error.name, "message": error.message, "remedy": error.advice}
    if (driver := error.driver) is not None:
        failure["gphoto2"] = {"code": driver.code, "symbol": driver.symbol, "context": driver.context}
    return failure
