"""A disk that gets full while a file is written: the error says how much room it takes to try again."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.saving import out_of_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ID = "z-5-1"
FULL = ServiceError(ErrorName.STORAGE_FULL, "The server's disk has no room: No space left on device.")
MORE_THAN_ANY_DISK_HAS = 1 << 60


@pytest.fixture
def part(tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "part").open("wb") as file:
        yield file.fileno()


@pytest.mark.parametrize("error", [FULL, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))])
def test_a_disk_without_room_says_how_much_the_file_needs(part: int, error: ServiceError | OSError) -> None:
    refusal = out_of_room(error, part, MORE_THAN_ANY_DISK_HAS, ID)

    assert refusal
    assert (refusal.name, refusal.message, refusal.camera) == (ErrorName.STORAGE_FULL, FULL.message, ID)
    assert refusal.details == {"size_bytes": MORE_THAN_ANY_DISK_HAS}


@pytest.mark.parametrize("error", [FULL, OSError(errno.EDQUOT, "Disk quota exceeded")])
def test_a_disk_that_has_room_refuses_for_another_reason_which_room_does_not_mend(
    part: int, error: ServiceError | OSError
) -> None:
    assert out_of_room(error, part, 1, ID) is None


@pytest.mark.parametrize("error", [ServiceError(ErrorName.CAMERA_LOST, "It is out."), OSError(errno.EIO, "broken")])
def test_another_failure_stays_what_it_is_though_the_disk_has_no_room(part: int, error: ServiceError | OSError) -> None:
    assert out_of_room(error, part, MORE_THAN_ANY_DISK_HAS, ID) is None


def test_what_the_part_has_already_is_room_for_it(part: int) -> None:
    disk = os.fstatvfs(part)
    os.posix_fallocate(part, 0, 632 << 20)
    free_bytes = disk.f_bavail * disk.f_frsize

    assert out_of_room(FULL, part, free_bytes - (32 << 20), ID) is None
