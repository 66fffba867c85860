"""Which file it is: a path can stand for another picture later."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.wire.requests import GetFileInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.camera.line.line import Line
    from rpc_camera.contract.types import FileInfo

_DELETIONS_REMEMBERED: Final = 1000


@dataclass(frozen=True)
class FileVersion:
    """A file as it was when somebody asked for it; another size or time makes it another version.

    Cameras know times to the second, if at all: `predecessors` is how many files of that path were deleted before it.
    """

    path: str
    filename: str
    mime_type: str
    size_bytes: int
    modified_at: str | None
    predecessors: int = 0

    @property
    def tag(self) -> str:
        """What distinguishes this version from others of the same path: the value of a strong ETag."""
        words = f"{self.path}\n{self.size_bytes}\n{self.modified_at}\n{self.predecessors}"
        return hashlib.sha256(words.encode()).hexdigest()[:32]


class Versions:
    """The versions of one camera's files, which it counts by the deletions that pass through this service."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._deletions: dict[str, int] = {}  # by path; the last deletion comes last
        self._watches: dict[str, set[asyncio.Event]] = {}  # by path

    def of(self, info: FileInfo) -> FileVersion:
        """Return the version that an answer of the camera is about."""
        path = info["path"]
        return FileVersion(
            path,
            info["filename"],
            info["mime_type"],
            info["size_bytes"],
            info.get("modified_at") or None,
            self._deletions.get(path, 0),
        )

    async def current(self, path: str) -> FileVersion:
        """Ask the camera what it has at `path` now."""
        while True:
            deletions = self._deletions.get(path, 0)
            info = await self._line.ask(GetFileInfo(path))
            if self._deletions.get(path, 0) == deletions:  # else it was deleted meanwhile: it may be about either
                return self.of(info)

    def deleted(self, path: str) -> None:
        """Note that the file at `path` was deleted: what has its name from now on is another one."""
        self._deletions[path] = self._deletions.pop(path, 0) + 1
        if len(self._deletions) > _DELETIONS_REMEMBERED:
            del self._deletions[next(iter(self._deletions))]
        for watch in self._watches.get(path, ()):
            watch.set()

    @contextmanager
    def watch(self, path: str) -> Iterator[asyncio.Event]:
        """Yield what is set when the file at `path` is deleted within the block."""
        watch = asyncio.Event()
        self._watches.setdefault(path, set()).add(watch)
        try:
            yield watch
        finally:
            self._watches[path].discard(watch)
            if not self._watches[path]:
                del self._watches[path]
