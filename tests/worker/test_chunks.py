"""A chunk is read by pieces, which come together in the file that the server has open for it."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import GiveWay, ReadChunk
from rpc_camera.worker.chunks import PIECE_BYTES
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATH = "/store_00010001/DCIM/900MYPIX/BIG.NEF"
GET_PARTIAL_OBJECT = "101b"
CONTENT = random.Random(1).randbytes(2 * PIECE_BYTES + 5)


@pytest.fixture(name="camera")
def fixture_camera(tmp_path: Path) -> Iterator[VirtualCameraProcess]:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "BIG.NEF").write_bytes(CONTENT)
    with VirtualCameraProcess("--serial", "0000001", "--pictures", str(tmp_path / "pictures")) as camera:
        yield camera


@pytest.fixture(name="reader")
def fixture_reader(camera: VirtualCameraProcess, tmp_path: Path) -> Iterator[RunningWorker]:
    with RunningWorker(camera.port_string, tmp_path) as worker:
        worker.opened()
        yield worker


def read_on(reader: RunningWorker, request: ReadChunk) -> bytes:
    """Return all that the request is for: on a busy machine it takes more than one chunk."""
    stop, data = min(request.offset + request.length, len(CONTENT)), bytearray()
    while request.offset < stop:
        chunk = reader.ask(request)
        assert chunk.length
        data += chunk.data
        request = replace(request, offset=request.offset + chunk.length, length=request.length - chunk.length)
    return bytes(data)


@pytest.mark.parametrize(
    ("offset", "length"),
    [(0, len(CONTENT)), (0, 2 * PIECE_BYTES), (7, PIECE_BYTES + 1), (0, len(CONTENT) + 100), (len(CONTENT) - 9, 9)],
)
def test_the_pieces_are_the_file(reader: RunningWorker, tmp_path: Path, offset: int, length: int) -> None:
    expected = CONTENT[offset : offset + length]
    with (tmp_path / "target").open("w+b") as target:
        name = f"/proc/{os.getpid()}/fd/{target.fileno()}"

        assert read_on(reader, ReadChunk(PATH, offset, length, into=name)) == b""

        assert target.read() == bytes(offset) + expected


def test_a_disk_that_is_full_in_the_middle_of_a_chunk_is_reported(reader: RunningWorker) -> None:
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        name = f"/proc/{os.getpid()}/fd/{full.fileno()}"
        with pytest.raises(ServiceError) as refused:
            reader.ask(ReadChunk(PATH, 0, len(CONTENT), into=name))

    assert refused.value.name is ErrorName.STORAGE_FULL
    assert reader.ask(ReadChunk(PATH, 0, 9)).data == CONTENT[:9]


@pytest.mark.parametrize("piece_bytes", [300_000, 2 * PIECE_BYTES])
def test_the_camera_is_asked_for_no_more_than_a_piece_at_a_time(
    camera: VirtualCameraProcess, reader: RunningWorker, piece_bytes: int
) -> None:
    camera.control({"clear": True})
    assert read_on(reader, ReadChunk(PATH, 0, len(CONTENT), piece_bytes=piece_bytes)) == CONTENT

    pieces = -(-len(CONTENT) // min(piece_bytes, PIECE_BYTES))
    assert camera.control({"status": True})["operations"].count(GET_PARTIAL_OBJECT) == pieces


@pytest.mark.parametrize("into_file", [True, False])
def test_a_chunk_ends_with_the_piece_in_which_another_request_comes(
    reader: RunningWorker, tmp_path: Path, *, into_file: bool
) -> None:
    with (tmp_path / "target").open("w+b") as target:
        into = f"/proc/{os.getpid()}/fd/{target.fileno()}" if into_file else None
        wanted, waits = ReadChunk(PATH, 5, len(CONTENT), into, 300_000), GiveWay()
        numbers = reader.send(wanted), reader.send(waits)

        chunk = reader.reply_to(wanted, numbers[0])
        reader.reply_to(waits, numbers[1])

        assert chunk.length % 300_000 == 0
        assert 0 < chunk.length < len(CONTENT) - 5
        read = target.read()[5:] if into_file else chunk.data
        assert read == CONTENT[5 : 5 + chunk.length]
    others = [reader.ask(ReadChunk(PATH, 0, 300_000, piece_bytes=100_000)).length for _ in range(20)]
    assert max(others) == 300_000, "it has ended that one only"


def test_a_chunk_that_takes_long_ends_with_a_piece(camera: VirtualCameraProcess, reader: RunningWorker) -> None:
    camera.control({"bytes_per_s": 4_000_000})
    begun = time.monotonic()
    chunk = reader.ask(ReadChunk(PATH, 0, len(CONTENT), piece_bytes=300_000))
    took_s = time.monotonic() - begun
    camera.control({"bytes_per_s": 0})

    assert chunk.length % 300_000 == 0
    assert 0 < chunk.length < len(CONTENT)
    assert chunk.read_s <= took_s
