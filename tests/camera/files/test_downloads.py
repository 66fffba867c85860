"""The downloads of one camera: who shares one, what is saved, what is kept, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
from contextlib import aclosing
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from rpc_camera.camera.files.downloads import Downloads
from rpc_camera.camera.files.pace import ChunkPace
from rpc_camera.camera.files.version import FileVersion, Versions
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import ReadChunk
from rpc_camera.work import Progress, Work, working_on
from tests.rigs.played_camera import PlayedCamera, lost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHUNK_BYTES = ChunkPace().chunk_bytes
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


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """Yield it; whatever the test has done, no descriptor is left open."""
    monkeypatch.setattr("rpc_camera.camera.files.download._LOOK_AGAIN_S", 0.01)
    bench = Bench(tmp_path)
    await bench.look()
    before = open_files()
    yield bench
    for target in bench.targets.values():
        target.close()
    await bench.downloads.close()
    await bench.look()  # the worker is done with all that it was asked for
    assert open_files() == before
    assert bench.downloads.under_way == ()
    await bench.camera.close()


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


# ---- straight to one reader


async def test_one_chunk_is_read_ahead_and_no_more(bench: Bench) -> None:
    async with aclosing(bench.downloads.read(bench.version[A], 0, SIZE_BYTES)) as chunks:
        for taken in (1, 2):
            assert len(await anext(chunks)) == CHUNK_BYTES
            await bench.camera.asked(ReadChunk, taken + 1)
            await asyncio.sleep(0.05)
            assert len(bench.asked) == taken + 1


async def test_a_reader_that_goes_ends_the_reading(bench: Bench) -> None:
    async with aclosing(bench.downloads.read(bench.version[A], 0, SIZE_BYTES)) as chunks:
        await anext(chunks)
    asked = len(bench.asked)
    await asyncio.sleep(0.05)

    assert len(bench.asked) == asked <= 2


async def test_a_file_that_is_deleted_in_the_middle_is_not_mixed_with_the_next_of_its_name(bench: Bench) -> None:
    received = bytearray()

    async def read() -> bytes:
        async for chunk in bench.downloads.read(version, 0, SIZE_BYTES):
            received.extend(chunk)
            if len(received) == CHUNK_BYTES:
                bench.versions.deleted(A)
                bench.camera.files[A] = OTHER
        return bytes(received)

    version = bench.version[A]
    failed = await failure(asyncio.create_task(read()))

    assert (failed.name, failed.message) == (ErrorName.FILE_UNAVAILABLE, f"{A} was deleted while it was read.")
    assert received == DATA[A][:CHUNK_BYTES]


async def test_progress_is_reported_from_the_first_byte_to_the_last(bench: Bench) -> None:
    steps: list[Progress] = []
    with working_on(Work(steps.append)):
        async for _ in bench.downloads.read(bench.version[A], CHUNK_BYTES, SIZE_BYTES):
            pass

    total = SIZE_BYTES - CHUNK_BYTES
    done = [0, CHUNK_BYTES, 2 * CHUNK_BYTES, total]
    assert steps == [Progress("reading", each, total, "bytes") for each in done]


# ---- shared


async def test_two_who_want_the_same_file_have_it_read_once(bench: Bench) -> None:
    first, second = await asyncio.gather(bench.read(), bench.read(stop=1000))

    assert (first, second) == (DATA[A], DATA[A][:1000])
    assert bench.asked == whole()


async def test_a_file_that_was_read_lately_is_not_read_again_and_its_digest_is_known(bench: Bench) -> None:
    await bench.read()
    assert bench.downloads.known_digest(bench.version[A]) is None
    assert (await bench.downloads.digest(bench.version[A])).hex() == digest_of()
    assert await bench.read(start=5, stop=10) == DATA[A][5:10]
    assert await bench.read(start=SIZE_BYTES - 1) == DATA[A][-1:]

    assert bench.asked == whole()
    known = bench.downloads.known_digest(bench.version[A])
    assert known
    assert known.hex() == digest_of()


async def test_a_part_beyond_what_has_arrived_is_read_by_itself(bench: Bench) -> None:
    assert await bench.read(start=2 * CHUNK_BYTES) == DATA[A][2 * CHUNK_BYTES :]
    assert bench.asked == whole()[2:]


async def test_a_download_that_nobody_reads_any_more_ends(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        reading = asyncio.create_task(bench.read())
        await bench.begin(reading)
        reading.cancel()
        await asyncio.wait({reading})
        assert bench.downloads.under_way == ()
    assert await bench.read() == DATA[A]

    assert bench.asked == [(A, 0), *whole()]


async def test_a_deleted_file_fails_for_all_who_read_it_and_is_read_anew_under_its_name(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        reading = [asyncio.create_task(bench.read()) for _ in range(2)]
        await bench.begin(reading[0])
        bench.versions.deleted(A)
        await bench.downloads.forget(A)
        bench.camera.files[A] = OTHER
        for each in reading:
            assert (await failure(each)).name is ErrorName.FILE_UNAVAILABLE

    await bench.look()
    assert bench.asked == [(A, 0)]
    assert await bench.read() == OTHER


async def test_one_who_reads_slowly_gets_no_chunk_that_arrived_after_the_deletion(bench: Bench) -> None:
    received = bytearray()

    async def read() -> bytes:
        async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
            received.extend(await anext(pieces))
            with bench.camera.held(ReadChunk):
                await bench.camera.asked(ReadChunk, 2)
                bench.versions.deleted(A)
                await bench.downloads.forget(A)
                bench.camera.files[A] = OTHER
            await bench.versions.current(B)  # the worker is done with the chunk
            async for piece in pieces:
                received.extend(piece)
        return bytes(received)

    assert (await failure(asyncio.create_task(read()))).name is ErrorName.FILE_UNAVAILABLE
    assert DATA[A].startswith(bytes(received))


async def test_a_file_whose_download_has_failed_is_read_anew_though_somebody_still_holds_that(bench: Bench) -> None:
    refused = ServiceError(ErrorName.CAMERA_ERROR, "It cannot be read.")
    async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
        with bench.camera.held(ReadChunk):
            first = asyncio.ensure_future(anext(pieces))
            await bench.camera.asked(ReadChunk, 1)
        await first
        bench.camera.refusals[ReadChunk] = [refused]
        digest = asyncio.create_task(bench.downloads.digest(bench.version[A]))
        assert (await failure(asyncio.create_task(bench.read()))).name is ErrorName.CAMERA_ERROR
        assert (await failure(digest)).name is ErrorName.CAMERA_ERROR
        assert bench.downloads.known_digest(bench.version[A]) is None

        assert await bench.read() == DATA[A]


async def test_one_who_reads_a_file_that_is_there_whole_gets_it_though_it_is_deleted(bench: Bench) -> None:
    async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
        received = bytearray(await anext(pieces))
        await bench.read()
        bench.versions.deleted(A)
        await bench.downloads.forget(A)
        async for piece in pieces:
            received += piece

    assert received == DATA[A]


async def test_a_fault_of_our_own_is_one_for_its_readers_too_and_has_its_traceback_in_the_log(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("no pace")

    monkeypatch.setattr(ChunkPace, "measured", fail)
    failed = await failure(asyncio.create_task(bench.read()))

    assert (failed.name, failed.camera) == (ErrorName.INTERNAL_ERROR, bench.camera.line.camera)
    assert "no pace" in failed.message
    assert "ZeroDivisionError" in caplog.text


async def test_a_file_that_was_read_and_deleted_is_not_kept(bench: Bench) -> None:
    version = bench.version[A]
    await bench.downloads.digest(version)
    await bench.downloads.forget(A)

    assert bench.downloads.known_digest(version) is None
    assert bench.downloads.under_way == ()


@pytest.mark.parametrize("failed", [FULL, BROKEN])
async def test_where_the_servers_disk_fails_a_reader_gets_the_rest_straight_from_the_camera(
    bench: Bench, failed: ServiceError
) -> None:
    received = bytearray()
    async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
        with bench.camera.held(ReadChunk):
            reading = asyncio.ensure_future(anext(pieces))
            await bench.camera.asked(ReadChunk, 1)
        received += await reading
        bench.camera.refusals[ReadChunk] = [failed.but()]
        async for piece in pieces:
            received += piece

    assert received == DATA[A]


async def test_only_the_last_two_are_kept_and_the_next_is_read_into_the_file_of_the_oldest(bench: Bench) -> None:
    for path in (A, B):
        await bench.read(path)
    files = unnamed_files()
    await bench.read(C)
    assert unnamed_files() == files
    assert [version.path for version in bench.downloads.under_way] == [B, C]

    assert [await bench.read(path) for path in (A, B, C)] == [DATA[A], DATA[B], DATA[C]]


def unnamed_files() -> set[int]:
    """Return the inodes of the unnamed files beside the state that are open."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]  # the last was of the listing
    return {link.stat().st_ino for link in links if "/reading/" in str(link.readlink())}


