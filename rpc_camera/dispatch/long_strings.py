"""JSON text with long strings in it, read without holding up the event loop.

The decoder of Python's library holds the GIL until it has done, so that a thread would not help: a file of 31 MiB in
base64 took it 100 ms, in which no other client was answered. So long strings are cut out and read in pieces.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Final

from rpc_camera.dispatch.jsontext import parse
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.errors import JsonValue

LONG_BYTES: Final = 1 << 20
_PIECE_BYTES: Final = 1 << 18
_QUOTES_AT_MOST: Final = 10_000


async def parse_in_pieces(text: str | bytes) -> JsonValue:
    """Do what `parse` does; long strings in bytes in pieces, between which others have their turn.

    Never suspends for a text that is short, so that such messages keep their order.
    """
    if isinstance(text, str) or len(text) <= LONG_BYTES:
        return parse(text)
    strings: dict[str, str] = {}
    parts, at = [], 0
    for start, stop in _long_gaps(text):
        if (string := await _plain(text, start, stop)) is not None:
            mark = secrets.token_hex(16)
            strings[mark] = string
            parts += [text[at:start], mark.encode()]
            at = stop
    if strings:
        try:
            value = _restored(parse(b"".join([*parts, text[at:]])), strings)
        except ServiceError:
            return parse(text)  # which says where in the text it is wrong
        if not strings:
            return value
    return parse(text)  # what was cut out is no string, or part of one


def _long_gaps(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where long runs without a quote begin and end: in a string, most probably."""
    at = text.find(b'"')
    for _ in range(_QUOTES_AT_MOST):
        if at < 0 or (end := text.find(b'"', at + 1)) < 0:
            return
        if end - at > LONG_BYTES:
            yield at + 1, end
        at = end


async def _plain(text: bytes, start: int, stop: int) -> str | None:
    """Return these bytes as what they mean in a string; None where that is not just what they are."""
    pieces = []
    for at in range(start, stop, _PIECE_BYTES):
        piece = text[at : min(at + _PIECE_BYTES, stop)]
        if not piece.isascii() or b"\\" in piece or not (decoded := piece.decode("ascii")).isprintable():
            return None
        pieces.append(decoded)
        await asyncio.sleep(0)
    return "".join(pieces)


def _restored(value: JsonValue, strings: dict[str, str]) -> JsonValue:
    """Return `value` with the strings in the place of their marks, and take those out of `strings`."""
    if isinstance(value, str):
        return strings.pop(value, value)
    if isinstance(value, list):
        return [_restored(item, strings) for item in value]
    if isinstance(value, dict):
        return {name: _restored(member, strings) for name, member in value.items()}
    return value
