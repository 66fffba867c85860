"""The files of schemas/ look as they should, agree with each other and with the code."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema.validators import Draft7Validator, Draft202012Validator

from rpc_camera.contract.keywords import KEYWORDS
from rpc_camera.contract.schema import expand
from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera.methods.several import SEVERAL
from tests.contract.conftest import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.contract.contract import Contract

ANNOTATIONS = {"description", "default", "contentEncoding"}
SHAPES = [
    ("types.json", "types"),
    ("errors.json", "errors"),
    ("methods/", "method"),
    ("notifications/", "notification"),
]


@pytest.mark.parametrize(("prefix", "shape"), SHAPES)
def test_every_file_has_the_shape_of_its_kind(contract: Contract, prefix: str, shape: str) -> None:
    validator = Draft7Validator({"$ref": f"#/definitions/{shape}"} | data("sources.schema.json"))
    problems = [
        f"{path} {error.json_path}: {error.message}"
        for path, content in contract.sources.files.items()
        if path.startswith(prefix)
        for error in validator.iter_errors(json.loads(content))
    ]
    assert problems == []


@pytest.mark.parametrize("draft", [Draft7Validator, Draft202012Validator])
def test_every_schema_is_valid_in_both_drafts(contract: Contract, draft: type[Draft7Validator]) -> None:
    for schema in all_schemas(contract):
        draft.check_schema(schema)


def test_error_codes_are_unique_and_outside_the_reserved_range() -> None:
    codes = [entry.code for entry in CATALOGUE.values()]
    own = [code for code in codes if not -32768 <= code <= -32000]
    assert len(set(codes)) == len(codes)
    assert len(codes) - len(own) == 5
    assert all(1000 <= code < 1500 for code in own)


def test_errors_of_methods_are_in_the_catalogue_and_in_its_order(contract: Contract) -> None:
    order = list(contract.sources.errors)
    for method in contract.methods.values():
        errors = method.source["errors"]
        assert errors == sorted(errors, key=order.index), method.name


def test_camera_comes_last_but_for_cameras_in_its_place(contract: Contract) -> None:
    for method in contract.methods.values():
        names = method.param_names[:-1] if method.name in SEVERAL else method.param_names
        assert "camera" not in names[:-1], method.name


def test_required_params_come_before_optional_ones(contract: Contract) -> None:
    for method in contract.methods.values():
        required = method.source["params"].get("required", [])
        assert list(method.param_names[: len(required)]) == required, method.name


def test_params_use_only_keywords_that_are_checked(contract: Contract) -> None:
    for method in contract.methods.values():
        params = expand(method.source["params"], contract.sources.definitions)
        assert set(keywords_of(params)) <= KEYWORDS.keys() | ANNOTATIONS, method.name


def test_events_are_the_notifications_with_a_sequence_number(contract: Contract) -> None:
    types = contract.sources.definitions
    numbered = [
        name
        for name, note in contract.sources.notifications.items()
        if "seq" in expand(note["params"], types)["properties"]
    ]
    assert sorted(types["EventName"]["enum"]) == sorted(numbered)


def all_schemas(contract: Contract) -> Iterator[dict[str, Any]]:
    sources = contract.sources
    files = chain(sources.methods.values(), sources.notifications.values())
    declared = (file[key] for file in files for key in ("params", "result") if key in file)
    for schema in chain(sources.definitions.values(), declared):
        yield expand(schema, sources.definitions)


def keywords_of(schema: dict[str, Any]) -> Iterator[str]:
    yield from schema
    within = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    for sub in within:
        if isinstance(sub, dict):
            yield from keywords_of(sub)
