"""`python -m benchmarks.readers_load URL COUNT REQUEST frames SECONDS | events`: many clients that only read.

Each is a WebSocket of its own that sends the REQUEST, a JSON-RPC text. All are read here, in a process of their own,
with one selector and without a look at more than the heads of WebSocket frames: what they cost is little, and is told.

- `frames SECONDS`: counts binary messages. Prints `begun`, then, after that long, one line of JSON.
- `events`: prints `begun`, then a line of JSON for each notification as soon as all have it, until standard input ends.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import sys
import threading
import time
from base64 import b64encode
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LIMIT_S: Final = 60.0
_SETTLE_S: Final = 0.3
_BUFFER: Final = memoryview(bytearray(1 << 18))
_TEXT, _BINARY, _CLOSE = 1, 2, 8


class Reader:
    """One WebSocket. `texts` and `binaries` count the messages of either kind that have come to their end."""

    def __init__(self, url: str, token: str, request: str) -> None:
        address = urlsplit(url)
        self.socket = socket.create_connection((str(address.hostname), int(address.port or 80)))
        head = (
            f"GET /rpc HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )
        self.socket.sendall(head.encode())
        self.texts = self.binaries = 0
        self.last_text = b""
        self._opcode = 0
        self._missing = 0  # of the payload that is being read
        self._unread = b""  # the beginning of a head
        self._text = bytearray()
        self._upgrade()
        payload = request.encode()
        self.socket.sendall(bytes([0x81, 0xFE]) + len(payload).to_bytes(2, "big") + bytes(4) + payload)

    def _upgrade(self) -> None:
        answer = b""
        while b"\r\n\r\n" not in answer:
            if not (data := self.socket.recv(4096)):
                raise ConnectionError(f"no WebSocket: {answer[:200]!r}")
            answer += data
        if b" 101 " not in answer:
            raise ConnectionError(f"no WebSocket: {answer[:200]!r}")
        self._feed(memoryview(answer.partition(b"\r\n\r\n")[2]))

    def read(self) -> None:
        """Read what there is. ConnectionError: the server has closed."""
        size = self.socket.recv_into(_BUFFER)
        if not size:
            raise ConnectionError("the server hung up on a reader")
        self._feed(_BUFFER[:size])

    def _feed(self, data: memoryview) -> None:
        if self._unread:
            data, self._unread = memoryview(self._unread + data), b""
        at, size = 0, len(data)
        while True:
            if self._missing:
                taken = min(self._missing, size - at)
                if self._opcode == _TEXT:
                    self._text += data[at : at + taken]
                self._missing -= taken
                at += taken
                if self._missing:
                    return
                self._ended()
            head = _head(data[at : at + 10])
            if head is None:
                self._unread = bytes(data[at:])
                return
            self._opcode, length, self._missing = head
            at += length

    def _ended(self) -> None:
        if self._opcode == _BINARY:
            self.binaries += 1
        elif self._opcode == _TEXT:
            self.last_text, self._text = bytes(self._text), bytearray()
            self.texts += 1
        elif self._opcode == _CLOSE:
            raise ConnectionError("the server closed on a reader")


def _head(data: memoryview) -> tuple[int, int, int] | None:
    """Return the opcode, and the lengths of the head and of the payload; None where more has to be read first.

    Of an empty payload nothing is seen: the service sends none but in pings.
    """
    if len(data) < 2:
        return None
    length = {126: 4, 127: 10}.get(data[1], 2)
    if len(data) < length:
        return None
    return data[0] & 15, length, int.from_bytes(data[2:length], "big") if length > 2 else data[1]


class _Readers:
    def __init__(self, url: str, count: int, request: str) -> None:
        token = os.environ["READERS_TOKEN"]
        self._selector = selectors.DefaultSelector()
        self.all = [Reader(url, token, request) for _ in range(count)]
        for reader in self.all:
            self._selector.register(reader.socket, selectors.EVENT_READ, reader)
        self.read(lambda: all(reader.texts for reader in self.all))
        for reader in self.all:
            if b'"error"' in reader.last_text:
                raise RuntimeError(reader.last_text)

    def read(self, done: Callable[[], bool], note: Callable[[], None] | None = None) -> None:
        while not done():
            for key, _ in self._selector.select(0.05):
                key.data.read()
                if note:
                    note()

    def read_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.read(lambda: time.monotonic() >= end)


def _count_frames(readers: _Readers, seconds: float) -> None:
    readers.read_for(_SETTLE_S)
    before, cpu, begun = [reader.binaries for reader in readers.all], time.process_time(), time.monotonic()
    print("begun", flush=True)
    readers.read_for(seconds)
    took_s, cpu = time.monotonic() - begun, time.process_time() - cpu
    counts = [reader.binaries - count for reader, count in zip(readers.all, before, strict=True)]
    print(json.dumps({"frames": sum(counts), "fewest": min(counts), "took_s": took_s, "cpu_s": cpu}), flush=True)


def _time_events(readers: _Readers) -> None:
    before = {reader: reader.texts for reader in readers.all}
    number, times, cpu = 1, [0.0], time.process_time()

    def note() -> None:
        nonlocal number, cpu
        times.append(time.time())
        if len(times) <= len(readers.all) or any(each.texts - before[each] < number for each in readers.all):
            return
        at = json.loads(readers.all[0].last_text)["params"]["at"]
        spent = time.process_time() - cpu
        print(json.dumps(_found(at, times[1:], spent)), flush=True)
        number, times[1:], cpu = number + 1, [], time.process_time()

    print("begun", flush=True)
    readers.read(lambda: False, note)


def _found(at: str, times: Sequence[float], cpu_s: float) -> dict[str, float]:
    happened = datetime.fromisoformat(at).timestamp()
    return {"last_s": times[-1] - happened, "spread_s": times[-1] - times[0], "cpu_s": cpu_s}


def _end_at(limit_s: float) -> None:
    """End this process when nobody wants more of it, and in any case after so long."""
    threading.Timer(limit_s, os._exit, (1,)).start()
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    """Connect, and measure what was asked for."""
    url, count, request, what, *how = sys.argv[1:]
    threading.Thread(target=_end_at, args=(_LIMIT_S,), daemon=True).start()
    readers = _Readers(url, int(count), request)
    if what == "frames":
        _count_frames(readers, float(how[0]))
    else:
        _time_events(readers)
    os._exit(0)


if __name__ == "__main__":
    main()
