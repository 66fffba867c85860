"""What is sent to a client that reads slowly, or not at all; notifications."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import struct
from base64 import b64encode
from typing import TYPE_CHECKING, cast

import pytest

from rpc_camera.contract.types import EventName
from rpc_camera.dispatch import encode
from rpc_camera.edge import Bounds
from rpc_camera.edge.flow import StallGuard
from rpc_camera.methods.service import ServiceLimits
from tests.edge.conftest import BIG_RESERVES, TOKEN, call, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.edge.conftest import Rig, Serve


class Logged(logging.Handler):
    """Waits for a line of the log."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.put_nowait(record.getMessage())

    async def until(self, part: str) -> None:
        while part not in await self._lines.get():
            pass


@pytest.fixture
def logged() -> Iterator[Logged]:
    handler, logger = Logged(), logging.getLogger("rpc_camera")
    level = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


async def connect_deaf(rig: Rig) -> socket.socket:
    """Return a socket after the WebSocket handshake, of which nobody reads any more."""
    deaf = socket.create_connection((str(rig.server.address.host), int(rig.server.address.port or 0)))
    deaf.setblocking(False)
    head = (
        "GET /rpc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {b64encode(bytes(16)).decode()}\r\n"
        f"Authorization: Bearer {TOKEN}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(deaf, head.encode())
    assert b" 101 " in await loop.sock_recv(deaf, 4096)
    return deaf


async def read_to_the_end(deaf: socket.socket) -> int:
    """Return how many bytes were still to be had."""
    size = 0
    with contextlib.suppress(ConnectionResetError):
        while chunk := await asyncio.get_running_loop().sock_recv(deaf, 1 << 16):
            size += len(chunk)
    return size


async def send_text(deaf: socket.socket, text: str) -> None:
    """Send a short text frame, its mask all zeros."""
    payload = text.encode()
    assert len(payload) < 126
    await asyncio.get_running_loop().sock_sendall(deaf, bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload)


async def test_a_client_that_never_reads_is_disconnected_and_disturbs_nobody(serve: Serve, logged: Logged) -> None:
    rig = await serve(bounds=Bounds(stall_s=0.2))
    other = await rig.connect()
    with await connect_deaf(rig) as deaf:
        for _ in range(3):
            await send_text(deaf, encode(request("big", 1, size=32 << 20)))

        assert (await call(other, "echo", value=7))["result"] == 7
        await logged.until("disconnecting: the client has read nothing")
        await logged.until("disconnected")
        assert (await call(other, "echo", value=7))["result"] == 7


async def test_the_server_stops_in_spite_of_a_client_that_never_reads(serve: Serve, logged: Logged) -> None:
    rig = await serve(bounds=Bounds(close_s=0.2))
    with await connect_deaf(rig) as deaf:
        for _ in range(3):
            await send_text(deaf, encode(request("big", 1, size=32 << 20)))
        await rig.handlers.started.until(3)
        await rig.server.stop()
        await logged.until("disconnected")

        assert await read_to_the_end(deaf) < 32 << 20


async def test_a_slow_reader_is_left_alone_until_it_stops() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        theirs = socket.create_connection(listener.getsockname())
        _, writer = await asyncio.open_connection(sock=listener.accept()[0])
    transport = cast("asyncio.Transport", writer.transport)
    guard = StallGuard(lambda: [transport, None], stall_s=10)
    writer.write(bytes(32 << 20))
    with theirs:
        for now in range(0, 45, 9):
            await asyncio.sleep(0.02)
            guard.look(now)
            assert not transport.is_closing(), now
            theirs.recv(1 << 20)

        left = -1
        # The kernel goes on taking some of it.
        while left != (left := transport.get_write_buffer_size()):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        for now in (45, 54):
            guard.look(now)
            assert not transport.is_closing(), now
        guard.look(64)

        assert transport.is_closing()


async def test_an_answer_to_a_post_that_nobody_reads_is_cut_off_and_held_in_the_budget_until_then(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(stall_s=0.3))
    body = encode(request("big", 1, size=32 << 20))
    with socket.create_connection((str(rig.server.address.host), int(rig.server.address.port or 0))) as deaf:
        head = f"POST /rpc HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n"
        deaf.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        await rig.handlers.started.until(1)
        held = rig.budget.used_bytes
        async with asyncio.timeout(20):
            while rig.budget.used_bytes:  # noqa: ASYNC110 - nobody notifies of it
                await asyncio.sleep(0.05)
        deaf.setblocking(False)

        assert held == BIG_RESERVES
        assert await read_to_the_end(deaf) < 32 << 20
    assert (await (await rig.post(request("echo", 1, value=7))).json())["result"] == 7


async def test_only_what_was_subscribed_to_is_sent(serve: Serve) -> None:
    rig = await serve()
    listener, other = await rig.connect(), await rig.connect()
    await call(listener, "subscribe", events=["file_added"])

    rig.events.emit(EventName.CONFIG_CHANGED, "d850", name="iso")
    rig.events.emit(EventName.FILE_ADDED, "d850", origin="camera")

    notification = await listener.receive_json()
    assert notification.keys() == {"jsonrpc", "method", "params"}
    assert notification["method"] == "file_added"
    assert notification["params"]["seq"] == 2
    assert notification["params"]["origin"] == "camera"
    assert (await call(other, "echo", value=7))["result"] == 7


async def test_a_client_too_slow_for_the_events_is_notified_of_which_it_missed(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(queued_events=10))
    listener = await rig.connect()
    await call(listener, "subscribe", events=["file_added", "config_changed"])

    rig.events.emit(EventName.CAMERA_ADDED, "d850")
    for _ in range(25):
        rig.events.emit(EventName.FILE_ADDED, "d850")

    dropped = await listener.receive_json()
    assert dropped == {
        "jsonrpc": "2.0",
        "method": "events_dropped",
        "params": {"from_seq": 2, "to_seq": 16, "count": 15},
    }
    assert [(await listener.receive_json())["params"]["seq"] for _ in range(10)] == list(range(17, 27))
    rig.events.emit(EventName.FILE_ADDED, "d850")
    assert (await listener.receive_json())["params"]["seq"] == 27


async def test_the_newest_notice_wins_and_says_how_many_it_replaced(serve: Serve) -> None:
    socket = await (await serve()).connect()

    await socket.send_json(request("watch", 1, size=3, count=5))

    (answer, frame) = sorted([await socket.receive(), await socket.receive()], key=lambda message: message.type)
    assert answer.json() == {"jsonrpc": "2.0", "result": None, "id": 1}
    length = int.from_bytes(frame.data[:4], "big")
    assert json.loads(frame.data[4 : 4 + length])["params"] == {"number": 4, "skipped": 4}
    assert frame.data[4 + length :] == bytes(3)
    assert (await call(socket, "echo", value=7))["result"] == 7  # nothing more of what was withdrawn


async def test_events_of_a_client_that_left_are_not_kept(serve: Serve, logged: Logged) -> None:
    rig = await serve()
    listener = await rig.connect()
    await call(listener, "subscribe", events=["file_added"])

    await listener.close()
    await logged.until("disconnected")

    assert len(rig.server._hub.fan_out) == 0


async def test_large_messages_of_one_client_wait_for_each_other_and_nobody_waits_for_them(serve: Serve) -> None:
    rig = await serve()
    socket_, other = await rig.connect(), await rig.connect()
    names = [letter * 700_000 for letter in "abc"]
    for number, name in enumerate(names):
        await socket_.send_json(request("wait", number, name=name))
    await rig.handlers.started.until(1)

    assert (await call(other, "echo", value=7))["result"] == 7
    posted = await rig.post(request("echo", 1, value="x" * 100_000))
    await asyncio.sleep(0.2)
    begun = len(rig.handlers.started.names)
    rig.handlers.go.set()

    assert begun == 1
    assert posted.status == 200
    assert await rig.handlers.started.until(3) == names
    assert [(await socket_.receive_json())["result"] for _ in names] == names


def reading_of(rig: Rig) -> list[bool]:
    """Return of each connection whether the server reads on."""
    return [transport.is_reading() for transport in rig.server._transports() if transport]


async def test_large_messages_are_gathered_for_so_many_clients_at_once_and_then_for_the_others(serve: Serve) -> None:
    rig = await serve(limits=ServiceLimits(message_bytes=16 << 20), bounds=Bounds(large_messages=1))
    loop = asyncio.get_running_loop()
    text = encode(request("echo", 1, value="x" * (3 << 20))).encode()
    frame = struct.pack("!BBQ4x", 0x81, 0xFF, len(text)) + text
    with await connect_deaf(rig) as first, await connect_deaf(rig) as second:
        for sender in (first, second):
            await loop.sock_sendall(sender, frame[: 2 << 20])
        async with asyncio.timeout(20):
            while sorted(reading := reading_of(rig)) != [False, True]:  # noqa: ASYNC110 - it is looked at now and then
                await asyncio.sleep(0.02)
        await loop.sock_sendall(first, frame[2 << 20 :])
        await loop.sock_sendall(second, frame[2 << 20 :])
        async with asyncio.timeout(20):
            answers = [await receive(sender, 3 << 20) for sender in (first, second)]

    assert sorted(reading) == [False, True]
    assert all(size > 3 << 20 for size in answers)


async def receive(sender: socket.socket, size_bytes: int) -> int:
    """Return how many bytes were there when more than `size_bytes` were."""
    size, loop = 0, asyncio.get_running_loop()
    while size <= size_bytes and (chunk := await loop.sock_recv(sender, 1 << 16)):
        size += len(chunk)
    return size
