"""The downloads from one camera: the same file asked for twice is read from the camera once."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing, asynccontextmanager
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.files.download import ByteSpan, Download, Origin
from rpc_camera.camera.files.pace import ChunkPace
from rpc_camera.camera.files.shared_download import SharedDownload
from rpc_camera.camera.files.sinks import Handover
from rpc_camera.camera.files.unnamed_file import unnamed_file
from rpc_camera.disk_errors import is_of_own_disk
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.threads import finish_in_thread
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path

    from rpc_camera.camera.files.version import FileVersion, Versions
    from rpc_camera.camera.line.line import Line

_IDLE_AT_MOST: Final = 2  # complete downloads kept for a Range or a digest that is asked for next


class Downloads:
    """Reads files from one camera. `folder` is on a disk with room for pictures."""

    def __init__(self, line: Line, versions: Versions, folder: Path) -> None:
        self._origin = Origin(line, versions, ChunkPace())
        self._folder = folder
        self._shared: dict[str, SharedDownload] = {}  # by the version's tag

    @property
    def read_bytes(self) -> int:
        """How much of files has come from this camera so far."""
        return self._origin.pace.read_bytes

    async def read(self, version: FileVersion, start: int, stop: int) -> AsyncGenerator[bytes | bytearray]:
        """Yield a file's bytes from `start` to before `stop`, read from the camera for this caller.

        ServiceError FILE_UNAVAILABLE: the file ended before `stop`, was deleted meanwhile, or is another one since the
        camera came back.
        """
        work, done = current_work(), 0
        work.progress("reading", 0, stop - start, "bytes")
        handover = Handover()
        with self._origin.versions.watch(version.path) as deleted:
            download = Download(self._origin, ByteSpan(version, start, stop), handover)
            download.done.add_done_callback(handover.end)
            try:
                while (chunk := await handover.take()) is not None:
                    if deleted.is_set():  # this may be of another file, which has its name now
                        raise self._deleted_meanwhile(version.path)
                    done += len(chunk)
                    work.progress("reading", done, stop - start, "bytes")
                    yield chunk
            finally:
                download.stop()
                await asyncio.gather(download.done, return_exceptions=True)
        await asyncio.sleep(0)  # the last step goes out before the answer, which withdraws what waits

    async def stream(self, version: FileVersion, start: int, stop: int) -> AsyncGenerator[bytes | bytearray]:
        """Yield a file's bytes from `start` to before `stop`, sharing the download with others.

        A part further on than any download has come is read by itself, so that resuming does not read all again.
        """
        known = self._shared.get(version.tag)
        if start <= (known.arrived_bytes if known else 0):
            try:
                async with self._sharing(version) as shared, aclosing(shared.read(start, stop)) as pieces:
                    async for piece in pieces:
                        start += len(piece)
                        yield piece
            except ServiceError as error:
                if not is_of_own_disk(error):
                    raise
        if start < stop:  # straight to the caller
            async with aclosing(self.read(version, start, stop)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def save(self, version: FileVersion, target: int) -> str:
        """Write the whole file into the empty file with the descriptor `target`; return the SHA-256 of what arrived.

        The worker writes into it directly; whoever wants the same file meanwhile reads it from there. ServiceError,
        OSError: the camera does not give the file, or the disk does not take it.
        """
        if (known := self._shared.get(version.tag)) and not known.failed:
            try:
                return await self._copy(version, target)
            except ServiceError as error:
                if not is_of_own_disk(error):  # the other download's disk, beside the state
                    raise
        own = os.fdopen(os.dup(target), "r+b", buffering=0)
        shared = self._shared[version.tag] = SharedDownload(self._origin, version, own)
        shared.readers += 1
        try:
            return (await shared.digest()).hex()
        finally:
            shared.readers -= 1
            if self._shared.get(version.tag) is shared:
                del self._shared[version.tag]  # the file is the caller's: nobody new reads it, or writes into it
            if not shared.readers:
                await shared.close()

    async def _copy(self, version: FileVersion, target: int) -> str:
        async with self._sharing(version) as shared:
            digest = await shared.digest()
            await finish_in_thread(shared.copy_to, target)
        return digest.hex()

    async def digest(self, version: FileVersion) -> bytes:
        """Return the SHA-256 of the whole file, which is downloaded for it if need be."""
        async with self._sharing(version) as shared:
            return await shared.digest()

    def known_digest(self, version: FileVersion) -> bytes | None:
        """Return the SHA-256 if the file has been downloaded lately."""
        shared = self._shared.get(version.tag)
        return bytes.fromhex(shared.sha256) if shared and shared.sha256 else None

    @property
    def under_way(self) -> tuple[FileVersion, ...]:
        """The versions that are downloaded now, or have been lately."""
        return tuple(shared.version for shared in self._shared.values())

    async def forget(self, path: str) -> None:
        """End the downloads of a file that was deleted, and keep nothing of it."""
        forgotten = [shared for shared in self._shared.values() if shared.version.path == path]
        for shared in forgotten:
            del self._shared[shared.version.tag]
            shared.fail(self._deleted_meanwhile(path))
        for shared in forgotten:
            if not shared.readers:
                await shared.close()

    async def close(self) -> None:
        """End all downloads."""
        closing = list(self._shared.values())
        self._shared.clear()
        for shared in closing:
            await shared.close()
        await asyncio.gather(*(shared.ended() for shared in closing))

    @asynccontextmanager
    async def _sharing(self, version: FileVersion) -> AsyncIterator[SharedDownload]:
        """Take part in the download of `version`, which begins if there is none, and ends when nobody does any more."""
        shared = self._shared.pop(version.tag, None)
        if shared is None or shared.failed:
            shared = SharedDownload(self._origin, version, self._spare_file() or unnamed_file(self._folder))
        self._shared[version.tag] = shared
        shared.readers += 1
        try:
            yield shared
        finally:
            shared.readers -= 1
            if not shared.readers and self._shared.get(version.tag) is not shared:
                await shared.close()  # it failed, its file was deleted, or it was saved: no other will read it
            await self._tidy()

    def _spare_file(self) -> IO[bytes] | None:
        """Return the file of a download that is kept no longer: the system has its pages at hand."""
        idle = [shared for shared in self._shared.values() if not shared.readers and shared.complete]
        if len(idle) < _IDLE_AT_MOST:
            return None
        return self._shared.pop(idle[0].version.tag).give_up_file()

    async def _tidy(self) -> None:
        """Close what nobody reads: what is incomplete, and all but the last few that are complete."""
        idle = [shared for shared in self._shared.values() if not shared.readers]
        complete = [shared for shared in idle if shared.complete]
        closing = [shared for shared in idle if not shared.complete or shared in complete[:-_IDLE_AT_MOST]]
        for shared in closing:  # all at once: while one is closed, somebody could want another
            self._shared.pop(shared.version.tag, None)
        for shared in closing:
            await shared.close()

    def _deleted_meanwhile(self, path: str) -> ServiceError:
        return ServiceError(
            ErrorName.FILE_UNAVAILABLE,
            f"{path} was deleted while it was read.",
            self._origin.line.camera,
            remedy="list_files has what is on the camera now.",
        )
