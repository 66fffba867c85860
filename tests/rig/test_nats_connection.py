"""The TCP connection to a NATS server: what is unsent when it is closed is never sent."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlparse

import pytest

from rpc_camera.rig.nats_connection import NatsConnection, NotEncryptedError
from tests.rigs.rig_hosts import TOLD_S

SMALL = 4096
SENT = 8 << 20


async def test_what_the_other_side_has_not_taken_when_it_is_closed_is_dropped() -> None:
    """Otherwise a link that heals would carry out what was given up minutes before."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        connection = NatsConnection(tls=False)
        await connection.connect(urlparse(f"nats://127.0.0.1:{listener.getsockname()[1]}"), 32768, 2)
        taken, _ = listener.accept()
        connection.write(bytes(SENT))
        await asyncio.sleep(0.1)
        connection.close()
        async with asyncio.timeout(TOLD_S):
            await connection.wait_closed()
        await asyncio.sleep(0.1)
        with taken:
            assert read_all(taken) < 64 * SMALL


def read_all(taken: socket.socket) -> int:
    """Return how many bytes come."""
    taken.settimeout(2)
    count = 0
    try:
        while data := taken.recv(65536):
            count += len(data)
    except ConnectionResetError:
        return count
    return count


async def test_nothing_is_written_before_tls_where_that_is_asked_for() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        connection = NatsConnection(tls=True)
        await connection.connect(urlparse(f"nats://127.0.0.1:{listener.getsockname()[1]}"), 32768, 2)
        with pytest.raises(NotEncryptedError):
            connection.write(b"secret")
        connection.close()
        await connection.wait_closed()
        taken, _ = listener.accept()
        with taken:
            assert read_all(taken) == 0
