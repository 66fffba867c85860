"""Writes the generated part of the TypeScript client: types, notifications, and a method per method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.contract.schema import parts, ref_name
from tools.contract.named import is_open, named_types, pascal

if TYPE_CHECKING:
    from rpc_camera.contract.schema import Schema
    from rpc_camera.contract.sources import Sources

SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def typescript_client(sources: Sources) -> str:
    """Return what the client has behind its hand-written part."""
    types = [_definition(name, schema) for name, schema in named_types(sources)]
    methods = "\n".join(_method(name, source) for name, source in sources.methods.items())
    client = f"/** What the service can do. */\nexport class RpcCamera extends Connection {{\n{methods}}}\n"
    return "\n".join(["", *types, _notifications(sources), client])


def type_of(schema: Schema) -> str:
    """Return the type for a schema without named members."""
    name = ref_name(schema)
    if name is not None:
        return name
    if "const" in schema:
        return str(schema["const"]).lower()
    kinds = schema["type"]
    if isinstance(kinds, list):
        return " | ".join(SCALARS[kind] for kind in kinds)
    if kinds == "array":
        return f"{type_of(schema['items'])}[]"
    if kinds == "object":
        extra = schema.get("additionalProperties")
        return f"Record<string, {type_of(extra) if isinstance(extra, dict) else 'unknown'}>"
    return SCALARS[kinds]


def _definition(name: str, schema: Schema) -> str:
    about = _comment(schema["description"]) if "description" in schema else ""
    if "enum" in schema:
        return f"{about}export type {name} =" + "".join(f'\n  | "{value}"' for value in schema["enum"]) + ";\n"
    if "allOf" in schema or (schema.get("properties") and not is_open(schema)):
        return about + _interface(name, schema)
    if schema.get("properties") == {}:
        return f"{about}export type {name} = Record<string, never>;\n"
    return f"{about}export type {name} = {type_of(schema)};\n"


def _interface(name: str, schema: Schema) -> str:
    bases, own = parts(schema)
    extends = f" extends {', '.join(bases)}" if bases else ""
    required = own.get("required", ())
    members = "".join(
        _comment(sub.get("description"), indent="  ")
        + f"  {member}{'' if member in required else '?'}: {type_of(sub)};\n"
        for member, sub in own["properties"].items()
    )
    return f"export interface {name}{extends} {{\n{members}}}\n"


def _notifications(sources: Sources) -> str:
    members = "".join(f"  {name}: {pascal(name)}Params;\n" for name in sources.notifications)
    return f"{_comment('The params of each notification.')}export interface Notifications {{\n{members}}}\n"


def _method(name: str, source: Schema) -> str:
    words = pascal(name)
    default = "" if source["params"].get("required") else " = {}"
    about = " ".join([source["summary"] + ".", *([source["description"]] if "description" in source else [])])
    return (
        f"{_comment(about, indent='  ')}"
        f"  {words[0].lower()}{words[1:]}(params: {words}Params{default}, options?: CallOptions): "
        f"Promise<{words}Result> {{\n"
        f'    return this.call("{name}", params, options);\n  }}\n'
    )


def _comment(text: str | None, indent: str = "") -> str:
    return f"{indent}/** {text} */\n" if text else ""
