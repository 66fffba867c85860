"""JSON text of whatever length, written without holding up the event loop.

The encoder of Python's library holds the GIL until it has done, so that a thread would not help: 20,000 files took it
100 ms, 32 MiB in base64 250 ms, in which no other client was answered. So a long answer is written in pieces.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.dispatch.jsontext import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rpc_camera.errors import JsonValue

PIECE_ITEMS: Final = 100
PIECE_CHARACTERS: Final = 1 << 18
_HOLD_S: Final = 0.005  # others have their turn after this long at the latest, but for one piece
_CONTAINERS: Final = (dict, list)
_DEPTH: Final = 4  # a response, its result, a member of that, and an item of that: deeper, nothing is long


async def encode_in_pieces(value: JsonValue) -> str:
    """Do what `encode` does; long lists and texts in pieces, between which others have their turn."""
    text = await _joined(value) if _is_long(value, _DEPTH) else encode(value)
    if len(text) > PIECE_CHARACTERS:
        await asyncio.sleep(0)  # whoever sends it copies it as well
    return text


async def _joined(value: JsonValue) -> str:
    written: list[str] = []
    begun = time.monotonic()
    for piece in pieces(value):
        written.append(piece)
        if time.monotonic() - begun > _HOLD_S:
            await asyncio.sleep(0)
            begun = time.monotonic()
    return "".join(written)


def pieces(value: JsonValue) -> Iterator[str]:
    """Yield the JSON text of `value` piece by piece: one, unless there is a long list or text in it."""
    if not _is_long(value, _DEPTH):
        yield encode(value)
    elif isinstance(value, str):
        yield '"'
        for start in range(0, len(value), PIECE_CHARACTERS):
            yield encode(value[start : start + PIECE_CHARACTERS])[1:-1]
        yield '"'
    elif isinstance(value, list):
        yield from _list_pieces(list(value))  # the list may change meanwhile
    elif isinstance(value, dict):
        opening = "{"
        for name, member in list(value.items()):
            yield f"{opening}{encode(name)}:"
            yield from pieces(member)
            opening = ","
        yield "}"


def _list_pieces(items: list[JsonValue]) -> Iterator[str]:
    opening = "["
    for start in range(0, len(items), PIECE_ITEMS):
        part = items[start : start + PIECE_ITEMS]
        if any(_is_long(item, 1) for item in part):
            for item in part:
                yield opening
                yield from pieces(item)
                opening = ","
        else:
            yield opening + encode(part)[1:-1]
            opening = ","
    yield "]"


def _is_long(value: JsonValue, depth: int) -> bool:
    if isinstance(value, str):
        return len(value) > PIECE_CHARACTERS
    if isinstance(value, dict):
        return depth > 0 and _has_long(value.values(), depth - 1)
    return isinstance(value, list) and (len(value) > PIECE_ITEMS or (depth > 0 and _has_long(value, depth - 1)))


def _has_long(items: Iterable[JsonValue], depth: int) -> bool:
    """Look through a part of an answer, as every answer is: nearly all in it is short text, without another call."""
    for item in items:
        if isinstance(item, str):
            if len(item) > PIECE_CHARACTERS:
                return True
        elif isinstance(item, _CONTAINERS) and _is_long(item, depth):
            return True
    return False
