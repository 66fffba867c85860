"""A small program in a worker's place: a real process at a real socket, that does what a test writes for it."""

from __future__ import annotations

import asyncio
import socket
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

from rpc_camera.camera.line.forked_process import READ_LIMIT, ForkedStreams
from rpc_camera.camera.line.process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent

_PRELUDE = """
import os, signal, socket, sys, time
from rpc_camera.wire.errors import pack_error
from rpc_camera.wire.events import *
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.errors import ErrorName, ServiceError

connection = socket.socket(fileno=int(sys.argv[1]))

def exactly(size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            sys.exit(0)
        data += part
    return data

def receive():
    header_bytes, blob_bytes = decode_prefix(exactly(PREFIX.size))
    return Frame.decode(exactly(header_bytes), exactly(blob_bytes)).header

def send(header, blob=b""):
    connection.sendall(Frame(header, blob).encode_head() + blob)

def publish(event):
    send(event.to_header())

def opened():
    publish(CameraOpened("z-1", "Maker", "Z", "1", None, "Z driver", []))

def serve():
    while True:
        send({"id": receive()["id"], "ok": "done"})
"""


async def start_child(program: str, publish: Callable[[WorkerEvent], None]) -> WorkerProcess:
    """Run `program`, whose indentation does not count, as a worker, after a prelude that has the wire protocol."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _PRELUDE + dedent(program), str(theirs.fileno())),
            pass_fds=[theirs.fileno()],
            stderr=asyncio.subprocess.PIPE,
        )
    assert process.stderr
    streams = ForkedStreams(*await asyncio.open_connection(sock=ours, limit=READ_LIMIT), process.stderr)
    return WorkerProcess(process, streams, publish)
