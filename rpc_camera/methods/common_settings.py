"""Methods about the settings that most makes have, in one language for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from rpc_camera.errors import invalid_param
from rpc_camera.methods.cameras import camera_of
from rpc_camera.wire.requests import SettingGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call

_BY_KELVIN: Final = "kelvin"
_NOT_SETTINGS = frozenset({"camera", "nearest"})


async def get_exposure(call: Call, params: types.GetExposureParams) -> types.GetExposureResult:
    """Return the exposure's settings."""
    camera = await camera_of(call, params)
    settings = await camera.settings.common(SettingGroup.EXPOSURE)
    return {"camera": camera.id, "settings": cast("types.ExposureSettings", settings)}


async def set_exposure(call: Call, params: types.SetExposureParams) -> types.SetExposureResult:
    """Set parts of the exposure, or none."""
    camera = await camera_of(call, params)
    settings, chosen = await camera.settings.set_common(SettingGroup.EXPOSURE, _values(params), _nearest(params))
    return {"camera": camera.id, "chosen": chosen, "settings": cast("types.ExposureSettings", settings)}


async def get_capture_settings(call: Call, params: types.GetCaptureSettingsParams) -> types.GetCaptureSettingsResult:
    """Return the settings of how pictures are taken."""
    camera = await camera_of(call, params)
    settings = await camera.settings.common(SettingGroup.CAPTURE)
    return {"camera": camera.id, "settings": cast("types.CaptureSettings", settings)}


async def set_capture_settings(call: Call, params: types.SetCaptureSettingsParams) -> types.SetCaptureSettingsResult:
    """Set some of how pictures are taken, or none."""
    if "kelvin" in params and params.get("white_balance", _BY_KELVIN) != _BY_KELVIN:
        raise invalid_param("/white_balance", f"With `kelvin`, the white balance can only be `{_BY_KELVIN}`.")
    camera = await camera_of(call, params)
    settings, chosen = await camera.settings.set_common(SettingGroup.CAPTURE, _values(params), _nearest(params))
    return {"camera": camera.id, "chosen": chosen, "settings": cast("types.CaptureSettings", settings)}


def _values(params: Mapping[str, object]) -> dict[str, float | str]:
    """Return the settings among the params of a method that sets some. ServiceError INVALID_PARAMS: there is none."""
    values = {name: cast("float | str", value) for name, value in params.items() if name not in _NOT_SETTINGS}
    if not values:
        raise invalid_param("", "No setting is named that is to be set.")
    return values


def _nearest(params: Mapping[str, object]) -> bool:
    return bool(params.get("nearest", False))
