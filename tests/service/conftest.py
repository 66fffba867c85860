"""A running service with one virtual camera, and a client of it, on the bodies of each make that `--make` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.pictures import any_picture
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient


@pytest.fixture
def each_make(request: pytest.FixtureRequest) -> Make:
    """The make of the bodies of a test."""
    make: Make = request.param
    return make


@pytest.fixture
def camera(each_make: Make) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def second_camera(each_make: Make) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000002") as camera:
        yield camera


@pytest.fixture
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path, [camera.port_string]) as service:
        yield service


@pytest.fixture
async def two(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path
) -> AsyncIterator[RunningService]:
    """A service with two cameras."""
    async with running_service(tmp_path, [camera.port_string, second_camera.port_string]) as service:
        yield service


@pytest.fixture
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        yield client


@pytest.fixture
async def picture(service: RunningService, each_make: Make) -> str:
    """The path of a picture that is on the camera."""
    async with service.client() as client:
        return await any_picture(client, each_make)
