"""Which files of a camera are new, each published once as `file_added`, whatever link, worker or look reported it.

The worker reports what the driver says; what came while there was no worker, or no server, is found on the card.
"""

from __future__ import annotations

import asyncio
import logging
import math
import sqlite3
import time
from contextvars import Context
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.camera.files.card import CardContents
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.file_reference import file_reference
from rpc_camera.camera.files.number_gaps import NumberGaps
from rpc_camera.camera.files.walk import ListingWithin, PatientListing
from rpc_camera.contract.types import Ability, EventName, FileOrigin
from rpc_camera.disk_errors import disk_error
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.events import CardChanged, FileArrived, SessionRenewed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rpc_camera.camera.files.card import Lister
    from rpc_camera.camera.files.card_memory import CardMemory
    from rpc_camera.camera.files.known_file import RecentFile
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.event_log import EventLog

_SHOOTS: Final = frozenset({Ability.CAPTURE_IMAGE, Ability.TRIGGER_CAPTURE})
_REFUSED_S: Final = (1.0, 5.0, 15.0, 60.0)  # pauses between looks that the camera refuses
_SLOW_DISK_S: Final = 3.0
# A driver that lists a folder cannot be interrupted; who has waited for the camera asks for several things at once.
_QUIET_S: Final = 0.3
_QUIET_WITHIN_S: Final = 1.0
_IDENTIFIES_FOR_S: Final = 0.1  # what a capture waits for, if there are many; enough for 1,000 in a folder
_IDENTIFIES_ALL_OF: Final = 100  # however long it takes: of cards that are not full, all is known at once
_IDENTIFIES_FIRST: Final = 20  # which show how long the others would take
_IDENTIFIES_AT_A_TIME: Final = 100
_MUCH_LONGER: Final = 2.0  # then what can be done within that is too little to wait for
_log = logging.getLogger(__name__)


