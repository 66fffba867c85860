"""Methods about tethering: saving new pictures on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.errors import invalid_param
from rpc_camera.methods.cameras import camera_of
from rpc_camera.tethering.names import Template, TemplateError
from rpc_camera.tethering.settings import ClientSettings

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def start_tethering(call: Call, params: types.StartTetheringParams) -> types.Tethering:
    """Save a camera's new pictures from now on."""
    template = params.get("name_template")
    if template is not None:
        try:
            Template(template)
        except TemplateError as error:
            raise invalid_param("/name_template", str(error)) from None
    camera = await camera_of(call, params)
    return await call.service.tethering.begin(camera, ClientSettings(template, params.get("delete_after")))


async def stop_tethering(call: Call, params: types.StopTetheringParams) -> types.Tethering:
    """Save a camera's new pictures no more."""
    return await call.service.tethering.stop(await camera_of(call, params))


async def get_tethering(call: Call, params: types.GetTetheringParams) -> types.Tethering:
    """Return how a camera's pictures are saved."""
    return await call.service.tethering.describe(await camera_of(call, params))


async def list_tethering(call: Call, _params: types.ListTetheringParams) -> types.ListTetheringResult:
    """Return where pictures are saved, and of which cameras."""
    await call.service.cameras.started()
    tethering = call.service.tethering
    return {"save_dir": tethering.save_dir, "tetherings": await tethering.describe_all()}