# ---- saving


async def test_a_picture_is_written_by_the_worker_into_its_place_and_nothing_is_kept(bench: Bench) -> None:
    assert await bench.save() == digest_of()
    assert bench.saved() == DATA[A]
    assert bench.downloads.under_way == ()
    assert all(request.into for request in bench.camera.requests(ReadChunk))
    assert unnamed_files() == set()


async def test_what_a_client_reads_is_saved_without_a_second_reading(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        reading = asyncio.create_task(bench.read())
        await bench.begin(reading)
        saving = asyncio.create_task(bench.save())
        await asyncio.sleep(0.02)
    assert await saving == digest_of()

    assert await reading == bench.saved() == DATA[A]
    assert bench.asked == whole()


async def test_what_is_being_saved_is_read_by_clients_without_a_second_reading_even_after_it_is_saved(
    bench: Bench,
) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        pieces = bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)
        first = asyncio.ensure_future(anext(pieces))
        await asyncio.sleep(0.02)
    assert await saving == digest_of()
    assert bench.downloads.under_way == ()

    async with aclosing(pieces):
        assert b"".join([await first, *[bytes(piece) async for piece in pieces]]) == DATA[A]
    assert bench.asked == whole()


async def test_one_of_two_readers_who_is_done_after_the_saving_leaves_the_file_to_the_other(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        slow = bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)
        first = asyncio.ensure_future(anext(slow))
        quick = asyncio.create_task(bench.read(stop=1000))
        await asyncio.sleep(0.02)
    assert await saving == digest_of()
    assert await quick == DATA[A][:1000]

    async with aclosing(slow):
        assert b"".join([await first, *[bytes(piece) async for piece in slow]]) == DATA[A]
    assert bench.asked == whole()


