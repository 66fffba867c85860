"""Builds the OpenRPC document (specification 1.3.2) from the sources.

1.3.2, since most tools stop there. Notifications, for which OpenRPC has no place, stand under `x-notifications`, and
`rpc.discover`, whose dot breaks generators and which the specification implies, under `x-service-discovery`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.contract import API_VERSION
from rpc_camera.contract.schema import flatten, map_subschemas, ref_name
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
        "openrpc": "1.3.2",
        "info": INFO,
        "methods": [_method(name, sources) for name in sources.methods if name != DISCOVERY],
        "components": {
            "schemas": {
                name: {"title": name} | localized(schema, types) for name, schema in types.items() if _is_model(schema)
            },
            "errors": {name: _error(name, error) for name, error in sources.errors.items()},
        },
        "x-service-discovery": _method(DISCOVERY, sources),
        "x-notifications": [_notification(name, source, types) for name, source in sources.notifications.items()],
    }


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
        "paramStructure": "either",
        "params": list(_params(source["params"], types)),
        "result": _descriptor(f"{pascal(name)}Result", source["result"], types),
        # Written out: not all generators follow references here.
        "errors": [{key: sources.errors[error][key] for key in ("code", "message")} for error in source["errors"]],
        "examples": [_example(example) for example in source["examples"] if "result" in example],
        "x-error-examples": [
            {key: value for key, value in example.items() if key not in _FOR_TESTS}
            for example in source["examples"]
            if "error" in example
        ],
    }


def _about(source: Schema) -> Schema:
    return {key: source[key] for key in ("summary", "description") if key in source}


def _params(params: Schema, types: dict[str, Schema]) -> Iterator[Schema]:
    for name, schema in params["properties"].items():
        yield _descriptor(name, schema, types) | {"required": name in params.get("required", ())}


def _descriptor(name: str, schema: Schema, types: dict[str, Schema]) -> Schema:
    local = localized(schema, types)
    if local.get("type") == "object":
        local = {"title": name[0].upper() + name[1:]} | local
    shared = ref_name(schema)
    description = schema["description"] if shared is None else types[shared]["description"]
    return {"name": name, "description": description, "schema": local}


def _error(name: str, error: Schema) -> Schema:
    data = {"name": name, "retryable": error["retryable"], "remedy": error["remedy"]}
    return {"code": error["code"], "message": error["message"], "data": data}


def _example(example: Schema) -> Schema:
    built: Schema = {key: example[key] for key in ("name", "description") if key in example}
    built["params"] = [{"name": name, "value": value} for name, value in example["params"].items()]
    return built | {"result": {"name": "result", "value": example["result"]}}


def _notification(name: str, source: Schema, types: dict[str, Schema]) -> Schema:
    params = {"title": f"{pascal(name)}Params"} | localized(source["params"], types)
    return {"name": name, **_about(source), "params": params, "examples": source["examples"]}
