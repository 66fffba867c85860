"""Values of settings: both ends of a range, as clients are given them, are in it."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.line.config_home import new_config_home
from rpc_camera.errors import ServiceError
from rpc_camera.worker.values import driver_value
from rpc_camera.worker.widgets import library, range_of
from tests.virtual.driver import Driver

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess


def test_both_ends_of_a_range_can_be_set(
    camera: VirtualCameraProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(new_config_home(str(tmp_path))))
    with Driver(camera.port_string) as driver:
        widget = driver.widget("manualfocusdrive")
    for ends in ((0, 4294.967295), (0, 4294967295), (-32767, 32767), (1.23456789, 9.87654321)):
        library().gp_widget_set_range(ctypes.c_void_p(int(widget.this)), *map(ctypes.c_float, (*ends, 1)))
        limits = range_of(widget)
        put = [driver_value(widget, limits[name]) for name in ("min", "max")]
        assert put == list(widget.get_range()[:2])
        with pytest.raises(ServiceError):
            driver_value(widget, limits["max"] * 2)
