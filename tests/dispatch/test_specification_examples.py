"""The 15 examples of the JSON-RPC 2.0 specification (clause 7), as transcripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from tests.dispatch.conftest import Answer, Rig, Table, TinyCall

# The messages are ours, as clause 5.1 leaves them to the server; codes and ids are not.
TRANSCRIPTS = [
    (
        "positional parameters",
        '{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}',
        '{"jsonrpc": "2.0", "result": 19, "id": 1}',
    ),
    (
        "positional parameters, the other way round",
        '{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}',
        '{"jsonrpc": "2.0", "result": -19, "id": 2}',
    ),
    (
        "named parameters",
        '{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}',
        '{"jsonrpc": "2.0", "result": 19, "id": 3}',
    ),
    (
        "named parameters, in the other order",
        '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}',
        '{"jsonrpc": "2.0", "result": 19, "id": 4}',
    ),
    ("a notification", '{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}', None),
    ("a notification of an unknown method", '{"jsonrpc": "2.0", "method": "foobar"}', None),
    (
        "non-existent method",
        '{"jsonrpc": "2.0", "method": "foobar", "id": "1"}',
        '{"jsonrpc": "2.0", "error": {"code": -32601}, "id": "1"}',
    ),
    (
        "invalid JSON",
        '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]',
        '{"jsonrpc": "2.0", "error": {"code": -32700}, "id": null}',
    ),
    (
        "invalid Request object",
        '{"jsonrpc": "2.0", "method": 1, "params": "bar"}',
        '{"jsonrpc": "2.0", "error": {"code": -32600}, "id": null}',
    ),
    (
        "Batch, invalid JSON",
        '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]',
        '{"jsonrpc": "2.0", "error": {"code": -32700}, "id": null}',
    ),
    ("an empty Array", "[]", '{"jsonrpc": "2.0", "error": {"code": -32600}, "id": null}'),
    (
        "an invalid Batch (but not empty)",
        "[1]",
        '[{"jsonrpc": "2.0", "error": {"code": -32600}, "id": null}]',
    ),
    (
        "invalid Batch",
        "[1,2,3]",
        """[{"jsonrpc": "2.0", "error": {"code": -32600}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32600}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32600}, "id": null}]""",
    ),
    (
        "Batch",
        """[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
            {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
            {"foo": "boo"},
            {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
            {"jsonrpc": "2.0", "method": "get_data", "id": "9"}]""",
        """[{"jsonrpc": "2.0", "result": 7, "id": "1"},
            {"jsonrpc": "2.0", "result": 19, "id": "2"},
            {"jsonrpc": "2.0", "error": {"code": -32600}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32601}, "id": "5"},
            {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}]""",
    ),
    (
        "Batch (all notifications)",
        """[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]""",
        None,
    ),
]


@pytest.mark.parametrize(("request_text", "answer_text"), [t[1:] for t in TRANSCRIPTS], ids=[t[0] for t in TRANSCRIPTS])
async def test_example_of_the_specification(
    rig: Callable[[Table], Rig], request_text: str, answer_text: str | None
) -> None:
    answer = await rig(methods()).send(request_text)

    assert without_prose(answer) == (None if answer_text is None else json.loads(answer_text))


def test_there_are_fifteen() -> None:
    assert len(TRANSCRIPTS) == 15


def methods() -> Table:
    async def subtract(_call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
        minuend, subtrahend = params["minuend"], params["subtrahend"]
        assert isinstance(minuend, int)
        assert isinstance(subtrahend, int)
        return minuend - subtrahend

    async def total(_call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
        given = params["given"]
        assert isinstance(given, list)
        return sum(given)

    async def get_data(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        return ["hello", 5]

    async def ignore(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        return None

    return {
        "subtract": (("minuend", "subtrahend"), subtract),
        "sum": ((), total),
        "get_data": ((), get_data),
        "update": ((), ignore),
        "notify_hello": ((), ignore),
        "notify_sum": ((), ignore),
    }


def without_prose(answer: Answer) -> Answer:
    if isinstance(answer, list):
        return [without_prose(member) for member in answer]
    if answer is not None and "error" in answer:
        assert isinstance(answer["error"].pop("message"), str)
        assert isinstance(answer["error"].pop("data"), dict)
    return answer
