"""Where control commands come from: a UNIX socket, or standard input, whose end can end the camera."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from rpc_camera.virtual.control import Control

_STDIN = 0


@contextlib.asynccontextmanager
async def socket_channel(control: Control, path: Path) -> AsyncIterator[None]:
    """Take commands on a UNIX socket at `path`; raises OSError when it cannot be there."""

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ValueError):
            while line := await reader.readline():
                writer.write((await control.answer(line) + "\n").encode())
                await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(serve, path)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)  # noqa: ASYNC240 (at the very end, when nothing else runs)


@contextlib.asynccontextmanager
async def stdin_channel(control: Control | None, at_end: Callable[[], None]) -> AsyncIterator[None]:
    """Read standard input, as commands if there is a `control`; call `at_end` at its end."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes | None] = asyncio.Queue()

    def read() -> None:
        # Not sys.stdin: a thread that waits in it blocks the interpreter's exit.
        with contextlib.suppress(OSError, RuntimeError):
            while data := os.read(_STDIN, 65536):
                loop.call_soon_threadsafe(lines.put_nowait, data)
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lines.put_nowait, None)

    async def obey() -> None:
        pending = b""
        while (data := await lines.get()) is not None:
            *complete, pending = (pending + data).split(b"\n")
            for line in complete:
                if control is not None:
                    print(await control.answer(line), flush=True)
        at_end()

    threading.Thread(target=read, name="stdin", daemon=True).start()
    task = asyncio.create_task(obey())
    try:
        yield
    finally:
        task.cancel()
