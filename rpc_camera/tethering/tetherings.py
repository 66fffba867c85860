"""The tethering of all cameras: which are tethered, from the server's start, as they come and go."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Final, cast

from rpc_camera import database_file
from rpc_camera.camera.identity import file_name
from rpc_camera.contract.types import CameraState, EventName, FileOrigin
from rpc_camera.disk_errors import MissingDiskError, disk_error
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.camera_tethering import CameraTethering
from rpc_camera.tethering.ledger_damage import TABLES
from rpc_camera.tethering.saved_copies import NotAsSavedError, SavedCopies

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.contract.types import Tethering
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.tethering.saved_copies import OpenCopy
    from rpc_camera.tethering.saved_places import SavedPlace
    from rpc_camera.tethering.settings import ClientSettings, SaveSettings

_SUFFIX: Final = ".sqlite"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


class TetheringError(Exception):
    """Tethering cannot start; its text is one sentence for the user."""


class Tetherings:
    """One tethering for each camera, from its first visit on. `settings` is None where the server is not to save."""

    def __init__(self, cameras: CameraRegistry, settings: SaveSettings | None) -> None:
        self._cameras = cameras
        self._settings = settings
        self._tetherings: dict[str, CameraTethering] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._copies = SavedCopies()

    @property
    def save_dir(self) -> str | None:
        """Where pictures are saved; None where they are not."""
        return str(self._settings.folder.root) if self._settings else None

    async def start(self) -> None:
        """Go on with what an earlier run of the server has begun. TetheringError: it can keep no ledger."""
        if self._settings is None:
            return
        folder = self._settings.folder
        try:
            await asyncio.to_thread(_check_disk, folder)
            known = await asyncio.to_thread(_known_cameras, folder.ledgers)
        except OSError as error:
            raise TetheringError(f"The folder for the ledgers of tethering cannot be used: {error}.") from None
        await asyncio.gather(*(self._add(camera_id, self._settings).open() for camera_id in known))
        for camera_id, tethering in self._tetherings.items():
            if tethering.state.was_stopped:
                _log.warning("%s is not tethered: stop_tethering ended it; start_tethering begins anew", camera_id)
        self._cameras.events.add_listener(self._on_event)

    async def close(self) -> None:
        """End all saving."""
        for task in self._opening:
            task.cancel()
        await asyncio.gather(*self._opening, return_exceptions=True)
        await asyncio.gather(*(tethering.close() for tethering in self._tetherings.values()))

    async def begin(self, camera: TetheredCamera, settings: ClientSettings) -> Tethering:
        """Begin to tether a camera, or go on with other settings; return its `Tethering`."""
        tethering = await self._ready(camera.id, make=True)
        try:
            await tethering.start(camera, settings)
        except (OSError, sqlite3.Error) as error:
            raise disk_error(error, camera.id) from None
        return tethering.describe()

    async def stop(self, camera: TetheredCamera) -> Tethering:
        """End the tethering of a camera; return its `Tethering`."""
        tethering = await self._ready(camera.id)
        try:
            await tethering.stop()
        except (OSError, sqlite3.Error) as error:
            raise disk_error(error, camera.id) from None
        return tethering.describe()

    @property
    def all(self) -> tuple[CameraTethering, ...]:
        """The tethering of each camera, there or not, whose pictures are or were saved here."""
        return tuple(self._tetherings.values())

    async def describe(self, camera: TetheredCamera) -> Tethering:
        """Return a camera's `Tethering`."""
        return (await self._ready(camera.id)).describe()

    async def describe_all(self) -> list[Tethering]:
        """Return the `Tethering` of each camera, there or not, whose pictures are or were saved here."""
        await asyncio.gather(*(tethering.settled() for tethering in self._tetherings.values()))
        return self.described()

    def described(self) -> list[Tethering]:
        """Return what `describe_all` does, without waiting for what is just being set."""
        return [self._described(tethering) for tethering in self._tetherings.values()]

    def _described(self, tethering: CameraTethering) -> Tethering:
        described = tethering.describe()
        camera = self._cameras.called(tethering.camera_id)
        if camera and not camera.line.is_attached and camera.line.elsewhere:
            described["waiting_reason"] = f"{tethering.camera_id} is at {camera.line.elsewhere} now."
        return described

    # ---- what is saved

    def id_of(self, name: str | None, selected: str | None = None) -> str:
        """Return the id of the camera called `name`, else of the selected one, else of the only one.

        One whose pictures were saved here need not be there. ServiceError: see `CameraRegistry.resolve`.
        """
        wanted = name if name is not None else selected
        if wanted is not None:
            if wanted in self._tetherings:
                return wanted
            owner = self._cameras.labels.owner(wanted)
            if owner in self._tetherings and self._cameras.called(wanted) is None:
                return owner
        return self._cameras.resolve(name, selected).id

    def has_saved(self, camera_id: str) -> bool:
        """Return whether there is a ledger of the camera of this id."""
        return camera_id in self._tetherings

    @asynccontextmanager
    async def saved(self, camera_id: str, file: FileIdentity | None, sha256: str | None) -> AsyncIterator[OpenCopy]:
        """Yield the camera's file that was saved, named as for `places_of`, opened and verified.

        ServiceError FILE_NOT_FOUND: none was saved; FILE_UNAVAILABLE: it is not there as it was, or, to be tried again,
        not yet; NOT_SUPPORTED: nothing is saved here; DISK_ERROR.
        """
        settings = self._saves(camera_id)
        if self._opening:
            await asyncio.wait(self._opening)
        async with AsyncExitStack() as stack:
            try:
                tethering = self._tetherings.get(camera_id)
                places = await tethering.saved_places(file, sha256) if tethering else []
                copy = await self._open_first(stack, settings.folder, places, camera_id)
            except MissingDiskError as error:
                raise disk_error(error, camera_id) from error
            except (OSError, sqlite3.Error) as error:
                remedy = "Check that the disk of the save directory is there and sound."
                raise disk_error(error, camera_id).but(remedy=remedy) from error
            yield copy

    async def _open_first(
        self, stack: AsyncExitStack, folder: SaveFolder, places: Sequence[SavedPlace], camera_id: str
    ) -> OpenCopy:
        refusal = ServiceError(
            ErrorName.FILE_NOT_FOUND,
            f"Tethering has saved no such file of {camera_id}.",
            camera_id,
            remedy="get_file_url has what is on the camera.",
        )
        for place in places:
            try:
                return await stack.enter_async_context(self._copies.opened(folder, place))
            except NotAsSavedError as error:
                refusal = ServiceError(
                    ErrorName.FILE_UNAVAILABLE,
                    f"{place.path} in {folder.root} was saved, and {error}.",
                    camera_id,
                    remedy="Put it back where it was, as it was; or take it from where it was moved to.",
                )
        raise refusal

    # ---- cameras that come

    def _add(self, camera_id: str, settings: SaveSettings) -> CameraTethering:
        ledger = settings.folder.ledgers / f"{file_name(camera_id)}{_SUFFIX}"
        self._tetherings[camera_id] = CameraTethering(camera_id, ledger, settings, self._cameras.events)
        return self._tetherings[camera_id]

    def _on_event(self, event: LoggedEvent) -> None:
        camera_id = str(event.params["camera"])
        if event.name is EventName.FILE_ADDED and (tethering := self._tetherings.get(camera_id)):
            if event.params["origin"] != FileOrigin.UPLOAD:
                tethering.file_added(cast("dict[str, str]", event.params["file"])["path"])
        elif event.name in {EventName.CAMERA_ADDED, EventName.CAMERA_STATE_CHANGED}:
            camera = next((camera for camera in self._cameras.cameras if camera.id == camera_id), None)
            if camera and camera.state is CameraState.READY and event.params.get("previous") != CameraState.BUSY:
                self._camera_ready(camera)

    def _camera_ready(self, camera: TetheredCamera) -> None:
        tethering = self._tetherings.get(camera.id)
        if tethering is None and self._settings:
            tethering = self._begin_opening(camera.id, self._settings)
        if tethering:
            tethering.camera_ready(camera)

    def _begin_opening(self, camera_id: str, settings: SaveSettings) -> CameraTethering:
        tethering = self._add(camera_id, settings)
        task = asyncio.create_task(tethering.open())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
        return tethering

    def _saves(self, camera_id: str) -> SaveSettings:
        if self._settings is None:
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                "This server does not save pictures: it was started without --save-dir.",
                camera_id,
                remedy="Start the server with `rpc-camera serve --save-dir DIR`; pictures are saved below DIR only.",
            )
        return self._settings

    async def _ready(self, camera_id: str, *, make: bool = False) -> CameraTethering:
        """Return a camera's tethering once it is known what is old. ServiceError: there is none."""
        settings = self._saves(camera_id)
        if make and camera_id not in self._tetherings:
            self._begin_opening(camera_id, settings)
        if self._opening:
            await asyncio.wait(self._opening)  # not gather: a request that is cancelled must not cancel these
        if camera_id not in self._tetherings:
            raise ServiceError(
                ErrorName.JOB_NOT_FOUND,
                f"{camera_id} is not tethered: it was not there so far.",
                camera_id,
                remedy="Connect the camera; then call start_tethering.",
            )
        await self._tetherings[camera_id].settled()
        return self._tetherings[camera_id]


def _check_disk(folder: SaveFolder) -> None:
    """Mark a save directory that is new. One whose disk is missing is waited for, as it is when that comes later."""
    try:
        folder.check_disk()
    except MissingDiskError as error:
        _log.error("nothing is saved: %s. %s", error.strerror, error.remedy)


def _known_cameras(ledgers: Path) -> list[str]:
    """Return the cameras that have a ledger, sound or not. OSError: the folder cannot be read, nor made."""
    ledgers.mkdir(parents=True, exist_ok=True)
    found = (_camera_of(path) for path in sorted(ledgers.glob(f"*{_SUFFIX}")))
    return [camera for camera in found if camera]


def _camera_of(path: Path) -> str | None:
    """Return the camera of a ledger; None where tethering has never begun, or the id cannot be read."""
    try:
        database_file.check(path, TABLES)
        row = database_file.read_row(path, "SELECT camera FROM tethering")
    except (database_file.DamagedFileError, OSError, sqlite3.Error) as error:
        name = path.name.removesuffix(_SUFFIX)
        if not _DIGEST.fullmatch(name):
            return name  # what is the matter is found again when it is opened
        _log.warning("The ledger %s cannot be read until its camera comes: %s", path, error)
        return None
    return str(row[0]) if row else None
