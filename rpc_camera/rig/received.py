"""JSON that other hosts have sent. What is passed on of it has to be JSON for strict clients too, and not too deep."""

from __future__ import annotations

from typing import Any, Final

from rpc_camera.dispatch.jsontext import parse
from rpc_camera.errors import ErrorName, ServiceError

_MOST_VALUES: Final = 250_000  # a list of all files of a full card has half of that


class NoJsonError(ValueError):
    """A host has sent what is no JSON, or too deep, or has too many values; its text can be logged."""


class TooManyValuesError(NoJsonError):
    """What a host has sent has more values than can be looked at in a moment."""


def received(text: bytes) -> Any:  # noqa: ANN401 - whatever it is, it was not looked at yet
    """Return the value that `text` holds. NoJsonError: it holds none, or a number that is none."""
    try:
        return parse(text, _MOST_VALUES)
    except ServiceError as error:
        kind = TooManyValuesError if error.name is ErrorName.TOO_LARGE else NoJsonError
        raise kind(error.message) from None
