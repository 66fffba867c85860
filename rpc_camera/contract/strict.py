"""Checks what the service sends more strictly than clients may: nothing that the schemas do not name.

The published objects are open, since a later minor version may add members; a test wants to know of each one.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jsonschema import FormatChecker
from jsonschema.validators import Draft7Validator

from rpc_camera.contract.schema import close
from rpc_camera.contract.violation import ContractViolationError

if TYPE_CHECKING:
    from rpc_camera.contract.schema import Schema


def _is_utc_time(value: object) -> bool:
    return not isinstance(value, str) or (value.endswith("Z") and "T" in value and bool(datetime.fromisoformat(value)))


FORMATS = FormatChecker(formats=())
FORMATS.checks("date-time", raises=ValueError)(_is_utc_time)


def strict_validator(expanded: Schema) -> Draft7Validator:
    """Compile a schema whose references are written out; objects that list their properties are closed."""
    return Draft7Validator(close(expanded), format_checker=FORMATS)


def check(validator: Draft7Validator, what: str, value: object) -> None:
    """Raise ContractViolationError with everything that is wrong with `value`."""
    problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    if problems:
        raise ContractViolationError(f"{what}: " + "; ".join(problems))
