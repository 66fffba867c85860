"""JSON-RPC error objects: the one place where a ServiceError, or an unexpected exception, becomes one."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Protocol

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue

_log = logging.getLogger(__name__)


class ErrorEntry(Protocol):
    """What the error catalogue says of one error."""

    @property
    def code(self) -> int:
        """The JSON-RPC error code."""

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""

    @property
    def remedy(self) -> str:
        """What to do about it, in one sentence."""


class ErrorObjects:
    """Makes error objects (JSON-RPC 2.0, clause 5.1) by the catalogue."""

    def __init__(self, catalogue: Mapping[ErrorName, ErrorEntry]) -> None:
        self._catalogue = catalogue

    def of(self, error: ServiceError) -> dict[str, JsonValue]:
        """Return `{code, message, data: {name, retryable, remedy, camera?, gphoto2?, …details}}`."""
        entry = self._catalogue[error.name]
        data: dict[str, JsonValue] = {
            "name": str(error.name),
            "retryable": entry.retryable if error.retryable is None else error.retryable,
            "remedy": error.remedy or entry.remedy,
        }
        if error.camera is not None:
            data["camera"] = error.camera
        if error.driver is not None:
            driver = error.driver
            data["gphoto2"] = {"code": driver.code, "symbol": driver.symbol, "context": driver.context}
        return {"code": entry.code, "message": error.message, "data": {**data, **error.details}}

    def incident(self, doing: str, exception: BaseException) -> dict[str, JsonValue]:
        """Log an unexpected `exception` under a new incident id, which is all that the client gets."""
        incident = secrets.token_hex(4)
        _log.error("incident %s in %s", incident, doing, exc_info=exception)
        message = f"The server failed unexpectedly; its log has more under incident {incident}."
        return self.of(ServiceError(ErrorName.INTERNAL_ERROR, message, details={"incident": incident}))