async def test_a_saving_that_shares_a_clients_download_fails_with_it_when_the_camera_refuses(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        reading = asyncio.create_task(bench.read())
        await bench.begin(reading)
        saving = asyncio.create_task(bench.save())
        await asyncio.sleep(0.02)
        bench.camera.refusals[ReadChunk] = [ServiceError(ErrorName.CAMERA_ERROR, "It cannot be read.")]
    assert (await failure(saving)).name is (await failure(reading)).name is ErrorName.CAMERA_ERROR
    assert len(bench.asked) == 1


async def test_a_saving_that_fails_in_the_middle_leaves_nothing_and_can_be_tried_again(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        reading = asyncio.create_task(bench.read())
        await asyncio.sleep(0.02)
        bench.camera.refusals[ReadChunk] = [ServiceError(ErrorName.CAMERA_ERROR, "It cannot be read.")]
    assert (await failure(saving)).name is (await failure(reading)).name is ErrorName.CAMERA_ERROR
    assert bench.downloads.under_way == ()
    bench.targets[A].close()

    assert await bench.save() == digest_of()
    assert bench.saved() == DATA[A]


async def test_a_saving_that_is_cancelled_leaves_nothing_and_writes_into_nothing_else(
    bench: Bench, tmp_path: Path
) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        saving.cancel()
        await asyncio.wait({saving})
        assert bench.downloads.under_way == ()
        bench.targets[A].close()
        others = [(tmp_path / f"other{number}").open("w+b") for number in range(20)]
    await bench.look()  # the worker is done with the chunk

    assert [os.fstat(other.fileno()).st_size for other in others] == [0] * 20
    for other in others:
        other.close()


async def test_a_reader_goes_on_when_the_saving_is_cancelled(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        reading = asyncio.create_task(bench.read())
        await asyncio.sleep(0.02)
        saving.cancel()
        await asyncio.wait({saving})
    assert await reading == DATA[A]

    assert bench.asked == whole()


@pytest.mark.parametrize("failed", [FULL, BROKEN])
async def test_where_a_clients_download_finds_no_room_beside_the_state_the_picture_is_saved_all_the_same(
    bench: Bench, failed: ServiceError
) -> None:
    with bench.camera.held(ReadChunk):
        reading = asyncio.create_task(bench.read())
        await bench.begin(reading)
        saving = asyncio.create_task(bench.save())
        await asyncio.sleep(0.02)
        bench.camera.refusals[ReadChunk] = [failed.but()]
    assert await saving == digest_of()

    assert await reading == bench.saved() == DATA[A]
    assert bench.downloads.under_way == ()


@pytest.mark.parametrize("failed", [FULL, BROKEN])
async def test_a_saving_whose_own_disk_fails_says_so(bench: Bench, failed: ServiceError) -> None:
    bench.camera.refusals[ReadChunk] = [failed.but()]

    assert (await failure(asyncio.create_task(bench.save()))).name is failed.name
    assert len(bench.asked) == 1


async def test_bytes_that_the_worker_cannot_write_are_written_by_the_server(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.rigs.played_camera.write_into", lambda *_arguments: False)

    assert await bench.save() == digest_of()
    assert bench.saved() == DATA[A]


async def test_bytes_that_nobody_can_write_are_a_full_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.rigs.played_camera.write_into", lambda *_arguments: False)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        failed = await failure(asyncio.create_task(bench.save()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (failed.name, failed.camera) == (ErrorName.STORAGE_FULL, bench.camera.line.camera)


async def test_saved_pictures_are_never_written_into_again(bench: Bench) -> None:
    for path in DATA:
        with bench.camera.held(ReadChunk):
            saving = asyncio.create_task(bench.save(path))
            await bench.begin(saving)
            reading = asyncio.create_task(bench.read(path))
            await asyncio.sleep(0.02)
        await asyncio.gather(saving, reading)
        bench.restart()
    for path in reversed(DATA):
        await bench.read(path)

    assert {path: bench.saved(path) for path in DATA} == DATA


async def test_a_deletion_in_the_middle_fails_the_saving(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        bench.versions.deleted(A)
        await bench.downloads.forget(A)

        assert (await failure(saving)).name is ErrorName.FILE_UNAVAILABLE


async def test_a_cable_that_is_pulled_in_the_middle_costs_the_saving_nothing(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        bench.camera.worker.lose(lost())

    assert await saving == digest_of()
    assert bench.saved() == DATA[A]


async def test_when_the_server_stops_nobody_waits_any_more(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        saving = asyncio.create_task(bench.save())
        await bench.begin(saving)
        reading = asyncio.create_task(bench.read(B))
        await asyncio.sleep(0.02)
        closing = asyncio.create_task(bench.downloads.close())

        assert (await failure(saving)).name is (await failure(reading)).name is ErrorName.CANCELLED
        await asyncio.sleep(0.02)
        assert not closing.done()  # the worker has a file of ours open
    await closing


async def test_when_the_server_stops_one_who_reads_what_is_there_is_sent_away_as_well(bench: Bench) -> None:
    async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
        await anext(pieces)
        await bench.read()
        await bench.downloads.close()
        with pytest.raises(ServiceError) as stopped:
            await anext(pieces)

    assert (stopped.value.name, stopped.value.message) == (ErrorName.CANCELLED, "The server is stopping.")
    assert stopped.value.advice == "Ask for the rest when it is back."
