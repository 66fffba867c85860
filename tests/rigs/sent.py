"""Checks of what the service sends, besides results, against the published schemas."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from rpc_camera.contract.schema import expand
from rpc_camera.contract.sources import Sources, read_sources
from rpc_camera.contract.strict import check, strict_validator
from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera.schema_folder import schema_folder
from tools.contract.error_data import error_data_schema

if TYPE_CHECKING:
    from jsonschema.validators import Draft7Validator


def check_error(value: object) -> None:
    """Raise ContractViolationError unless `value` is a response's error object, its code that of its name."""
    check(_error_validator(), "the error object", value)
    data = cast("dict[str, Any]", value)["data"]
    check(_data_validator(data["name"]), f"the data of {data['name']}", data)


def check_notification(name: str, params: object) -> None:
    """Raise ContractViolationError unless `params` fit the notification, with only members that it names."""
    check(_notification_validator(name), f"the notification {name}", params)


@cache
def _sources() -> Sources:
    return read_sources(schema_folder())


@cache
def _error_validator() -> Draft7Validator:
    types = _sources().definitions
    pairs = [
        {"properties": {"code": {"const": entry.code}, "data": {"properties": {"name": {"const": name}}}}}
        for name, entry in CATALOGUE.items()
    ]
    return strict_validator(expand(types["ErrorObject"], types) | {"anyOf": pairs})


@cache
def _data_validator(name: str) -> Draft7Validator:
    return strict_validator(expand(error_data_schema(name, _sources()), _sources().definitions))


@cache
def _notification_validator(name: str) -> Draft7Validator:
    sources = _sources()
    return strict_validator(expand(sources.notifications[name]["params"], sources.definitions))
