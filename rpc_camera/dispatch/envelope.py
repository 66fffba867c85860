"""The Request object (JSON-RPC 2.0, clause 4): what makes one valid. Further members are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

Request = dict[str, "JsonValue"]
_ORIGINAL_FORMAT: Final = frozenset({"command", "token"})


def flaw(member: JsonValue) -> str | None:
    """Say in one sentence why `member` is no Request object; None when it is one."""
    if not isinstance(member, dict):
        return "A request is a JSON object."
    if member.get("jsonrpc") != "2.0":
        return _without_version(member)
    if not isinstance(member.get("method"), str):
        return 'A request has the member "method", a string.'
    if not isinstance(member.get("params"), dict | list | None):
        return '"params" is an object or an array; leave it out when there are none.'
    if "id" in member and not is_id(member["id"]):
        return '"id" is a string, a number or null.'
    return None


def _without_version(member: Request) -> str:
    if "jsonrpc" not in member and member.keys() & _ORIGINAL_FORMAT:
        return 'This is the original format, which a WebSocket at / understands; here a request has "jsonrpc": "2.0".'
    return 'A request has the member "jsonrpc" with the value "2.0".'


def is_request(member: JsonValue) -> TypeGuard[Request]:
    """Say whether `member` is a valid Request object."""
    return flaw(member) is None


def is_id(value: JsonValue) -> bool:
    """Say whether `value` may be an id: true is a number in Python, but not in JSON."""
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def id_of(member: JsonValue) -> JsonValue:
    """Return the id to answer an invalid `member` with: its own if that is an id, else null (clause 5)."""
    own = member.get("id") if isinstance(member, dict) else None
    return own if is_id(own) else None
