"""One download: it waits for a camera that is gone, goes on where it was, and never mixes two files."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from rpc_camera.camera.files.download import ByteSpan, Download, Origin
from rpc_camera.camera.files.downloads import Downloads
from rpc_camera.camera.files.pace import ChunkPace
from rpc_camera.camera.files.sinks import FileSink, Handover
from rpc_camera.camera.files.version import Versions
from rpc_camera.camera.line.turns import Priority
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import GetFileInfo, GiveWay, ReadChunk
from tests.rigs.played_camera import PlayedCamera, lost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PATH = "/A.JPG"
CHUNK_BYTES = ChunkPace().piece_bytes  # of a small file: see ChunkPace.chunk_bytes
DATA = os.urandom(3 * CHUNK_BYTES + 1000)
OTHER = os.urandom(len(DATA))
BUSY = ServiceError(ErrorName.CAMERA_BUSY, "The mirror is up.")
SOON_S = 10


@pytest.fixture
async def camera(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedCamera]:
    monkeypatch.setattr("rpc_camera.camera.files.download._LOOK_AGAIN_S", 0.01)
    camera = PlayedCamera()
    camera.files[PATH] = DATA
    yield camera
    await camera.close()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[IO[bytes]]:
    with (tmp_path / "target").open("w+b") as target:
        yield target


async def begun(camera: PlayedCamera, target: IO[bytes], start: int = 0, arrived: list[int] | None = None) -> Download:
    """Begin a download of the file from `start` on."""
    versions = Versions(camera.line)
    version = await versions.current(PATH)
    sink = FileSink(target, (arrived if arrived is not None else []).append)
    return Download(Origin(camera.line, versions, ChunkPace()), ByteSpan(version, start, version.size_bytes), sink)


def is_open_as(name: str, target: IO[bytes]) -> bool:
    """Return whether `name` (/proc/PID/fd/N) is the same file."""
    try:
        return os.path.samestat(Path(name).stat(), os.fstat(target.fileno()))
    except FileNotFoundError:
        return False


async def failure(download: Download) -> ServiceError:
    async with asyncio.timeout(SOON_S):
        with pytest.raises(ServiceError) as raised:
            await download.done
    return raised.value


async def test_all_bytes_get_to_their_places(camera: PlayedCamera, target: IO[bytes]) -> None:
    arrived: list[int] = []
    await (await begun(camera, target, CHUNK_BYTES, arrived)).done

    assert target.read() == bytes(CHUNK_BYTES) + DATA[CHUNK_BYTES:]
    assert arrived == [2 * CHUNK_BYTES, 3 * CHUNK_BYTES, len(DATA)]


async def test_a_camera_that_is_unplugged_is_waited_for_and_the_download_goes_on_where_it_was(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target, CHUNK_BYTES)
        await camera.asked(ReadChunk, 1)
        await camera.unplug()
    await asyncio.sleep(0.05)
    assert not download.done.done()
    camera.plug()
    await download.done

    assert target.read()[CHUNK_BYTES:] == DATA[CHUNK_BYTES:]
    assert [request.offset for request in camera.requests(ReadChunk)] == [CHUNK_BYTES * n for n in (1, 1, 2, 3)]


@pytest.mark.parametrize("gone", ["for a moment", "unplugged"])
async def test_another_file_that_has_the_name_since_the_camera_came_back_is_refused(
    camera: PlayedCamera, target: IO[bytes], gone: str
) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        camera.files[PATH], camera.modified_at[PATH] = OTHER, "2026-11-24T12:00:00"
        if gone == "unplugged":
            await camera.unplug()
            camera.plug()
        else:
            camera.worker.lose(lost())

    failed = await failure(download)
    assert (failed.name, failed.advice) == (ErrorName.FILE_UNAVAILABLE, "Ask for it anew.")
    assert "another file since the camera came back" in failed.message


async def test_a_camera_that_is_back_with_the_same_file_is_asked_once_whether_it_is(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        camera.worker.lose(lost())
    await download.done

    assert target.read() == DATA
    assert len(camera.requests(GetFileInfo)) == 2  # the other was before it began


async def test_a_camera_that_is_busy_is_asked_again(camera: PlayedCamera, target: IO[bytes]) -> None:
    camera.refusals[ReadChunk] = [BUSY.but(), BUSY.but()]
    await (await begun(camera, target)).done

    assert target.read() == DATA


async def test_a_camera_that_does_not_come_back_is_not_waited_for_for_ever(
    camera: PlayedCamera, target: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.download._PATIENCE_S", 0.1)
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        await camera.unplug()

    assert (await failure(download)).name is ErrorName.CAMERA_LOST


async def test_a_file_that_ends_early_is_no_whole_file(camera: PlayedCamera, target: IO[bytes]) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        camera.files[PATH] = DATA[:1000]

    failed = await failure(download)
    assert (failed.name, failed.message) == (
        ErrorName.FILE_UNAVAILABLE,
        f"{PATH} ended after 1000 of {len(DATA)} bytes.",
    )


async def test_what_the_camera_refuses_for_good_ends_it(camera: PlayedCamera, target: IO[bytes]) -> None:
    camera.refusals[ReadChunk] = [ServiceError(ErrorName.CAMERA_ERROR, "It cannot be read.")]

    assert (await failure(await begun(camera, target))).name is ErrorName.CAMERA_ERROR
    assert len(camera.requests(ReadChunk)) == 1


async def test_a_stop_leaves_the_file_open_until_the_worker_is_done_with_its_chunk(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        into = camera.requests(ReadChunk)[0].into
        assert into
        download.stop()
        await asyncio.sleep(0.02)
        assert not download.done.done()
        assert is_open_as(into, target)
    await download.done
    await asyncio.sleep(0)

    assert target.read() == DATA[:CHUNK_BYTES]
    assert not is_open_as(into, target)
    assert len(camera.requests(ReadChunk)) == 1


async def test_a_stop_while_the_camera_is_gone_ends_it_at_once(camera: PlayedCamera, target: IO[bytes]) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        await camera.unplug()
    await asyncio.sleep(0.05)
    download.stop()
    await asyncio.wait({download.done}, timeout=SOON_S)

    assert download.done.cancelled()


async def test_pieces_grow_on_a_fast_camera(
    camera: PlayedCamera, target: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.rigs.played_camera.STEADY_S", 0.001)
    await (await begun(camera, target)).done

    assert target.read() == DATA
    sizes = [(request.length, request.piece_bytes) for request in camera.requests(ReadChunk)]
    assert sizes == [(n * CHUNK_BYTES, n * CHUNK_BYTES) for n in (1, 2)] + [(1000, 4 * CHUNK_BYTES)]


@pytest.mark.parametrize(("into_file", "most"), [(True, 4), (False, 2)])
async def test_chunks_of_several_pieces_lie_between_small_ones(
    camera: PlayedCamera, target: IO[bytes], monkeypatch: pytest.MonkeyPatch, *, into_file: bool, most: int
) -> None:
    monkeypatch.setattr(FileSink if into_file else Handover, "most_bytes", most * CHUNK_BYTES)
    camera.files[PATH] = data = os.urandom(20 * CHUNK_BYTES + 1000)
    if into_file:
        await (await begun(camera, target)).done
        assert target.read() == data
    else:
        versions = Versions(camera.line)
        downloads = Downloads(camera.line, versions, Path())
        version = await versions.current(PATH)
        assert b"".join([bytes(chunk) async for chunk in downloads.read(version, 0, len(data))]) == data

    *lengths, rest = [request.length for request in camera.requests(ReadChunk)]
    pieces = [length // CHUNK_BYTES for length in lengths]
    assert [pieces[0], pieces[-1], max(pieces)] == [1, 1, most]
    assert (sum(lengths) + rest, {length % CHUNK_BYTES for length in lengths}) == (len(data), {0})
    assert {request.piece_bytes for request in camera.requests(ReadChunk)} == {CHUNK_BYTES}


async def test_a_stop_while_it_waits_in_line_asks_for_nothing_more(camera: PlayedCamera, target: IO[bytes]) -> None:
    async with camera.line.reserve():
        versions = Versions(camera.line)
        version = versions.of(await camera.line.ask_within(GetFileInfo(PATH)))
        sink = FileSink(target, lambda _size: None)
        download = Download(Origin(camera.line, versions, ChunkPace()), ByteSpan(version, 0, len(DATA)), sink)
        await asyncio.sleep(0.01)
        download.stop()
        await asyncio.wait({download.done})

    assert download.done.cancelled()
    assert camera.requests(ReadChunk) == []


async def test_a_command_that_comes_behind_a_chunk_has_the_worker_end_it(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        assert camera.requests(GiveWay) == []
        commands = [asyncio.create_task(camera.line.ask(GetFileInfo(PATH))) for _ in range(2)]
        await asyncio.sleep(0.02)
        assert not any(command.done() for command in commands)
    await asyncio.gather(download.done, *commands)

    assert target.read() == DATA
    kinds = [type(request) for request in camera.worker.requests]
    assert kinds[:5] == [GetFileInfo, ReadChunk, GiveWay, GetFileInfo, GetFileInfo]
    assert len(camera.requests(GiveWay)) == 1


async def test_what_was_read_before_a_chunk_was_ended_is_not_read_again(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    camera.files[PATH] = data = os.urandom(20 * CHUNK_BYTES)
    camera.cut_bytes = 2 * CHUNK_BYTES
    arrived: list[int] = []
    await asyncio.wait_for((await begun(camera, target, 0, arrived)).done, SOON_S)

    assert target.read() == data
    assert max(request.length for request in camera.requests(ReadChunk)) == 4 * CHUNK_BYTES
    assert [request.offset for request in camera.requests(ReadChunk)] == [0, *arrived[:-1]]
    assert arrived[2:5] == [4 * CHUNK_BYTES, 6 * CHUNK_BYTES, 8 * CHUNK_BYTES]


async def test_a_chunk_that_somebody_waits_behind_from_the_first_is_one_piece(
    camera: PlayedCamera, target: IO[bytes]
) -> None:
    camera.files[PATH] = data = os.urandom(20 * CHUNK_BYTES)
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        others = [camera.line.reserve(Priority.FRAME) for _ in range(4)]
    for other in others:  # between two frames, a chunk has its turn
        async with other:
            pass
    await download.done

    lengths = [request.length for request in camera.requests(ReadChunk)]
    assert lengths[:4] == [CHUNK_BYTES] * 4
    assert lengths[4] == 4 * CHUNK_BYTES
    assert target.read() == data


async def test_a_stop_has_the_worker_end_its_chunk(camera: PlayedCamera, target: IO[bytes]) -> None:
    with camera.held(ReadChunk):
        download = await begun(camera, target)
        await camera.asked(ReadChunk, 1)
        download.stop()
    await download.done
    await camera.asked(GiveWay, 1)
