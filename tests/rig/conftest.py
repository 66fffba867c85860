"""A NATS server, and a rig of two hosts, `left` and `right`, with a camera each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.nats_server import NatsServer
from tests.rigs.rig_hosts import RigHosts, rig_of
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path) as server:
        yield server


@pytest.fixture
def left_camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def right_camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000002") as camera:
        yield camera


@pytest.fixture
async def rig(
    nats: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> AsyncIterator[RigHosts]:
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats, ports) as hosts:
        yield hosts
