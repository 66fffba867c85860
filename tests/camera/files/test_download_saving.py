"""Downloads into the place where a picture is saved: shared with clients, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import resource
from contextlib import aclosing, nullcontext
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import ReadChunk
from tests.camera.files.download_bench import (
    BROKEN,
    DATA,
    FULL,
    SIZE_BYTES,
    A,
    B,
    Bench,
    digest_of,
    failure,
    unnamed_files,
    whole,
)
from tests.rigs.played_camera import lost

if TYPE_CHECKING:
    from pathlib import Path


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
        readers = [bench.downloads.stream(bench.version[A], 0, SIZE_BYTES) for _ in range(2)]
        first = [asyncio.ensure_future(anext(pieces)) for pieces in readers]
        await asyncio.sleep(0.02)
    assert await saving == digest_of()

    for begun, pieces in zip(first, readers, strict=True):
        async with aclosing(pieces):
            assert b"".join([await begun, *[bytes(piece) async for piece in pieces]]) == DATA[A]
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
    monkeypatch.setattr("tests.rigs.played_camera.opened", lambda _name: nullcontext())

    assert await bench.save() == digest_of()
    assert bench.saved() == DATA[A]


async def test_bytes_that_nobody_can_write_are_a_full_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.rigs.played_camera.opened", lambda _name: nullcontext())
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
