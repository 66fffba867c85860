"""A virtual camera for each test, and libgphoto2 connected to it."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

# libgphoto2 remembers settings such as the capture target there, and reads them once.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="gphoto-settings-")

from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import Driver, occupy_descriptor_0

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def virtual() -> Iterator[VirtualCameraProcess]:
    """A camera of which nobody knows yet."""
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
    """One camera for the tests of a file that leave it as they found it."""
    occupy_descriptor_0()
    with VirtualCameraProcess() as camera:
        yield camera
