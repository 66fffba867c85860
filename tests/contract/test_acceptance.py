"""What accepts params quickly and what finds the words for refusing them are of one mind, on every schema."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pytest

from rpc_camera.contract.acceptance import _KEYWORDS, acceptance
from rpc_camera.contract.keywords import KEYWORDS, ParamsValidator
from rpc_camera.contract.sources import FOLDERS, read_sources
from rpc_camera.schema_folder import schema_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.schema import Schema

_METHODS: Final = sorted(read_sources(schema_folder()).in_folder(FOLDERS[0]))
_VALUES: Final[list[Any]] = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 1e300, 10**400, -(10**400), math.inf, -math.inf, math.nan),
    *("", "iso", "a/b", "/x", "/", "\n", "é", "\ud800", "x\udfff", "1", "x" * 70, "x" * 100_000),
    *([], [1], ["iso"], ["iso", "iso"], [None], [[]], ["\ud800"], ["iso"] * 5000),
    *({}, {"a": 1}, {"\ud800": "x"}, {"a": "\ud800"}, {"a": None}, {"a": {}}, {str(n): "x" for n in range(2000)}),
]


def values_for(schema: Schema) -> Iterator[Any]:
    """Yield values of all kinds: at the bounds of what the schema says, and wrong in one place at a time."""
    yield from _VALUES
    yield from schema.get("enum", ())
    for keyword in ("minimum", "maximum", "exclusiveMinimum"):
        if keyword in schema:
            bound = schema[keyword]
            yield from (bound, bound - 1, bound + 1, math.nextafter(bound, math.inf), math.nextafter(bound, -math.inf))
    for keyword in ("minLength", "maxLength"):
        yield from ("/" + "x" * size for size in sizes_around(schema, keyword))
        yield from ("x" * size for size in sizes_around(schema, keyword))
    if "items" in schema:
        yield from arrays_for(schema)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from maps_for(schema)
    if "properties" in schema:
        yield from objects_for(schema["properties"])


def arrays_for(schema: Schema) -> Iterator[list[Any]]:
    yield from ([value] for value in values_for(schema["items"]))
    good = valid(schema["items"])
    yield from ([good, value] for value in _VALUES)
    for keyword in ("minItems", "maxItems"):
        yield from ([good] * size for size in sizes_around(schema, keyword))


def maps_for(schema: Schema) -> Iterator[dict[str, Any]]:
    yield from ({"a": value} for value in values_for(schema["additionalProperties"]))
    good = valid(schema["additionalProperties"])
    yield {"\ud800": good}
    for keyword in ("minProperties", "maxProperties"):
        yield from ({str(n): good for n in range(size)} for size in sizes_around(schema, keyword))


def objects_for(members: dict[str, Schema]) -> Iterator[dict[str, Any]]:
    whole = {name: valid(member) for name, member in members.items()}
    yield whole
    yield whole | {"unknown": 1}
    for name, member in members.items():
        yield {name: whole[name]}
        yield {other: value for other, value in whole.items() if other != name}
        yield from (whole | {name: value} for value in values_for(member))


def sizes_around(schema: Schema, keyword: str) -> list[int]:
    return [max(0, schema[keyword] + more) for more in (-1, 0, 1)] if keyword in schema else []


def valid(schema: Schema) -> Any:
    validator = ParamsValidator(schema)
    return next(value for value in values_for(schema) if validator.is_valid(value))


def test_both_know_the_same_keywords() -> None:
    of_results_alone = {"anyOf"}
    assert _KEYWORDS.keys() - of_results_alone == KEYWORDS.keys()


@pytest.mark.parametrize("name", _METHODS)
def test_params_are_accepted_where_jsonschema_finds_nothing_wrong(contract: Contract, name: str) -> None:
    schema = contract.methods[name]._params
    accepts, validator = acceptance(schema), ParamsValidator(schema)
    found = {True: 0, False: 0}
    for value in values_for(schema):
        expected = validator.is_valid(value)
        assert accepts(value) is expected, f"{value!r:.200}"
        found[expected] += 1
    assert all(found.values())


@pytest.mark.parametrize("name", _METHODS)
def test_examples_are_accepted_at_once(contract: Contract, name: str) -> None:
    method = contract.methods[name]
    assert all(acceptance(method._params)(example["params"]) for example in method.source["examples"])


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "additionalProperties": {"type": "integer", "minimum": 2}, "maxProperties": 3},
        {"type": ["string", "null"], "pattern": "^a", "minLength": 2},
        {"type": "array", "items": {"type": ["number", "boolean"]}, "minItems": 1, "maxItems": 2},
        {"properties": {"a": {"type": "integer"}}},
        {"type": "object", "additionalProperties": False},
    ],
)
def test_keywords_are_combined_as_in_jsonschema(schema: Schema) -> None:
    accepts, validator = acceptance(schema), ParamsValidator(schema)
    assert all(accepts(value) is validator.is_valid(value) for value in values_for(schema))
