"""Long answers are written in pieces, and are the same text as if they were not."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.dispatch.jsontext import encode
from rpc_camera.dispatch.pieces import PIECE_CHARACTERS, PIECE_ITEMS, encode_in_pieces, pieces

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

FILE: dict[str, JsonValue] = {"path": "/store/DCIM/100/A.JPG", "size_bytes": 1, "taken_at": None}
LONG_TEXT = 'é"\\\U0001f4f7\ud800' * PIECE_CHARACTERS
VALUES: list[Any] = [
    {"jsonrpc": "2.0", "result": {"folder": "/", "folders": [], "files": [FILE] * 20_000}, "id": 1},
    {"jsonrpc": "2.0", "result": {"image_base64": LONG_TEXT, "size_bytes": 3}, "id": "é"},
    [[[1, 2.5, True, None]] * (2 * PIECE_ITEMS + 1), {}, []],
    [LONG_TEXT, {"a": [LONG_TEXT]}] * PIECE_ITEMS,
    {"a": {"b": list(range(PIECE_ITEMS + 1))}, "": {}},
]


@pytest.mark.parametrize("value", VALUES, ids=["files", "text", "nested", "texts in a list", "numbers"])
async def test_the_text_is_that_of_the_encoder(value: JsonValue) -> None:
    assert await encode_in_pieces(value) == encode(value)


@pytest.mark.parametrize("value", VALUES[:2], ids=["files", "text"])
def test_no_piece_is_long(value: JsonValue) -> None:
    longest = max(map(len, pieces(value)))

    assert longest <= max(12 * PIECE_CHARACTERS, PIECE_ITEMS * len(encode(FILE)) * 2)  # 12: an escaped pair
    assert longest < len(encode(value)) / 4


@pytest.mark.parametrize("value", [None, "text", {"jsonrpc": "2.0", "result": {"cameras": [FILE]}, "id": 1}])
def test_what_is_short_is_one_piece(value: JsonValue) -> None:
    assert list(pieces(value)) == [encode(value)]


async def test_others_have_their_turn_meanwhile() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await encode_in_pieces({"files": [FILE] * 200_000})
    counting.cancel()

    assert turns > 10


async def test_what_is_no_json_is_an_error_wherever_it_is() -> None:
    with pytest.raises(ValueError, match="JSON"):
        await encode_in_pieces([1] * PIECE_ITEMS + [float("nan")])
    with pytest.raises(TypeError):
        await encode_in_pieces({"result": [object()] * (PIECE_ITEMS + 1)})  # type: ignore[list-item]


async def test_a_list_that_changes_meanwhile_is_written_as_it_was() -> None:
    value: list[JsonValue] = [1] * (3 * PIECE_ITEMS)
    writing = pieces(value)
    first = next(writing)
    value.clear()

    assert json.loads(first + "".join(writing)) == [1] * (3 * PIECE_ITEMS)
