"""Methods about focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from rpc_camera.contract.types import AutofocusParams, AutofocusResult, DriveFocusParams, DriveFocusResult
    from rpc_camera.methods.session import Session


async def drive_focus(session: Session, params: DriveFocusParams) -> DriveFocusResult:
    """Move the focus by steps."""
    camera, steps = await camera_of(session, params), params["steps"]
    await camera.fetch("drive_focus", {"steps": steps}, repeatable=False)
    return {"camera": camera.id, "steps": steps}


async def autofocus(session: Session, params: AutofocusParams) -> AutofocusResult:
    """Focus once."""
    camera = await camera_of(session, params)
    focused, _ = await camera.fetch("autofocus", {}, repeatable=False)
    return {"camera": camera.id, "focused": cast("bool | None", focused)}
