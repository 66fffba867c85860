"""Commands of the original format as method calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.legacy.messages import Command, JsonObject

NO_CAMERA_SELECTED = "No camera selected."


class RefusedCommandError(Exception):
    """A command that no method call can be made of; the text is the message for the client."""


@dataclass(frozen=True)
class MethodCall:
    """One call of a JSON-RPC method."""

    method: str
    params: JsonObject


@dataclass(frozen=True)
class _Rule:
    """The method of a command, and what its payload's members are called there."""

    method: str
    params: dict[str, str]
    needs_camera: bool = True


_RULES = {
    "list_cameras": _Rule("list_cameras", {}, needs_camera=False),
    "select_camera": _Rule("select_camera", {"port": "camera"}, needs_camera=False),
    "capture_image": _Rule("capture_image", {}),
    "download_last_image": _Rule("download_image", {"camera_filepath": "path"}),
    "get_config": _Rule("get_config", {"name": "name"}),
    "set_config": _Rule("set_config", {"name": "name", "value": "value"}),
}
_LIST_CONFIG = _Rule("list_config", {})


def to_call(command: Command, *, camera_selected: bool) -> MethodCall:
    """Return the call that `command` stands for, or raise RefusedCommandError.

    JSON-RPC falls back on the only camera there is. The original never did, and its clients may ask for a choice on
    that refusal, so here a camera must have been selected.
    """
    rule = _RULES.get(command.name) if isinstance(command.name, str) else None
    if rule is None:
        raise RefusedCommandError(f"Unknown command: {command.name}")
    payload = _object(command)
    if rule.method == "get_config" and payload.get("name") is None:
        rule = _LIST_CONFIG
    params: JsonObject = {param: _string(payload, member) for member, param in rule.params.items()}
    if rule.needs_camera and not camera_selected:
        raise RefusedCommandError(NO_CAMERA_SELECTED)
    return MethodCall(rule.method, params)


def _object(command: Command) -> JsonObject:
    if command.payload is None:
        return {}
    if not isinstance(command.payload, dict):
        raise RefusedCommandError("Invalid payload: it must be an object.")
    return command.payload


def _string(payload: JsonObject, member: str) -> str:
    if member not in payload:
        raise RefusedCommandError(f"Invalid payload: `{member}` is missing.")
    value = payload[member]
    if not isinstance(value, str):
        raise RefusedCommandError(f"Invalid payload: `{member}` must be a string.")
    return value
