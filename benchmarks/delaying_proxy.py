"""`python -m benchmarks.delaying_proxy FROM TO PORT`: passes on what comes at FROM to TO:PORT, and back, later.

It prints the port that it listens on. Each line of its input is how much later, in seconds, each way. The kernel's own
way to do this, netem, is not in every kernel, and would delay what a host says to its cameras too.
"""

from __future__ import annotations

import asyncio
import selectors
import socket
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK_BYTES: Final = 1 << 16


class _Delay:
    """How much later things are passed on, in seconds."""

    def __init__(self) -> None:
        self.s = 0.0

    async def follow(self, lines: asyncio.StreamReader) -> None:
        """Read it from lines, to their end."""
        while line := await lines.readline():
            self.s = float(line)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: _Delay) -> None:
    """Write what is read, each piece when it is due; a piece never overtakes the one before."""
    loop = asyncio.get_running_loop()
    last_due = 0.0

    def later(what: Callable[[], object]) -> None:
        nonlocal last_due
        last_due = max(loop.time() + delay.s, last_due)
        loop.call_at(last_due, what)

    try:
        while piece := await reader.read(_CHUNK_BYTES):
            later(lambda piece=piece: writer.write(piece))  # type: ignore[misc]
    except ConnectionError:
        pass
    later(writer.close)


async def main(here: str, there: str, port: int) -> None:
    """Run until the input ends."""
    delay = _Delay()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream = await asyncio.open_connection(there, port)
        for each in (writer, upstream):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(_pass_on(reader, upstream, delay), _pass_on(upstream_reader, writer, delay))

    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with await asyncio.start_server(connected, here, 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await delay.follow(lines)


if __name__ == "__main__":
    # epoll waits for whole milliseconds, select does not.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
        runner.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
