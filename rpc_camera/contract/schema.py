"""JSON Schemas as plain data: references written out, `allOf` merged, objects closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

# A schema's shape is held by the meta-schema in the tests, not by mypy.
Schema: TypeAlias = "dict[str, Any]"

_DEFINITIONS = {f"{file}#/definitions" for file in ("", "types.json", "../types.json")}


def ref_name(schema: Schema) -> str | None:
    """Return the name of the shared type `schema` refers to, or None; ValueError for another reference."""
    ref = schema.get("$ref")
    if ref is None:
        return None
    prefix, _, name = str(ref).rpartition("/")
    if not name or prefix not in _DEFINITIONS:
        raise ValueError(f"{ref!r} does not refer into types.json")
    return name


def parts(schema: Schema) -> tuple[list[str], Schema]:
    """Split a schema into the types its `allOf` refers to, which it extends, and what it says itself."""
    bases: list[str] = []
    own = {key: value for key, value in schema.items() if key != "allOf"}
    for member in schema.get("allOf", ()):
        base = ref_name(member)
        if base is None:
            own = merge(own, member)
        else:
            bases.append(base)
    return bases, own


def merge(first: Schema, second: Schema) -> Schema:
    """Return one object schema that asks what both ask; where both annotate, `first` stands."""
    merged = second | first
    merged["properties"] = first.get("properties", {}) | second.get("properties", {})
    merged["required"] = [*first.get("required", ()), *second.get("required", ())]
    return merged


def flatten(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """Write out what `schema` extends; other references stay."""
    bases, own = parts(schema)
    if not bases:
        return own
    flat: Schema = {}
    for base in bases:
        flat = merge(flat, flatten(definitions[base], definitions))
    flat = merge(flat, own)
    return flat | {"description": own["description"]} if "description" in own else flat


def expand(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """Return `schema` with every reference written out; the shared types must not be recursive."""
    name = ref_name(schema)
    if name is not None:
        return expand(definitions[name], definitions)
    return map_subschemas(flatten(schema, definitions), lambda sub: expand(sub, definitions))


def close(schema: Schema) -> Schema:
    """Return `schema` with every object that lists its properties closed, unless it says otherwise."""
    closed = map_subschemas(schema, close)
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def open_ended(schema: Schema) -> Schema:
    """Return `schema` without what a later version may add to: members of objects, names of an enumeration.

    One of several schemas becomes any of them, since several may hold then.
    """
    open_schema = map_subschemas({key: value for key, value in schema.items() if key != "enum"}, open_ended)
    if open_schema.get("additionalProperties") is False:
        del open_schema["additionalProperties"]
    if "oneOf" in open_schema:
        open_schema["anyOf"] = open_schema.pop("oneOf")
    return open_schema


def takes_null(schema: Schema) -> bool:
    """Return whether null is of the schema's type; without a `type`, all is."""
    types = schema.get("type", ["null"])
    return "null" in ([types] if isinstance(types, str) else types)


def map_subschemas(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Return a copy of `schema` with `change` applied to the schemas directly within."""
    mapped = dict(schema)
    if "properties" in schema:
        mapped["properties"] = {name: change(sub) for name, sub in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            mapped[key] = change(schema[key])
    if "oneOf" in schema:
        mapped["oneOf"] = [change(sub) for sub in schema["oneOf"]]
    return mapped
