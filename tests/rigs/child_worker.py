"""A small program in a worker's place: a real process at a real socket, that does what a test writes for it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from rpc_camera.camera.line.process import WorkerSpec

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


@dataclass(frozen=True)
class ChildSpec(WorkerSpec):
    """What a worker is started with that runs `program`, after a prelude that has the wire protocol."""

    program: str

    @classmethod
    def of(cls, program: str) -> ChildSpec:
        """Return the specification for a program; its indentation does not count."""
        return cls("usb:001,002", None, Path(), Path(), dedent(program))

    def command(self, descriptor: int) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-c", _PRELUDE + self.program, str(descriptor)]
