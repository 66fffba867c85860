"""A line to a camera whose workers the test plays: it has files and live view, and can be held, lost and found."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rpc_camera.camera.line.line import Line
from rpc_camera.camera.line.link import Link
from rpc_camera.contract.types import FileInfo, Widget
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import (
    Capture,
    Captured,
    Chunk,
    DeleteFile,
    Folder,
    GetConfig,
    GetFileInfo,
    Jpeg,
    ListFolder,
    PreviewFrame,
    ReadChunk,
)
from rpc_camera.worker.chunk_file import opened, write_at
from tests.rigs.played_worker import PlayedWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerRequest

Q = TypeVar("Q", bound="WorkerRequest[Any]")
ID = "z-1"
FRAME = b"\xff\xd8 a frame"
STEADY_S = 0.02  # how long a piece takes that makes the next neither larger nor smaller
_SOON_S = 10


def lost(message: str = "The cable is out.") -> ServiceError:
    return ServiceError(ErrorName.CAMERA_LOST, message)


class PlayedCamera:
    """`line` leads to it. `refusals` are raised instead of the next replies.

    `files` are its files by path, `settings` its settings by name.
    """

    def __init__(self) -> None:
        self.line = Line(ID)
        self.files: dict[str, bytes] = {}
        self.modified_at: dict[str, str] = {}
        self.settings: dict[str, Widget] = {}
        self.refusals: dict[type[WorkerRequest[Any]], list[ServiceError]] = {}
        self.unreachable: ServiceError | None = None
        self.cut_bytes: int | None = None  # every chunk ends there, as if somebody waited
        self.workers: list[PlayedWorker] = []
        self._holds: dict[type[WorkerRequest[Any]], asyncio.Event] = {}
        self._replies: dict[type[WorkerRequest[Any]], Callable[[Any], object]] = {
            Capture: lambda _request: Captured([], 0.0),
            DeleteFile: lambda request: self._delete(request.path),
            GetFileInfo: lambda request: self._info(request.path),
            ListFolder: lambda _request: Folder([], list(self.files)),
            GetConfig: lambda request: self.settings[request.name],
            PreviewFrame: lambda _request: Jpeg(FRAME),
            ReadChunk: self._read,
        }
        self.plug()

    def plug(self) -> None:
        """Have a link from now on, another one than before."""
        self.link = Link(self._open, self.line.went_up, self.line.went_down)
        self.line.attach(self.link)

    async def unplug(self) -> None:
        """End the link."""
        self.line.detach()
        self.line.went_down(lost())
        await self.link.close(0, lost())

    async def close(self) -> None:
        """End all."""
        await self.link.close(0, lost())
        await self.line.idle()
        for worker in self.workers:
            await worker.closed()

    @property
    def worker(self) -> PlayedWorker:
        """The present worker."""
        return self.workers[-1]

    def requests(self, kind: type[Q]) -> list[Q]:
        """Return the requests of this kind that any worker has got, in order."""
        return [each for worker in self.workers for each in worker.requests if isinstance(each, kind)]

    @contextmanager
    def held(self, kind: type[WorkerRequest[Any]]) -> Iterator[None]:
        """Have no request of this kind answered within the block."""
        self._holds[kind] = release = asyncio.Event()
        try:
            yield
        finally:
            del self._holds[kind]
            release.set()

    async def asked(self, kind: type[WorkerRequest[Any]], count: int) -> None:
        """Wait until so many requests of this kind have come."""
        async with asyncio.timeout(_SOON_S):
            while len(self.requests(kind)) < count:  # noqa: ASYNC110 - nobody reports it
                await asyncio.sleep(0.001)

    async def _open(self) -> WorkerProcess:
        if self.unreachable:
            raise self.unreachable.but()
        self.workers.append(PlayedWorker(self._answer))
        return await self.worker.start(self.line.publish)

    async def _answer(self, request: WorkerRequest[Any]) -> object:
        if hold := self._holds.get(type(request)):
            await hold.wait()
        if refusals := self.refusals.get(type(request)):
            raise refusals.pop(0)
        reply = self._replies.get(type(request))
        return reply(request) if reply else None

    def _read(self, request: ReadChunk) -> Chunk:
        length = min(request.length, self.cut_bytes or request.length)
        data = self._file(request.path)[request.offset : request.offset + length]
        read_s = STEADY_S * -(-len(data) // request.piece_bytes)
        with opened(request.into) as target:
            if target is None:
                return Chunk(len(data), read_s, data)
            write_at(target, memoryview(data), request.offset)
        return Chunk(len(data), read_s, b"")

    def _delete(self, path: str) -> None:
        del self.files[path]

    def _file(self, path: str) -> bytes:
        if path not in self.files:
            raise ServiceError(ErrorName.FILE_NOT_FOUND, f"There is no {path}.")
        return self.files[path]

    def _info(self, path: str) -> FileInfo:
        size_bytes = len(self._file(path))
        info = FileInfo(path=path, filename=path, mime_type="image/jpeg", size_bytes=size_bytes, deletable=True)
        if path in self.modified_at:
            info["modified_at"] = self.modified_at[path]
        return info
