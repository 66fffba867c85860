"""Files of a camera as one ZIP, which is made as they come: nothing of it is kept."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing
from typing import IO, TYPE_CHECKING, Final, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from rpc_camera.camera.files.archive_names import MISSING, archive_names
from rpc_camera.camera.files.file_identity import clock_of, stamp_of
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator, Sequence
    from datetime import datetime

    from rpc_camera.camera.files.downloads import Downloads
    from rpc_camera.camera.files.version import FileVersion, Versions

_PATIENCE_S: Final = 60.0
_LOOK_AGAIN_S: Final = 0.5
_PIECE_BYTES: Final = 1 << 18
_MISSING_BYTES: Final = 1 << 20
_REASON_CHARACTERS: Final = 300
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # that MS-DOS, and so a ZIP, can write
_MODE: Final = 0o100644
_log = logging.getLogger(__name__)


async def archive(versions: Versions, downloads: Downloads, paths: Sequence[str]) -> AsyncGenerator[bytes]:
    """Yield the archive of the files at `paths`, in pieces.

    A file that cannot be had is left out, and a text in the archive says why. ServiceError: the camera is away, for a
    minute where something was yielded before; or none of the files can be had, and nothing was yielded.
    """
    sink, missing = _Sink(), _Missing()
    with ZipFile(cast("IO[bytes]", sink), "w", ZIP_STORED) as zipped:
        for path, name in zip(paths, archive_names(paths), strict=True):
            try:
                version = await _current(versions, path, _PATIENCE_S if zipped.infolist() else 0.0)
                async with aclosing(_member(zipped, sink, version, name, downloads)) as pieces:
                    async for piece in pieces:
                        yield piece
            except ServiceError as error:
                if error.is_passing or error.name is ErrorName.CANCELLED:
                    raise
                _log.info("%s is missing in an archive: %s", path, error)
                missing.add(path, error)
        if missing.first and not zipped.infolist():
            raise missing.first
        if missing.first:
            zipped.writestr(_entry(MISSING, clock_of(None)), missing.text())
    for piece in sink.pieces():
        yield piece


async def _current(versions: Versions, path: str, patience_s: float) -> FileVersion:
    """Return the file at `path`; a camera that is away is waited for."""
    give_up_at = time.monotonic() + patience_s
    while True:
        try:
            return await versions.current(path)
        except ServiceError as error:
            if not error.is_passing or time.monotonic() >= give_up_at:
                raise
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _member(
    zipped: ZipFile, sink: _Sink, version: FileVersion, name: str, downloads: Downloads
) -> AsyncGenerator[bytes]:
    """Yield a file with what belongs to it. ServiceError: the archive has nothing that looks like it."""
    stamp = stamp_of(version.path, version.modified_at)
    entry = _entry(name, clock_of(stamp) if stamp else None)
    entry.file_size = version.size_bytes  # by which zipfile decides whether it is written as Zip64 has it
    async with aclosing(downloads.stream(version, 0, version.size_bytes)) as chunks:
        chunk = await anext(chunks, b"")
        try:
            with zipped.open(entry, "w") as member:
                member.write(chunk)
                yield sink.take()
                async for chunk in chunks:
                    member.write(chunk)
                    yield sink.take()
        except ServiceError:
            zipped.infolist().remove(entry)  # the directory at the end says what is in the archive
            sink.spoil()  # and nobody who reads from the beginning takes the part for the file
            raise
    yield sink.take()


def _entry(name: str, modified_at: datetime | None) -> ZipInfo:
    """Return a member's head; its time is that of the clock on the camera."""
    entry = ZipInfo(name)
    if modified_at and _FIRST_YEAR <= modified_at.year <= _LAST_YEAR:
        entry.date_time = modified_at.timetuple()[:6]
    entry.external_attr = _MODE << 16
    return entry


class _Sink:
    """Where zipfile writes: a file in which one cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes | bytearray] = []

    def write(self, data: bytes | bytearray) -> int:
        self._parts.append(data)
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        """Return what was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)

    def spoil(self) -> None:
        """Have zeros in place of what was written since."""
        self._parts = [bytes(len(self.take()))]

    def pieces(self) -> Iterator[bytes]:
        """Yield what was written since, and take it."""
        data = self.take()
        for start in range(0, len(data), _PIECE_BYTES):
            yield data[start : start + _PIECE_BYTES]


class _Missing:
    """The files that are not in the archive, and why."""

    def __init__(self) -> None:
        self.first: ServiceError | None = None
        self._lines: list[str] = []
        self._bytes = 0
        self._unsaid = 0

    def add(self, path: str, error: ServiceError) -> None:
        """Note one."""
        self.first = self.first or error
        line = f"{path}: {error.message:.{_REASON_CHARACTERS}}"
        self._bytes += len(line.encode(errors="replace"))
        if self._bytes <= _MISSING_BYTES:
            self._lines.append(line)
        else:
            self._unsaid += 1

    def text(self) -> bytes:
        """Return what the archive says of them."""
        more = [f"and {self._unsaid} more."] if self._unsaid else []
        lines = ["These files could not be fetched, and are not in this archive:", "", *self._lines, *more, ""]
        return "\n".join(lines).encode(errors="replace")
