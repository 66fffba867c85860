"""How a camera's new files get into its ledger: as the camera has judged and numbered them, from the last one on."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.known_file import FileKind
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.waiting_time import WaitingTime

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.arrivals import Arrivals
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.settings import TetheringState
    from rpc_camera.threads import DiskThread

_ANNOUNCED_AT_MOST: Final = 1000
_MEMORY_LOST: Final = (
    "%s: what the service had noted of the files on its card (.cards, below --state-dir) is lost or incomplete, so that"
    " nobody knows which of them were old. Those that are not in the list of saved pictures (%d) are saved, and stay on"
    " the camera. Nothing has to be done; delete what was saved needlessly."
)
_log = logging.getLogger(__name__)


class Intake:
    """The ledger is the queue. `camera` is the one whose files are read, once it is there."""

    def __init__(self, ledger: Ledger, disk: DiskThread, state: TetheringState) -> None:
        self._ledger = ledger
        self._disk = disk
        self._state = state
        self._flushing = asyncio.Lock()
        self._announced: dict[str, bool] = {}  # by path: whether `unreported` has returned it
        self._pending = 0
        self._waiting = WaitingTime()
        self.camera: TetheredCamera | None = None
        self.survey_due = False

    @property
    def pending(self) -> int:
        """How many files wait to be saved."""
        return self._pending + len(self._announced)

    @property
    def oldest_s(self) -> float:
        """How long the oldest of them has waited, as far as this run of the server knows; 0 where none waits."""
        return self._waiting.oldest_s()

    def announce(self, path: str) -> None:
        """Count a file that the camera announces, until the next `flush` has it."""
        if len(self._announced) < _ANNOUNCED_AT_MOST:
            self._announced.setdefault(path, False)
            self._waiting.announced()

    def unreported(self) -> list[str]:
        """Return what was announced and could not be flushed, each once."""
        paths = [path for path, is_reported in self._announced.items() if not is_reported]
        self._announced |= dict.fromkeys(paths, True)
        return paths

    def count_one_done(self) -> None:
        """Count a file that is pending no more, until the next `flush` counts anew."""
        self._pending = max(0, self._pending - 1)

    async def flush(self) -> None:
        """Move what is new to the ledger; what another memory of the card has numbered waits for `catch_up`."""
        async with self._flushing:
            announced = list(self._announced)
            if self.camera and self._state.is_started:
                await self._read_on(self.camera.arrivals)
            self._pending, oldest, newest = await self._disk.run(self._ledger.pending_span)
            for path in announced:
                self._announced.pop(path, None)
            self._waiting.pending(oldest, newest, more=bool(self._announced))

    async def _read_on(self, arrivals: Arrivals) -> None:
        cursor = await self._disk.run(self._ledger.cursor)
        if cursor and cursor.memory == arrivals.memory.id:
            new, last = await arrivals.memory.since(cursor.number)
            if last > cursor.number:
                await self._disk.run(self._ledger.add, [each.path for each in new], Cursor(cursor.memory, last))

    async def begin(self, camera: TetheredCamera) -> tuple[Cursor, list[str]]:
        """Find out what is on the card before tethering begins; return the place to go on from, and what is new.

        New is what the camera reports meanwhile; where the ledger is new, all that came since the server's last end, as
        an earlier ledger may have been removed.
        """
        self.survey_due = False
        arrivals = camera.arrivals
        before = await self._begin_after(arrivals)
        await arrivals.survey()
        news, last = await arrivals.memory.since(before)
        came_since = {FileKind.REPORTED} if self._state.run else {FileKind.REPORTED, FileKind.FOUND}
        return Cursor(arrivals.memory.id, last), [each.path for each in news if each.kind in came_since]

    async def _begin_after(self, arrivals: Arrivals) -> int:
        """Return the number of the last file that is old. The server may end before all that is old is known."""
        _, last = await arrivals.memory.since(0)
        if self._state.run:
            return last
        cursor = await self._disk.run(self._ledger.cursor)
        if cursor is None or cursor.memory != arrivals.memory.id:
            cursor = Cursor(arrivals.memory.id, arrivals.memory.number_at_start)
            await self._disk.run(self._ledger.add, [], cursor)
        return cursor.number

    async def catch_up(self, camera: TetheredCamera) -> None:
        """Look at the card for what came unannounced."""
        self.survey_due = False
        try:
            await camera.arrivals.survey()
            await self._reconcile(camera)
            await self.flush()
        except BaseException:
            self.survey_due = True
            raise

    async def _reconcile(self, camera: TetheredCamera) -> None:
        """Where ledger and memory do not fit, have what is on the card saved, but for what the ledger knows.

        What was old before the ledger was damaged or lost is old still, where the memory knows that.
        """
        cursor, memory = await self._disk.run(self._ledger.cursor), camera.arrivals.memory
        if cursor and cursor.memory == memory.id:
            _, last = await memory.since(cursor.number)
            if last >= cursor.number:
                return  # else the memory has lost what the ledger has from it
        await camera.arrivals.identify()
        files, last = await memory.everything(with_old=True)
        new, _ = await memory.everything(with_old=False)
        old = set(files).difference(new)
        place = Cursor(memory.id, last)
        if cursor is None and await self._disk.run(self._ledger.note.knows_what_is_old, memory.id):
            certain = [file for file in files if file not in old]
            await self._disk.run(self._ledger.add_unknown, certain, place, (), len(old))
            return
        unknown = await self._disk.run(self._ledger.add_unknown, files, place, old)
        if cursor is not None:
            _log.warning(_MEMORY_LOST, camera.id, unknown)
