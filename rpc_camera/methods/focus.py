"""Methods about focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.methods.cameras import camera_of
from rpc_camera.wire.requests import Autofocus, DriveFocus

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def drive_focus(call: Call, params: types.DriveFocusParams) -> types.DriveFocusResult:
    """Move the focus by steps."""
    camera, steps = await camera_of(call, params), params["steps"]
    await camera.line.ask(DriveFocus(steps))
    return {"camera": camera.id, "steps": steps}


async def autofocus(call: Call, params: types.AutofocusParams) -> types.AutofocusResult:
    """Focus once."""
    camera = await camera_of(call, params)
    return {"camera": camera.id, "focused": await camera.line.ask(Autofocus())}
