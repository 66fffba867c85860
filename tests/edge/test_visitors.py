"""Connections that show no token are so many of one network, so many of all; others have room meanwhile."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.edge import Bounds
from rpc_camera.edge.tls import tls_context
from tests.edge.conftest import BEARER, call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.edge.conftest import Rig, Serve

DATA = Path(__file__).parent / "data"
BOUNDS = Bounds(unauthenticated_clients=6, unauthenticated_clients_of_a_network=4)
SLOW_POST = b"POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
PART_OF_A_HEAD = b"GET / HTTP/1.1\r\nHost: loc"
WHOLE_REQUEST = b"GET /openrpc.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
SOON_S = 20


@contextmanager
def crowd(rig: Rig, count: int, address: str, said: bytes = b"") -> Iterator[list[socket.socket]]:
    """Open connections from an address, and say the same on each."""
    with ExitStack() as stack:
        crowd = []
        for _ in range(count):
            sock = socket.socket()
            stack.enter_context(sock)
            sock.bind((address, 0))
            sock.connect(("127.0.0.1", rig.server.port))
            sock.sendall(said)
            sock.setblocking(False)
            crowd.append(sock)
        yield crowd


def is_open(sock: socket.socket) -> bool:
    try:
        while sock.recv(1 << 16):
            pass
    except BlockingIOError:
        return True
    except ConnectionResetError:
        pass
    return False


async def settled(connections: list[socket.socket], count: int) -> list[bool]:
    """Wait until as many are open; return which."""
    async with asyncio.timeout(SOON_S):
        while sum(now := [is_open(each) for each in connections]) > count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return now


@pytest.mark.parametrize("said", [b"", PART_OF_A_HEAD, SLOW_POST, WHOLE_REQUEST])
async def test_those_of_one_address_are_bounded_whatever_they_say_and_new_ones_stay(serve: Serve, said: bytes) -> None:
    rig = await serve(bounds=BOUNDS)
    with crowd(rig, 12, "127.0.0.2", said) as waiting:
        left = await settled(waiting, 4)

        assert left == [False] * 8 + [True] * 4
        assert (await rig.post({"jsonrpc": "2.0", "id": 1, "method": "echo", "params": {"value": 7}})).status == 200


async def test_those_of_all_are_bounded_and_the_network_with_the_most_makes_room(serve: Serve) -> None:
    rig = await serve(bounds=BOUNDS)
    with crowd(rig, 4, "127.0.0.2") as many, crowd(rig, 2, "127.0.0.3") as few, crowd(rig, 2, "127.0.0.4") as others:
        await settled([*many, *few, *others], 6)

        assert [sum(map(is_open, each)) for each in (many, few, others)] == [2, 2, 2]


async def test_before_tls_they_are_bounded_too(serve: Serve) -> None:
    tls = tls_context(DATA / "certificate.pem", DATA / "key.pem")
    rig = await serve(bounds=BOUNDS, tls=tls)
    with crowd(rig, 12, "127.0.0.2") as waiting:
        assert await settled(waiting, 4) == [False] * 8 + [True] * 4

        trusting = ssl.create_default_context(cafile=str(DATA / "certificate.pem"))
        trusting.check_hostname = False
        assert (await call(await rig.connect(ssl=trusting), "echo", value=7))["result"] == 7


async def test_clients_that_have_shown_the_token_are_not_counted_idle_or_at_work(serve: Serve) -> None:
    rig = await serve(bounds=BOUNDS)
    posted = f"POST /rpc HTTP/1.1\r\nHost: localhost\r\nAuthorization: {BEARER['Authorization']}\r\n"
    body = '{"jsonrpc":"2.0","id":1,"method":"echo","params":{"value":7}}'
    request = f"{posted}Content-Length: {len(body)}\r\n\r\n{body}".encode()
    sockets = [await rig.connect() for _ in range(6)]
    with crowd(rig, 6, "127.0.0.1", request) as known, crowd(rig, 8, "127.0.0.1") as waiting:
        await settled(waiting, 4)
        begun = time.monotonic()
        while time.monotonic() - begun < 2.5:  # two looks more
            assert all(is_open(each) for each in known)
            await asyncio.sleep(0.1)

        assert [(await call(each, "echo", value=7))["result"] for each in sockets] == [7] * 6
