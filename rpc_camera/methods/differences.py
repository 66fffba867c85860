"""In which settings bodies differ, of one make or of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import SettingMethod, WidgetType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rpc_camera.contract.types import CommonSetting, SettingDifference, ValueAtCameras, Widget, WidgetValue

_NOT_SET: Final = frozenset({"actions", "status", "other"})
"""Sections of what a body does or reports, and of what libgphoto2 has no name for, mostly a second time."""
_TIME: Final = "shutter_s"
_TWENTIETH_OF_A_STOP: Final = 2 ** (1 / 20)  # bodies round the same time in different ways


@dataclass(frozen=True)
class CommonReading:
    """A setting in the language of all makes, as one body has it; `config` is the widget that it is."""

    method: SettingMethod
    value: float | str | None
    config: str


@dataclass(frozen=True)
class WidgetReading:
    """A setting of libgphoto2, as one body has it. `choices` are those that it takes, or a hash of them."""

    path: str
    value: WidgetValue
    choices: int
    is_state: bool
    """Whether somebody has set it, rather than that the body reports it, does it, or counts it."""


@dataclass(frozen=True)
class BodyReading:
    """What was read of one body, by name."""

    common: Mapping[str, CommonReading]
    widgets: Mapping[str, WidgetReading]

    def has(self, name: str) -> bool:
        """Return whether it has a setting of that name, or path."""
        return name in self.common or any(name in {each, widget.path} for each, widget in self.widgets.items())


@dataclass(frozen=True)
class Differences:
    """The settings that differ; how many are the same; and the names of those that only some bodies have, the same."""

    differing: list[SettingDifference]
    equal: int
    partial: list[str]


def reading_of(
    widgets: Sequence[Widget], common: Mapping[SettingMethod, Mapping[str, CommonSetting]], section: str | None
) -> BodyReading:
    """Return what is compared of a body; of a section, the common settings that are in it."""
    by_name = {widget["name"]: _widget_reading(widget, section) for widget in widgets}
    readings = {
        name: CommonReading(method, setting["value"], setting["config"])
        for method, settings in common.items()
        for name, setting in settings.items()
        if section is None or setting["config"] in by_name
    }
    return BodyReading(readings, by_name)


def differences(bodies: Mapping[str, BodyReading], names: Collection[str]) -> Differences:
    """Return in what the bodies, by their ids, differ. `names` are all that is compared, if there are any."""
    found = [*_common(bodies, names)]
    common = {each.name for each in found}
    shown = {each.name for each in found if len(each.groups) > 1}
    carried = _carried(bodies, common)
    for each in _widgets(bodies, names):
        if each.name not in carried:
            found.append(each)
        elif len(each.groups) > 1 and not carried[each.name] & shown and each.is_comparable:
            each.missing = [camera for camera in each.missing if not bodies[camera].common.keys() & carried[each.name]]
            found.append(each)  # one value of the common language, and two of the body
    equal = [each for each in found if len(each.groups) == 1]
    return Differences(
        [each.describe() for each in found if len(each.groups) > 1],
        sum(not each.missing for each in equal),
        [each.name for each in equal if each.missing],
    )


@dataclass
class _Group:
    """A value, and the cameras that have it."""

    value: WidgetValue
    cameras: list[str]


@dataclass
class _Compared:
    """One setting. `is_comparable`: its values are of one vocabulary."""

    name: str
    method: SettingMethod
    groups: list[_Group]
    missing: list[str]
    is_comparable: bool = True

    def describe(self) -> SettingDifference:
        """Return the `SettingDifference` of schemas/types.json, what most cameras have first."""
        groups = sorted(self.groups, key=lambda group: -len(group.cameras))
        values: list[ValueAtCameras] = [{"value": group.value, "cameras": group.cameras} for group in groups]
        return {"name": self.name, "method": self.method, "values": values, "missing": self.missing}


def _common(bodies: Mapping[str, BodyReading], names: Collection[str]) -> Iterator[_Compared]:
    for name in dict.fromkeys(name for body in bodies.values() for name in body.common):
        if names and name not in names:
            continue
        having = {camera: body.common[name] for camera, body in bodies.items() if name in body.common}
        groups: list[_Group] = []
        for camera, reading in having.items():
            _add(groups, camera, reading.value, is_time=name == _TIME)
        method = next(iter(having.values())).method
        yield _Compared(name, method, groups, [camera for camera in bodies if camera not in having])


def _widgets(bodies: Mapping[str, BodyReading], names: Collection[str]) -> Iterator[_Compared]:
    for name in dict.fromkeys(name for body in bodies.values() for name in body.widgets):
        having = {camera: body.widgets[name] for camera, body in bodies.items() if name in body.widgets}
        is_named = name in names or any(reading.path in names for reading in having.values())
        if not is_named and (names or not any(reading.is_state for reading in having.values())):
            continue
        groups: list[_Group] = []
        for camera, reading in having.items():
            _add(groups, camera, reading.value)
        missing = [camera for camera in bodies if camera not in having]
        is_comparable = len({reading.choices for reading in having.values()}) == 1
        yield _Compared(name, SettingMethod.SET_CONFIGS, groups, missing, is_comparable)


def _carried(bodies: Mapping[str, BodyReading], compared: Collection[str]) -> dict[str, set[str]]:
    """Return, by its name, which of the common settings that are compared a widget is.

    A Nikon has some twice: shutterspeed is shutterspeed2 in another notation.
    """
    carried: dict[str, set[str]] = {}
    for body in bodies.values():
        for name, reading in body.common.items():
            if name in compared:
                for config in (reading.config, reading.config.removesuffix("2")):
                    carried.setdefault(config, set()).add(name)
    return carried


def _add(groups: list[_Group], camera: str, value: WidgetValue, *, is_time: bool = False) -> None:
    """Add a camera to those that have the same, or to a new group."""
    for group in groups:
        if value == group.value or (is_time and _is_same_time(value, group.value)):
            group.cameras.append(camera)
            return
    groups.append(_Group(value, [camera]))


def _is_same_time(one: WidgetValue, other: WidgetValue) -> bool:
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return min(one, other) > 0 and max(one, other) / min(one, other) < _TWENTIETH_OF_A_STOP


def _widget_reading(widget: Widget, section: str | None) -> WidgetReading:
    is_set = section is not None or widget["path"].partition("/")[0] not in _NOT_SET
    is_state = is_set and not widget["readonly"] and widget["type"] not in {WidgetType.BUTTON, WidgetType.DATE}
    return WidgetReading(widget["path"], widget["value"], hash(tuple(widget.get("choices", ()))), is_state)
