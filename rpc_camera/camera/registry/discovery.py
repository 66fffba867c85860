"""Discovery: asking libgphoto2 which cameras are on USB, in a process that may crash."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera import child
from rpc_camera.camera.line.config_home import driver_environment, new_config_home

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEADLINE_S: Final = 20.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Discovered:
    """The cameras found, by port, with the driver's model name; and which libgphoto2 looked."""

    models: dict[str, str]
    libgphoto2_version: str


async def discover() -> Discovered | None:
    """Return what libgphoto2 detects now; None (and a line in the log) where it crashed or hung."""
    with tempfile.TemporaryDirectory(prefix="rpc-camera-") as folder:
        return await _discover(driver_environment(new_config_home(folder)))


async def _discover(environment: Mapping[str, str]) -> Discovered | None:
    process = await asyncio.create_subprocess_exec(
        *child.command("rpc_camera.worker.detect"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(_DEADLINE_S):
            printed, _ = await process.communicate()
        found = json.loads(printed) if process.returncode == 0 else None
    except TimeoutError:
        found = None
    finally:
        child.send_signal(process, signal.SIGKILL)
        await process.wait()
    if found is None:
        _log.warning("the search for USB cameras failed (exit status %s)", process.returncode)
        return None
    return Discovered({port: model for model, port in found["cameras"]}, found["libgphoto2_version"])
