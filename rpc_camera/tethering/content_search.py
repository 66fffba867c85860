"""Whether a file that has come from the camera lies in the save directory already, after a ledger's damage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.threads import DiskThread


@dataclass(frozen=True)
class ContentSearch:
    """Looks for files that one camera's ledger may have forgotten; without such a damage, it looks for none."""

    ledger: Ledger
    folder: SaveFolder
    disk: DiskThread

    async def find(self, size_bytes: int, sha256: str) -> str | None:
        """Return the path of a file with this content, relative to the save directory; None: there is none.

        MissingDiskError, OSError, sqlite3.Error: that cannot be found out at present.
        """
        if not await self.disk.run(self.ledger.damage):
            return None
        contents = self.ledger.contents
        await self.disk.run(contents.list_once, self.folder)
        while path := await self.disk.run(contents.next_to_hash, size_bytes):
            await self.disk.run(contents.hash, self.folder, path, size_bytes)
        return await self.disk.run(contents.find, self.folder, size_bytes, sha256)
