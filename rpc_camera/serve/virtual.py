"""The virtual cameras of `serve --virtual N`: a process each, which ends with this one."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING, Final

from rpc_camera import child

if TYPE_CHECKING:
    from collections.abc import Sequence

_START_DEADLINE_S: Final = 20.0
_log = logging.getLogger(__name__)


class VirtualCameraError(Exception):
    """A virtual camera did not start; its text is one sentence for the user."""


class VirtualCameras:
    """Starts and ends virtual cameras. They know nothing of the service: libgphoto2 finds them at their ports."""

    def __init__(self) -> None:
        self._processes: list[asyncio.subprocess.Process] = []

    async def start(self, makes: Sequence[str]) -> list[str]:
        """Start a camera of each of these makes, and return their libgphoto2 ports."""
        return list(await asyncio.gather(*(self._start_one(number, make) for number, make in enumerate(makes, 1))))

    async def _start_one(self, number: int, make: str) -> str:
        process = await asyncio.create_subprocess_exec(
            *child.command("rpc_camera.virtual"),
            *("--port=0", f"--make={make}", f"--serial={number:07}", "--quiet", "--exit-with-parent"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=child.environment(),
            start_new_session=True,
        )
        self._processes.append(process)
        printed = process.stdout
        try:
            async with asyncio.timeout(_START_DEADLINE_S):
                port = (await printed.readline()).decode().strip() if printed else ""
        except TimeoutError:
            port = ""
        if not port:
            raise VirtualCameraError(f"Virtual camera {number} did not start; its own message stands above.")
        _log.debug("virtual camera %d is on %s", number, port)
        return port

    async def close(self, grace_s: float) -> None:
        """End them all."""
        await asyncio.gather(*(self._close_one(process, grace_s) for process in self._processes))

    async def _close_one(self, process: asyncio.subprocess.Process, grace_s: float) -> None:
        child.send_signal(process, signal.SIGTERM)
        try:
            async with asyncio.timeout(grace_s):
                await process.wait()
        except TimeoutError:
            child.send_signal(process, signal.SIGKILL)
            await process.wait()
