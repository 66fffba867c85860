"""Methods about cameras: list, select, describe, shoot."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.camera import capture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import Camera as CameraHandle
    from rpc_camera.contract.types import (
        Camera,
        CameraDetails,
        CaptureImageParams,
        CaptureImageResult,
        GetCameraParams,
        ListCamerasParams,
        ListCamerasResult,
        SelectCameraParams,
        SelectCameraResult,
        TriggerCaptureParams,
        TriggerCaptureResult,
    )
    from rpc_camera.methods.session import Session


async def camera_of(session: Session, params: Mapping[str, object]) -> CameraHandle:
    """Return the camera a call is for: `camera` of its params, else the selected one, else the only one."""
    cameras = session.service.cameras
    return await cameras.found(cast("str | None", params.get("camera")), session.selected_camera)


async def list_cameras(session: Session, _params: ListCamerasParams) -> ListCamerasResult:
    """Return the cameras that are there."""
    cameras = session.service.cameras
    await cameras.started()
    return {"cameras": [cast("Camera", cameras.describe(camera)) for camera in cameras.cameras]}


async def select_camera(session: Session, params: SelectCameraParams) -> SelectCameraResult:
    """Make a camera the one that this connection's calls are for."""
    camera = await camera_of(session, params)
    session.selected_camera = camera.id
    return {"camera": cast("Camera", session.service.cameras.describe(camera))}


async def get_camera(session: Session, params: GetCameraParams) -> CameraDetails:
    """Return all that a body tells about itself."""
    camera = await camera_of(session, params)
    details = cast("Mapping[str, object]", await camera.ask("details", {}))
    return cast("CameraDetails", {**session.service.cameras.describe(camera), **details})


async def capture_image(session: Session, params: CaptureImageParams) -> CaptureImageResult:
    """Take a picture and wait for its files."""
    timeout_s = params.get("timeout_s", capture.DEFAULT_TIMEOUT_S)
    return cast("CaptureImageResult", await capture.capture_image(await camera_of(session, params), timeout_s))


async def trigger_capture(session: Session, params: TriggerCaptureParams) -> TriggerCaptureResult:
    """Release the shutter and do not wait for the picture."""
    return cast("TriggerCaptureResult", await capture.trigger_capture(await camera_of(session, params)))
