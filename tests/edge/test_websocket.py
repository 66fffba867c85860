"""JSON-RPC over a WebSocket at /rpc: concurrency, order, sizes, frames."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import aiohttp
import pytest

from rpc_camera.edge import Bounds
from rpc_camera.methods.service import ServiceLimits
from tests.edge.conftest import TOKEN, call, closing, request

if TYPE_CHECKING:
    from tests.edge.conftest import Serve


async def test_authenticate_select_and_capture_sent_without_waiting_act_in_order(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    await socket.send_json(request("authenticate", 1, token=TOKEN))
    await socket.send_json(request("select_camera", 2, camera="d850"))
    await socket.send_json(request("capture_image", 3))

    answers = [await socket.receive_json() for _ in range(3)]
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert answers[2]["result"]["camera"] == "d850"


async def test_what_comes_after_a_message_that_is_read_in_pieces_does_not_overtake_it(serve: Serve) -> None:
    socket = await (await serve(limits=ServiceLimits(message_bytes=16 << 20))).connect()
    large = "A" * (8 << 20)

    await socket.send_json(request("select_camera", 1, camera=large))
    await socket.send_json(request("select_camera", 2, camera="d850"))
    await socket.send_json(request("capture_image", 3))

    answers = {answer["id"]: answer["result"] for answer in [await socket.receive_json() for _ in range(3)]}
    assert (answers[1]["camera"]["id"], answers[3]["camera"]) == (large, "d850")


async def test_a_batch_and_a_request_after_it_act_in_order(serve: Serve) -> None:
    socket = await (await serve()).connect()

    await socket.send_json([request("select_camera", 1, camera="d850"), request("select_camera", 2, camera="z8")])
    await socket.send_json(request("capture_image", 3))

    answers = [await socket.receive_json() for _ in range(2)]
    assert next(answer for answer in answers if isinstance(answer, dict))["result"]["camera"] == "z8"


async def test_requests_of_one_connection_run_concurrently(serve: Serve) -> None:
    rig = await serve()
    socket = await rig.connect()

    await socket.send_json(request("wait", "slow", name="slow"))
    await socket.send_json(request("echo", "quick", value=7))

    assert (await socket.receive_json())["id"] == "quick"
    rig.handlers.go.set()
    assert (await socket.receive_json())["id"] == "slow"


async def test_a_slow_request_of_one_client_holds_up_no_other(serve: Serve) -> None:
    rig = await serve()
    first, second = await rig.connect(), await rig.connect()
    await first.send_json(request("wait", 1, name="slow"))
    await rig.handlers.started.until(1)

    assert (await call(second, "echo", value=7))["result"] == 7
    assert rig.handlers.ended.names == []


async def test_each_connection_has_its_own_state(serve: Serve) -> None:
    rig = await serve()
    first, second = await rig.connect(), await rig.connect()

    await call(first, "select_camera", camera="d850")

    assert (await call(first, "capture_image"))["result"]["camera"] == "d850"
    assert (await call(second, "capture_image"))["result"]["camera"] is None


async def test_it_reads_no_further_while_enough_requests_are_in_work(serve: Serve) -> None:
    rig = await serve(limits=ServiceLimits(concurrent_requests=2))
    socket, other = await rig.connect(), await rig.connect()
    for name in ("one", "two", "three"):
        await socket.send_json(request("wait", name, name=name))
    await rig.handlers.started.until(2)
    await call(other, "echo", value=7)

    assert rig.handlers.started.names == ["one", "two"]

    rig.handlers.go.set()
    answers = [(await socket.receive_json())["id"] for _ in range(3)]
    assert sorted(answers) == ["one", "three", "two"]


async def test_a_request_is_finished_when_its_client_goes_away(serve: Serve) -> None:
    rig = await serve()
    socket = await rig.connect()
    await socket.send_json(request("wait", 1, name="capture"))
    await rig.handlers.started.until(1)
    await socket.close()

    rig.handlers.go.set()

    assert await rig.handlers.ended.until(1) == ["capture"]


async def test_json_in_a_binary_frame_is_read(serve: Serve) -> None:
    socket = await (await serve()).connect()

    await socket.send_bytes(json.dumps(request("echo", 1, value="Å")).encode())

    message = await socket.receive()
    assert message.type is aiohttp.WSMsgType.TEXT
    assert json.loads(message.data)["result"] == "Å"


@pytest.mark.parametrize("frame", ["", "nonsense", b"\xff\xd8\xff\xe0", b"", "[" * 10_000, '{"id": NaN}'])
async def test_bad_input_gets_an_error_and_the_connection_stays(serve: Serve, frame: str | bytes) -> None:
    socket = await (await serve()).connect()

    await (socket.send_str(frame) if isinstance(frame, str) else socket.send_bytes(frame))

    assert (await socket.receive_json())["error"]["code"] == -32700
    assert (await call(socket, "echo", value=7))["result"] == 7


async def test_a_batch_of_very_many_requests_is_one_error(serve: Serve) -> None:
    socket = await (await serve(limits=ServiceLimits(message_bytes=16 << 20))).connect()

    await socket.send_json([request("echo", n, value=n) for n in range(100_000)])

    answer = await socket.receive_json()
    assert (answer["id"], answer["error"]["code"]) == (None, 1003)


@pytest.mark.parametrize("size_bytes", [0, 2 << 20])
async def test_a_text_frame_that_is_no_utf_8_closes_the_connection(serve: Serve, size_bytes: int) -> None:
    socket = await (await serve(limits=ServiceLimits(message_bytes=16 << 20))).connect()

    await socket.send_frame(b'"' + b"A" * size_bytes + b'\xff"', aiohttp.WSMsgType.TEXT)

    assert (await closing(socket))[0] == aiohttp.WSCloseCode.INVALID_TEXT


async def test_the_largest_message_passes_and_a_larger_one_closes_with_the_reason(serve: Serve) -> None:
    rig = await serve(limits=ServiceLimits(message_bytes=100_000))
    socket = await rig.connect()
    text = json.dumps(request("echo", 1, value=""))

    await socket.send_str(text + " " * (100_000 - len(text)))
    assert (await socket.receive_json())["result"] == ""
    await socket.send_str(text + " " * (100_001 - len(text)))

    assert await closing(socket) == (aiohttp.WSCloseCode.MESSAGE_TOO_BIG, "a message may have 100000 bytes")


async def test_a_message_far_too_large_is_refused_with_the_reason_and_disturbs_nobody(serve: Serve) -> None:
    rig = await serve()
    socket, other = await rig.connect(), await rig.connect()

    await socket.send_str("A" * (32 << 20))

    assert (await closing(socket))[0] == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
    assert (await call(other, "echo", value=7))["result"] == 7


async def test_a_large_answer_arrives_whole(serve: Serve) -> None:
    socket = await (await serve()).connect()

    assert len((await call(socket, "big", size=8 << 20))["result"]) == 8 << 20


async def test_it_pings_an_idle_client(serve: Serve) -> None:
    socket = await (await serve(bounds=Bounds(ping_interval_s=0.05))).connect(autoping=False)

    assert (await socket.receive()).type is aiohttp.WSMsgType.PING


async def test_pictures_are_not_compressed(serve: Serve) -> None:
    rig = await serve()

    async with rig.http.ws_connect(rig.url("/rpc"), compress=15) as socket:
        assert socket.compress == 0


async def test_a_client_that_asks_for_a_page_gets_one_that_says_what_this_is(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url("/rpc"))

    assert answer.status == 426
    assert "WebSocket" in await answer.text()
