"""The tethering of one camera: what it has that is new is saved, one file after the other, whatever comes between."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from contextlib import suppress
from contextvars import Context
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering import recovery
from rpc_camera.tethering.deletion import delete_saved
from rpc_camera.tethering.disk import Disk, concerns_one_folder, disk_error
from rpc_camera.tethering.ledger import Ledger, Settings
from rpc_camera.tethering.saving import Saved, Saver
from rpc_camera.tethering.seen import Seen, file_info, files_on
from rpc_camera.tethering.terms import Terms
from rpc_camera.tethering.trouble import Troubles

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.tethering.ledger import Entry
    from rpc_camera.tethering.options import Options, SaveOptions
    from rpc_camera.tethering.reports import Reports
    from rpc_camera.tethering.trouble import Trouble

_TOLD_AT_MOST: Final = 1000
_SETTLE_S: Final = 5.0
_IT_IS_GONE: Final = "If nobody deleted it on the camera, look for it with a card reader before the card is used again."
_log = logging.getLogger(__name__)


class Tether:
    """Saves what is new on one camera. The ledger is the queue; what is in memory is only what was told just now."""

    def __init__(self, camera_id: str, ledger_file: Path, options: SaveOptions, reports: Reports) -> None:
        self.camera_id = camera_id
        self.pending = 0
        self.saving: str | None = None
        self._reports = reports
        self._ledger_file = ledger_file
        self._disk = Disk()
        self.troubles = Troubles(lambda: self._disk.do(options.folder.free_bytes))
        self.terms = Terms(options)
        self._changing = asyncio.Lock()
        self._opened = False
        self._begun: asyncio.Future[None] | None = None
        self._camera: Camera | None = None
        self._told: dict[str, None] = {}
        self._stored: dict[str, None] = {}
        self._look = False
        self._wake = asyncio.Event()
        self._news = asyncio.Event()
        self._settled = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    # ---- what it is told

    async def open(self) -> None:
        """Open the ledger, and mend what a crash left in the middle. OSError, sqlite3.Error: that cannot be done."""
        self._ledger = await self._disk.do(Ledger, self._ledger_file)
        self._opened = True
        where = (self.terms.server.folder, self._disk)
        self._saver = Saver(self.camera_id, self._ledger, where, self._keep_told)
        self.terms.take(await self._disk.do(self._ledger.settings))
        for entry in await self._disk.do(self._ledger.interrupted):
            await self._recover(entry)
        self.pending = await self._disk.do(self._ledger.count_pending)
        # A context of its own: this is no client's work, though a client may have begun it.
        self._task = asyncio.create_task(self._run(), name=f"tethering {self.camera_id}", context=Context())

    async def close(self) -> None:
        """End; what is in the middle leaves no file with a final name."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._opened:
            await self._disk.do(self._ledger.close)
        self._tell_begun(ServiceError(ErrorName.CANCELLED, "The server is stopping.", self.camera_id))
        self._disk.close()

    def came_up(self, camera: Camera) -> None:
        """Take note that the camera is there, or there again: its card is looked at."""
        self._camera, self._look = camera, True
        self.troubles.camera_is_back()
        self._wake.set()

    def told(self, path: str) -> None:
        """Take note of a new file."""
        if self._opened and not self.terms.active:
            return
        if len(self._told) < _TOLD_AT_MOST:
            self._told[path] = None
        else:
            self._look = True
        self._wake.set()
        self._news.set()

    def stored(self, path: str) -> None:
        """Take note of a file that a client stored on the camera: that is no new picture."""
        if len(self._stored) < _TOLD_AT_MOST:
            self._stored[path] = None
            self._wake.set()

    @property
    def waiting(self) -> int:
        """How many files wait to be saved."""
        return self.pending + len(self._told)

    async def start(self, camera: Camera, options: Options) -> None:
        """Begin, or go on with other options; returns when it is known what is old. ServiceError: that cannot be."""
        async with self._changing:
            self.troubles.try_again()
            self._wake.set()
            if self.terms.begun:
                await self._disk.do(self._ledger.set_options, options.template, delete_after=options.delete_after)
                self.terms.change(options)
                return
            self._camera, self.terms.begin_with = camera, options
            if self._begun is None or self._begun.done():
                self._begun = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._begun)

    async def stop(self) -> None:
        """Save no more, but for the file that is being saved. What waits is saved after the next start."""
        async with self._changing:
            if self.terms.settings:
                await self._disk.do(self._ledger.stop)
            self.terms.stop()
            self._tell_begun(ServiceError(ErrorName.CANCELLED, "Tethering was stopped.", self.camera_id))

    async def settled(self) -> None:
        """Wait a little until it is known what is old."""
        if self._camera:
            with suppress(TimeoutError):
                async with asyncio.timeout(_SETTLE_S):
                    await self._settled.wait()

    # ---- what it does

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            await self.troubles.release()
            if not self.troubles.holds or self._is_waited_for():
                await self._try()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.troubles.pause_s() if self.terms.active else None):
                    await self._wake.wait()

    async def _try(self) -> None:
        try:
            await self._work()
            self.troubles.over(None)
        except Exception as error:
            trouble, _ = self._failed(None, error)
            if self._tell_begun(trouble.error) and self.terms.settings:
                self.terms.begin_with = None  # it was stopped, and a client could not begin it again
        if self.terms.begin_with is None or self.troubles.of_camera:
            self._settled.set()

    def _is_waited_for(self) -> bool:
        """Return whether a client waits for the beginning."""
        return self._begun is not None and not self._begun.done()

    def _tell_begun(self, error: ServiceError | None) -> bool:
        """Tell the client that waits for the beginning; return whether there is one."""
        if self._begun is None or self._begun.done():
            return False
        if error:
            self._begun.set_exception(error)
            self._begun.exception()  # it may have gone away
        else:
            self._begun.set_result(None)
        return True

    async def _work(self) -> None:
        """Do all that can be done now."""
        await self._keep_told()
        camera = self._camera
        if camera is None or not self.terms.active:
            return
        await self._pass_over_stored(camera)
        if self.terms.begin_with:
            await self._begin(camera, self.terms.begin_with)
        elif self._look:
            await self._catch_up(camera)
        await self._delete_saved(camera)
        while self._may_go_on() and (entry := await self._next()):
            await self._save(camera, entry)
            await self._keep_told()

    async def _keep_told(self) -> None:
        """Move what was told to the ledger."""
        if told := list(self._told):
            await self._disk.do(self._ledger.add, told)
            for path in told:
                self._told.pop(path, None)
        self.pending = await self._disk.do(self._ledger.count_pending)

    async def _keep_what_is_told(self) -> None:
        """Move it to the ledger as it comes: the server may end before a look at a full card does."""
        while True:
            await self._keep_told()
            self._news.clear()
            await self._news.wait()

    async def _pass_over_stored(self, camera: Camera) -> None:
        """Enter what clients stored as old; by its size and time, so that a picture of that name is news later."""
        for path in list(self._stored):
            try:
                await self._disk.do(self._ledger.pass_over, Seen.of(await file_info(camera, path)))
            except ServiceError as error:
                if error.name is not ErrorName.FILE_NOT_FOUND:
                    raise
            self._stored.pop(path, None)

    async def _begin(self, camera: Camera, options: Options) -> None:
        """Take what is on the card for old, and begin."""
        self._look = False
        keeping = asyncio.create_task(self._keep_what_is_told())
        try:
            there = await files_on(camera)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        await self._keep_told()
        async with self._changing:
            if self.terms.begin_with is not options:  # stopped, or started otherwise, meanwhile
                return
            settings = Settings(True, options.template, options.delete_after, utc_now(), 0)
            root = str(self.terms.server.folder.root)
            await self._disk.do(self._ledger.begin, self.camera_id, root, settings, there)
            self.terms.take(settings)
            self._tell_begun(None)
        _log.info("%s: %d files are on the card; new ones are saved", self.camera_id, len(there))

    async def _catch_up(self, camera: Camera) -> None:
        """Take up what came while nobody looked."""
        self._look = False
        try:
            await self._disk.do(self._ledger.add_unknown, await files_on(camera))
        except BaseException:
            self._look = True
            raise
        self.pending = await self._disk.do(self._ledger.count_pending)

    def _may_go_on(self) -> bool:
        return self.terms.begun and not self.troubles.holds

    async def _next(self) -> Entry | None:
        return await self._disk.do(self._ledger.next_pending, self.troubles.waiting())

    async def _save(self, camera: Camera, entry: Entry) -> None:
        self.saving = entry.path
        begun = time.monotonic()
        try:
            if entry.part and await self._recover(entry):
                return
            info = await file_info(camera, entry.path)
            if await self._disk.do(self._ledger.is_saved, Seen.of(info)):
                await self._disk.do(self._ledger.drop, entry)
                self.troubles.over(entry.id)
                return
            saved = await self._saver.save(camera, entry, info, self.terms.template)
            await self._disk.do(self._ledger.saved, entry, remove=self.terms.delete_after)
        except Exception as error:  # whatever it is, the next file may do
            await self._failed_to_save(entry, error)
            return
        finally:
            self.saving = None
        self._is_saved(entry, saved, time.monotonic() - begun)
        await self._delete_saved(camera)

    async def _recover(self, entry: Entry) -> bool:
        """Finish what was interrupted; return whether the file has its final name already."""
        saved = await self._disk.do(
            recovery.finish, self._ledger, self.terms.server.folder, entry, remove=self.terms.delete_after
        )
        if saved:
            self._is_saved(entry, saved, None)
        return saved is not None

    def _is_saved(self, entry: Entry, saved: Saved, duration_s: float | None) -> None:
        self.troubles.over(entry.id)
        self.pending = max(0, self.pending - 1)
        self.terms.one_more_saved()
        self._reports.saved(self.camera_id, entry.path, saved, duration_s)

    async def _delete_saved(self, camera: Camera) -> None:
        for entry in await self._disk.do(self._ledger.to_remove):
            refusal = await delete_saved(camera, entry)
            await self._disk.do(self._ledger.removed, entry, done=refusal is None)
            if refusal:
                self._reports.not_deleted(self.camera_id, entry.path, refusal)

    # ---- trouble

    async def _failed_to_save(self, entry: Entry, error: Exception) -> None:
        trouble, is_news = self._failed(entry, error)
        if is_news:
            told = replace(trouble.error, remedy=_IT_IS_GONE) if trouble.is_final else trouble.error
            self._reports.not_saved(self.camera_id, entry.path, told, will_retry=not trouble.is_final)
        if trouble.is_final:
            self.troubles.over(entry.id)
            await self._disk.do(self._ledger.gone, entry)
            self.pending = max(0, self.pending - 1)

    def _failed(self, entry: Entry | None, error: Exception) -> tuple[Trouble, bool]:
        of_disk = isinstance(error, (OSError, sqlite3.Error)) and not concerns_one_folder(error)
        trouble, is_news = self.troubles.add(entry, self._told_as(error), of_disk=of_disk)
        what = f"{entry.path} is not saved" if entry else "nothing can be saved"
        level = logging.WARNING if is_news else logging.DEBUG
        _log.log(level, "%s: %s: %s", self.camera_id, what, trouble.error.message)
        return trouble, is_news

    def _told_as(self, error: Exception) -> ServiceError:
        if isinstance(error, ServiceError):
            return error
        if isinstance(error, (OSError, sqlite3.Error)):
            return disk_error(error, self.camera_id)
        _log.error("%s: a fault in tethering", self.camera_id, exc_info=error)
        return ServiceError(ErrorName.INTERNAL_ERROR, f"The service has a fault: {error!r:.200}.", self.camera_id)
