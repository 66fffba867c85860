"""Methods about settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.camera import config
from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from rpc_camera.contract.types import (
        GetConfigParams,
        ListConfigParams,
        ListConfigResult,
        SetConfigParams,
        SetConfigsParams,
        SetConfigsResult,
        Widget,
    )
    from rpc_camera.methods.call import Call


async def list_config(call: Call, params: ListConfigParams) -> ListConfigResult:
    """Return the settings, all or those of one section."""
    widgets = await (await camera_of(call, params)).ask("list_config", {"section": params.get("section")})
    return {"widgets": cast("list[Widget]", widgets)}


async def get_config(call: Call, params: GetConfigParams) -> Widget:
    """Return one setting."""
    return cast("Widget", await (await camera_of(call, params)).ask("get_config", {"name": params["name"]}))


async def set_config(call: Call, params: SetConfigParams) -> Widget:
    """Set one setting and return it as the camera has it after."""
    return cast("Widget", await config.set_config(await camera_of(call, params), params["name"], params["value"]))


async def set_configs(call: Call, params: SetConfigsParams) -> SetConfigsResult:
    """Set several settings, or none."""
    widgets = await config.set_configs(await camera_of(call, params), params["values"])
    return {"widgets": cast("list[Widget]", widgets)}
