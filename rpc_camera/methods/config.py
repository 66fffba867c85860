"""Methods about settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def list_config(call: Call, params: types.ListConfigParams) -> types.ListConfigResult:
    """Return the settings, all or those of one section."""
    camera = await camera_of(call, params)
    return {"widgets": await camera.settings.list_all(params.get("section"))}


async def get_config(call: Call, params: types.GetConfigParams) -> types.Widget:
    """Return one setting."""
    return await (await camera_of(call, params)).settings.get(params["name"])


async def set_config(call: Call, params: types.SetConfigParams) -> types.Widget:
    """Set one setting and return it as the camera has it after."""
    return await (await camera_of(call, params)).settings.set(params["name"], params["value"])


async def set_configs(call: Call, params: types.SetConfigsParams) -> types.SetConfigsResult:
    """Set several settings, or none."""
    camera = await camera_of(call, params)
    return {"widgets": await camera.settings.set_all(params["values"])}
