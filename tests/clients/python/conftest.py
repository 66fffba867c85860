"""A service with one virtual camera, and a session with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera_client import Session
from tests.clients.python.rig import rpc_url
from tests.rigs.service import TOKEN, RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path, [camera.port_string]) as service:
        yield service


@pytest.fixture
async def session(service: RunningService) -> AsyncIterator[Session]:
    async with await Session.connect(rpc_url(service.url), token=TOKEN) as session:
        yield session
