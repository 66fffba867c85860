"""Errors on their way from a worker to the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rpc_camera.errors import DriverCode, ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping


def pack_error(error: ServiceError) -> dict[str, Any]:
    """Return `error` as the JSON object that `unpack_error` reads."""
    return asdict(error)


def unpack_error(packed: Mapping[str, Any]) -> ServiceError:
    """Return the error that the worker raised; the server adds which camera it was."""
    driver = DriverCode(**packed["driver"]) if packed["driver"] else None
    return ServiceError(**{**packed, "name": ErrorName(packed["name"]), "driver": driver})
