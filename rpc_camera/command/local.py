"""A service for the length of one command: `rpc-camera serve` as a process of its own, which ends with the command."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from rpc_camera.child import command, environment
from rpc_camera.command.address import Service
from rpc_camera.command.failure import NoServiceError
from rpc_camera.left_server import left_servers
from rpc_camera.scratch import scratch_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator
    from pathlib import Path

_START_S: Final = 60.0
_STOP_S: Final = 25.0
_PR_SET_PDEATHSIG: Final = 1
_LOG: Final = "log"
_OF_SERVE: Final = ("WS_HOST", "WS_PORT", "LOG_LEVEL")


@asynccontextmanager
async def local_service(arguments: argparse.Namespace) -> AsyncIterator[Service]:
    """Yield the address and token of a service that nobody else knows of. NoServiceError: it does not start."""
    with scratch_folder("rpc-camera-local-") as folder:
        process = await _start(folder, arguments)
        try:
            yield await _ready(process, folder)
        finally:
            await _end(process)


async def _start(folder: Path, arguments: argparse.Namespace) -> asyncio.subprocess.Process:
    named = [*arguments.camera] if isinstance(arguments.camera, list) else [arguments.camera]
    options = [f"--virtual={each}" for each in arguments.virtual]
    options += [f"--camera={port}" for port in named if port and port.startswith("ptpip:")]
    place = "--host=127.0.0.1", "--port=0", f"--state-dir={folder / 'state'}", "--log-level=ERROR"
    inherited = {name: value for name, value in environment().items() if name not in _OF_SERVE}
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def end_with_parent() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    with (folder / _LOG).open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *(*command("rpc_camera"), "serve", *place, *options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env={**inherited, "XDG_RUNTIME_DIR": str(folder)},  # where it leaves its token, for us alone
            start_new_session=True,  # Ctrl-C is for the command, which has the service end what it does
            preexec_fn=end_with_parent,
        )


async def _ready(process: asyncio.subprocess.Process, folder: Path) -> Service:
    """Wait for its cameras; return its address and token."""
    try:
        async with asyncio.timeout(_START_S):
            greeted = await process.stdout.readline() if process.stdout else b""
    except TimeoutError:
        raise NoServiceError(f"The local service has not started within {_START_S:g} s.") from None
    server = next(left_servers(folder / "rpc-camera"), None)
    if not greeted or server is None:
        raise NoServiceError(_last_words(folder))
    return Service(server.url, server.token)


def _last_words(folder: Path) -> str:
    words = (folder / _LOG).read_text("utf-8", errors="replace").strip().splitlines()
    last = next((line for line in words if line.startswith("rpc-camera serve:")), words[-1] if words else "")
    return last.removeprefix("rpc-camera serve: ") or "The local service does not start: `rpc-camera serve` says why."


async def _end(process: asyncio.subprocess.Process) -> None:
    """Stop it in good order, or at once where that is slow."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(number)
            with suppress(TimeoutError):
                async with asyncio.timeout(_STOP_S):
                    await process.communicate()
