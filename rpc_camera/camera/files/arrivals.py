"""Which files of a camera are new, each published once as `file_added`, whatever link or worker reported it.

The worker reports what the driver says; what came while there was no worker is found on the card.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.card import CardContents
from rpc_camera.camera.line.turns import Priority
from rpc_camera.contract.types import Ability, EventName, FileOrigin
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.events import CardChanged, FileArrived, SessionRenewed
from rpc_camera.wire.mime import mime_type
from rpc_camera.wire.requests import ListFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rpc_camera.camera.files.walk import LookInto
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.event_log import EventLog
    from rpc_camera.wire.requests import Folder

_SHOOTS: Final = frozenset({Ability.CAPTURE_IMAGE, Ability.TRIGGER_CAPTURE})
_BUSY_S: Final = 0.5
_REFUSED_S: Final = (1.0, 5.0, 15.0, 60.0)  # pauses between looks that the camera refuses
_log = logging.getLogger(__name__)


class Arrivals:
    """Looks at the card of one camera when it has come or come back, folder by folder, and lets commands go first.

    Until that is done, what the camera reports is held back, and no shutter is released: files are published in their
    order. A look that the camera refuses is made again until it succeeds; meanwhile, nothing waits for it.
    `abilities` returns what the body can do, in the words of the contract.
    """

    def __init__(self, line: Line, events: EventLog, abilities: Callable[[], Collection[str]]) -> None:
        self._line = line
        self._events = events
        self._abilities = abilities
        self._card = CardContents()
        self._looking = asyncio.Lock()
        self._due: object | None = object()  # another one each time that a look becomes due
        self._refusals = 0  # of the look that is due
        self._held: dict[str, FileArrived] = {}  # by the file's path
        line.subscribe(FileArrived, self._arrived)
        line.subscribe(CardChanged, lambda _event: self._card_changed())
        line.subscribe(SessionRenewed, lambda _event: self._session_renewed())
        line.add_listener(self._look_soon, lambda _reason: self._link_lost())
        line.before_release(self._before_release)

    def forget(self, path: str) -> None:
        """Have a file that was deleted count as new when its name comes again."""
        self._card.forget(path)

    def expect_upload(self, path: str) -> None:
        """Have a file of this name count as a client's: it is published when it is whole."""
        self._card.expect(path)

    def upload_failed(self, path: str) -> None:
        """Have a file of this name count as a picture again: nothing of the client's is there."""
        self._card.not_stored(path)

    def _arrived(self, event: FileArrived) -> None:
        if self._is_awaited:
            self._held[event.path] = event
        elif self._card.is_news(event.path):
            self._publish(event.path, event.origin)

    def _card_changed(self) -> None:
        self._card = CardContents()
        self._look_is_due()
        self._look_soon()

    def _session_renewed(self) -> None:
        """Look at the card, in the turn of whoever is looking, or soon; nobody else waits for that."""
        self._due, self._refusals = object(), max(1, self._refusals)
        self._look_soon()

    @property
    def _is_awaited(self) -> bool:
        """Whether events and captures wait for a look."""
        return self._due is not None and not self._refusals

    def _link_lost(self) -> None:
        self._look_is_due()

    def _look_is_due(self) -> None:
        self._due, self._refusals = object(), 0

    def _look_soon(self) -> None:
        self._line.keep(self._look())

    async def _look(self) -> None:
        """Look at the card if that is due, and publish what was missed."""
        async with self._looking:
            while self._due:
                try:
                    await self._reconcile(self._look_into)
                except ServiceError as error:
                    if not error.link_lost:  # else the link's return is waited for
                        self._refused(error)
                    return

    async def _before_release(self, worker: WorkerProcess) -> None:
        """Do what `_look` does if that is due, within the turn of a capture. ServiceError: the link is lost."""

        async def look_into(folder: str) -> Folder:
            return await worker.request(ListFolder(folder))

        if self._is_awaited:
            try:
                await self._reconcile(look_into)
            except ServiceError as error:
                if error.link_lost:
                    raise
                self._refused(error)

    async def _reconcile(self, look_into: LookInto) -> None:
        card, due = self._card, self._due
        if _SHOOTS & set(self._abilities()):
            if card.stocked:
                for path in await card.missed(look_into, self._held):
                    self._publish(path, FileOrigin.CAMERA)
            else:
                await card.take_stock(look_into)
        if due is self._due:  # else the link was lost meanwhile, or somebody in more of a hurry has done it
            self._due = None
            self._release_held()

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
        file: dict[str, JsonValue] = {
            "path": path,
            "filename": path.rpartition("/")[2],
            "mime_type": mime_type(path),
        }
        self._events.emit(EventName.FILE_ADDED, self._line.camera, file=file, origin=origin)

    async def _look_into(self, folder: str) -> Folder:
        """List a folder when no command waits. A line full of downloads is waited for."""
        while True:
            try:
                return await self._line.ask(ListFolder(folder), priority=Priority.CHUNK)
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_BUSY or not self._line.is_up:
                    raise
            await asyncio.sleep(_BUSY_S)
