"""The tethering of one camera: started and stopped by clients, under way whenever the camera is there."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextvars import Context
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.file_reference import file_reference
from rpc_camera.clock import utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.disk_errors import is_of_own_disk
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.patience import wait_at_most
from rpc_camera.tethering.backlog import Backlog
from rpc_camera.tethering.intake import Intake
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_keeper import LedgerKeeper
from rpc_camera.tethering.publisher import SavePublisher
from rpc_camera.tethering.retry import RetryPolicy
from rpc_camera.tethering.settings import TetheringRun, TetheringState
from rpc_camera.threads import DiskThread

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.contract.types import SaveTrouble, Tethering
    from rpc_camera.event_log import EventLog
    from rpc_camera.tethering.retry import TetheringFailure
    from rpc_camera.tethering.saved_places import SavedPlace
    from rpc_camera.tethering.settings import ClientSettings, SaveSettings

_SETTLE_S: Final = 5.0
_FAILURES_SHOWN: Final = 20
_log = logging.getLogger(__name__)


class CameraTethering:
    """Saves what is new on one camera, from `open` to `close`. Between them, the camera may come and go."""

    def __init__(self, camera_id: str, ledger_file: Path, settings: SaveSettings, events: EventLog) -> None:
        self.camera_id = camera_id
        self.state = TetheringState(settings)
        self._disk = DiskThread("saving")
        self._ledger = Ledger(ledger_file)
        self._keeper = LedgerKeeper(camera_id, self._ledger, self._disk, settings.folder)
        self._retry = RetryPolicy(camera_id, lambda: self._disk.run(settings.folder.free_bytes))
        self._intake = Intake(self._ledger, self._disk, self.state)
        self._publisher = publisher = SavePublisher(events, camera_id)
        self._backlog = Backlog(self._ledger, self._disk, self.state, self._intake, self._retry, publisher)
        self._camera: TetheredCamera | None = None
        self._changing = asyncio.Lock()
        self._started: asyncio.Future[None] | None = None  # what the callers of `start` wait for
        self._wake = asyncio.Event()
        self._settled = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the ledger, and mend what a crash left half saved; where that cannot be now, it is tried again."""
        try:
            await self._open_ledger()
        except (ServiceError, OSError, sqlite3.Error) as error:
            await self._failed(error)
        # A context of its own: this is no client's work, though a client may have started it.
        self._task = asyncio.create_task(self._run(), name=f"tethering {self.camera_id}", context=Context())

    async def _open_ledger(self) -> None:
        self.state.load(await self._keeper.open())
        self._intake.survey_due |= self._keeper.is_comparing
        await self._backlog.recover()
        await self._intake.flush()

    async def close(self) -> None:
        """End; a file that is half saved gets no final name."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._keeper.close()
        self._reply_to_start(ServiceError(ErrorName.CANCELLED, "The server is stopping.", self.camera_id))
        self._disk.close()

    # ---- events of the camera

    def camera_ready(self, camera: TetheredCamera) -> None:
        """Go on with the camera that is there, or there again, by a look at its card."""
        self._use(camera)
        self._intake.survey_due = True
        self._keeper.check_is_due = True  # meanwhile another server may have saved its pictures there
        self._backlog.missing.forget()
        self._retry.camera_is_back()
        self._wake.set()

    def _use(self, camera: TetheredCamera) -> None:
        if camera is not self._camera:
            camera.arrivals.add_listener(self._card_changed)
        self._camera = self._intake.camera = camera

    def _card_changed(self) -> None:
        """Look again for what was on a card that was away."""
        self._intake.survey_due = True
        self._backlog.missing.forget()
        self._retry.retry_now()
        self._wake.set()

    def file_added(self, path: str) -> None:
        """Save a file that is new on the camera."""
        if self.state.is_active or not self.state.is_loaded:
            self._intake.announce(path)
            self._wake.set()

    # ---- requests of clients

    async def start(self, camera: TetheredCamera, settings: ClientSettings) -> None:
        """Start, or go on with other settings; returns when it is known what is old. ServiceError: that cannot be."""
        async with self._changing:
            self._retry.retry_now()
            self._wake.set()
            self._check_open()
            if self.state.is_started:
                await self._disk.run(self._ledger.change, settings)
                self.state.change(settings)
                return
            self._use(camera)
            self.state.requested = settings
            if self._started is None or self._started.done():
                self._started = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._started)

    async def stop(self) -> None:
        """Save no more, except for the file that is being saved. What is pending is saved after the next start."""
        async with self._changing:
            self._check_open()
            if self.state.run:
                await self._intake.flush()
                await self._disk.run(self._ledger.stop)
            self.state.stop()
            self._reply_to_start(ServiceError(ErrorName.CANCELLED, "Tethering was stopped.", self.camera_id))

    def _check_open(self) -> None:
        if not self._keeper.is_open and self._keeper.refusal:
            raise self._keeper.refusal

    async def saved_places(self, file: FileIdentity | None, sha256: str | None) -> list[SavedPlace]:
        """Return where a file was saved, as `places_of`. ServiceError: the ledger cannot be read, or it may be yet."""
        if not self._keeper.is_open:
            raise self._keeper.refusal or ServiceError(
                ErrorName.DISK_ERROR, "The ledger of what was saved is not open at present.", self.camera_id
            )
        places = await self._disk.run(self._ledger.saved_places, file, sha256)
        if not places and file:
            await self._intake.flush()
            if await self._disk.run(self._ledger.is_pending, file.path):
                raise ServiceError(
                    ErrorName.FILE_UNAVAILABLE,
                    f"{file.path} waits to be saved.",
                    self.camera_id,
                    remedy="Try again in a moment; get_tethering says how many wait, and what is in the way.",
                    retryable=True,
                )
        return places

    @property
    def pending(self) -> int:
        """How many files wait to be saved."""
        return self._intake.pending

    @property
    def oldest_s(self) -> float:
        """How long the oldest of them has waited, as far as this run of the server knows; 0 while none is to be."""
        return self._intake.oldest_s if self.state.is_active and self.pending else 0.0

    @property
    def failing(self) -> int:
        """How many failures last: of files, and of the camera or the disk as a whole."""
        return len(self._keeper.troubles()) + len(self._retry.failures)

    async def settled(self) -> None:
        """Wait a little until it is known what is old."""
        if self._camera:
            await wait_at_most(_SETTLE_S, self._settled.wait())

    def describe(self) -> Tethering:
        """Return the `Tethering` of schemas/types.json."""
        run = self.state.run
        described: Tethering = {
            "camera": self.camera_id,
            "active": self.state.is_active,
            "name_template": self.state.template.text,
            "delete_after": self.state.delete_after,
            "saved": run.saved if run else 0,
            "pending": self._intake.pending,
            "failing": [*self._keeper.troubles(), *(_described(each) for each in self._retry.failures)][
                :_FAILURES_SHOWN
            ],
        }
        if run:
            described["started_at"] = run.started_at
        if self._backlog.saving:
            described["saving"] = file_reference(self._backlog.saving)
        return described

    # ---- the loop

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            await self._retry.end_pause_if_due()
            if not self._retry.is_paused or self._start_is_awaited():
                await self._try()
            is_at_work = self.state.is_active or not self._keeper.is_open
            await wait_at_most(self._backlog.wait_s() if is_at_work else None, self._wake.wait())

    async def _try(self) -> None:
        try:
            await self._work()
            self._retry.forget(None)
        except Exception as error:  # whatever it is, it is retried
            failure = await self._failed(error)
            if self._reply_to_start(failure.error) and self.state.run:
                self.state.requested = None  # it was stopped, and stays so
        if self.state.requested is None or self._retry.camera_failed:
            self._settled.set()

    async def _failed(self, error: Exception) -> TetheringFailure:
        """Record a failure that concerns no single file; publish what waits for the server's own disk."""
        await self._keeper.close_if_damaged(error)
        failure, _ = self._retry.record(None, error)
        if is_of_own_disk(failure.error):
            for path in self._intake.unreported():
                self._publisher.not_saved(path, failure.error, will_retry=True)
        return failure

    async def _work(self) -> None:
        """Do all that can be done now."""
        if not self._keeper.is_open:
            await self._open_ledger()
        await self._intake.flush()
        camera = self._camera
        if camera is None or not self.state.is_active:
            return
        if self._keeper.check_is_due and not await self._keeper.check(await camera.arrivals.identify_memory()):
            self._intake.survey_due = True
        if self.state.requested:
            await self._begin(camera)
        if self._intake.survey_due and self.state.is_started:
            await self._intake.catch_up(camera)
        await self._backlog.save_all(camera)
        if not self._retry.is_paused:
            await self._backlog.delete_saved(camera)
        if not self._intake.survey_due and not self._intake.pending:
            await self._keeper.set_compared()

    async def _begin(self, camera: TetheredCamera) -> None:
        """Find out what is on the card, which is old, and begin; where a ledger was lost, nothing is old."""
        stops = self.state.stops
        is_lost = self._keeper.is_comparing and not self.state.run
        cursor, new = (None, []) if is_lost else await self._intake.begin(camera)
        async with self._changing:
            settings = self.state.requested  # which a client may have changed meanwhile
            if settings is None or self.state.stops != stops:
                return
            if is_lost:
                run = await self._keeper.begin_with_nothing_old(settings)
            else:
                run = TetheringRun(utc_now(), settings)
                save_dir = str(self.state.server.folder.root)
                await self._disk.run(self._ledger.begin, self.camera_id, save_dir, run, cursor, new)
            self.state.load(run)
            self._settled.set()
            self._reply_to_start(None)
        _log.info("%s: what is new on its card is saved from now on", self.camera_id)

    def _start_is_awaited(self) -> bool:
        return self._started is not None and not self._started.done()

    def _reply_to_start(self, error: ServiceError | None) -> bool:
        """Let the callers of `start` go on; return whether there are any."""
        if self._started is None or self._started.done():
            return False
        if error:
            self._started.set_exception(error)
            self._started.exception()  # they may have gone away
        else:
            self._started.set_result(None)
        return True


def _described(failure: TetheringFailure) -> SaveTrouble:
    described: SaveTrouble = {"error": failure_of(failure.error), "since": failure.since, "tries": failure.tries}
    if failure.path:
        described["file"] = file_reference(failure.path)
    return described
