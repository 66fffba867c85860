"""Changing settings, and publishing what is changed by whomever.

A setting is one entry of what gphoto2 calls the config, and after it the methods, requests and events of clients.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.settings.turned_settings import TurnedSettings
from rpc_camera.contract.types import EventName
from rpc_camera.wire.events import SettingChanged, ShutterOpening
from rpc_camera.wire.requests import (
    FindConfigs,
    GetCommonSettings,
    GetConfig,
    ListConfig,
    SetCommonSettings,
    SetConfig,
    SetConfigs,
    SettingGroup,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.contract.types import CommonSetting, Widget
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import EventLog

_OF_THE_DRIVER: Final = frozenset({"autofocus", "capturetarget", "fastfs", "thumbsize"})
_log = logging.getLogger(__name__)


class CameraSettings:
    """The settings of one camera. `folder` is where those that an exposure has turned are kept."""

    def __init__(self, line: Line, events: EventLog, folder: Path) -> None:
        self._line = line
        self._events = events
        self._of_driver: dict[str, JsonValue] = {}
        self.turned = TurnedSettings(folder)
        line.subscribe(SettingChanged, self._changed)
        line.subscribe(ShutterOpening, lambda event: self.turned.opening(event.before))

    async def list_all(self, section: str | None) -> list[Widget]:
        """Return every setting, or those of one section."""
        return await self._line.ask(ListConfig(section))

    async def get(self, name: str) -> Widget:
        """Return one setting."""
        return await self._line.ask(GetConfig(name))

    async def set(self, name: str, value: JsonValue) -> Widget:
        """Set one setting and return it as the camera has it after."""
        widget = await self._line.ask(SetConfig(name, value))
        self._keep(widget)
        return widget

    async def set_all(self, values: Mapping[str, JsonValue]) -> list[Widget]:
        """Set several settings or none, and return them."""
        widgets = await self._line.ask(SetConfigs(values))
        for widget in widgets:
            self._keep(widget)
        return widgets

    async def common(self, group: SettingGroup) -> dict[str, CommonSetting]:
        """Return the settings of a group that the body has, in the words and units of all makes."""
        return await self._line.ask(GetCommonSettings(group))

    async def set_common(
        self, group: SettingGroup, values: Mapping[str, float | str], take_nearest: bool
    ) -> tuple[dict[str, CommonSetting], dict[str, float | int | str | None]]:
        """Set several of a group, or none; return the group then, and the value of each that was to be set."""
        reply = await self._line.ask(SetCommonSettings(group, values, take_nearest))
        for widget in reply.widgets:
            self._keep(widget)
        return reply.settings, reply.chosen

    async def exposure_configs(self, exposure: Mapping[str, float | str], take_nearest: bool) -> dict[str, JsonValue]:
        """Return the settings of gphoto2, with their values, that are an exposure on this body now."""
        return await self._line.ask(FindConfigs(SettingGroup.EXPOSURE, exposure, take_nearest))

    async def restore(self, worker: WorkerProcess, camera: str) -> None:
        """Set in a new worker what outlived the one before. ServiceError: `worker` is gone."""
        for name, value in tuple(self._of_driver.items()):
            if refusal := await worker.refusal(SetConfig(name, value)):
                _log.warning("%s: %s", camera, refusal.message)
                del self._of_driver[name]
        await self.turned.restore(worker, camera)

    def _keep(self, widget: Widget) -> None:
        """Keep what a client has set, if libgphoto2, and not the body, remembers it."""
        if widget["name"] in _OF_THE_DRIVER:
            self._of_driver[widget["name"]] = widget["value"]

    def _changed(self, event: SettingChanged) -> None:
        self._events.emit(EventName.CONFIG_CHANGED, self._line.camera, name=event.name, value=event.value)
