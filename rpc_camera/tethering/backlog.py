"""The pending files of one camera: each is saved and published, or retried later, and deleted where that is wanted."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.database_file import is_damage
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering import recovery
from rpc_camera.tethering.content_search import ContentSearch
from rpc_camera.tethering.deletion import AnotherTimeError, DeletionRetries, delete_saved
from rpc_camera.tethering.ending import Endings
from rpc_camera.tethering.listing import file_info
from rpc_camera.tethering.missing import MissingFiles
from rpc_camera.tethering.retry import Absence, ends_with_camera_back
from rpc_camera.tethering.saving import FileSaver

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.tethering.intake import Intake
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.ledger_entry import FileEntry
    from rpc_camera.tethering.publisher import SavePublisher
    from rpc_camera.tethering.retry import RetryPolicy
    from rpc_camera.tethering.saving import SavedFile
    from rpc_camera.tethering.settings import TetheringState
    from rpc_camera.threads import DiskThread

_log = logging.getLogger(__name__)
_END_NOT_SHOWN: Final = "nothing in it shows that it is all there"
_MAY_BE_OLD: Final = "nobody knows any more whether it was there before the tethering began"
_REMEDY: Final = "If nobody deleted it on the camera, look for it with a card reader before the card is used again."


@dataclass
class Backlog:
    """Works through the ledger of one camera, one file after the other. `saving` is the path of the present one."""

    ledger: Ledger
    disk: DiskThread
    state: TetheringState
    intake: Intake
    retry: RetryPolicy
    publisher: SavePublisher
    deletions: DeletionRetries = field(default_factory=DeletionRetries)
    missing: MissingFiles = field(default_factory=MissingFiles)
    saving: str | None = None

    def __post_init__(self) -> None:
        camera_id, folder = self.publisher.camera_id, self.state.server.folder
        endings, search = Endings(camera_id, self.disk), ContentSearch(self.ledger, folder, self.disk)
        self._saver = FileSaver(camera_id, self.ledger, folder, self.disk, endings, search, self.intake.flush)

    async def recover(self) -> None:
        """Finish or undo what a crash left half saved; later, with the saving itself, where the disk is not there."""
        try:
            for entry in await self.disk.run(self.ledger.interrupted):
                await self._recover(entry)
        except OSError as error:
            _log.warning("%s: what was half saved waits: %s", self.publisher.camera_id, error.strerror)

    async def save_all(self, camera: TetheredCamera) -> None:
        """Save one after the other until none is left that could be tried now."""
        while self.state.is_started and not self.retry.is_paused:
            entry = await self.disk.run(self.ledger.next_pending, self.retry.delayed())
            if entry is None:
                return
            if await self._save(camera, entry):
                await self.delete_saved(camera)
            await self.intake.flush()

    async def delete_saved(self, camera: TetheredCamera) -> None:
        """Delete from the camera what is saved and not wanted there.

        ServiceError: the camera is not there now. OSError: the disk is not, on which it is saved.
        """
        for entry in await self.disk.run(self.ledger.to_delete):
            if not self.deletions.is_delayed(entry):
                await self.disk.run(self.state.server.folder.check_disk)
                await self._delete(camera, entry)

    async def _delete(self, camera: TetheredCamera, entry: FileEntry) -> None:
        refusal = None
        try:
            refusal = await delete_saved(camera, entry)
        except AnotherTimeError:
            await self.disk.run(self.ledger.add, [entry.path])  # its content shows which picture it is
        except ServiceError as error:
            if ends_with_camera_back(error):
                raise
            if self.deletions.record(entry):
                self.publisher.not_deleted(entry.path, error, will_retry=True)
            return
        self.deletions.forget(entry)
        await self.disk.run(self.ledger.set_deleted, entry, deleted=refusal is None)
        if refusal:
            self.publisher.not_deleted(entry.path, refusal)

    def wait_s(self) -> float | None:
        """Return how long to wait if nothing else happens; None: for ever."""
        waits = (self.retry.wait_s(), None if self.retry.is_paused else self.deletions.wait_s())
        return min((wait_s for wait_s in waits if wait_s is not None), default=None)

    async def _save(self, camera: TetheredCamera, entry: FileEntry) -> bool:
        """Save a file; return whether it was saved now. Whatever fails, the next file may do.

        sqlite3.Error: the ledger is damaged.
        """
        self.saving = entry.path
        begun = time.monotonic()
        try:
            if entry.part and await self._recover(entry):
                return False
            info = await file_info(camera, entry.path)
            camera.arrivals.memory.confirm(FileIdentity.of(info))
            if await self.disk.run(self.ledger.is_saved, FileIdentity.of(info)):
                await self.disk.run(self.ledger.remove, entry)
                self.retry.forget(entry.id)
                return False
            saved = await self._saver.save(camera, entry, info, self.state.template)
            delete = self.state.delete_after and saved.end_is_shown
            if saved.known_as or saved.was_there:
                await self._set_known(entry, saved, FileIdentity.of(info), delete=delete)
                return True
            await self.disk.run(self.ledger.set_saved, entry, delete=delete)
        except Exception as error:
            if is_damage(error):
                raise
            await self._failed(camera, entry, error)
            return False
        finally:
            self.saving = None
        self._saved(entry, saved, time.monotonic() - begun)
        return True

    async def _set_known(self, entry: FileEntry, saved: SavedFile, identity: FileIdentity, *, delete: bool) -> None:
        """Record that a file was saved before, which was published then."""
        if saved.known_as:
            await self.disk.run(self.ledger.merge, entry, saved.known_as, identity, delete=delete)
        else:
            await self.disk.run(self.ledger.set_found, entry, saved.path, saved.sha256, delete=delete)
        self.retry.forget(entry.id)

    async def _recover(self, entry: FileEntry) -> bool:
        """Finish or undo what was interrupted; return whether the file has its final name already."""
        folder, delete = self.state.server.folder, self.state.delete_after
        saved = await self.disk.run(recovery.finish, self.ledger, folder, entry, delete=delete)
        if saved:
            self._saved(entry, saved, None)
        return saved is not None

    def _saved(self, entry: FileEntry, saved: SavedFile, duration_s: float | None) -> None:
        self.retry.forget(entry.id)
        self.intake.count_one_done()
        self.state.count_saved()
        if entry.may_be_old:
            self.publisher.added(entry.path)
        self.publisher.saved(entry.path, saved, duration_s)
        if self.state.delete_after and (entry.may_be_old or not saved.end_is_shown):
            reason = _MAY_BE_OLD if entry.may_be_old else _END_NOT_SHOWN
            self.publisher.not_deleted(entry.path, self._kept(entry.path, reason))

    def _kept(self, path: str, reason: str) -> ServiceError:
        return ServiceError(
            ErrorName.FILE_UNAVAILABLE,
            f"{path} is saved, and stays on the camera: {reason}.",
            self.publisher.camera_id,
            remedy="Look at the saved file, and delete the one on the camera yourself.",
        )

    async def _failed(self, camera: TetheredCamera, entry: FileEntry, error: Exception) -> None:
        error, absence = await self._judged(camera, entry, error)
        failure, note_report = self.retry.record(entry, error, absence)
        if note_report:
            self.publisher.not_saved(entry.path, failure.error, will_retry=not failure.is_final)
        if failure.is_final:
            self.retry.forget(entry.id)
            await self.disk.run(self.ledger.set_gone, entry)
            self.intake.count_one_done()

    async def _judged(
        self, camera: TetheredCamera, entry: FileEntry, error: Exception
    ) -> tuple[Exception, Absence | None]:
        """Return the error as clients see it, and what it means for a file that the camera denies."""
        if not isinstance(error, ServiceError) or error.name is not ErrorName.FILE_NOT_FOUND:
            return error, None
        try:
            absence = await self.missing.judge(camera.line, entry)
        except ServiceError as unknown:
            is_denied = unknown.name is ErrorName.FILE_NOT_FOUND
            return unknown, Absence.DENIED if is_denied else None
        if absence is Absence.CARD_AWAY:
            return self._card_away(entry.path), absence
        return error.but(remedy=_REMEDY), absence

    def _card_away(self, path: str) -> ServiceError:
        return ServiceError(
            ErrorName.FILE_UNAVAILABLE,
            f"{path} is not saved yet, and its card is not in the camera.",
            self.publisher.camera_id,
            remedy="Put the card back into the camera; the picture is saved then.",
        )
