"""A process that the fork server has forked: a child of this process, which collects its exit status."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass
from typing import Final

from rpc_camera import child

READ_LIMIT: Final = 2 << 20


@dataclass(frozen=True)
class ForkedStreams:
    """The server's end of its socket, and what it writes to standard error.

    `stderr_pipe` is what that comes through; None: nothing has to be closed. At the other end of it, it closes itself.
    """

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    stderr: asyncio.StreamReader
    stderr_pipe: asyncio.ReadTransport | None = None

    def close(self) -> None:
        """Hang up, and hear no more of it."""
        self.writer.close()
        if self.stderr_pipe:
            self.stderr_pipe.close()


class ForkedProcess:
    """A child with this process id, whose end nobody else collects: until that is done, the id is not given anew."""

    def __init__(self, pid: int, streams: ForkedStreams) -> None:
        """Watch it. OSError: that cannot be, and it was killed."""
        self.pid = pid
        self.streams = streams
        self.returncode: int | None = None
        """The exit status, or the number of the signal that ended it, negative; None while it runs."""
        self._ended = asyncio.Event()
        try:
            self._end = os.pidfd_open(pid)
        except OSError:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise
        asyncio.get_running_loop().add_reader(self._end, self._collect)

    async def wait(self) -> int | None:
        """Wait for its end; return its exit status."""
        await self._ended.wait()
        return self.returncode

    async def end(self) -> None:
        """Hang up, and kill it if it runs."""
        self.streams.close()
        child.send_signal(self, signal.SIGKILL)
        await self.wait()

    def _collect(self) -> None:
        asyncio.get_running_loop().remove_reader(self._end)
        os.close(self._end)
        _, status = os.waitpid(self.pid, 0)
        self.returncode = os.waitstatus_to_exitcode(status)
        self._ended.set()
