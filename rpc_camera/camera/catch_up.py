"""Telling of pictures that came while there was no worker to tell, and of none a second time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.card import Card
from rpc_camera.camera.files import SCAN_DEADLINE_S
from rpc_camera.camera.turns import Priority
from rpc_camera.contract.types import Ability, EventName, FileOrigin
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.worker.mime import mime_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.process import WorkerProcess

RELEASES: Final = frozenset({"arm", "capture", "trigger", "open_bulb"})
_SHOOTS: Final = frozenset({Ability.CAPTURE_IMAGE, Ability.TRIGGER_CAPTURE})
_log = logging.getLogger(__name__)


class CatchUp:
    """Looks at the card of one camera when it has come or come back, folder by folder, and lets commands go first."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._card = Card()
        self._looking = asyncio.Lock()
        self._in_vain: WorkerProcess | None = None  # the last worker whose camera did not tell what is on its card

    def take_over(self, other: CatchUp) -> None:
        """Go on with what was known before the camera was unplugged."""
        self._card = other._card

    def another_card(self) -> None:
        """Take note that what was known is not of the card that is in the camera now."""
        self._card = Card()
        self._in_vain = None

    def is_news(self, told: Mapping[str, Any]) -> bool:
        """Take note of what a worker tells unasked; return whether clients have to hear of it."""
        match told["event"]:
            case "storing":
                self._card.expect(told["path"])
                return False
            case "card_changed":
                self.another_card()
                self._camera.keep(self.look())
                return False
            case EventName.FILE_ADDED:
                return self._card.is_news(told["file"]["path"])
        return True

    def forget(self, path: str) -> None:
        """Take a deleted file for a new one when its name comes again."""
        self._card.forget(path)

    async def look(self) -> None:
        """Look at the card: tell of the pictures that were missed, or remember what is there if that is not known."""
        if not _SHOOTS & set(self._camera.identity.abilities):
            return
        try:
            async with self._looking:
                card = self._card
                if card.stocked:
                    self._tell(await card.missed(self._list))
                else:
                    await card.take_stock(self._list)
        except ServiceError as error:
            _log.warning("%s: could not look for new pictures: %s", self._camera.id, error.message)

    async def before_release(self, worker: WorkerProcess) -> None:
        """Remember what is on the card, within the turn of a capture, if that is not known yet.

        ServiceError CAMERA_LOST, CAMERA_TIMEOUT or DRIVER_CRASHED: `worker` cannot be asked any more.
        """
        if self._card.stocked or self._in_vain is worker or not _SHOOTS & set(self._camera.identity.abilities):
            return

        async def listing(folder: str) -> JsonValue:
            return (await worker.request("list_folder", {"folder": folder}, SCAN_DEADLINE_S))[0]

        try:
            await self._card.take_stock(listing)
        except ServiceError as error:
            if not worker.alive or error.name is ErrorName.CAMERA_LOST:
                raise
            self._in_vain = worker
            _log.warning("%s: what is on the card is not known: %s", self._camera.id, error.message)

    async def _list(self, folder: str) -> JsonValue:
        told, _ = await self._camera.fetch("list_folder", {"folder": folder}, SCAN_DEADLINE_S, priority=Priority.CHUNK)
        return told

    def _tell(self, paths: list[str]) -> None:
        for path in paths:
            file = {"path": path, "filename": path.rpartition("/")[2], "mime_type": mime_type(path)}
            self._camera.events.emit(EventName.FILE_ADDED, self._camera.id, file=file, origin=FileOrigin.CAMERA)
