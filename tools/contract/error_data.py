"""What `error.data` has for each error of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera.contract.schema import Schema
    from rpc_camera.contract.sources import Sources

_ALWAYS: Final = ("name", "retryable", "remedy")
_OF_ANY: Final = ("camera", "gphoto2", "config", "setting", "restored", "failures")
"""Of any that a call for a camera, for one of several settings, or for a group can end in."""


def error_data_schema(name: str, sources: Sources) -> Schema:
    """Return the schema of the `data` of the error `name`, its references as they stand in types.json."""
    error, whole = sources.errors[name], sources.definitions["ErrorData"]
    members = (*_ALWAYS, *_OF_ANY, *error.get("data", ()))
    return {
        "type": "object",
        "description": error["description"],
        "properties": {member: whole["properties"][member] for member in members}
        | {"name": {"type": "string", "description": "The error's name in the catalogue.", "const": name}},
        "required": list(_ALWAYS),
    }
