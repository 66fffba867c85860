"""Virtual cameras, and libgphoto2 connected to them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from rpc_camera.camera.line.config_home import new_config_home

# libgphoto2 remembers settings such as the capture target there, and reads them once.
os.environ["XDG_CONFIG_HOME"] = str(new_config_home(tempfile.mkdtemp(prefix="gphoto-settings-")))

from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import Driver, occupy_descriptor_0

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS: Final = Path(os.environ["XDG_CONFIG_HOME"]).parent


def pytest_sessionfinish() -> None:
    """Remove the settings; pytest-xdist has each of its processes do so."""
    shutil.rmtree(_SETTINGS, ignore_errors=True)


@pytest.fixture
def virtual() -> Iterator[VirtualCameraProcess]:
    """A camera for one test alone."""
    occupy_descriptor_0()
    with VirtualCameraProcess("--serial", "TEST-1") as camera:
        yield camera


@pytest.fixture
def driver(virtual: VirtualCameraProcess) -> Iterator[Driver]:
    """The driver, connected to `virtual`."""
    with Driver(virtual.port_string) as connected:
        yield connected


@pytest.fixture(scope="module")
def shared() -> Iterator[VirtualCameraProcess]:
    """One camera for all tests of a file, which saves their starts."""
    occupy_descriptor_0()
    with VirtualCameraProcess("--serial", "TEST-1") as camera:
        yield camera


@pytest.fixture(scope="module")
def shared_driver(shared: VirtualCameraProcess) -> Iterator[Driver]:
    """The driver, connected to `shared`."""
    with Driver(shared.port_string) as connected:
        yield connected


@pytest.fixture
def studio(shared_driver: Driver) -> Driver:
    """The driver, connected to `shared`, with everything set as at first."""
    shared_driver.begin_anew()
    return shared_driver
