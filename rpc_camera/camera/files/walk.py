"""One walk over the folders of a camera, whoever wants it and however picky about the folders."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from rpc_camera.camera.line.turns import Priority
from rpc_camera.wire.requests import Folder, GetFileInfos, ListFolder

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Sequence

    from rpc_camera.camera.line.line import Line
    from rpc_camera.contract.types import FileInfo

LookInto: TypeAlias = Callable[[str], Awaitable[Folder]]
"""Lists one folder, by its path."""
Choose: TypeAlias = "Callable[[Sequence[str], int], Iterable[str]]"
"""Takes the folders in a folder, and how deep that folder lies (0: the root); returns those to look into."""

MOST_FOLDERS = 10_000
_INFOS_AT_A_TIME = 100  # so that nobody waits long for a turn


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

    async def look_into(self, folder: str) -> Folder:
        """List one folder."""
        return await self._line.ask(ListFolder(folder), priority=self._priority)

    async def infos(self, paths: Sequence[str]) -> AsyncGenerator[list[FileInfo]]:
        """Yield what is known of files, some at a time; those of which nothing is known are left out."""
        for start in range(0, len(paths), _INFOS_AT_A_TIME):
            part = list(paths[start : start + _INFOS_AT_A_TIME])
            yield await self._line.ask(GetFileInfos(part), priority=self._priority)
