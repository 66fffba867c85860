"""A chunk is read by pieces, which come together in the file that the server has open for it."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import ReadChunk
from rpc_camera.worker.chunks import PIECE_BYTES
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATH = "/store_00010001/DCIM/900MYPIX/BIG.NEF"
CONTENT = random.Random(1).randbytes(2 * PIECE_BYTES + 5)


@pytest.fixture(name="reader")
def fixture_reader(tmp_path: Path) -> Iterator[RunningWorker]:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "BIG.NEF").write_bytes(CONTENT)
    with (
        VirtualCameraProcess("--serial", "0000001", "--pictures", str(tmp_path / "pictures")) as camera,
        RunningWorker(camera.port_string, tmp_path) as worker,
    ):
        worker.opened()
        yield worker


@pytest.mark.parametrize(
    ("offset", "length"),
    [(0, len(CONTENT)), (0, 2 * PIECE_BYTES), (7, PIECE_BYTES + 1), (0, len(CONTENT) + 100), (len(CONTENT) - 9, 9)],
)
def test_the_pieces_are_the_file(reader: RunningWorker, tmp_path: Path, offset: int, length: int) -> None:
    expected = CONTENT[offset : offset + length]
    with (tmp_path / "target").open("w+b") as target:
        name = f"/proc/{os.getpid()}/fd/{target.fileno()}"

        chunk = reader.ask(ReadChunk(PATH, offset, length, into=name))

        assert (chunk.length, chunk.data) == (len(expected), b"")
        assert target.read() == bytes(offset) + expected


def test_a_disk_that_is_full_in_the_middle_of_a_chunk_is_reported(reader: RunningWorker) -> None:
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        name = f"/proc/{os.getpid()}/fd/{full.fileno()}"
        with pytest.raises(ServiceError) as refused:
            reader.ask(ReadChunk(PATH, 0, len(CONTENT), into=name))

    assert refused.value.name is ErrorName.STORAGE_FULL
    assert reader.ask(ReadChunk(PATH, 0, 9)).data == CONTENT[:9]
