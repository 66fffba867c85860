"""Clauses 4, 4.1, 4.2 and 5: the Request object, its id, notifications, params."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from tests.dispatch.conftest import Rig, Table, TinyCall

    MakeRig = Callable[[Table], Rig]


async def echo(call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
    call.client.log.append("echo")
    return params["given"]


async def pair(_call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
    return params


TABLE: Table = {"echo": ((), echo), "pair": (("first", "second"), pair)}


@pytest.mark.parametrize(
    "text",
    ["1", "0", "-1", "12345678901234567890123", "1.5", '"1"', '""', '"\\ud800"', '"\\u0000"', '"Å"', "null"],
)
async def test_clause_5_the_id_is_echoed_exactly(rig: MakeRig, text: str) -> None:
    answer = await rig(TABLE).send(f'{{"jsonrpc": "2.0", "method": "echo", "id": {text}}}')

    sent = json.loads(text)
    assert answer["id"] == sent
    assert type(answer["id"]) is type(sent)


@pytest.mark.parametrize("wrong", [True, False, [], {}, [1]])
async def test_clause_4_an_id_of_another_kind_is_invalid(rig: MakeRig, wrong: JsonValue) -> None:
    answer = await rig(TABLE).send({"jsonrpc": "2.0", "method": "echo", "id": wrong})

    assert answer["error"]["code"] == -32600
    assert answer["id"] is None


@pytest.mark.parametrize(
    "flawed",
    [
        {"method": "echo"},
        {"jsonrpc": "1.0", "method": "echo"},
        {"jsonrpc": 2.0, "method": "echo"},
        {"jsonrpc": "2.0"},
        {"jsonrpc": "2.0", "method": None},
        {"jsonrpc": "2.0", "method": "echo", "params": "bar"},
        {"jsonrpc": "2.0", "result": 7},
    ],
)
async def test_clause_5_an_invalid_request_is_answered_with_its_id(rig: MakeRig, flawed: dict[str, JsonValue]) -> None:
    answer = await rig(TABLE).send(flawed | {"id": "seven"})

    assert answer["error"]["code"] == -32600
    assert answer["error"]["data"]["name"] == "invalid_request"
    assert answer["id"] == "seven"


@pytest.mark.parametrize(
    ("flawed", "words"),
    [
        (1, "is a JSON object"),
        ({"method": "echo"}, '"jsonrpc" with the value "2.0"'),
        ({"jsonrpc": "2.0"}, 'the member "method", a string'),
        ({"jsonrpc": "2.0", "method": "echo", "params": 1}, '"params" is an object or an array'),
        ({"jsonrpc": "2.0", "method": "echo", "id": True}, '"id" is a string, a number or null'),
        ({"command": "list_cameras"}, "This is the original format"),
        ({"token": "secret"}, "This is the original format"),
        ({"jsonrpc": "1.0", "command": "list_cameras"}, '"jsonrpc" with the value "2.0"'),
    ],
)
async def test_an_invalid_request_is_answered_with_what_is_wrong(rig: MakeRig, flawed: JsonValue, words: str) -> None:
    (answer,) = await rig(TABLE).send([flawed])

    assert words in answer["error"]["message"]


@pytest.mark.parametrize("text", ["1", "null", "true", '"text"', "1.5", "{}"])
async def test_clause_4_a_message_that_is_no_request_is_invalid(rig: MakeRig, text: str) -> None:
    answer = await rig(TABLE).send(text)

    assert answer["error"]["code"] == -32600
    assert answer["id"] is None


async def test_clause_4_is_silent_on_further_members_so_they_are_accepted(rig: MakeRig) -> None:
    answer = await rig(TABLE).send({"jsonrpc": "2.0", "method": "echo", "id": 1, "meta": {"trace": "x"}})

    assert "result" in answer


async def test_clause_4_1_a_request_with_id_null_is_no_notification(rig: MakeRig) -> None:
    assert await rig(TABLE).send({"jsonrpc": "2.0", "method": "echo", "id": None, "params": [1]}) == {
        "jsonrpc": "2.0",
        "result": [1],
        "id": None,
    }


@pytest.mark.parametrize("method", ["echo", "nope", "pair"])
async def test_clause_4_1_a_notification_is_never_answered(
    rig: MakeRig, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    assert await rig(TABLE).send({"jsonrpc": "2.0", "method": method}) is None
    assert (f"{method} refused" in caplog.text) == (method != "echo")


async def test_clause_4_1_a_notification_is_carried_out(rig: MakeRig) -> None:
    it = rig(TABLE)

    await it.send({"jsonrpc": "2.0", "method": "echo"})

    assert it.client.log == ["echo"]


@pytest.mark.parametrize("params", [[1, 2], {"first": 1, "second": 2}, {"second": 2, "first": 1}])
async def test_clause_4_2_params_by_position_and_by_name(rig: MakeRig, params: JsonValue) -> None:
    assert (await rig(TABLE).call("pair", params))["result"] == {"first": 1, "second": 2}


@pytest.mark.parametrize("params", [[1], {"first": 1}, [], None])
async def test_clause_4_2_params_that_do_not_bind_are_invalid_params(rig: MakeRig, params: JsonValue) -> None:
    answer = await rig(TABLE).call("pair", params)

    assert answer["error"]["code"] == -32602
    assert answer["error"]["data"]["errors"] == []


async def test_params_may_have_any_name(rig: MakeRig) -> None:
    params = {"self": 1, "context": 2, "name": 3, "_context": 4, "": 5, "\ud800": 6}

    assert (await rig(TABLE).call("echo", params))["result"] == params


async def test_the_refusal_of_an_unknown_method_has_the_nearest_names(rig: MakeRig) -> None:
    answer = await rig(TABLE).call("ecko")

    assert answer["error"]["code"] == -32601
    assert answer["error"]["message"] == "There is no method `ecko`."
    assert answer["error"]["data"]["similar"] == ["echo"]


async def test_a_very_long_method_name_is_not_echoed(rig: MakeRig) -> None:
    answer = await rig(TABLE).call("e" * 1_000_000)

    assert len(answer["error"]["message"]) < 100


async def test_nobody_gets_past_the_guard(rig: MakeRig) -> None:
    it = rig(TABLE)
    it.client.authenticated = False

    codes = [(await it.call(method, ["wrong"]))["error"]["code"] for method in ("pair", "echo", "nope")]

    assert codes == [1000, 1000, 1000]
    assert it.client.log == []
