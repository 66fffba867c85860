"""The settings that a bulb exposure has turned: put back though the link, or the whole server, ends in the middle.

At Bulb, the next capture would never end; and a body on USB keeps its shutter open when the link ends.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from rpc_camera.camera.settings.left_open import LeftOpenShutter
from rpc_camera.durable import replace_file
from rpc_camera.errors import JsonValue, ServiceError
from rpc_camera.threads import finish_in_thread

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
        self._is_open = self._is_only_opening = False
        self._closing: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()  # a link that comes back meanwhile must not find the file too late

    def opening(self, before: Mapping[str, JsonValue]) -> None:
        """Know that a shutter is about to be opened, and what is turned for it: the worker may not come to say more."""
        self._is_only_opening = not self._is_open
        self._is_open = True
        self._before.update(before)

    async def refused(self, camera: str) -> None:
        """Forget what `opening` said, should it have: the body has not opened its shutter."""
        if self._is_only_opening:
            await self.end(camera)

    async def begin(self, camera: str, before: Mapping[str, JsonValue]) -> None:
        """Keep that a shutter is open, and what settings its exposure has turned, with the values from before.

        They are on the disk when this returns.
        """
        self._stop_closing()  # what has been opened was closed
        self.opening(before)
        self._is_only_opening = False
        try:
            async with self._writing:
                await finish_in_thread(self._write, self._file(camera), json.dumps(self._before).encode())
        except OSError as error:
            _log.warning("%s: what its exposure has turned is not kept: %s", camera, error)

    async def end(self, camera: str) -> None:
        """Forget it: all is put back. What `begin` still writes is waited for."""
        self._stop_closing()
        async with self._writing:
            self._forget(camera)

    def _forget(self, camera: str) -> None:
        self._before.clear()
        self._is_open = self._is_only_opening = False
        with suppress(OSError):
            self._file(camera).unlink()

    async def restore(self, worker: WorkerProcess, camera: str) -> None:
        """Close the shutter and put back what is still turned, through a new worker. ServiceError: `worker` is gone.

        What the body refuses at first is tried again meanwhile: see `LeftOpenShutter`.
        """
        self._stop_closing()
        async with self._writing:
            kept = None if self._is_open else self._kept(camera)
            if not self._is_open and kept is None:
                return
            self._before.update(kept or {})
            shutter = LeftOpenShutter(worker, camera, dict(self._before), only_at_bulb=kept is not None)
            if await shutter.close():
                self._forget(camera)
            else:
                self._is_open = True
                self._closing = asyncio.create_task(self._go_on_closing(shutter, camera))

    async def _go_on_closing(self, shutter: LeftOpenShutter, camera: str) -> None:
        try:
            await shutter.close_patiently()
        except ServiceError:
            return  # the next worker goes on
        self._closing = None
        await self.end(camera)

    def _stop_closing(self) -> None:
        if self._closing:
            self._closing.cancel()
            self._closing = None

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
