"""Builds the OpenRPC document (specification 1.2.6) from the sources.

1.2.6, since the official generator's own types stop there; later versions add nothing that is used here. Every schema
has a name, a `title` or that of a component: generators make up one for those without, another at each place.
Notifications, for which OpenRPC has no place, stand under `x-notifications`, and
`rpc.discover`, whose dot breaks generators and which the specification implies, under `x-service-discovery`; what the
`data` of each error has, for which it has no place either, under `x-error-data`; whether a method can be repeated when
its answer was lost, under its `x-safe`; and the scope that a token needs for it, under its `x-scope`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.contract import API_VERSION
from rpc_camera.contract.schema import flatten, map_subschemas, ref_name
from tools.contract.error_data import error_data_schema
from tools.contract.named import pascal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.contract.schema import Schema
    from rpc_camera.contract.sources import Sources

DISCOVERY = "rpc.discover"
INFO = {
    "title": "rpc-camera",
    "description": "Tethered cameras on the network. Authenticate by `Authorization: Bearer`, or by `authenticate`.",
    "version": f"{API_VERSION}.0",
    "license": {"name": "MIT"},
}

_FOR_TESTS: Final = frozenset({"make", "varies"})  # with what camera an example is true, and what differs then


def build_document(sources: Sources) -> Schema:
    """Return the whole document; the same sources always give the same one."""
    types = sources.definitions
    return {
        "openrpc": "1.2.6",
        "info": INFO,
        "methods": [_method(name, sources) for name in sources.methods if name != DISCOVERY],
        "components": {
            "schemas": {name: titled(localized(schema, types), name) for name, schema in components(sources).items()},
            "errors": {name: _error(name, error) for name, error in sources.errors.items()},
        },
        "x-error-data": {name: {"$ref": f"#/components/schemas/{_data_name(name)}"} for name in sources.errors},
        "x-service-discovery": _method(DISCOVERY, sources),
        "x-notifications": [_notification(name, source, types) for name, source in sources.notifications.items()],
    }


def components(sources: Sources) -> dict[str, Schema]:
    """Return the types that generators have to name: the shared ones, and results that are none of these."""
    shared = {name: schema for name, schema in sources.definitions.items() if _is_model(schema)}
    results = {f"{pascal(name)}Result": method["result"] for name, method in sources.methods.items()}
    errors = {_data_name(name): error_data_schema(name, sources) for name in sources.errors}
    unnamed = {name: schema for name, schema in results.items() if ref_name(schema) is None and "oneOf" not in schema}
    return shared | unnamed | errors


def titled(schema: Schema, title: str) -> Schema:
    """Give a schema, and each that stands within it, a `title` that no other has."""
    if "$ref" in schema:
        return schema
    named: Schema = {"title": title} | schema
    if "properties" in schema:
        named["properties"] = {name: titled(sub, title + pascal(name)) for name, sub in schema["properties"].items()}
    for key, ending in (("items", "Item"), ("additionalProperties", "Value")):
        if isinstance(schema.get(key), dict):
            named[key] = titled(schema[key], title + ending)
    return named


def localized(schema: Schema, types: dict[str, Schema]) -> Schema:
    """Point references to the document's own components, and write out what a schema extends, and plain values."""
    name = ref_name(schema)
    if name is not None:
        return {"$ref": f"#/components/schemas/{name}"} if _is_model(types[name]) else localized(types[name], types)
    return map_subschemas(flatten(schema, types), lambda sub: localized(sub, types))


def _is_model(schema: Schema) -> bool:
    """Say whether generators make a type of it: some lose the name of a plain string or number."""
    return bool({"allOf", "properties", "enum"} & schema.keys())


def _method(name: str, sources: Sources) -> Schema:
    source, types = sources.methods[name], sources.definitions
    return {
        "name": name,
        **_about(source),
        "tags": [{"name": tag} for tag in source["tags"]],
        "x-safe": source.get("safe", False),
        **({"x-scope": source["scope"]} if "scope" in source else {}),
        "paramStructure": "either",
        "params": list(_params(name, source["params"], types)),
        "result": _result(f"{pascal(name)}Result", source["result"], types),
        # Written out: not all generators follow references here.
        "errors": [{key: sources.errors[error][key] for key in ("code", "message")} for error in source["errors"]],
        "examples": [
            _example(example, list(source["params"]["properties"]))
            for example in source["examples"]
            if "result" in example
        ],
        "x-error-examples": [
            {key: value for key, value in example.items() if key not in _FOR_TESTS}
            for example in source["examples"]
            if "error" in example
        ],
    }


def _about(source: Schema) -> Schema:
    return {key: source[key] for key in ("summary", "description") if key in source}


def _params(method: str, params: Schema, types: dict[str, Schema]) -> Iterator[Schema]:
    for name, schema in params["properties"].items():
        yield {
            "name": name,
            "description": _description(schema, types),
            "schema": titled(localized(schema, types), pascal(method) + pascal(name)),
            "required": name in params.get("required", ()),
        }


def _result(title: str, schema: Schema, types: dict[str, Schema]) -> Schema:
    if "oneOf" in schema:
        either = {"title": title.replace("Result", "Answer"), "oneOf": localized(schema, types)["oneOf"]}
        return {"name": title, "description": schema["description"], "schema": either}
    name = ref_name(schema) or title
    reference = {"$ref": f"#/components/schemas/{name}"}
    return {"name": title, "description": _description(schema, types), "schema": reference}


def _description(schema: Schema, types: dict[str, Schema]) -> str:
    shared = ref_name(schema)
    return str(schema["description"] if shared is None else types[shared]["description"])


def _error(name: str, error: Schema) -> Schema:
    data = {"name": name, "retryable": error["retryable"], "remedy": error["remedy"]}
    return {"code": error["code"], "message": error["message"], "data": data}


def _data_name(error: str) -> str:
    return f"{pascal(error)}Data"


def _example(example: Schema, names: list[str]) -> Schema:
    """Return an example whose params stand at their places, so that it can be sent by position: null is left out."""
    built: Schema = {key: example[key] for key in ("name", "description") if key in example}
    params = example["params"]
    sent = [name for index, name in enumerate(names) if params.keys() & set(names[index:])]
    built["params"] = [{"name": name, "value": params.get(name)} for name in sent]
    return built | {"result": {"name": "result", "value": example["result"]}}


def _notification(name: str, source: Schema, types: dict[str, Schema]) -> Schema:
    params = titled(localized(source["params"], types), f"{pascal(name)}Params")
    return {"name": name, **_about(source), "params": params, "examples": source["examples"]}
