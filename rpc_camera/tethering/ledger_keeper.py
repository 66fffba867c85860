"""Opens a camera's ledger, tries again where it cannot be, and reports what is the matter with it."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from rpc_camera.clock import utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.database_file import is_damage
from rpc_camera.disk_errors import disk_error
from rpc_camera.tethering.settings import ClientSettings, TetheringRun

if TYPE_CHECKING:
    from rpc_camera.contract.types import SaveTrouble
    from rpc_camera.errors import ServiceError
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.ledger_damage import LedgerDamage
    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.threads import DiskThread

_log = logging.getLogger(__name__)


class LedgerKeeper:
    """The ledger of one camera, from `open` to `close`. `refusal` is why it is not open.

    `check_is_due`: whether it is the one that was used last is to be looked at in the save directory.
    """

    def __init__(self, camera_id: str, ledger: Ledger, disk: DiskThread, folder: SaveFolder) -> None:
        self._camera_id = camera_id
        self._ledger = ledger
        self._disk = disk
        self._folder = folder
        self._found_damaged: str | None = None
        self._damage: LedgerDamage | None = None
        self.is_open = False
        self.check_is_due = True
        self.refusal: ServiceError | None = None

    async def open(self) -> TetheringRun | None:
        """Return how the camera is or was tethered; None: never. ServiceError DISK_ERROR: that cannot be read now."""
        try:
            await self._disk.run(self._ledger.open, self._found_damaged)
            self.is_open, self.check_is_due, self._found_damaged = True, True, None
            self._damage = await self._disk.run(self._ledger.damage)
            run = await self._disk.run(self._ledger.run)
            if self._damage and not run:
                run = await self.begin_with_nothing_old(ClientSettings())
        except (OSError, sqlite3.Error) as error:
            await self.close()
            self._note_damage(error)
            cause = disk_error(error, self._camera_id)
            self.refusal = cause.but(message=f"The ledger {self._ledger.path} cannot be used. {cause.message}")
            raise self.refusal from error
        self._log_damage()
        return run

    async def check(self, memory: str) -> bool:
        """Look in the save directory whether this ledger was used there last; return False where it was not.

        Then the card has to be compared, as after a damage. `memory` is that of the card. MissingDiskError, OSError:
        the save directory cannot be looked at.
        """
        is_last = await self._disk.run(self._ledger.check_note, self._folder, self._camera_id, memory)
        if not is_last:
            self._damage = await self._disk.run(self._ledger.damage)
            self._log_damage()
        self.check_is_due = False
        return is_last

    def _log_damage(self) -> None:
        if self.is_comparing and self._damage:
            error = self._damage.describe(self._camera_id)
            _log.warning("%s: %s %s", self._camera_id, error.message, error.remedy)

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
        """Record that all that lay on the card is saved, or was, if it was compared; log what came of it."""
        counts = await self._disk.run(self._ledger.comparison.finish)
        if counts:
            _log.info(
                "%s: its card is compared with what is saved: %d files were saved before, %d are saved now,"
                " %d were left alone as old",
                *(self._camera_id, counts.found, counts.saved, counts.old),
            )
        if self.is_comparing:
            await self._disk.run(self._ledger.set_mended)
            self._damage = await self._disk.run(self._ledger.damage)

    def troubles(self) -> list[SaveTrouble]:
        """Return the damage as clients see it, as long as it keeps anything from being settled."""
        if self._damage is None or not self.is_comparing:
            return []
        error = self._damage.describe(self._camera_id)
        return [{"error": failure_of(error), "since": self._damage.since, "tries": 1}]

    async def begin_with_nothing_old(self, settings: ClientSettings) -> TetheringRun:
        """Have it begin anew with no place to go on from: the next look at the card compares what lies there."""
        run = TetheringRun(utc_now(), settings)
        await self._disk.run(self._ledger.begin, self._camera_id, str(self._folder.root), run, None, [])
        return run
