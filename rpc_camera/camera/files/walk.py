"""One walk over the folders of a camera, whoever wants it and however picky about the folders."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from rpc_camera.camera.files.file_identity import FileIdentity, camera_time
from rpc_camera.camera.line.turns import Priority
from rpc_camera.contract.types import WidgetType
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import Folder, GetConfig, GetFileInfos, IdentifyFiles, ListFolder

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Sequence

    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.contract.types import FileInfo
    from rpc_camera.wire.message import WorkerRequest

R = TypeVar("R")

LookInto: TypeAlias = Callable[[str], Awaitable[Folder]]
"""Lists one folder, by its path."""
Choose: TypeAlias = "Callable[[Sequence[str], int], Iterable[str]]"
"""Takes the folders in a folder, and how deep that folder lies (0: the root); returns those to look into."""

MOST_FOLDERS: Final = 10_000
_INFOS_AT_A_TIME: Final = 100  # so that nobody waits long for a turn
_BUSY_S: Final = 0.5
_CLOCK: Final = "datetime"  # as libgphoto2 calls the setting of PTP cameras


async def walk(
    look_into: LookInto, folder: str, choose: Choose, most_folders: int = MOST_FOLDERS
) -> AsyncGenerator[tuple[str, Folder]]:
    """Yield each folder that is looked into, the uppermost first, with its path and what is in it."""
    waiting = deque([(folder, 0)])
    looked = 0
    while waiting and looked < most_folders:
        path, depth = waiting.popleft()
        found = await look_into(path)
        looked += 1
        yield path, found
        waiting += ((below, depth + 1) for below in choose(found.folders, depth))


class Listing:
    """Lists the files of one camera, each folder and each hundred files in a turn of its own."""

    def __init__(self, line: Line, priority: Priority = Priority.COMMAND) -> None:
        self._line = line
        self._priority = priority

    async def ask(self, request: WorkerRequest[R]) -> R:
        """Have one request answered."""
        return await self._line.ask(request, priority=self._priority)

    async def look_into(self, folder: str) -> Folder:
        """List one folder."""
        return await self.ask(ListFolder(folder))

    async def infos(self, paths: Sequence[str]) -> AsyncGenerator[list[FileInfo]]:
        """Yield what is known of files, some at a time; those of which nothing is known are left out."""
        for start in range(0, len(paths), _INFOS_AT_A_TIME):
            part = list(paths[start : start + _INFOS_AT_A_TIME])
            yield await self.ask(GetFileInfos(part))

    async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
        """Return what identifies each file."""
        found: list[FileIdentity] = []
        while len(found) < len(paths):
            part = list(paths[len(found) : len(found) + _INFOS_AT_A_TIME])
            marks = await self.ask(IdentifyFiles(part))
            found += map(FileIdentity.seen, part, marks.sizes_bytes, marks.modified_at)
        return found

    async def clock(self) -> str | None:
        """Return the time on the camera's clock, in the form of a stamp; None: the camera does not say."""
        try:
            setting = await self.ask(GetConfig(_CLOCK))
        except ServiceError as error:
            if error.link_lost or error.name is ErrorName.CANCELLED:
                raise
            return None
        # A body that has it as a text may write anything there.
        return camera_time(str(setting["value"])) if setting["type"] == WidgetType.DATE else None


class PatientListing(Listing):
    """Lets commands go first, and waits for a line that is full of downloads.

    `fresh`: it begins with a new session of the driver, which has listed nothing before.
    """

    def __init__(self, line: Line, *, fresh: bool = False) -> None:
        super().__init__(line, Priority.CHUNK)
        self._fresh = fresh

    async def look_into(self, folder: str) -> Folder:
        """List one folder."""
        found = await self.ask(ListFolder(folder, fresh=self._fresh))
        self._fresh = False
        return found

    async def ask(self, request: WorkerRequest[R]) -> R:
        """Have one request answered when no command waits."""
        while True:
            try:
                return await super().ask(request)
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_BUSY or not self._line.is_up:
                    raise
            await asyncio.sleep(_BUSY_S)


class ListingWithin(Listing):
    """Lists in a turn that somebody else holds, who has this worker."""

    def __init__(self, line: Line, worker: WorkerProcess) -> None:
        super().__init__(line)
        self._worker = worker

    async def ask(self, request: WorkerRequest[R]) -> R:
        """Have one request answered at once."""
        return await self._worker.request(request)
