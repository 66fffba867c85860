"""`python -m benchmarks.raw_get PORT`: reads files over HTTP into one buffer, as cheaply as a client can.

A line on standard input, the path of a URL, is answered by how long the answer took to its last byte, in seconds.
"""

from __future__ import annotations

import re
import socket
import sys
import time
from typing import Final

from benchmarks.shared import TOKEN

_BUFFER_BYTES: Final = 1 << 20
_END: Final = b"\r\n\r\n"


def main() -> None:
    """Serve until standard input ends."""
    port, buffer = int(sys.argv[1]), bytearray(_BUFFER_BYTES)
    for line in sys.stdin:
        begun = time.perf_counter()
        _read(port, line.strip(), buffer)
        print(time.perf_counter() - begun, flush=True)


def _read(port: int, path: str, buffer: bytearray) -> None:
    """RuntimeError: it is no file, or not the whole one."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode("ascii"))
        received = b""
        while _END not in received:
            if not (more := connection.recv(_BUFFER_BYTES)):
                raise RuntimeError(f"no answer: {received!r:.200}")
            received += more
        answer, _, content = received.partition(_END)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", answer)
        if not answer.startswith(b"HTTP/1.1 200 ") or not length:
            raise RuntimeError(f"not a file: {answer!r:.200}")
        left = int(length[1]) - len(content)
        while left and (count := connection.recv_into(buffer)):
            left -= count
        if left:
            raise RuntimeError(f"{left} bytes are missing")


if __name__ == "__main__":
    main()
