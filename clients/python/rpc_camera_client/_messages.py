"""Messages as they are on the wire: requests as text, replies and notifications as text or with bytes beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client.errors import ERRORS

_BY_CODE: Final = {error.CODE: error for error in ERRORS.values()}


class WithBytes(dict[str, object]):
    """A result, or a notification's params, whose bytes came beside the JSON."""

    def __init__(self, members: Mapping[str, object], data: bytes) -> None:
        super().__init__(members)
        self.data = data


def attached(value: Mapping[str, Any]) -> bytes:
    """Return the bytes of a result, or of a notification's params, that was asked for with `binary`."""
    if not isinstance(value, WithBytes):
        raise ValueError("There are no bytes with this: ask with `binary=True`.")  # noqa: TRY004
    return value.data


def request_text(number: int, method: str, params: Mapping[str, object]) -> str:
    """Write a request, without the params that are None. ValueError: it has what JSON cannot carry."""
    given = {name: value for name, value in params.items() if value is not None}
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": given}
    try:
        text = json.dumps(request, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError as error:
        is_text = isinstance(error, UnicodeEncodeError)
        why = "a text in its params has a lone surrogate" if is_text else "its params have NaN or Infinity"
        raise ValueError(f"{method} is not sent: {why}.") from error
    return text


def parse(data: str | bytes) -> dict[str, Any]:
    """Read a message. ValueError, TypeError: it is none of JSON-RPC's.

    A binary one has four bytes with the length of the JSON text, the text, and the bytes.
    """
    if isinstance(data, str):
        return _object(data)
    end = 4 + int.from_bytes(data[:4], "big")
    message = _object(data[4:end])
    member = "params" if "params" in message else "result"
    if not isinstance(message.get(member), dict):
        raise TypeError("The message with bytes has neither params nor a result.")
    return message | {member: WithBytes(message[member], data[end:])}


def refusal_of(error: object) -> RpcCameraError:
    """Return what to raise for an error object, however little of one it is."""
    members = error if isinstance(error, Mapping) else {}
    data = members.get("data")
    details: Mapping[str, object] = data if isinstance(data, Mapping) else {}
    number = members.get("code")
    code = number if isinstance(number, int) else None
    kind = ERRORS.get(str(details.get("name"))) or _BY_CODE.get(code or 0, RpcCameraError)
    return kind(str(members.get("message") or error), code, details)


def _object(text: str | bytes) -> dict[str, Any]:
    message = json.loads(text)
    if not isinstance(message, dict):
        raise TypeError("The message is no JSON object.")
    return message
