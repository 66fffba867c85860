"""A failure that is told within a result or an event, where no JSON-RPC error object can be."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from rpc_camera.contract.sources import schema_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.types import Failure
    from rpc_camera.errors import ServiceError


def failure_of(error: ServiceError) -> Failure:
    """Return the `Failure` of schemas/types.json; the remedy is the catalogue's where the error brings none."""
    told: Failure = {"name": error.name, "message": error.message, "remedy": error.remedy or _remedies()[error.name]}
    if (driver := error.driver) is not None:
        told["gphoto2"] = {"code": driver.code, "symbol": driver.symbol, "context": driver.context}
    return told


@cache
def _remedies() -> Mapping[str, str]:
    catalogue = json.loads((schema_folder() / "errors.json").read_bytes())
    return {name: entry["remedy"] for name, entry in catalogue.items()}
