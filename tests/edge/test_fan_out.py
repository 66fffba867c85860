"""What goes to many clients: each gets all of it, once, in order, or is notified of what it missed."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import pytest

from rpc_camera.camera.live_view.viewer import LiveFrame
from rpc_camera.contract.types import EventName
from rpc_camera.edge import Bounds
from rpc_camera.edge.fan_out import FanOut
from rpc_camera.edge.websocket_frame import frame_of
from rpc_camera.event_log import EventLog
from rpc_camera.methods import preview
from tests.edge.conftest import call, request

if TYPE_CHECKING:
    from rpc_camera.edge.outbox import Outbox
    from tests.edge.conftest import Rig, Serve

    ClientSocket = aiohttp.ClientWebSocketResponse

READERS, ROUNDS, OF_A_ROUND = 30, 20, 7
LAST = ROUNDS * OF_A_ROUND
PADDING = "x" * 20_000
QUEUED = 12
GROUP, OF_A_CAMERA = 512, 8  # busy, ready, two files that are added, and saved


async def subscriber(rig: Rig) -> ClientSocket:
    socket = await rig.connect()
    await call(socket, "subscribe", events=["file_added"])
    return socket


async def emit_rounds(rig: Rig, filename: str) -> None:
    for _ in range(ROUNDS):
        for _ in range(OF_A_ROUND):
            rig.events.emit(EventName.FILE_ADDED, "d850", filename=filename)
        await asyncio.sleep(0.005)


async def accounted_for(socket: ClientSocket) -> list[int]:
    """Return the numbers of the events received, and of those said to be dropped, up to the last, in that order."""
    seqs: list[int] = []
    while not seqs or seqs[-1] < LAST:
        message = await socket.receive_json()
        params = message["params"]
        if message["method"] == "events_dropped":
            missed = list(range(params["from_seq"], params["to_seq"] + 1))
            assert len(missed) == params["count"]
            seqs += missed
        else:
            seqs.append(params["seq"])
    return seqs


async def test_every_subscriber_gets_every_event_once_and_in_order(serve: Serve) -> None:
    rig = await serve()
    readers = [await subscriber(rig) for _ in range(READERS)]
    reading = asyncio.gather(*map(accounted_for, readers))

    await emit_rounds(rig, "A.JPG")

    assert await reading == [list(range(1, LAST + 1))] * READERS


async def test_who_reads_gets_all_that_a_group_of_512_cameras_makes_at_once(serve: Serve) -> None:
    rig = await serve()
    reader = await subscriber(rig)
    for _ in range(GROUP):
        for _ in range(OF_A_CAMERA):
            rig.events.emit(EventName.FILE_ADDED, "d850", filename="A.JPG")

    seqs = [0]
    while seqs[-1] != GROUP * OF_A_CAMERA:
        message = await reader.receive_json()
        assert message["method"] == "file_added", message
        seqs.append(message["params"]["seq"])

    assert seqs == list(range(GROUP * OF_A_CAMERA + 1))


async def test_who_reads_late_is_notified_of_exactly_what_it_missed_and_the_others_miss_nothing(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(queued_events=QUEUED))
    quick, late = await subscriber(rig), await subscriber(rig)
    late_transport = cast("Any", late)._reader._protocol.transport
    late_transport.pause_reading()
    for event in range(LAST):
        rig.events.emit(EventName.FILE_ADDED, "d850", filename=PADDING * (1 + event % 5))
        assert (await quick.receive_json())["params"]["seq"] == event + 1
        await asyncio.sleep(0)
    late_transport.resume_reading()

    messages: list[dict[str, Any]] = []
    while not messages or messages[-1]["params"].get("seq", 0) < LAST:
        messages.append(await late.receive_json())

    dropped = [message["params"] for message in messages if message["method"] == "events_dropped"]
    got = [message["params"]["seq"] for message in messages if message["method"] == "file_added"]
    missed = [seq for each in dropped for seq in range(each["from_seq"], each["to_seq"] + 1)]
    assert dropped, "it was not late enough"
    assert got[-QUEUED:] == list(range(LAST - QUEUED + 1, LAST + 1))
    assert sorted(got + missed) == list(range(1, LAST + 1))
    assert got == sorted(got)
    assert sum(each["count"] for each in dropped) == len(missed)


async def test_an_event_overtakes_no_answer_that_is_being_sent(serve: Serve) -> None:
    rig = await serve()
    socket = await subscriber(rig)
    transport = cast("Any", socket)._reader._protocol.transport
    transport.pause_reading()
    for number in (1, 2):
        await socket.send_json(request("big", number, size=8 << 20))
    (connection,) = rig.server._hub._connections
    async with asyncio.timeout(30):
        while cast("Any", connection)._outbox._sending < 2:  # noqa: ASYNC110 - until both are encoded
            await asyncio.sleep(0.01)
    for _ in range(3):
        rig.events.emit(EventName.FILE_ADDED, "d850")
    await asyncio.sleep(0.05)
    transport.resume_reading()

    received = [json.loads(await socket.receive_str()) for _ in range(5)]

    answers, notifications = received[:2], received[2:]
    assert {message["id"] for message in answers} == {1, 2}  # whichever was encoded first
    assert [message["params"]["seq"] for message in notifications] == [1, 2, 3]


async def test_what_was_unsubscribed_meanwhile_is_not_sent(serve: Serve) -> None:
    rig = await serve()
    socket = await subscriber(rig)
    (connection,) = rig.server._hub._connections

    rig.events.emit(EventName.FILE_ADDED, "d850")
    connection.session.events.clear()

    assert (await call(socket, "echo", value=7))["result"] == 7


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536, 200_000])
@pytest.mark.parametrize("kind", [aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY])
async def test_messages_of_every_length_arrive_whole(serve: Serve, size: int, kind: aiohttp.WSMsgType) -> None:
    rig = await serve()
    socket = await subscriber(rig)
    if kind is aiohttp.WSMsgType.TEXT:
        rig.events.emit(EventName.FILE_ADDED, "d850", filename="")
        filename = "x" * max(0, size - len(await socket.receive_str()))
        rig.events.emit(EventName.FILE_ADDED, "d850", filename=filename)
        text = await socket.receive_str()
        assert len(text) == size or not filename
        assert json.loads(text)["params"]["filename"] == filename
    else:
        await socket.send_json(request("watch", 1, size=size, count=1))
        received = [await socket.receive() for _ in range(2)]
        (frame,) = [message.data for message in received if message.type is kind]
        assert frame.endswith(bytes(size))


async def test_a_client_that_gets_news_is_not_pinged_until_it_gets_none(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(ping_interval_s=0.3))
    socket = await rig.connect(autoping=False)
    await call(socket, "subscribe", events=["file_added"])
    kinds = []
    for _ in range(10):
        rig.events.emit(EventName.FILE_ADDED, "d850")
        kinds.append((await socket.receive()).type)
        await asyncio.sleep(0.1)
    begun = time.monotonic()
    kinds.append((await socket.receive()).type)

    assert kinds == [aiohttp.WSMsgType.TEXT] * 10 + [aiohttp.WSMsgType.PING]
    assert time.monotonic() - begun > 0.1


async def test_a_frame_is_one_for_all_who_have_skipped_as_many_and_nothing_of_it_is_kept() -> None:
    frame = LiveFrame("d850", 7, "2026-07-01T12:00:00.000Z", b"\xff\xd8 a picture")

    none, again, two = (frame_of(preview._notification(frame, binary=True, skipped=skipped)) for skipped in (0, 0, 2))

    assert none is again
    assert two == none.replace(b'"skipped":0', b'"skipped":2')
    assert none.endswith(frame.jpeg)
    assert frame in preview._NOTIFICATIONS
    others = len(preview._NOTIFICATIONS) - 1
    del frame
    assert len(preview._NOTIFICATIONS) == others


class _Slow:
    """An outbox that takes its time, or fails."""

    def __init__(self, seen: list[str], name: str, *, fails: bool = False) -> None:
        self._seen, self._name, self._fails = seen, name, fails

    def flush(self, _now: float) -> None:
        self._seen.append(self._name)
        if self._fails:
            raise ValueError("a fault of ours")
        time.sleep(0.006)


async def test_others_have_their_turn_between_clients_and_one_that_fails_costs_no_other_client_anything() -> None:
    seen: list[str] = []
    fan_out, loop = FanOut(EventLog()), asyncio.get_running_loop()
    for outbox in (_Slow(seen, "bad", fails=True), _Slow(seen, "first"), _Slow(seen, "second")):
        fan_out.flush_soon(cast("Outbox", outbox))
    loop.call_soon(seen.append, "another")
    async with asyncio.timeout(5):
        while len(seen) < 4:  # noqa: ASYNC110 - it goes on in turns of the loop
            await asyncio.sleep(0)

    assert seen == ["bad", "first", "another", "second"]
