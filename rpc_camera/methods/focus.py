"""Methods about focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from rpc_camera.contract.types import AutofocusParams, AutofocusResult, DriveFocusParams, DriveFocusResult
    from rpc_camera.methods.call import Call


async def drive_focus(call: Call, params: DriveFocusParams) -> DriveFocusResult:
    """Move the focus by steps."""
    camera, steps = await camera_of(call, params), params["steps"]
    await camera.fetch("drive_focus", {"steps": steps}, repeatable=False)
    return {"camera": camera.id, "steps": steps}


async def autofocus(call: Call, params: AutofocusParams) -> AutofocusResult:
    """Focus once."""
    camera = await camera_of(call, params)
    focused, _ = await camera.fetch("autofocus", {}, repeatable=False)
    return {"camera": camera.id, "focused": cast("bool | None", focused)}
