"""Results with bytes attached: a binary frame for a single request, an error within a batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rpc_camera.attached import EncodedResult, WithBytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from tests.dispatch.conftest import Rig, Table, TinyCall

PICTURE = b"\xff\xd8\x00\n\xff\xd9"


async def read(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
    return WithBytes({"name": "é"}, PICTURE)


REQUEST = {"jsonrpc": "2.0", "id": "a", "method": "read"}


async def test_a_single_request_is_answered_with_its_bytes_behind_the_response(rig: Callable[[Table], Rig]) -> None:
    it = rig({"read": ((), read)})
    answer = await it.dispatcher.dispatch(json.dumps(REQUEST), it.client)
    assert isinstance(answer, bytes)
    length = int.from_bytes(answer[:4], "big")
    assert json.loads(answer[4 : 4 + length]) == {"jsonrpc": "2.0", "id": "a", "result": {"name": "é"}}
    assert answer[4 + length :] == PICTURE


async def test_a_batch_has_an_error_in_its_place(rig: Callable[[Table], Rig]) -> None:
    it = rig({"read": ((), read)})
    (answer,) = await it.send([REQUEST])
    assert answer["id"] == "a"
    assert answer["error"]["data"]["name"] == "invalid_params"
    assert "by itself" in answer["error"]["data"]["remedy"]
    assert answer["error"]["data"]["errors"] == []


async def test_a_notification_is_not_answered(rig: Callable[[Table], Rig]) -> None:
    it = rig({"read": ((), read)})
    assert await it.dispatcher.dispatch('{"jsonrpc": "2.0", "method": "read"}', it.client) is None


async def test_a_result_that_is_written_already_is_sent_as_it_is(rig: Callable[[Table], Rig]) -> None:
    async def document(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        return EncodedResult('{"written": "before"}')

    it = rig({"document": ((), document)})
    request: JsonValue = {"jsonrpc": "2.0", "id": 'a"b', "method": "document"}
    answer = {"jsonrpc": "2.0", "id": 'a"b', "result": {"written": "before"}}
    assert await it.send(request) == answer
    assert await it.send([request]) == [answer]
