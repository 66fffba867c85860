"""Clause 4 asks for JSON: what is none gets -32700 with id null, whatever json.loads makes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rpc_camera.dispatch.jsontext import MAX_DEPTH, MAX_VALUES, encode, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from tests.dispatch.conftest import Rig, Table, TinyCall

PING = '{"jsonrpc": "2.0", "method": "ping", "id": %s}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "nonsense",
        '{"jsonrpc": "2.0", "method": "ping", "id": 1} x',
        PING % "NaN",
        PING % "-Infinity",
        PING % "1e400",
        PING % ("1" * 5000),
        PING % "01",
        PING % "'1'",
        '{"jsonrpc": "2.0", "method": "pi\nng", "id": 1}',
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 9_000 + "1" + "}" * 9_000,
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        '{"a":' * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1),
        b'{"jsonrpc": "2.0", "method": "ping", "id": "\xff"}',
        (PING % 1).encode("utf-16"),
    ],
    ids=lambda text: repr(text[:48]),
)
async def test_what_is_not_json_is_a_parse_error(rig: Callable[[Table], Rig], text: str | bytes) -> None:
    answer = await rig({"ping": ((), ping)}).send(text)

    assert answer["id"] is None
    assert answer["error"]["code"] == -32700
    assert answer["error"]["data"]["name"] == "parse_error"


async def test_the_parse_error_says_where(rig: Callable[[Table], Rig]) -> None:
    answer = await rig({}).send('{"jsonrpc": 2.0, oops}')

    assert answer["error"]["message"] == "The message is not JSON: see character 17."


@pytest.mark.parametrize("text", [(PING % 1).encode(), b"\xef\xbb\xbf" + (PING % 1).encode(), "\ufeff" + PING % 1])
async def test_bytes_and_a_byte_order_mark_are_read(rig: Callable[[Table], Rig], text: str | bytes) -> None:
    assert await rig({"ping": ((), ping)}).send(text) == {"jsonrpc": "2.0", "result": "pong", "id": 1}


@pytest.mark.parametrize(
    "text", ["[" + "{}," * 100_000 + "{}]", "[" + "1," * MAX_VALUES + "1]", "[" + "[],{}," * (MAX_VALUES // 4) + "1]"]
)
async def test_a_message_of_too_many_values_is_refused_unread(rig: Callable[[Table], Rig], text: str) -> None:
    answer = await rig({}).send(text)

    assert answer["id"] is None
    assert answer["error"]["code"] == 1003
    assert answer["error"]["message"] == f"The message holds more than {MAX_VALUES} values."
    assert answer["error"]["data"]["remedy"] == "Send fewer requests in one message."


def test_as_many_values_as_are_allowed_are_read() -> None:
    assert parse("[" + "1," * (MAX_VALUES - 1) + "1]") == [1] * MAX_VALUES


def test_a_long_string_is_one_value() -> None:
    assert parse(json.dumps("A" * 1_000_000)) == "A" * 1_000_000


@pytest.mark.parametrize("text", ["[" * MAX_DEPTH + "]" * MAX_DEPTH, '{"a":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH])
def test_the_deepest_allowed_message_is_read(text: str) -> None:
    assert parse(text) == json.loads(text)


def test_many_shallow_containers_are_not_deep() -> None:
    assert parse("[" + "[]," * 1000 + "[]]") == [[]] * 1001


def test_what_is_written_is_ascii() -> None:
    assert encode({"name": "Å\ud800"}) == '{"name":"\\u00c5\\ud800"}'


async def ping(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
    return "pong"
