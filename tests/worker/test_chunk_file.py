"""A part of a picture goes from the worker into the server's open file; why it cannot is said as it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.chunk_file import opened, write_at

if TYPE_CHECKING:
    from pathlib import Path


def name_of(descriptor: int) -> str:
    return f"/proc/{os.getpid()}/fd/{descriptor}"


def write(descriptor: int, data: bytes, offset: int) -> None:
    with opened(name_of(descriptor)) as target:
        assert target is not None
        assert target != descriptor
        write_at(target, memoryview(data), offset)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(target)


def test_bytes_get_to_their_place(tmp_path: Path) -> None:
    with (tmp_path / "part").open("w+b") as file:
        write(file.fileno(), b"cd", 2)
        write(file.fileno(), b"ab", 0)
        assert file.read() == b"abcd"


@pytest.mark.parametrize("name", ["/proc/0/fd/0", None])
def test_a_file_that_is_not_open_any_more_is_no_failure(name: str | None) -> None:
    with opened(name) as target:
        assert target is None


def test_a_disk_without_room_is_full() -> None:
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(ServiceError) as refused:  # noqa: PTH123
        write(full.fileno(), b"ab", 0)

    assert refused.value.name is ErrorName.STORAGE_FULL
    assert "No space left" in refused.value.message
    assert "Free space" in refused.value.advice


def test_another_failure_of_the_disk_is_no_lack_of_room() -> None:
    reader, writer = os.pipe()
    try:
        with pytest.raises(ServiceError) as refused:
            write(writer, b"ab", 0)  # nothing can be written at a place of a pipe
    finally:
        os.close(reader)
        os.close(writer)

    assert refused.value.name is ErrorName.DISK_ERROR
    assert "Illegal seek" in refused.value.message
