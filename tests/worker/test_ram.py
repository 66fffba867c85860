"""Pictures from a camera's memory: whether the disk that keeps them has room for one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.ram import RamPictures

if TYPE_CHECKING:
    from pathlib import Path


def test_no_picture_is_taken_that_nothing_would_keep(tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as refused:
        RamPictures(tmp_path / "camera", tmp_path / "other", spared_bytes=1 << 60).check_room()

    assert refused.value.name is ErrorName.STORAGE_FULL
    assert "--state-dir" in str(refused.value.remedy)


def test_with_room_nothing_is_refused(tmp_path: Path) -> None:
    RamPictures(tmp_path / "camera", tmp_path / "other", spared_bytes=1).check_room()
