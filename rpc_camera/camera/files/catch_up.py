"""Telling of pictures that came while there was no worker to tell, and of none a second time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.files.card import Card, Look
from rpc_camera.camera.files.files import SCAN_DEADLINE_S
from rpc_camera.camera.line.turns import Priority
from rpc_camera.contract.types import Ability, EventName, FileOrigin
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.process import WorkerProcess

RELEASES: Final = frozenset({"arm", "capture", "trigger", "open_bulb"})
_LOST: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_SHOOTS: Final = frozenset({Ability.CAPTURE_IMAGE, Ability.TRIGGER_CAPTURE})
_BUSY_S: Final = 0.5
_log = logging.getLogger(__name__)


class CatchUp:
    """Looks at the card of one camera when it has come or come back, folder by folder, and lets commands go first.

    Until that is done, what the camera tells of by itself is held back, and no shutter is released: files are told in
    their order.
    """

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._card = Card()
        self._looking = asyncio.Lock()
        self._due: object | None = object()  # another one each time that a look becomes due
        self._held: dict[str, Mapping[str, Any]] = {}  # by the file's path

    def take_over(self, other: CatchUp) -> None:
        """Go on with what was known before the camera was unplugged."""
        self._card = other._card

    def link_lost(self) -> None:
        """Take note that there is nobody to tell of files."""
        self._due = object()

    def another_card(self) -> None:
        """Take note that what was known is not of the card that is in the camera now."""
        self._card, self._due = Card(), object()

    def is_news(self, told: Mapping[str, Any]) -> bool:
        """Take note of what a worker tells unasked; return whether clients have to hear of it now."""
        match told["event"]:
            case "storing":
                self._card.expect(told["path"])
                return False
            case "card_changed":
                self.another_card()
                self._camera.keep(self.look())
                return False
            case EventName.FILE_ADDED if self._due:
                self._held[told["file"]["path"]] = told
                return False
            case EventName.FILE_ADDED:
                return self._card.is_news(told["file"]["path"])
        return True

    def forget(self, path: str) -> None:
        """Take a deleted file for a new one when its name comes again."""
        self._card.forget(path)

    def not_stored(self, path: str) -> None:
        """Take a file of this name for a picture when it comes: of one that a client stores, nothing is there."""
        self._card.not_stored(path)

    async def look(self) -> None:
        """Look at the card if that is due, and tell of what was missed."""
        async with self._looking:
            while self._due:
                try:
                    await self._catch_up(self._list)
                except ServiceError as error:
                    if error.name in _LOST:
                        return  # till it is back
                    self._give_up(error)

    async def before_release(self, worker: WorkerProcess) -> None:
        """Do what `look` does if that is due, within the turn of a capture.

        ServiceError CAMERA_LOST, CAMERA_TIMEOUT or DRIVER_CRASHED: `worker` cannot be asked any more.
        """

        async def listing(folder: str) -> JsonValue:
            return (await worker.request("list_folder", {"folder": folder}, SCAN_DEADLINE_S))[0]

        if self._due:
            try:
                await self._catch_up(listing)
            except ServiceError as error:
                if error.name in _LOST:
                    raise
                self._give_up(error)

    async def _catch_up(self, look: Look) -> None:
        card, due = self._card, self._due
        if _SHOOTS & set(self._camera.identity.abilities):
            if card.stocked:
                self._tell(await card.missed(look, self._held))
            else:
                await card.take_stock(look)
        if due is self._due:  # else the link was lost meanwhile, or somebody in more of a hurry has done it
            self._release()

    def _give_up(self, error: ServiceError) -> None:
        _log.warning("%s: could not look for new pictures: %s", self._camera.id, error.message)
        self._release()

    def _tell(self, missed: list[str]) -> None:
        for path in missed:
            file = {"path": path, "filename": path.rpartition("/")[2], "mime_type": mime_type(path)}
            self._camera.events.emit(EventName.FILE_ADDED, self._camera.id, file=file, origin=FileOrigin.CAMERA)

    def _release(self) -> None:
        """Tell of what came meanwhile."""
        self._due = None
        held, self._held = self._held, {}
        for told in held.values():
            self._camera.hear(told)

    async def _list(self, folder: str) -> JsonValue:
        """Ask for a folder when no command waits. A line full of downloads is waited for."""
        args: dict[str, JsonValue] = {"folder": folder}
        while True:
            try:
                return (await self._camera.fetch("list_folder", args, SCAN_DEADLINE_S, priority=Priority.CHUNK))[0]
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_BUSY or not self._camera.connected:
                    raise
            await asyncio.sleep(_BUSY_S)
