"""The JSON Schema keywords that params use, with messages for clients that never echo a long value.

jsonschema's own put the whole value into each message: unreadable if long, a RecursionError if deep.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sized
from difflib import get_close_matches
from operator import ge, gt, le
from typing import TYPE_CHECKING, Any, Protocol

from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft7Validator, create

from rpc_camera.contract.json_types import is_text, is_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jsonschema.protocols import Validator as JsonSchemaValidator

    from rpc_camera.contract.schema import Schema

    Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]

    class Validator(Protocol):
        """What keywords need of jsonschema's validators."""

        def descend(self, instance: object, schema: Schema, path: str | int) -> Iterator[ValidationError]:
            """Check what is at `path` within the value."""


LONGEST_ECHO = 64
_PATTERNS = {"^/": "Must begin with /.", "^[^/]+$": "Must be a name without /."}
_NO_TEXT = "Is no Unicode text: it has one half of a surrogate pair without the other."
_ARTICLES = {"array": "an array", "integer": "an integer", "null": "null", "object": "an object"}


def kind(value: object) -> str:
    """Name the JSON type of `value`, with its article."""
    for name in ("null", "boolean", "integer", "number", "string", "array", "object"):
        if is_type(value, name):
            return _article(name)
    return "a number too large" if isinstance(value, int | float) else "something that is not JSON"


def _article(name: str) -> str:
    return _ARTICLES.get(name, f"a {name}")


def clip(text: str) -> str:
    """Shorten `text` so that it can stand in a message."""
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def nearest(text: str, names: Sequence[str]) -> str:
    """End a sentence on an unknown name, with the one of `names` that may have been meant."""
    matches = get_close_matches(text.lower(), names, n=1) if len(text) <= LONGEST_ECHO else []
    return f"; did you mean `{matches[0]}`?" if matches else "."


def _type(_v: Validator, types: str | list[str], value: object, _s: Schema) -> Iterator[ValidationError]:
    names = [types] if isinstance(types, str) else types
    if not any(is_type(value, name) for name in names):
        yield ValidationError(f"Expected {' or '.join(map(_article, names))}, got {kind(value)}.")
    elif isinstance(value, str) and not is_text(value):
        yield ValidationError(_NO_TEXT)


def _enum(_v: Validator, names: list[str], value: object, _s: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and value not in names:
        yield ValidationError(f"`{clip(value)}` is none of {', '.join(names)}{nearest(value, names)}")


def _pattern(_v: Validator, pattern: str, value: object, _s: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.search(pattern, value):
        yield ValidationError(_PATTERNS.get(pattern, f"Does not match the pattern {pattern}."))


def _bound(holds: Callable[[Any, Any], bool], message: str) -> Keyword:
    def keyword(_v: Validator, bound: float, value: object, _s: Schema) -> Iterator[ValidationError]:
        if is_type(value, "number") and not holds(value, bound):
            yield ValidationError(message.format(bound))

    return keyword


def _size(kind: str, holds: Callable[[Any, Any], bool], message: str) -> Keyword:
    def keyword(_v: Validator, bound: int, value: object, _s: Schema) -> Iterator[ValidationError]:
        if isinstance(value, Sized) and is_type(value, kind) and not holds(len(value), bound):
            yield ValidationError("Must not be empty." if holds is ge and bound == 1 else message.format(bound))

    return keyword


def _items(validator: Validator, schema: Schema, value: object, parent: Schema) -> Iterator[ValidationError]:
    # maxItems reports one that is too long: going through it would only cost time.
    if isinstance(value, list) and len(value) <= parent.get("maxItems", math.inf):
        for index, item in enumerate(value):
            yield from validator.descend(item, schema, path=index)


def _properties(validator: Validator, schemas: Schema, value: object, _s: Schema) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for name, schema in schemas.items():
            if name in value:
                yield from validator.descend(value[name], schema, path=name)


def _additional(validator: Validator, extra: Schema | bool, value: object, parent: Schema) -> Iterator[ValidationError]:
    # As with items, one that is too long is reported by its length alone.
    if not isinstance(value, dict) or len(value) > parent.get("maxProperties", math.inf):
        return
    known = parent.get("properties", {})
    for name in value:
        if name in known:
            continue
        if isinstance(extra, dict):
            if not is_text(name):
                yield ValidationError(_NO_TEXT, path=[name])
            yield from validator.descend(value[name], extra, path=name)
        elif not extra:
            names = ", ".join(known) or "none"
            message = f"Unknown param `{clip(name)}`{nearest(name, list(known))} Known: {names}."
            yield ValidationError(message, path=[name])


def _required(_v: Validator, names: list[str], value: object, _s: Schema) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield ValidationError(f"`{name}` is missing.", path=[name])


KEYWORDS: dict[str, Keyword] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _size("string", ge, "Must have {} characters or more."),
    "maxLength": _size("string", le, "Must have {} characters or fewer."),
    "minimum": _bound(ge, "Must be at least {}."),
    "maximum": _bound(le, "Must be at most {}."),
    "exclusiveMinimum": _bound(gt, "Must be more than {}."),
    "minItems": _size("array", ge, "Must have {} items or more."),
    "maxItems": _size("array", le, "Must have {} items or fewer."),
    "minProperties": _size("object", ge, "Must have {} members or more."),
    "maxProperties": _size("object", le, "Must have {} members or fewer."),
    "items": _items,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
}
"""What params may use; a test holds the method files to it."""

ParamsValidator: type[JsonSchemaValidator] = create(meta_schema=Draft7Validator.META_SCHEMA, validators=KEYWORDS)
"""Checks one value against one schema whose references are written out."""
