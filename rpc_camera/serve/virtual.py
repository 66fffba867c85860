"""The virtual cameras of `serve --virtual N`: a process each, which ends with this one."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rpc_camera import child

if TYPE_CHECKING:
    from collections.abc import Sequence

_START_DEADLINE_S: Final = 20.0


class VirtualCameraError(Exception):
    """A virtual camera did not start; its text is one sentence for the user."""


class VirtualCameras:
    """Starts and ends virtual cameras. They know nothing of the service: libgphoto2 finds them at their ports."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, makes: Sequence[str]) -> list[str]:
        """Start a camera of each of these makes, and return their libgphoto2 ports."""
        if not makes:
            return []
        self._process = process = await asyncio.create_subprocess_exec(
            *child.command("rpc_camera.virtual.several"),
            *makes,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=child.environment(),
            start_new_session=True,  # which makes it, and what it forks, a group
        )
        ports: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(_START_DEADLINE_S):
                while process.stdout and len(ports) < len(makes) and (line := await process.stdout.readline()):
                    ports.append(line.decode().strip())
        if len(ports) < len(makes):
            raise VirtualCameraError("The virtual cameras did not start; their own message stands above.")
        return ports

    async def close(self, grace_s: float) -> None:
        """End them all."""
        if (process := self._process) is None:
            return
        _signal_all(process, signal.SIGTERM)
        try:
            async with asyncio.timeout(grace_s):
                await process.wait()
        except TimeoutError:
            _signal_all(process, signal.SIGKILL)
            await process.wait()


def _signal_all(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send a signal to the group of a process, unless the process has ended: it does so after the others."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
