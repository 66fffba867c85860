"""The downloads of one camera: who shares one, what is kept, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.pace import ChunkPace
from rpc_camera.camera.files.shared_download import _update
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import ReadChunk
from rpc_camera.work import Progress, Stop, Work, working_on
from tests.camera.files.download_bench import (
    BROKEN,
    CHUNK_BYTES,
    DATA,
    FULL,
    OTHER,
    SIZE_BYTES,
    SOON_S,
    A,
    B,
    Bench,
    C,
    digest_of,
    failure,
    unnamed_files,
    whole,
)

if TYPE_CHECKING:
    from pathlib import Path

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
    assert failed.advice == "list_files has what is on the camera now."
    assert received == DATA[A][:CHUNK_BYTES]


async def test_a_reader_that_goes_while_the_camera_is_at_a_chunk_does_not_wait_for_it(bench: Bench) -> None:
    async def read() -> bytes:
        async with aclosing(bench.downloads.read(bench.version[A], 0, SIZE_BYTES)) as chunks:
            return bytes(await anext(chunks))

    with bench.camera.held(ReadChunk):
        reading = asyncio.create_task(read())
        await bench.begin(reading)
        reading.cancel()
        await asyncio.wait({reading}, timeout=SOON_S)

        assert reading.cancelled()


async def test_a_part_is_read_and_no_byte_more(bench: Bench) -> None:
    chunks = [bytes(chunk) async for chunk in bench.downloads.read(bench.version[A], 5, CHUNK_BYTES + 10)]

    assert b"".join(chunks) == DATA[A][5 : CHUNK_BYTES + 10]
    assert [request.length for request in bench.camera.requests(ReadChunk)] == [CHUNK_BYTES, 5]


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


async def test_a_shared_download_is_no_part_of_the_work_of_who_was_the_first(bench: Bench) -> None:
    with bench.camera.held(ReadChunk):
        with working_on(Work()) as work:
            reading = asyncio.create_task(bench.read())
        await bench.begin(reading)
        assert work.stop is Stop.AT_ONCE  # the reader can go at any time, whatever the camera is at
    assert await reading == DATA[A]


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


def test_no_more_than_what_has_arrived_is_hashed_and_a_file_that_was_cut_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "A"
    file.write_bytes(DATA[A])
    some, cut = hashlib.sha256(), hashlib.sha256()
    with file.open("rb") as opened:
        _update(some, opened.fileno(), 10, 1000)
        _update(cut, opened.fileno(), 0, SIZE_BYTES + 1)

    assert (some.digest(), cut.hexdigest()) == (hashlib.sha256(DATA[A][10:1000]).digest(), digest_of())


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
            await asyncio.sleep(0.02)
            assert len(bench.asked) == 2  # and is asked for no more
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
        await asyncio.sleep(0.02)
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


async def test_a_file_that_somebody_still_reads_is_not_that_of_the_next_download(bench: Bench) -> None:
    async with aclosing(bench.downloads.stream(bench.version[A], 0, SIZE_BYTES)) as pieces:
        received = bytearray(await anext(pieces))
        for path in (A, B, C):
            assert await bench.read(path) == DATA[path]
        async for piece in pieces:
            received += piece

    assert received == DATA[A]


async def test_of_several_that_are_read_at_once_the_last_two_are_kept(bench: Bench) -> None:
    await asyncio.gather(*(bench.read(path) for path in DATA))

    assert len(bench.downloads.under_way) == len(unnamed_files()) == 2
