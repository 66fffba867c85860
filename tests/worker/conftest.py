"""A worker of its own with a camera of its own, for all tests of a file or for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def worker(camera: VirtualCameraProcess, tmp_path: Path) -> Iterator[RunningWorker]:
    with RunningWorker(camera.port_string, tmp_path) as worker:
        worker.opened()
        yield worker


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWorker]:
    """One worker for all tests of a file, which saves their starts."""
    with (
        VirtualCameraProcess("--serial", "0000001") as camera,
        RunningWorker(camera.port_string, tmp_path_factory.mktemp("worker")) as worker,
    ):
        worker.opened()
        yield worker
