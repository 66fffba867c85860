"""Opens a camera's ledger, tries again where it cannot be, and reports what is the matter with it."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from rpc_camera.clock import utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.database_file import is_damage
from rpc_camera.disk_errors import disk_error
from rpc_camera.tethering.settings import TetheringRun

if TYPE_CHECKING:
    from rpc_camera.contract.types import SaveTrouble
    from rpc_camera.errors import ServiceError
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.ledger_damage import LedgerDamage
    from rpc_camera.threads import DiskThread

_log = logging.getLogger(__name__)


class LedgerKeeper:
    """The ledger of one camera, from `open` to `close`. `refusal` is why it is not open."""

    def __init__(self, camera_id: str, ledger: Ledger, disk: DiskThread, save_dir: str) -> None:
        self._camera_id = camera_id
        self._ledger = ledger
        self._disk = disk
        self._save_dir = save_dir
        self._found_damaged: str | None = None
        self._damage: LedgerDamage | None = None
        self.is_open = False
        self.refusal: ServiceError | None = None

    async def open(self) -> TetheringRun | None:
        """Return how the camera is or was tethered; None: never. ServiceError DISK_ERROR: that cannot be read now."""
        try:
            await self._disk.run(self._ledger.open, self._found_damaged)
            self.is_open, self._found_damaged = True, None
            self._damage = await self._disk.run(self._ledger.damage)
            run = await self._disk.run(self._ledger.run)
            if self._damage and not run:
                run = await self._begin_with_nothing_old()
        except (OSError, sqlite3.Error) as error:
            await self.close()
            self._note_damage(error)
            cause = disk_error(error, self._camera_id)
            self.refusal = cause.but(message=f"The ledger {self._ledger.path} cannot be used. {cause.message}")
            raise self.refusal from error
        if self.is_comparing and self._damage:
            _log.warning("%s: %s", self._camera_id, self._damage.describe(self._camera_id).message)
        return run

    async def close(self) -> None:
        """Close the ledger, if it is open."""
        if self.is_open:
            self.is_open = False
            await self._disk.run(self._ledger.close)

    async def close_if_damaged(self, error: Exception) -> None:
        """Close the ledger if that is what `error` says; when it is opened again, it is replaced."""
        self._note_damage(error)
        if self._found_damaged:
            await self.close()

    def _note_damage(self, error: Exception) -> None:
        if is_damage(error):
            self._found_damaged = str(error)

    @property
    def is_comparing(self) -> bool:
        """Whether what lies on the card is still to be compared with the save directory, after a damage."""
        return self._damage is not None and not self._damage.is_mended

    async def set_compared(self) -> None:
        """Record that all that lay on the card is saved, or was."""
        await self._disk.run(self._ledger.set_mended)
        self._damage = await self._disk.run(self._ledger.damage)

    def troubles(self) -> list[SaveTrouble]:
        """Return the damage as clients see it, as long as it keeps anything from being settled."""
        if self._damage is None or not self.is_comparing:
            return []
        error = self._damage.describe(self._camera_id)
        return [{"error": failure_of(error), "since": self._damage.since, "tries": 1}]

    async def _begin_with_nothing_old(self) -> TetheringRun:
        """Have it begin anew with no place to go on from: the next look at the card compares what lies there."""
        run = TetheringRun(utc_now())
        await self._disk.run(self._ledger.begin, self._camera_id, self._save_dir, run, None, [])
        return run
