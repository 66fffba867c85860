"""What a bulb exposure has turned: put back though the link, or the whole server, ends in the middle.

At Bulb, the next capture would never end; and a body on USB keeps its shutter open when the link ends.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.settings.driver_settings import set_again
from rpc_camera.durable import replace_file
from rpc_camera.errors import JsonValue, ServiceError
from rpc_camera.threads import finish_in_thread
from rpc_camera.wire.requests import GetConfig, SetConfig

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.camera.line.process import WorkerProcess

_BULB: Final = "bulb"
_log = logging.getLogger(__name__)


class TurnedSettings:
    """Those of one camera, in a file of `folder` while an exposure is open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[str, JsonValue] = {}
        self._is_open = False
        self._writing = asyncio.Lock()  # a link that comes back meanwhile must not find the file too late

    async def begin(self, camera: str, before: Mapping[str, JsonValue]) -> None:
        """Keep that a shutter is open, and what settings its exposure has turned, with the values from before.

        They are on the disk when this returns.
        """
        self._is_open = True
        self._before.update(before)
        try:
            async with self._writing:
                await finish_in_thread(self._write, self._file(camera), json.dumps(self._before).encode())
        except OSError as error:
            _log.warning("%s: what its exposure has turned is not kept: %s", camera, error)

    async def end(self, camera: str) -> None:
        """Forget it: all is put back. What `begin` still writes is waited for."""
        async with self._writing:
            self._forget(camera)

    def _forget(self, camera: str) -> None:
        self._before.clear()
        self._is_open = False
        with suppress(OSError):
            self._file(camera).unlink()

    async def restore(self, worker: WorkerProcess, camera: str) -> None:
        """Close the shutter and put back what is still turned, through a new worker. ServiceError: `worker` is gone."""
        async with self._writing:
            before, kept = self._before, None if self._is_open else self._kept(camera)
            if self._is_open or kept is not None:
                await _close_shutter(worker, camera)
            if kept and await _is_at_bulb(worker):
                before = kept  # otherwise somebody has turned it since
            for name, value in tuple(before.items()):
                await set_again(worker, camera, name, value)
            self._forget(camera)

    def _write(self, file: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_file(file, data)

    def _file(self, camera: str) -> Path:
        return self._folder / f"{camera}.json"

    def _kept(self, camera: str) -> dict[str, JsonValue] | None:
        """Return what an earlier server could not put back; None where it left no exposure unfinished."""
        try:
            kept = json.loads(self._file(camera).read_text(encoding="utf-8"))
        except OSError:
            return None
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}


async def _close_shutter(worker: WorkerProcess, camera: str) -> None:
    """Close a shutter that may be open, or closed since: most bodies refuse that then."""
    try:
        await worker.request(SetConfig(_BULB, value=False))
    except ServiceError as error:
        if not worker.alive:
            raise
        _log.info("%s: closing the shutter that the last worker had opened: %s", camera, error.message)


async def _is_at_bulb(worker: WorkerProcess) -> bool:
    for name in ("shutterspeed2", "shutterspeed"):
        try:
            widget = await worker.request(GetConfig(name))
        except ServiceError:
            if not worker.alive:
                raise
            continue
        return str(widget["value"]).lower() == "bulb"
    return False
