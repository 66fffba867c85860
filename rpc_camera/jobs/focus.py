"""Driving the lens from within a turn that the caller holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera


async def drive_focus(camera: Camera, steps: int) -> None:
    """Move the focus by `steps`, farther or, if negative, nearer; it needs live view, which is turned on for it."""
    await camera.within("set_config", {"name": "viewfinder", "value": True}, repeatable=False)
    try:
        await camera.within("set_config", {"name": "manualfocusdrive", "value": steps}, repeatable=False)
    finally:
        await camera.within("set_config", {"name": "viewfinder", "value": False}, repeatable=False)
