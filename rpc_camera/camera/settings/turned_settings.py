"""The settings that a bulb exposure has turned: put back though the link, or the whole server, ends in the middle.

At Bulb, the next capture would never end.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from rpc_camera.camera.settings.driver_settings import set_again
from rpc_camera.durable import replace_file
from rpc_camera.errors import JsonValue, ServiceError
from rpc_camera.threads import finish_in_thread
from rpc_camera.wire.requests import GetConfig

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.camera.line.process import WorkerProcess

_log = logging.getLogger(__name__)


class TurnedSettings:
    """Those of one camera, in a file of `folder` while an exposure is open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[str, JsonValue] = {}
        self._writing = asyncio.Lock()  # a link that comes back meanwhile must not find the file too late

    async def begin(self, camera: str, before: Mapping[str, JsonValue]) -> None:
        """Keep what an exposure has turned, with the values from before; they are on the disk when this returns."""
        self._before.update(before)
        if not self._before:
            return
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
        with suppress(OSError):
            self._file(camera).unlink()

    async def restore(self, worker: WorkerProcess, camera: str) -> None:
        """Put back what is still turned, through a new worker. ServiceError: `worker` is gone."""
        async with self._writing:
            before = self._before
            if not before and (kept := self._kept(camera)) and await _is_at_bulb(worker):
                before = kept  # otherwise somebody has turned it since
            for name, value in tuple(before.items()):
                await set_again(worker, camera, name, value)
            self._forget(camera)

    def _write(self, file: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_file(file, data)

    def _file(self, camera: str) -> Path:
        return self._folder / f"{camera}.json"

    def _kept(self, camera: str) -> dict[str, JsonValue]:
        """Return what an earlier server could not put back."""
        try:
            kept = json.loads(self._file(camera).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}


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