class Arrivals:
    """The one judge of what is new on one camera; what it has judged is kept in `memory`, for whoever acts on it.

    It looks at the card when the camera has come or come back, folder by folder, when no command has come for a moment.
    Until that is done, no shutter is released, and what the camera reports is held back, except at the first look,
    which can find nothing that was missed: files are published in their order. Nothing waits for a look that the camera
    refuses, which is made again until it succeeds, nor, of a full card, until files are known by more than their names.
    `abilities` returns what the body can do, in the words of the contract.
    """

    def __init__(
        self, line: Line, events: EventLog, abilities: Callable[[], Collection[str]], memory: CardMemory
    ) -> None:
        self._line = line
        self._events = events
        self._abilities = abilities
        self.memory = memory
        self._card = CardContents(memory)
        self._gaps = NumberGaps(memory)
        self._looking = asyncio.Lock()
        self._surveying = asyncio.Lock()
        self._identifying = asyncio.Lock()
        self._due: object | None = object()  # another one each time that a look becomes due
        self._is_stale = False  # what the driver lists: it is not what is on the card
        self._refusals = 0  # of the look that is due
        self._held: dict[str, FileArrived] = {}  # by the file's path
        self._writing: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[], None]] = []
        self._is_closed = False
        line.subscribe(FileArrived, self._arrived)
        line.subscribe(CardChanged, lambda _event: self._card_changed())
        line.subscribe(SessionRenewed, lambda _event: self._events_were_lost())
        line.add_listener(self._look_soon, lambda _reason: self._link_lost())
        line.before_release(self._before_release)

    def forget(self, path: str) -> None:
        """Have a file that was deleted, or not uploaded after all, count as new when its name comes again."""
        self._card.forget(path)
        self._write_soon()

    def expect_upload(self, path: str) -> None:
        """Have a file of this name count as a client's: it is published when it is whole."""
        self._card.expect_upload(path)
        self._write_soon()

    async def newest(self, most: int) -> list[RecentFile]:
        """Return the camera's own newest files, as `CardMemory.newest` does, once its card was looked at.

        It is not asked of the camera, except for the first look, which is due in any case. ServiceError: the link is
        lost within that, or the server's disk fails.
        """
        await self._open_memory()
        if not self.memory.stocked and self._line.is_up:
            await self._look()
        try:
            return await self.memory.newest(most)
        except (OSError, sqlite3.Error) as error:
            raise disk_error(error, self._line.camera) from error

    # ---- for whoever acts on each new file

    async def identify_memory(self) -> str:
        """Return the `id` of the memory, whether the camera was looked at or not.

        ServiceError: the server's disk fails.
        """
        await self._open_memory()
        return self.memory.id

    def add_listener(self, survey_due: Callable[[], None]) -> None:
        """Notify when a card was exchanged, so that what is on it is known only after a `survey`."""
        self._listeners.append(survey_due)

    async def survey(self) -> None:
        """Look through the whole card; what is new and was not reported is published.

        ServiceError: the camera does not list it, or the server's disk fails.
        """
        await self._look()
        async with self._surveying:
            await self._open_memory()
            lister = PatientListing(self._line)
            for path in await self._card.survey(lister):
                self._publish(path, FileOrigin.CAMERA)
            await self._identify(lister, _IDENTIFIES_FOR_S)
        self._write_soon()
        self._identify_soon()

    async def identify(self) -> None:
        """Wait until the files are known by more than their names; those that are others than were known are published.

        ServiceError: the link is lost, or the camera does not say.
        """
        async with self._identifying:
            try:
                await self._identify(PatientListing(self._line))
            finally:
                self._write_soon()

    async def _identify(self, lister: Lister, within_s: float = math.inf) -> None:
        """Identify all files; of many, none but the last, if the rest would take much longer than `within_s`."""
        begun, count = time.monotonic(), self._card.unidentified
        while left := self._card.unidentified:
            done, passed_s = count - left, time.monotonic() - begun
            is_slow = done > 0 and passed_s * count > _MUCH_LONGER * within_s * done
            if count > _IDENTIFIES_ALL_OF and (is_slow or passed_s >= within_s):
                return
            for path in await self._card.identify(lister, _IDENTIFIES_AT_A_TIME if done else _IDENTIFIES_FIRST):
                self._publish(path, FileOrigin.CAMERA)

    def _identify_soon(self) -> None:
        if not self._identifying.locked() and self._card.unidentified:
            Context().run(self._line.keep, self.identify())  # no client's work, though a client may have asked to look

    async def close(self) -> None:
        """Keep what came last, and end, once."""
        if not self._is_closed:
            self._is_closed = True
            await self.memory.close()

    # ---- what workers report

    def _arrived(self, event: FileArrived) -> None:
        file = FileIdentity.seen(event.path, event.size_bytes, event.modified_at)
        if self._is_awaited and not self._is_first:
            self._held[event.path] = event
            return
        self._release_held()
        if self._card.note_report(file, event.origin):
            self._publish(event.path, event.origin)
            self._write_soon()
            if event.origin is not FileOrigin.UPLOAD and self._gaps.is_before(event.path):
                self._is_stale = True  # the driver adds to its lists what it has an event for
                self._events_were_lost()

    def _card_changed(self) -> None:
        self._card.was_exchanged()
        self._look_is_due()
        self._look_soon()
        for survey_due in self._listeners:
            survey_due()

    def _events_were_lost(self) -> None:
        """Look at the card, in the turn of whoever is looking, or soon; nobody waits for that who does not already."""
        if not self._is_awaited:
            self._refusals = max(1, self._refusals)
        self._due = object()
        self._look_soon()

    @property
    def _is_awaited(self) -> bool:
        """Whether captures wait for a look, and events too, if it can find what came before them."""
        return self._due is not None and not self._refusals

    @property
    def _is_first(self) -> bool:
        """Whether the next look is the first one at this camera's card, before which nothing can be missed."""
        return bool(self.memory.id) and not self.memory.stocked

    def _link_lost(self) -> None:
        self._is_stale = False
        self._card.was_lost()
        self._look_is_due()

    # ---- looks

    def _look_is_due(self) -> None:
        self._due, self._refusals = object(), 0

    def _look_soon(self) -> None:
        self._line.keep(self._look_when_quiet())

    async def _look_when_quiet(self) -> None:
        if self._shoots:
            await self._line.until_quiet(_QUIET_S, _QUIET_WITHIN_S)
        if self._line.is_up:  # else it is due when the camera is back
            await self._look()

    async def _look(self) -> None:
        """Look at the card if that is due, and publish what was missed. A link that is lost or closed is waited for."""
        async with self._looking:
            while self._due:
                was_stale, self._is_stale = self._is_stale, False
                try:
                    await self._reconcile(PatientListing(self._line, fresh=was_stale))
                except ServiceError as error:
                    self._is_stale |= was_stale and not error.link_lost
                    if not error.link_lost and error.name is not ErrorName.CANCELLED:
                        self._refused(error)
                    return

    async def _before_release(self, worker: WorkerProcess) -> None:
        """Do what `_look` does if that is due, within the turn of a capture. ServiceError: the link is lost."""
        if self._is_awaited:
            try:
                await self._reconcile(ListingWithin(self._line, worker))
            except ServiceError as error:
                if error.link_lost:
                    raise
                self._refused(error)

    async def _reconcile(self, lister: Lister) -> None:
        due = self._due
        if self._shoots:
            await self._open_memory()
            if self.memory.stocked:
                for path in await self._card.missed(lister, self._held):
                    self._publish(path, FileOrigin.CAMERA)
            else:
                await self._card.take_stock(lister)
            await self._identify(lister, _IDENTIFIES_FOR_S)
            self._write_soon()
            self._identify_soon()
        if due is self._due:  # else the link was lost meanwhile, or somebody in more of a hurry has done it
            self._due = None
            self._release_held()

    @property
    def _shoots(self) -> bool:
        return bool(_SHOOTS & set(self._abilities()))

    def _refused(self, error: ServiceError) -> None:
        """Let events and captures go on, and look again after a pause."""
        level = logging.DEBUG if self._refusals else logging.WARNING
        _log.log(level, "%s: could not look for new pictures, and tries again: %s", self._line.camera, error.message)
        pause_s = _REFUSED_S[min(self._refusals, len(_REFUSED_S) - 1)]
        self._refusals += 1
        asyncio.get_running_loop().call_later(pause_s, self._look_again, self._due)
        self._release_held()

    def _look_again(self, due: object) -> None:
        if due is self._due and self._line.is_up:
            self._look_soon()

    def _release_held(self) -> None:
        """Publish what came meanwhile."""
        held, self._held = self._held, {}
        for event in held.values():
            self._arrived(event)

    def _publish(self, path: str, origin: FileOrigin) -> None:
        file = cast("JsonValue", file_reference(path))
        self._events.emit(EventName.FILE_ADDED, self._line.camera, file=file, origin=origin)

    # ---- what is remembered

    async def _open_memory(self) -> None:
        """Open the memory. ServiceError: the server's disk fails, or is so slow that nobody should wait for it."""
        try:
            async with asyncio.timeout(_SLOW_DISK_S):
                await self.memory.open()
        except TimeoutError:
            raise disk_error(OSError("it does not answer"), self._line.camera) from None
        except (OSError, sqlite3.Error) as error:
            raise disk_error(error, self._line.camera) from error

    def _write_soon(self) -> None:
        """Put what was judged on the disk. Whoever acts on it waits for that; what is lost before is found again."""
        if not self._is_closed and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())  # the line's end does not wait for a disk

    async def _write(self) -> None:
        try:
            while not self.memory.is_written:  # more can be noted while a full card's files are written
                await self.memory.write()
        except (OSError, sqlite3.Error) as error:
            _log.warning("%s: what is new is not noted on the disk yet: %s", self._line.camera, error)
