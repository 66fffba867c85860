"""Clause 6: batches."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from tests.dispatch.conftest import Rig, Table, TinyCall

    MakeRig = Callable[[Table], Rig]


async def note(call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
    call.client.log.append(str(params["given"]))
    return params["given"]


async def wait(call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
    call.client.log.append(str(params["given"]))
    await call.client.go.wait()
    return "waited"


async def release(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
    call.client.go.set()
    return "released"


async def own_id(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
    await asyncio.sleep(0)
    return [call.request_id]


async def in_parts(call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
    async with asyncio.TaskGroup() as group:
        for part in "ab":
            group.create_task(note(call, {"given": f"{params['given']}{part}"}))
        call.work.hold_others()
    return None


async def unwritable(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
    return float("nan")


TABLE: Table = {
    "note": ((), note),
    "wait": ((), wait),
    "release": ((), release),
    "own_id": ((), own_id),
    "in_parts": ((), in_parts),
    "unwritable": ((), unwritable),
}


def request(method: str, *params: JsonValue, **more: JsonValue) -> JsonValue:
    return {"jsonrpc": "2.0", "method": method, "params": params, **more}


async def test_valid_members_of_a_mixed_batch_run(rig: MakeRig) -> None:
    it = rig(TABLE)

    answers = await it.send([1, request("note", 1, id=1), {"id": 2}, request("note", 2), request("nope", id=3)])

    assert [(answer["id"], answer.get("error", {}).get("code")) for answer in answers] == [
        (None, -32600),
        (1, None),
        (2, -32600),
        (3, -32601),
    ]
    assert it.client.log == ["[1]", "[2]"]


async def test_an_empty_batch_is_one_invalid_request(rig: MakeRig) -> None:
    answer = await rig(TABLE).send([])

    assert (answer["id"], answer["error"]["code"]) == (None, -32600)
    assert answer["error"]["message"] == "The batch is empty."


async def test_a_batch_of_notifications_has_no_answer(rig: MakeRig) -> None:
    assert await rig(TABLE).send([request("note", 1), request("nope")]) is None


async def test_a_batch_of_one_is_answered_with_an_array(rig: MakeRig) -> None:
    assert await rig(TABLE).send([request("note", id=1)]) == [{"jsonrpc": "2.0", "result": {}, "id": 1}]


async def test_members_run_concurrently(rig: MakeRig) -> None:
    answers = await rig(TABLE).send([request("wait", id=1), request("release", id=2)])

    assert [answer["result"] for answer in answers] == ["waited", "released"]


async def test_members_start_in_order(rig: MakeRig) -> None:
    it = rig(TABLE)

    await it.send([request("wait" if n % 2 else "note", n, id=n) for n in range(1, 20)] + [request("release")])

    assert it.client.log == [f"[{n}]" for n in range(1, 20)]


@pytest.mark.parametrize("batch_first", [True, False])
async def test_a_batch_and_a_single_request_start_in_the_order_of_their_arrival(
    rig: MakeRig, *, batch_first: bool
) -> None:
    it = rig(TABLE)
    batch, single = [request("note", 1, id=1), request("note", 2, id=2)], request("note", 3, id=3)

    await asyncio.gather(*(it.send(message) for message in ([batch, single] if batch_first else [single, batch])))

    assert it.client.log == (["[1]", "[2]", "[3]"] if batch_first else ["[3]", "[1]", "[2]"])


async def test_what_comes_after_a_call_that_is_done_in_parts_begins_after_its_parts(rig: MakeRig) -> None:
    it = rig(TABLE)
    first = [request("note", 1), request("in_parts", 2), request("note", 3), request("in_parts", 4)]

    await asyncio.gather(it.send(first), it.call("in_parts", [5]), it.call("note", [6]), it.send([request("note", 7)]))

    assert it.client.log == ["[1]", "[2]a", "[2]b", "[3]", "[4]a", "[4]b", "[5]a", "[5]b", "[6]", "[7]"]


async def test_requests_dispatched_without_waiting_start_in_order(rig: MakeRig) -> None:
    it = rig(TABLE)

    await asyncio.gather(*(it.call("note", [n]) for n in range(100)))

    assert it.client.log == [f"[{n}]" for n in range(100)]


@pytest.mark.parametrize("seed", range(40))
async def test_batches_and_single_requests_of_several_turns_start_in_order(rig: MakeRig, seed: int) -> None:
    it, chance, numbers = rig(TABLE), random.Random(seed), iter(range(1000))
    sent = []
    for _ in range(30):
        batch = [request("note", next(numbers), id=1) for _ in range(chance.randint(1, 3))]
        sent.append(asyncio.create_task(it.send(batch if chance.random() < 0.4 else batch[0])))
        for _ in range(chance.choice((0, 0, 1, 2))):
            await asyncio.sleep(0)

    await asyncio.gather(*sent)

    given = [int(entry[1:-1]) for entry in it.client.log]
    assert given == sorted(given)
    assert len(given) >= 30


async def test_a_result_that_json_cannot_write_costs_only_its_own_answer(rig: MakeRig) -> None:
    first, second, third = await rig(TABLE).send(
        [request("note", id=1), request("unwritable", id=2), request("note", id=3)]
    )

    assert (first["id"], "result" in first) == (1, True)
    assert (second["id"], second["error"]["code"]) == (2, -32603)
    assert (third["id"], "result" in third) == (3, True)


async def test_too_many_members_are_one_error_that_says_the_limit(rig: MakeRig) -> None:
    it = rig(TABLE)

    answer = await it.send([request("note", id=n) for n in range(101)])

    assert answer["id"] is None
    assert answer["error"]["code"] == 1003
    assert answer["error"]["message"] == "The batch has 101 requests; at most 100 are allowed."
    assert "at most 100 requests in one batch" in answer["error"]["data"]["remedy"]
    assert it.client.log == []


async def test_as_many_members_as_allowed_are_answered(rig: MakeRig) -> None:
    assert len(await rig(TABLE).send([request("note", id=n) for n in range(100)])) == 100


async def test_ids_may_repeat(rig: MakeRig) -> None:
    answers = await rig(TABLE).send([request("note", 1, id=7), request("note", 2, id=7)])

    assert [(answer["id"], answer["result"]) for answer in answers] == [(7, [1]), (7, [2])]


async def test_each_call_has_the_id_of_its_own_request(rig: MakeRig) -> None:
    ids: list[JsonValue] = [0, -7, 1.5, "seven", "", None, 10**30]

    answers = await rig(TABLE).send([request("own_id", id=value) for value in ids])

    assert [(answer["id"], answer["result"]) for answer in answers] == [(value, [value]) for value in ids]


async def test_a_notification_is_a_call_without_an_id(rig: MakeRig) -> None:
    seen: list[JsonValue] = []

    async def remember(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        seen.append(call.request_id)
        return None

    assert await rig({"remember": ((), remember)}).send(request("remember")) is None
    assert seen == [None]
