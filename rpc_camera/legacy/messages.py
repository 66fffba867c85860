"""What a client of the original format sends, and the answers that belong to no command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue

JsonObject: TypeAlias = "dict[str, JsonValue]"

INVALID_JSON: Mapping[str, JsonValue] = {"status": "error", "message": "Invalid JSON"}
UNAUTHORIZED: Mapping[str, JsonValue] = {"status": "error", "message": "Unauthorized"}


@dataclass(frozen=True, repr=False)
class Token:
    """`{"token": …}`: the client authenticates; success is not answered."""

    token: str


@dataclass(frozen=True)
class Command:
    """`{"command": name, "payload": {…}}`, neither checked yet; answers carry `name` as it came."""

    name: JsonValue
    payload: JsonValue


def recognise(message: JsonValue) -> Token | Command | None:
    """Return what `message` is in the original format; None where it is JSON-RPC, or not known."""
    if not isinstance(message, dict) or "jsonrpc" in message:
        return None
    if "command" in message:
        return Command(message["command"], message.get("payload"))
    if "token" in message:
        token = message["token"]
        return Token(token if isinstance(token, str) else "")
    return None
