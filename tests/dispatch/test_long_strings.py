"""Long strings in JSON text: read as `parse` reads them, with turns for others between the pieces."""

from __future__ import annotations

import asyncio
import json

import pytest

from rpc_camera.dispatch.jsontext import parse
from rpc_camera.dispatch.long_strings import LONG_BYTES, parse_in_pieces
from rpc_camera.errors import ErrorName, JsonValue, ServiceError

LONG = "QUJD" * (LONG_BYTES // 2)
OTHER = "REVG" * (LONG_BYTES // 3)


@pytest.mark.parametrize(
    "value",
    [
        {"id": 1, "params": {"name": "A.JPG", "data": LONG}},
        [{"data": LONG}, {"data": OTHER, "more": [LONG, "short"]}],
        LONG,
        {LONG: 1},
        {"data": LONG + "é"},
        {"data": LONG + '"' + OTHER},
        {"data": '\\"' + LONG, "more": OTHER},
        {"data": LONG + "\n"},
        {"data": "short", "number": 1.5},
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
async def test_a_text_says_what_it_says_to_the_decoder_of_python(value: JsonValue, *, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode()

    assert await parse_in_pieces(text) == value
    assert await parse_in_pieces(text.decode()) == value


async def test_what_stands_between_two_strings_is_not_taken_for_one() -> None:
    blanks = b" " * (2 * LONG_BYTES)
    assert await parse_in_pieces(b'["a",' + blanks + b'"b"]') == ["a", "b"]
    assert await parse_in_pieces(b'["a",' + blanks + b'"' + LONG.encode() + b'"]') == ["a", LONG]


@pytest.mark.parametrize(
    "text",
    [
        b'{"data": "' + LONG.encode() + b'\n"}',
        b'{"data": "' + LONG.encode() + b'"',
        b'{"data": "' + LONG.encode() + b'", "more": nul}',
        b'{"data": "' + LONG.encode() + b'\xff"}',
        b'["a"' + LONG.encode() + b'"b"]',
        b'["a", ' + b"1," * LONG_BYTES + b'"b"]',
    ],
)
async def test_what_is_wrong_is_refused_as_in_any_text(text: bytes) -> None:
    with pytest.raises(ServiceError) as expected:
        parse(text)
    with pytest.raises(ServiceError) as refused:
        await parse_in_pieces(text)

    assert refused.value == expected.value
    assert refused.value.name in {ErrorName.PARSE_ERROR, ErrorName.TOO_LARGE}


async def test_others_have_their_turn_between_the_pieces() -> None:
    reading = asyncio.ensure_future(parse_in_pieces(json.dumps({"data": LONG + OTHER}).encode()))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1

    assert turns >= 10


async def test_a_short_text_is_read_without_a_turn_for_anybody() -> None:
    with pytest.raises(StopIteration) as read:
        parse_in_pieces(b'{"id": 1}').send(None)

    assert read.value.value == {"id": 1}
