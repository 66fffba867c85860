"""How a camera's new files get into its ledger: as they are announced, and by looks at the card."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.listing import file_info, files_on

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.threads import DiskThread

_REMEMBERED_AT_MOST: Final = 1000


class Intake:
    """The ledger is the queue; in memory is only what was announced since the last `flush`."""

    def __init__(self, ledger: Ledger, disk: DiskThread) -> None:
        self._ledger = ledger
        self._disk = disk
        self._arrived: dict[str, None] = {}
        self._uploaded: dict[str, None] = {}
        self._arrival = asyncio.Event()
        self._pending = 0
        self.look_due = False

    @property
    def pending(self) -> int:
        """How many files wait to be saved."""
        return self._pending + len(self._arrived)

    def add(self, path: str) -> None:
        """Add a file that the camera announces; when there are too many, a look at the card finds them."""
        if len(self._arrived) < _REMEMBERED_AT_MOST:
            self._arrived[path] = None
        else:
            self.look_due = True
        self._arrival.set()

    def add_upload(self, path: str) -> None:
        """Add a file that a client has put on the camera: that is no new picture."""
        if len(self._uploaded) < _REMEMBERED_AT_MOST:
            self._uploaded[path] = None

    def count_one_done(self) -> None:
        """Count a file that is pending no more, until the next `flush` counts anew."""
        self._pending = max(0, self._pending - 1)

    async def flush(self) -> None:
        """Move what was announced to the ledger."""
        if arrived := list(self._arrived):
            await self._disk.run(self._ledger.add, arrived)
            for path in arrived:
                self._arrived.pop(path, None)
        self._pending = await self._disk.run(self._ledger.count_pending)

    async def skip_uploads(self, camera: Camera) -> None:
        """Record uploads as old; by their size and time, so that a picture that has such a name later is new."""
        for path in list(self._uploaded):
            try:
                await self._disk.run(self._ledger.add_old, FileIdentity.of(await file_info(camera, path)))
            except ServiceError as error:
                if error.name is not ErrorName.FILE_NOT_FOUND:
                    raise
            self._uploaded.pop(path, None)

    async def existing(self, camera: Camera) -> list[FileIdentity]:
        """List the card before tethering begins; what is announced meanwhile goes to the ledger as it comes."""
        self.look_due = False
        flushing = asyncio.create_task(self._flush_each_arrival())
        try:
            existing = await files_on(camera)
        finally:
            flushing.cancel()
            await asyncio.gather(flushing, return_exceptions=True)
        await self.flush()
        return existing

    async def _flush_each_arrival(self) -> None:
        while True:  # the server may end before a look at a full card does
            await self.flush()
            self._arrival.clear()
            await self._arrival.wait()

    async def catch_up(self, camera: Camera) -> None:
        """Look at the card for what came unannounced."""
        self.look_due = False
        try:
            await self._disk.run(self._ledger.add_unknown, await files_on(camera))
        except BaseException:
            self.look_due = True
            raise
        await self.flush()
