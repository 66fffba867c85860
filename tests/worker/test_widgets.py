"""Texts of widgets, in whatever code a body has them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from rpc_camera.camera.line.config_home import new_config_home
from rpc_camera.worker.widgets import library, put_value, value_of
from tests.virtual.driver import Driver

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.rigs.virtual_camera import VirtualCameraProcess

TEXTS = (b"J\xf6rg", "Jörg".encode(), b"\x8e\x52\x93\x63", b"plain", b"")


def test_a_text_is_put_back_byte_by_byte(
    camera: VirtualCameraProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(new_config_home(str(tmp_path))))
    with Driver(camera.port_string) as driver:
        read, written = driver.widget("artist"), driver.widget("artist")
    back = []
    for data in TEXTS:
        library().gp_widget_set_value(pointer(read), ctypes.c_char_p(data))
        put_value(written, str(value_of(read)))
        value = ctypes.c_char_p()
        library().gp_widget_get_value(pointer(written), ctypes.byref(value))
        back.append(value.value)

    assert tuple(back) == TEXTS


def pointer(widget: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(int(widget.this))
