"""Methods about cameras: list, select, describe, shoot."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.camera.beacon import DEFAULT_DURATION_S
from rpc_camera.camera.capture.bulb import DEFAULT_MAX_S
from rpc_camera.camera.capture.captures import DEFAULT_TIMEOUT_S
from rpc_camera.camera.registry.labelling import label
from rpc_camera.errors import invalid_param
from rpc_camera.wire.requests import GetDetails

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def camera_of(call: Call, params: Mapping[str, object]) -> TetheredCamera:
    """Return the camera a call is for: `camera` of its params, else the selected one, else the only one."""
    cameras = call.service.cameras
    camera = await cameras.identified(cast("str | None", params.get("camera")), call.session.selected_camera)
    call.work.camera = camera.id
    return camera


async def list_cameras(call: Call, _params: types.ListCamerasParams) -> types.ListCamerasResult:
    """Return the cameras that are there."""
    cameras = call.service.cameras
    await cameras.started()
    return {"cameras": cast("list[types.Camera]", cameras.describe_all())}


async def select_camera(call: Call, params: types.SelectCameraParams) -> types.SelectCameraResult:
    """Make a camera the one that this connection's calls are for."""
    cameras = call.service.cameras
    camera = await cameras.found(params["camera"])
    call.session.selected_camera = camera.id
    return {"camera": cast("types.Camera", cameras.describe(camera))}


async def label_camera(call: Call, params: types.LabelCameraParams) -> types.LabelCameraResult:
    """Give a body a name and a place in the rig."""
    changes = {kind: value for kind, value in params.items() if kind != "camera"}
    if not changes:
        raise invalid_param("", "Neither a label nor a place is named that is to be set.")
    cameras, selected = call.service.cameras, call.session.selected_camera
    described = await label(cameras, params.get("camera"), selected, cast("dict[str, str | None]", changes))
    return {"camera": cast("types.Camera", described)}


async def identify_camera(call: Call, params: types.IdentifyCameraParams) -> types.IdentifyCameraResult:
    """Have a body show itself, unless it is at work."""
    camera = await camera_of(call, params)
    camera.bulb.check_closed()
    call.service.sequences.check_free(camera)
    return {"camera": camera.id, "by": await camera.beacon.show(params.get("duration_s", DEFAULT_DURATION_S))}


async def get_camera(call: Call, params: types.GetCameraParams) -> types.CameraDetails:
    """Return all that a body reports of itself."""
    camera = await camera_of(call, params)
    details = await camera.line.ask(GetDetails())
    return cast("types.CameraDetails", {**call.service.cameras.describe(camera), **details})


async def capture_image(call: Call, params: types.CaptureImageParams) -> types.CaptureImageResult:
    """Take a picture and wait for its files."""
    camera, timeout_s = await camera_of(call, params), params.get("timeout_s", DEFAULT_TIMEOUT_S)
    return cast("types.CaptureImageResult", await camera.captures.image(timeout_s, params.get("bulb_s")))


async def start_bulb(call: Call, params: types.StartBulbParams) -> types.StartBulbResult:
    """Open the shutter."""
    camera, max_s = await camera_of(call, params), params.get("max_s", DEFAULT_MAX_S)
    return cast("types.StartBulbResult", await camera.bulb.start(max_s, DEFAULT_TIMEOUT_S))


async def stop_bulb(call: Call, params: types.StopBulbParams) -> types.StopBulbResult:
    """Close the shutter that `start_bulb` opened, and wait for the files."""
    camera = await camera_of(call, params)
    return cast("types.StopBulbResult", await camera.bulb.stop(DEFAULT_TIMEOUT_S))


async def trigger_capture(call: Call, params: types.TriggerCaptureParams) -> types.TriggerCaptureResult:
    """Release the shutter and do not wait for the picture."""
    return cast("types.TriggerCaptureResult", await (await camera_of(call, params)).captures.trigger())
