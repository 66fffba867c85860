"""Discovery: asking libgphoto2 which cameras are on USB, in a process that may crash."""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.config_home import new_config_home
from rpc_camera.errors import ServiceError
from rpc_camera.wire.fork_request import ForkRequest, Job

if TYPE_CHECKING:
    from rpc_camera.camera.line.fork_server import ForkServer
    from rpc_camera.camera.line.forked_process import ForkedProcess

_DEADLINE_S: Final = 20.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Discovered:
    """The cameras found, by port, with the driver's model name; and the versions of the libraries that looked."""

    models: dict[str, str]
    libgphoto2_version: str
    gphoto2_version: str


async def discover(fork_server: ForkServer) -> Discovered | None:
    """Return what libgphoto2 detects now; None (and a line in the log) where it crashed or hung."""
    with tempfile.TemporaryDirectory(prefix="rpc-camera-") as folder:
        request = ForkRequest(Job.DETECT, str(new_config_home(folder)), {})
        try:
            process = await fork_server.fork(request)
        except ServiceError as error:
            _log.warning("the search for USB cameras failed: %s", error.message)
            return None
        return await _found(process)


async def _found(process: ForkedProcess) -> Discovered | None:
    streams = process.streams
    sent = printed = b""
    try:
        async with asyncio.timeout(_DEADLINE_S):
            sent, printed = await asyncio.gather(streams.reader.read(), streams.stderr.read())
            await process.wait()
    except (TimeoutError, ConnectionError):
        pass
    finally:
        await process.end()
    if process.returncode != 0:
        words = printed.decode(errors="replace").rstrip()
        _log.warning("the search for USB cameras failed (exit status %s) %s", process.returncode, words)
        return None
    found = json.loads(sent)
    models = {port: model for model, port in found["cameras"]}
    return Discovered(models, found["libgphoto2_version"], found["gphoto2_version"])
