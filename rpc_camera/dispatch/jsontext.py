"""Strict JSON text (RFC 8259): what json.loads accepts beyond it, or chokes on, is one clear error."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NoReturn

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

MAX_DEPTH = 64
# json.loads holds the GIL, so a thread would not help: what bounds its time is the number of values.
# Base64, and so an upload, has none of the characters that are counted.
MAX_VALUES = 20_000


class _NotJsonError(ValueError):
    """A number that JSON does not have."""


def parse(text: str | bytes, most_values: int = MAX_VALUES) -> JsonValue:
    """Return the value that `text` holds; bytes are UTF-8, and one byte order mark is skipped.

    Raises ServiceError: PARSE_ERROR for what is not JSON or nested too deep, TOO_LARGE for more than `most_values`.
    """
    decoded = _decoded(text).removeprefix("\ufeff")
    brackets = _count(decoded, "[", most_values) + _count(decoded, "{", most_values)
    if len(decoded) > most_values and brackets + _count(decoded, ",", most_values) > most_values:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"The message holds more than {most_values} values.",
            remedy="Send fewer requests in one message.",
        )
    try:
        value: JsonValue = _DECODER.decode(decoded)
    except json.JSONDecodeError as error:
        raise _parse_error(f"The message is not JSON: see character {error.pos}.") from None
    except _NotJsonError as error:
        raise _parse_error(f"The message is not JSON: it has no number {error}.") from None
    except ValueError:
        raise _parse_error("The message has a number of too many digits.") from None
    except RecursionError:
        raise _too_deep() from None
    if brackets > MAX_DEPTH and _is_deeper(value, MAX_DEPTH):
        raise _too_deep()
    return value


def encode(value: JsonValue) -> str:
    """Write `value` as JSON in ASCII, so that lone surrogates survive; NaN and Infinity are a ValueError."""
    return _ENCODER.encode(value)


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _parse_error(f"The message is not UTF-8: see byte {error.start}.") from None


def _count(text: str, character: str, most: int) -> int:
    """Return how often `text` has `character`, or a number beyond `most`."""
    if len(text) <= MAX_VALUES:
        return text.count(character)
    # Unlike str.count, find leaps over long strings, and this ends early.
    count, at = 0, text.find(character)
    while at >= 0 and count <= most:
        count, at = count + 1, text.find(character, at + 1)
    return count


def _is_deeper(value: JsonValue, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [child for node in level for child in _containers(node)]
        if not level:
            return False
    return True


def _containers(node: JsonValue) -> list[JsonValue]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [child for child in children if isinstance(child, dict | list)]


def _too_deep() -> ServiceError:
    return _parse_error(f"The message is nested deeper than {MAX_DEPTH} levels.")


def _parse_error(message: str) -> ServiceError:
    return ServiceError(ErrorName.PARSE_ERROR, message)


def _constant(name: str) -> NoReturn:
    raise _NotJsonError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _NotJsonError(digits[:20])
    return number


_DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_finite)
_ENCODER = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":"))  # one is a RecursionError
