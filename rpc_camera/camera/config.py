"""Changing settings. Those of the driver itself are remembered for the worker that comes after this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.errors import JsonValue


async def set_config(camera: Camera, name: str, value: JsonValue) -> JsonValue:
    """Set one setting and return its `Widget` as the camera has it after."""
    widget, _ = await camera.fetch("set_config", {"name": name, "value": value}, repeatable=False)
    _remember(camera, widget)
    return widget


async def set_configs(camera: Camera, values: Mapping[str, JsonValue]) -> JsonValue:
    """Set several settings or none, and return their `Widget`s."""
    widgets, _ = await camera.fetch("set_configs", {"values": values}, repeatable=False)
    for widget in widgets if isinstance(widgets, list) else ():
        _remember(camera, widget)
    return widgets


def _remember(camera: Camera, widget: JsonValue) -> None:
    if isinstance(widget, Mapping):
        camera.remembered.keep(widget)
