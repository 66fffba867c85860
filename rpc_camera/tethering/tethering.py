"""Tethering: which cameras are tethered, from the server's start, as they come and go."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import sqlite3
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import CameraState, EventName, FileOrigin
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.tethering.disk import disk_error
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.options import Options
from rpc_camera.tethering.reports import Reports, reference
from rpc_camera.tethering.tether import Tether

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.event_log import Event
    from rpc_camera.tethering.options import SaveOptions

_SUFFIX: Final = ".sqlite"
_SHOWN_AT_MOST: Final = 20
_log = logging.getLogger(__name__)


class TetheringError(Exception):
    """Tethering cannot start; its text is one sentence for the user."""


class Tethering:
    """A tether for each camera, once it has been there. `options` is None where the server was not told to save."""

    def __init__(
        self,
        cameras: CameraRegistry,
        options: SaveOptions | None,
        state_dir: Path,
    ) -> None:
        self._cameras = cameras
        self._options = options
        self._reports = Reports(cameras.events)
        self._tethers: dict[str, Tether] = {}
        self._opening: set[asyncio.Task[None]] = set()
        root = str(options.folder.root) if options else ""
        self._ledgers = state_dir / ".tethering" / hashlib.sha256(os.fsencode(root)).hexdigest()[:16]

    @property
    def save_dir(self) -> str | None:
        """Where pictures are saved; None where they are not."""
        return str(self._options.folder.root) if self._options else None

    async def start(self) -> None:
        """Go on with what an earlier run has begun. TetheringError: a ledger is damaged."""
        if self._options is None:
            return
        try:
            names = await asyncio.to_thread(self._prepare)
            for name in names:
                await self._add(name, self._options).open()
        except (OSError, sqlite3.Error) as error:
            raise TetheringError(
                f"The ledgers of tethering in {self._ledgers} cannot be used: {error}; to begin anew, move them away."
            ) from None
        for tether in self._tethers.values():
            if tether.terms.stopped:
                _log.warning(
                    "%s is not tethered: stop_tethering ended it; start_tethering begins anew", tether.camera_id
                )
        self._cameras.events.add_listener(self._hear)

    async def close(self) -> None:
        """End all saving."""
        for task in self._opening:
            task.cancel()
        await asyncio.gather(*self._opening, return_exceptions=True)
        await asyncio.gather(*(tether.close() for tether in self._tethers.values()))

    async def begin(self, camera: Camera, template: str | None, delete_after: bool | None) -> dict[str, JsonValue]:
        """Begin to tether a camera, or go on with other options; return its `Tethering`."""
        tether = await self._ready(camera.id, make=True)
        try:
            await tether.start(camera, Options(template, delete_after))
        except sqlite3.Error as error:
            raise disk_error(error, camera.id) from None
        return self._described(tether)

    async def stop(self, camera: Camera) -> dict[str, JsonValue]:
        """Tether a camera no more; return its `Tethering`."""
        tether = await self._ready(camera.id)
        try:
            await tether.stop()
        except sqlite3.Error as error:
            raise disk_error(error, camera.id) from None
        return self._described(tether)

    async def describe(self, camera: Camera) -> dict[str, JsonValue]:
        """Return a camera's `Tethering`."""
        return self._described(await self._ready(camera.id))

    async def describe_all(self) -> list[dict[str, JsonValue]]:
        """Return the `Tethering` of each camera, there or not, whose pictures are or were saved here."""
        await asyncio.gather(*(tether.settled() for tether in self._tethers.values()))
        return [self._described(tether) for tether in self._tethers.values()]

    # ---- tethers

    def _prepare(self) -> list[str]:
        """Return the cameras that have a ledger."""
        self._ledgers.mkdir(parents=True, exist_ok=True)
        found = []
        for path in sorted(self._ledgers.glob(f"*{_SUFFIX}")):
            ledger = Ledger(path)
            found += [ledger.camera] if ledger.camera else []
            ledger.close()
        return found

    def _add(self, camera_id: str, options: SaveOptions) -> Tether:
        name = (
            camera_id
            if re.fullmatch(r"[a-z0-9-]{1,100}", camera_id)
            else hashlib.sha256(camera_id.encode()).hexdigest()
        )
        self._tethers[camera_id] = Tether(camera_id, self._ledgers / f"{name}{_SUFFIX}", options, self._reports)
        return self._tethers[camera_id]

    def _hear(self, event: Event) -> None:
        camera_id = str(event.params["camera"])
        if event.name is EventName.FILE_ADDED and camera_id in self._tethers:
            file = cast("dict[str, str]", event.params["file"])
            tether = self._tethers[camera_id]
            stored = event.params["origin"] == FileOrigin.UPLOAD
            (tether.stored if stored else tether.told)(file["path"])
        elif event.name in {EventName.CAMERA_ADDED, EventName.CAMERA_STATE_CHANGED}:
            camera = next((camera for camera in self._cameras.cameras if camera.id == camera_id), None)
            if camera and camera.state is CameraState.READY and event.params.get("previous") != CameraState.BUSY:
                self._came_up(camera)

    def _came_up(self, camera: Camera) -> None:
        tether = self._tethers.get(camera.id)
        if tether is None and self._options:
            tether = self._begin_opening(camera.id, self._options)
        if tether:
            tether.came_up(camera)

    def _begin_opening(self, camera_id: str, options: SaveOptions) -> Tether:
        tether = self._add(camera_id, options)
        task = asyncio.create_task(self._open(tether))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
        return tether

    async def _open(self, tether: Tether) -> None:
        try:
            await tether.open()
        except (OSError, sqlite3.Error) as error:
            _log.error("%s cannot be tethered: %s", tether.camera_id, disk_error(error, tether.camera_id).message)
            self._tethers.pop(tether.camera_id, None)

    async def _ready(self, camera_id: str, *, make: bool = False) -> Tether:
        """Return a camera's tether. ServiceError: there is none."""
        if self._options is None:
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                "This server does not save pictures: it was started without --save-dir.",
                camera_id,
                remedy="Start the server with `rpc-camera serve --save-dir DIR`; pictures are saved below DIR only.",
            )
        if make and camera_id not in self._tethers:
            self._begin_opening(camera_id, self._options)
        if self._opening:
            await asyncio.wait(self._opening)  # not gather: a request that is cancelled must not cancel these
        if camera_id not in self._tethers:
            raise ServiceError(
                ErrorName.JOB_NOT_FOUND,
                f"{camera_id} is not tethered: it was not there so far, or the server could not keep a ledger of it.",
                camera_id,
                remedy="Connect the camera, or look at the server's log; then call start_tethering.",
            )
        await self._tethers[camera_id].settled()
        return self._tethers[camera_id]

    def _described(self, tether: Tether) -> dict[str, JsonValue]:
        settings = tether.terms.settings
        failing: list[JsonValue] = [
            {
                **({"file": reference(each.path)} if each.path else {}),
                "error": cast("JsonValue", failure_of(each.error)),
                "since": each.since,
                "tries": each.tries,
            }
            for each in tether.troubles.oldest_first[:_SHOWN_AT_MOST]
        ]
        described: dict[str, JsonValue] = {
            "camera": tether.camera_id,
            "active": tether.terms.active,
            "name_template": tether.terms.template.text,
            "delete_after": tether.terms.delete_after,
            "saved": settings.saved if settings else 0,
            "pending": tether.waiting,
            "failing": failing,
        }
        if settings:
            described["started_at"] = settings.started_at
        if tether.saving:
            described["saving"] = reference(tether.saving)
        return described
