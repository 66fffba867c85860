"""Downloads of a played camera with four files, and what the tests ask of them."""

from __future__ import annotations

import asyncio
import hashlib
import os
from contextlib import aclosing
from pathlib import Path
from typing import IO

import pytest

from rpc_camera.camera.files.downloads import Downloads
from rpc_camera.camera.files.pace import ChunkPace
from rpc_camera.camera.files.version import FileVersion, Versions
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import ReadChunk
from tests.rigs.played_camera import PlayedCamera

CHUNK_BYTES = ChunkPace().piece_bytes  # of a small file: see ChunkPace.chunk_bytes
CHUNKS = 4
SIZE_BYTES = (CHUNKS - 1) * CHUNK_BYTES + 1000
DATA = {f"/{name}.JPG": os.urandom(SIZE_BYTES) for name in "ABCD"}
A, B, C, D = DATA
OTHER = os.urandom(SIZE_BYTES)
FULL = ServiceError(ErrorName.STORAGE_FULL, "The disk is full.")
BROKEN = ServiceError(ErrorName.DISK_ERROR, "The disk is broken.")
SOON_S = 10


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.camera = PlayedCamera()
        self.camera.files = dict(DATA)
        self.versions = Versions(self.camera.line)
        self.downloads = Downloads(self.camera.line, self.versions, folder / "reading")
        self.targets: dict[str, IO[bytes]] = {}
        self.version: dict[str, FileVersion] = {}

    async def look(self) -> None:
        """Ask the camera which versions its files are of now."""
        self.version = {path: await self.versions.current(path) for path in DATA}

    async def read(self, path: str = A, start: int = 0, stop: int = SIZE_BYTES) -> bytes:
        """Read as a GET does."""
        stream = self.downloads.stream(self.version[path], start, stop)
        async with asyncio.timeout(SOON_S), aclosing(stream) as pieces:
            return b"".join([bytes(piece) async for piece in pieces])

    async def save(self, path: str = A) -> str:
        """Save as tethering does; return the digest that it is given."""
        target = self.targets[path] = (self.folder / path[1:]).open("w+b")
        async with asyncio.timeout(SOON_S):
            return await self.downloads.save(self.version[path], target.fileno())

    def saved(self, path: str = A) -> bytes:
        """Return what was saved under this name."""
        return (self.folder / path[1:]).read_bytes()

    async def begin(self, work: asyncio.Task[str] | asyncio.Task[bytes], chunks: int = 1) -> None:
        """Wait until so many chunks were asked for."""
        await self.camera.asked(ReadChunk, chunks)
        assert not work.done()

    @property
    def asked(self) -> list[tuple[str, int]]:
        """The chunks that were asked for: path and number."""
        return [(each.path, each.offset // CHUNK_BYTES) for each in self.camera.requests(ReadChunk)]

    def restart(self) -> None:
        """Forget what was asked for."""
        for worker in self.camera.workers:
            worker.requests.clear()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def digest_of(path: str = A) -> str:
    return hashlib.sha256(DATA[path]).hexdigest()


def whole(path: str = A) -> list[tuple[str, int]]:
    return [(path, number) for number in range(CHUNKS)]


async def failure(work: asyncio.Task[str] | asyncio.Task[bytes]) -> ServiceError:
    async with asyncio.timeout(SOON_S):
        with pytest.raises(ServiceError) as raised:
            await work
    return raised.value


def unnamed_files() -> set[int]:
    """Return the inodes of the unnamed files beside the state that are open."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]  # the last was of the listing
    return {link.stat().st_ino for link in links if "/reading/" in str(link.readlink())}
