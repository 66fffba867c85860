"""The HTTP status of an error, and the header fields that belong to it (RFC 9110, 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs

from rpc_camera.errors import ErrorName

if TYPE_CHECKING:
    from rpc_camera.errors import ServiceError

_UNAVAILABLE: Final = 503  # of what is left, what HTTP meets is trouble with the camera or the server that may pass
_STATUSES: Final = {
    ErrorName.INVALID_PARAMS: 400,
    ErrorName.DIGEST_MISMATCH: 400,
    ErrorName.UNAUTHORIZED: 401,
    ErrorName.FORBIDDEN: 403,
    ErrorName.CAMERA_NOT_FOUND: 404,
    ErrorName.FILE_NOT_FOUND: 404,
    ErrorName.FILE_EXISTS: 409,
    ErrorName.TOO_LARGE: 413,
    ErrorName.INVALID_REQUEST: 415,  # of HTTP's own, only a body that is compressed; others are answered in JSON-RPC
    ErrorName.RATE_LIMITED: 429,
    ErrorName.INTERNAL_ERROR: 500,
    ErrorName.NOT_SUPPORTED: 501,
    ErrorName.CAMERA_TIMEOUT: 504,
    ErrorName.HOST_UNREACHABLE: 504,
    ErrorName.OUTCOME_UNKNOWN: 504,
    ErrorName.STORAGE_FULL: 507,
}


def status_of(error: ServiceError) -> int:
    """Return the status of the answer to a request that ended in `error`."""
    return status_of_name(error.name)


def status_of_name(name: str) -> int:
    """Return the status for an error of this name, as it is in the contract."""
    return _STATUSES.get(ErrorName(name), _UNAVAILABLE)


def headers_of(error: ServiceError) -> dict[str, str]:
    """Return the header fields that the status asks for."""
    match error.name:
        case ErrorName.UNAUTHORIZED:
            return {hdrs.WWW_AUTHENTICATE: "Bearer"}
        case ErrorName.RATE_LIMITED:
            return {hdrs.RETRY_AFTER: str(error.details["retry_after_s"])}
        case _:
            return {}
