"""A service that sees nothing but an emulated USB bus, and a client of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.usb.emulated_usb import EmulatedUsb

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

PATH = "/store_00010001/DCIM/900MYPIX/BIG.NEF"
DATA = bytes(range(251)) * 50_000
EVENTS = ["camera_added", "camera_removed", "camera_state_changed", "file_added", "file_saved", "save_failed"]


@pytest.fixture
def camera(tmp_path: Path) -> Iterator[VirtualCameraProcess]:
    with _camera_with(DATA, tmp_path / "first", "0000001") as camera:
        yield camera


@pytest.fixture
def second_camera(tmp_path: Path) -> Iterator[VirtualCameraProcess]:
    """A camera whose file at PATH is as long as that of the first, and another one."""
    with _camera_with(DATA[::-1], tmp_path / "second", "0000002") as camera:
        yield camera


def _camera_with(data: bytes, pictures: Path, serial_number: str) -> VirtualCameraProcess:
    pictures.mkdir()
    (pictures / "BIG.NEF").write_bytes(data)
    return VirtualCameraProcess("--serial", serial_number, "--pictures", str(pictures))


@pytest.fixture
def usb(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatedUsb]:
    """An empty bus, which this process's children see from now on."""
    with EmulatedUsb() as usb:
        for name, value in usb.environment.items():
            monkeypatch.setenv(name, value)
        yield usb


@pytest.fixture
async def service(usb: EmulatedUsb, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path, usb_devices=usb.devices) as service:
        yield service


@pytest.fixture
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        await client.call("subscribe", events=EVENTS)
        yield client
