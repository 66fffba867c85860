"""An exception that nobody expected, as the error that a client gets of it."""

from __future__ import annotations

import logging
import secrets

from rpc_camera.errors import ErrorName, ServiceError

_log = logging.getLogger(__name__)


def incident(doing: str, exception: BaseException) -> ServiceError:
    """Log `exception` under a new incident id, and return the error that has that id and nothing else of it."""
    number = secrets.token_hex(4)
    _log.error("incident %s in %s", number, doing, exc_info=exception)
    message = f"The server failed unexpectedly; its log has more under incident {number}."
    return ServiceError(ErrorName.INTERNAL_ERROR, message, details={"incident": number})
