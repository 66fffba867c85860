"""What lies on a camera's card, and what tells one picture from another that has had the same name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rpc_camera.camera.files.walk import Listing, walk
from rpc_camera.camera.line.turns import Priority
from rpc_camera.wire.requests import GetFileInfo

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.contract.types import FileInfo


@dataclass(frozen=True)
class Seen:
    """A file as it was seen. Another size or stamp under the same path is another picture; None: untold."""

    path: str
    size_bytes: int | None
    stamp: str | None

    @classmethod
    def of(cls, info: FileInfo) -> Seen:
        """Return what a `FileInfo` tells."""
        path = str(info["path"])
        return cls(path, int(info["size_bytes"]), stamp_of(path, info.get("modified_at")))


def stamp_of(path: str, modified_at: object) -> str | None:
    """Return a file's time as the camera's clock shows it.

    Cameras tell no time zone; libgphoto2 takes their time for the server's. Undone here, so that a server whose zone is
    changed does not take each picture for another one. Pictures from internal memory have the server's time.
    """
    if not modified_at:
        return None
    moment = datetime.fromisoformat(str(modified_at))
    if is_from_memory(path):
        return moment.isoformat()
    return moment.astimezone().replace(tzinfo=None).isoformat()


def clock_of(stamp: str | None) -> datetime:
    """Return the time in a stamp, on the clock of camera or server; now where there is none."""
    if stamp is None:
        return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a clock on the wall
    moment = datetime.fromisoformat(stamp)
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


def is_from_memory(path: str) -> bool:
    """Return whether this picture came from internal memory: only those lie in the root folder."""
    return path.rpartition("/")[0] == ""


async def file_info(camera: Camera, path: str) -> FileInfo:
    """Ask what the camera has at `path` now; commands go first."""
    return await camera.line.ask(GetFileInfo(path), priority=Priority.CHUNK)


async def files_on(camera: Camera) -> list[Seen]:
    """List all files of the camera, folder by folder; commands go first."""
    listing = Listing(camera.line, Priority.CHUNK)
    found: list[Seen] = []
    async for _, folder in walk(listing.look_into, "/", lambda folders, _depth: folders):
        known: dict[str, Seen] = {}
        async for infos in listing.infos(folder.files):
            known |= {info["path"]: Seen.of(info) for info in infos}
        found += [known.get(path) or Seen(path, None, None) for path in folder.files]
    return found
