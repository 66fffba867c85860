"""Reads and sets the settings of a body in the language that all makes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.requests import ChosenSettings, SettingGroup
from rpc_camera.worker.common_settings.body_setting import BodySetting
from rpc_camera.worker.common_settings.carriers import AUTO_ISO, CARRIERS
from rpc_camera.worker.common_settings.picture_quality import RAW_KIND
from rpc_camera.worker.common_settings.quantity import AUTO
from rpc_camera.worker.common_settings.reasons import is_chosen_by_body, why_read_only
from rpc_camera.worker.common_settings.refused import in_common_words, no_such_value
from rpc_camera.worker.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rpc_camera.contract.types import CommonSetting
    from rpc_camera.worker.common_settings.carriers import Carrier
    from rpc_camera.worker.common_settings.quantity import Value
    from rpc_camera.worker.config import Config, ValueFor
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.widgets import GpWidget

_NOT_FOR_CLIENTS: Final = frozenset({AUTO_ISO, RAW_KIND})
_MODE: Final = "mode"


class CommonSettings:
    """The common settings of one open camera."""

    def __init__(self, driver: Driver, config: Config) -> None:
        self._driver = driver
        self._config = config

    def read(self, group: SettingGroup) -> dict[str, CommonSetting]:
        """Return the common settings that this body has, by name."""
        found = list(self._found(group))
        mode = _value_of(found, _MODE)
        described: dict[str, CommonSetting] = {}
        for setting in found:
            for key in sorted(_keys(setting, mode) - described.keys() - _NOT_FOR_CLIENTS):
                described[key] = _describe(setting, key, mode)
        if _value_of(found, AUTO_ISO) is not None and "iso" in described:
            _add_automatic(described["iso"], is_on=_value_of(found, AUTO_ISO) == "on")
        return described

    def set(self, group: SettingGroup, values: Mapping[str, Value], *, take_nearest: bool) -> ChosenSettings:
        """Set several common settings, or none, and return what they are then.

        ServiceError NOT_SUPPORTED: this body has no such setting. CONFIG_INVALID_VALUE, CONFIG_READ_ONLY,
        CONFIG_NOT_APPLIED: one was refused, and what was set before has been put back.
        """
        changed = self._to_change(group, values)
        steps: list[tuple[str, ValueFor]] = [
            (setting.name, self._value_for(setting.carrier, part, group, take_nearest=take_nearest))
            for setting, part in changed
        ]
        by_name = {setting.name: (setting, part) for setting, part in changed}
        # What else can be set, and to what, depends on the mode.
        widgets = self._config.set_in_turn(
            steps,
            check_first=not any(_MODE in part for _, part in changed),
            explain=lambda name, error: in_common_words(error, *by_name[name]),
        )
        settings = self.read(group)
        # A setting can be gone with another that was set.
        chosen = {key: settings[key]["value"] if key in settings else None for key in values}
        return ChosenSettings(settings, chosen, widgets)

    def configs(self, group: SettingGroup, values: Mapping[str, Value], *, take_nearest: bool) -> dict[str, JsonValue]:
        """Return the settings of libgphoto2, with their values, that are what `set` would set now.

        What can be set besides a mode depends on it: the body is turned to that for a look, and back. ServiceError: as
        `set`.
        """
        mode = next((setting for setting in self._found(group) if _MODE in setting.means), None)
        if mode is None or values.get(_MODE, mode.means[_MODE]) == mode.means[_MODE]:
            return self._present_configs(group, values, take_nearest=take_nearest)
        self.set(group, {_MODE: values[_MODE]}, take_nearest=take_nearest)
        try:
            return self._present_configs(group, values, take_nearest=take_nearest)
        finally:
            self._config.set(mode.name, mode.text)

    def _present_configs(
        self, group: SettingGroup, values: Mapping[str, Value], *, take_nearest: bool
    ) -> dict[str, JsonValue]:
        return {
            setting.name: self._value_for(setting.carrier, part, group, take_nearest=take_nearest)(setting.widget)
            for setting, part in self._to_change(group, values)
        }

    def _to_change(
        self, group: SettingGroup, values: Mapping[str, Value]
    ) -> list[tuple[BodySetting, dict[str, Value]]]:
        """Return what `_by_carrier` does, without what cannot be changed and is as it is wanted.

        What the present mode has chosen is not what another one has.
        """
        parts = self._by_carrier(group, values)
        mode = self._mode(group)
        is_turned = values.get(_MODE, mode) != mode
        return [
            (setting, part)
            for setting, part in parts
            if not (_is_read_only(setting, next(iter(part)), mode) and setting.has(part))
            or (is_turned and is_chosen_by_body(next(iter(part)), mode))
        ]

    def _mode(self, group: SettingGroup) -> Value | None:
        """Return the exposure mode, if it is of this group and has a name."""
        return _value_of(self._found(group), _MODE) if group is SettingGroup.EXPOSURE else None

    def _found(self, group: SettingGroup) -> Iterator[BodySetting]:
        for carrier in CARRIERS[group]:
            there = [widget for name in carrier.names if (widget := self._driver.widget(name)) is not None]
            if there:
                yield self._setting(carrier, min(there, key=lambda widget: bool(widget.get_readonly())))

    def _setting(self, carrier: Carrier, widget: GpWidget) -> BodySetting:
        return BodySetting(carrier, widget, self._driver.maker, self._config.reachable)

    def _by_carrier(
        self, group: SettingGroup, values: Mapping[str, Value]
    ) -> list[tuple[BodySetting, dict[str, Value]]]:
        """Return the settings that carry `values`, with what is wanted of each, in the order in which to set them."""
        found = list(self._found(group))
        wanted, mode = _completed(values, found), _value_of(found, _MODE)
        parts = [
            (setting, {key: wanted.pop(key) for key in sorted(_keys(setting, mode) & wanted.keys())})
            for setting in found
        ]
        if wanted:
            missing = ", ".join(wanted)
            offered = sorted({key for setting in found for key in setting.keys} - _NOT_FOR_CLIENTS)
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                f"This body has no setting for {missing} now.",
                remedy=f"It has {', '.join(offered) or 'none of these'}; list_config has what else it offers.",
            )
        return [(setting, part) for setting, part in parts if part]

    def _value_for(
        self,
        carrier: Carrier,
        part: Mapping[str, Value],
        group: SettingGroup,
        *,
        take_nearest: bool,
    ) -> ValueFor:
        """Return what finds the value that a setting is to get, when it is its turn."""

        def value_for(widget: GpWidget) -> JsonValue:
            setting = self._setting(carrier, widget)
            key, mode = next(iter(part)), self._mode(group)
            if _is_read_only(setting, key, mode):
                raise ServiceError(
                    ErrorName.CONFIG_READ_ONLY,
                    f"{key} ({setting.name!r}) cannot be changed now; it is {shown(setting.means.get(key))}.",
                    remedy=why_read_only(key, mode),
                    details={"config": setting.name, "setting": key},
                )
            found = setting.find(part, take_nearest=take_nearest)
            if found is None:
                raise no_such_value(setting, part)
            return found

        return value_for


def _completed(values: Mapping[str, Value], found: list[BodySetting]) -> dict[str, Value]:
    """Return `values` with what they imply: kelvin its white balance, an ISO whether it is automatic."""
    wanted = dict(values)
    if "kelvin" in wanted and _has(found, "white_balance", "kelvin"):
        wanted.setdefault("white_balance", "kelvin")
    if "iso" in wanted and _value_of(found, AUTO_ISO) is not None:
        is_automatic = wanted["iso"] == AUTO
        if is_automatic:
            del wanted["iso"]
        if is_automatic or _value_of(found, AUTO_ISO) == "on":
            wanted[AUTO_ISO] = "on" if is_automatic else "off"
    return wanted


def _has(found: list[BodySetting], key: str, value: Value) -> bool:
    return any(value in setting.allowed(key) for setting in found)


def _value_of(found: Iterable[BodySetting], key: str) -> Value | None:
    return next((setting.means[key] for setting in found if key in setting.means), None)


def _keys(setting: BodySetting, mode: Value | None) -> set[str]:
    """Return the common settings that it carries, one too that the mode has chosen and the driver does not show."""
    chosen = setting.carrier.of_mode
    return setting.keys | ({chosen} if is_chosen_by_body(chosen, mode) else set())


def _is_read_only(setting: BodySetting, key: str, mode: Value | None) -> bool:
    """Return whether it cannot be changed now: many bodies say so of none that their mode has chosen."""
    return setting.is_read_only or is_chosen_by_body(key, mode)


def _describe(setting: BodySetting, key: str, mode: Value | None) -> CommonSetting:
    described: CommonSetting = {
        "config": setting.name,
        "value": setting.means.get(key),
        "text": setting.text,
        "readonly": _is_read_only(setting, key, mode),
    }
    if setting.range:
        described["range"] = {"min": setting.range["min"], "max": setting.range["max"], "step": setting.range["step"]}
    else:
        described["allowed"] = setting.allowed(key)
    if described["readonly"]:
        described["reason"] = why_read_only(key, mode)
    return described


def _add_automatic(iso: CommonSetting, *, is_on: bool) -> None:
    iso["allowed"] = [*(each for each in iso.get("allowed", []) if each != AUTO), AUTO]
    if is_on:
        iso["value"] = AUTO
