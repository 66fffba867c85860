"""The catalogue of errors: what `schemas/errors.json` says of each, for the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from rpc_camera.error_names import ErrorName
from rpc_camera.schema_folder import schema_folder

if TYPE_CHECKING:
    from collections.abc import Mapping


class ErrorEntry(NamedTuple):
    """What the catalogue says of an error; a case's own message, remedy and `retryable` come before these."""

    code: int
    message: str
    retryable: bool
    remedy: str


def _read() -> dict[ErrorName, ErrorEntry]:
    errors = json.loads((schema_folder() / "errors.json").read_text(encoding="utf-8"))
    return {name: ErrorEntry(*(errors[name][member] for member in ErrorEntry._fields)) for name in ErrorName}


CATALOGUE: Final[Mapping[ErrorName, ErrorEntry]] = _read()
