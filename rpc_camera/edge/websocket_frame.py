"""Whole WebSocket messages as a server sends them (RFC 6455, section 5.2), made once however many clients get them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from aiohttp.http import WSMsgType

from rpc_camera.attached import binary_frame
from rpc_camera.dispatch import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.session import Notification

_FINAL: Final = 0x80
_SHORT, _MEDIUM, _LONG = struct.Struct("!BB"), struct.Struct("!BBH"), struct.Struct("!BBQ")


def notification_frame(method: str, params: Mapping[str, JsonValue]) -> bytes:
    """Return a JSON-RPC notification as a message of text."""
    return _message(WSMsgType.TEXT, _text(method, params).encode())


def frame_of(notification: Notification) -> bytes:
    """Return `notification` as a message; it is made for the first who asks, and kept for all others."""
    if notification.frame is None:
        method, params, data = notification.method, notification.params, notification.data
        if data is None:
            notification.frame = notification_frame(method, params)
        else:
            notification.frame = _message(WSMsgType.BINARY, binary_frame(_text(method, params), data))
    return notification.frame


def _text(method: str, params: Mapping[str, JsonValue]) -> str:
    return encode({"jsonrpc": "2.0", "method": method, "params": dict(params)})


def _message(kind: WSMsgType, payload: bytes) -> bytes:
    size, first = len(payload), _FINAL | kind
    if size < 126:
        head = _SHORT.pack(first, size)
    elif size < 1 << 16:
        head = _MEDIUM.pack(first, 126, size)
    else:
        head = _LONG.pack(first, 127, size)
    return head + payload
