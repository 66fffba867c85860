"""The OpenRPC document is valid, complete, and up to date, as is all else that is generated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema.validators import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from tests.contract.conftest import data
from tools.contract.build import CHECKOUT, stale, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rpc_camera.contract.contract import Contract


@pytest.fixture(scope="module")
def document(contract: Contract) -> Any:
    return json.loads(contract.openrpc.text)


def test_the_document_is_one_line_of_what_ships(contract: Contract, document: Any) -> None:
    assert "\n" not in contract.openrpc.text
    assert document == json.loads(contract.sources.files["openrpc.json"])


def test_document_fits_the_openrpc_meta_schema(document: Any) -> None:
    schema = DRAFT7.create_resource(data("json-schema-tools-meta-schema.json"))
    names = ("https://meta.json-schema.tools", "https://meta.json-schema.tools/")
    registry: Registry[Any] = Registry().with_resources((name, schema) for name in names)
    validator = Draft7Validator(data("openrpc-meta-schema.json"), registry=registry)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)] == []


def test_every_method_is_in_the_document(contract: Contract, document: Any) -> None:
    methods: Any = document["methods"]
    discovery: Any = document["x-service-discovery"]
    assert sorted([discovery["name"], *(method["name"] for method in methods)]) == sorted(contract.methods)
    for method in (discovery, *methods):
        assert tuple(param["name"] for param in method["params"]) == contract.methods[method["name"]].param_names


def test_references_stay_within_the_document(document: Any) -> None:
    components: Any = document["components"]
    for reference in references(document):
        _, kind, name = reference.removeprefix("#/").split("/")
        assert name in components[kind]


def test_nothing_generated_is_stale() -> None:
    assert stale() == [], "fix: python -m tools.contract build"


def test_check_names_the_stale_file_and_the_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tools.contract.__main__ import main

    for folder in ("schemas", "rpc_camera/contract", "clients", "docs"):
        copy_tree(CHECKOUT / folder, tmp_path / folder)
    write(tmp_path)
    assert main(["check"], tmp_path) == 0
    (tmp_path / "schemas/openrpc.json").write_text("{}")
    assert main(["check"], tmp_path) == 1
    report = capsys.readouterr().err
    assert "schemas/openrpc.json is stale" in report
    assert "python -m tools.contract build" in report
    assert main(["build"], tmp_path) == 0
    assert main(["check"], tmp_path) == 0


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def copy_tree(source: Path, target: Path) -> None:
    import shutil

    shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "build", "__pycache__"))
