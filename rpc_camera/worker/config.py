"""A camera's settings: list, get, and set with proof that the value took.

Config is gphoto2's word for all settings together, which methods and requests have from it (`get_config`); a setting is
one of them, and a widget is what the driver has of it.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import WidgetType
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.setting_lookup import SettingLookup
from rpc_camera.worker.step_ends import StepEnds
from rpc_camera.worker.values import DriverValue, check_writable, clipped, driver_value, shown, took
from rpc_camera.worker.widgets import GpWidget, choices_of, describe, type_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from rpc_camera.contract.types import Widget
    from rpc_camera.worker.driver import Driver

    ValueFor = Callable[[GpWidget], JsonValue]
    Explain = Callable[[str, ServiceError], ServiceError]

_APPLY_WITHIN_S: Final = 1.0  # some bodies show a new value only after a while
_DRIVER_WAITS_S: Final = 3.0  # at least so long for the last step of a setting that goes step by step, in libgphoto2
_LOOK_AGAIN_S: Final = 0.05
_MOMENTARY_SECTION: Final = "actions"  # autofocusdrive, viewfinder, bulb…: they act, and read back as they please


class Config:
    """The settings of one open camera."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._ends = StepEnds()
        self._settings = SettingLookup(driver)
        # libgphoto2 remembers settings for 2 s, those that depend on the one just set as well, until it has read the
        # events that report them: whoever reads events sets this. It returns the names of those that were reported.
        self.on_change: Callable[[], Collection[str]] = lambda: ()

    def list_all(self, section: str | None) -> list[Widget]:
        """Return every setting, or those of one section ("imgsettings")."""
        widgets = list(self._settings.read_all())
        unique = dict(reversed(widgets))  # ptp2 lists some settings twice
        found = [
            describe(widget, path)
            for path, widget in reversed(unique.items())
            if section is None or path.rpartition("/")[0] == section
        ]
        if section is not None and not found:
            sections = sorted({path.rpartition("/")[0] for path, _ in widgets})
            raise ServiceError(
                ErrorName.CONFIG_NOT_FOUND,
                f"This camera has no section {section!r}.",
                remedy=f"Its sections are: {', '.join(sections)}.",
                details={"similar": sections},
            )
        return found

    def get(self, name: str) -> Widget:
        """Return one setting, asked of the camera alone: one PTP operation instead of one for each setting."""
        return describe(self._settings.widget(name), self._settings.path(name))

    def set(self, name: str, value: JsonValue) -> Widget:
        """Set `name`, read it again and return it. ServiceError: refused, or the camera has something else after."""
        widget = self._settings.widget(name)
        check_writable(widget)
        return self._apply_within_ends(widget, value)

    def reach(self, name: str, value: float, doing: str) -> None:
        """Set a position, and wait until the body is there. ServiceError: refused, or it stays elsewhere."""
        widget = self._settings.widget(name)
        self._driver.put(name, widget, value, doing)
        self._await_value(name, value, value, is_reported=True)

    def prefer(self, name: str, preferred: Callable[[list[str]], list[str]]) -> None:
        """Set `name` to the first of its `preferred` choices, unless it is at one of them: two PTP operations."""
        widget = self._settings.widget(name)
        choices = preferred(choices_of(widget))
        if choices and value_of(widget) not in choices:
            self._driver.put(name, widget, choices[0], f"set {name!r}")

    def set_all(self, values: Mapping[str, JsonValue], *, check_first: bool = True) -> list[Widget]:
        """Set several or none: what was set goes back on a refusal. `check_first` is as for `set_in_turn`."""
        return self.set_in_turn([(name, _always(value)) for name, value in values.items()], check_first=check_first)

    def reachable(self, name: str, choices: Sequence[str]) -> list[str]:
        """Return those choices of a setting that do not lie beyond an end of it that was reached lately."""
        return self._ends.within(name, choices)

    def set_in_turn(
        self, wanted: Sequence[tuple[str, ValueFor]], *, check_first: bool = True, explain: Explain | None = None
    ) -> list[Widget]:
        """Set several or none, each to the value that is found for it when it is its turn.

        `check_first`: each is found, and is a value of its setting, before the first is set. `explain` puts the refusal
        of a setting, by its name, into other words.
        """
        before: dict[str, DriverValue] = {}
        done: list[Widget] = []
        name = ""
        try:
            for name, value_for in wanted if check_first else ():
                widget = self._settings.widget(name)
                driver_value(widget, value_for(widget))
            for name, value_for in wanted:
                # Again: an earlier one can have made it writable, or changed its choices.
                widget = self._settings.widget(name)
                value = value_for(widget)
                check_writable(widget)
                before[name] = _current(widget)
                done.append(self._apply_within_ends(widget, value))
        except ServiceError as error:
            refusal = (explain or _by_name)(name, error)
            details = {**refusal.details, "config": clipped(name), "restored": self._restore(before)}
            raise refusal.but(details=details) from error
        return done

    def _restore(self, before: Mapping[str, DriverValue]) -> list[JsonValue]:
        restored: list[JsonValue] = []
        for name, value in reversed(list(before.items())):
            with suppress(ServiceError):
                self._apply(self._settings.widget(name), value, value)
                restored.append(name)
        return restored

    def _apply_within_ends(self, widget: GpWidget, asked: JsonValue) -> Widget:
        """Do what `_apply` does, and where the driver takes seconds to find the end of a setting, only once."""
        name, wanted = widget.get_name(), driver_value(widget, asked)
        if name not in self._driver.maker.stepped:
            return self._apply(widget, wanted, asked)
        before = value_of(widget)
        self._ends.check(name, wanted, choices_of(widget))
        try:
            return self._apply(widget, wanted, asked)
        except ServiceError as error:
            if error.name is ErrorName.CONFIG_NOT_APPLIED and error.driver is None:
                self._ends.note(name, before, wanted, error.details.get("actual"))
            raise

    def _apply(self, widget: GpWidget, wanted: DriverValue, asked: JsonValue) -> Widget:
        name, path = widget.get_name(), self._settings.path(widget.get_name())
        is_there = not self._driver.maker.report_anew or took(type_of(widget), wanted, widget)
        put_at = time.monotonic()
        try:
            self._driver.put(name, widget, wanted, f"set {name!r}")
        except ServiceError as error:
            if not self._has_already(error, name, wanted):
                raise self._refused(error, name, asked) from error
            is_there = True
        if self._is_momentary(path):
            return describe(self._seen_anew(name), path)
        has_waited = name in self._driver.maker.stepped and time.monotonic() - put_at > _DRIVER_WAITS_S
        within_s = 0.0 if has_waited else _APPLY_WITHIN_S
        return describe(self._await_value(name, wanted, asked, is_reported=is_there, within_s=within_s), path)

    def _await_value(
        self, name: str, wanted: DriverValue, asked: JsonValue, *, is_reported: bool, within_s: float = _APPLY_WITHIN_S
    ) -> GpWidget:
        """Read a setting until the body has `wanted`, and return it. ServiceError: it has something else."""
        after = self._awaited(name, wanted, within_s, is_reported=is_reported)
        if not took(type_of(after), wanted, after):
            raise self._not_applied(name, asked, after)
        return after

    def _awaited(self, name: str, wanted: DriverValue, within_s: float, *, is_reported: bool) -> GpWidget:
        """Return a setting once the body has `wanted`, or what else it has after `within_s`.

        Unless `is_reported`, what the driver has is no proof before the body has reported it, or all that is set.
        """
        deadline = time.monotonic() + within_s
        while True:
            is_reported |= name in self.on_change()
            after = self._settings.widget(name)
            if is_reported and took(type_of(after), wanted, after):
                return after
            if time.monotonic() > deadline:
                return after if is_reported else self._reported_anew(name)
            time.sleep(_LOOK_AGAIN_S)

    def _reported_anew(self, name: str) -> GpWidget:
        """Read a setting after the body was asked to report all that is set."""
        with IgnoredRefusals():
            for setting, value in self._driver.maker.report_anew:
                self._driver.put(setting, self._settings.widget(setting), value, "have the settings reported")
        return self._seen_anew(name)

    def _seen_anew(self, name: str) -> GpWidget:
        """Read a setting after what the body has reported: for two seconds, the driver would answer from its cache."""
        if self._driver.maker.reports_changes:
            self.on_change()
        return self._settings.widget(name)

    def _is_momentary(self, path: str) -> bool:
        return path.partition("/")[0] == _MOMENTARY_SECTION

    def _has_already(self, refusal: ServiceError, name: str, wanted: DriverValue) -> bool:
        """Return whether a setting that was refused has that value: ptp2 cannot even set some to what they are."""
        if refusal.name is not ErrorName.CAMERA_ERROR or self._is_momentary(self._settings.path(name)):
            return False
        widget = self._seen_anew(name)
        return type_of(widget) is not WidgetType.BUTTON and took(type_of(widget), wanted, widget)

    def _refused(self, error: ServiceError, name: str, asked: JsonValue) -> ServiceError:
        """Return a driver's -1 or -2 for a value that had been checked as what it is: the camera did not apply it."""
        if error.name is not ErrorName.CAMERA_ERROR:
            return error
        with suppress(ServiceError):
            return self._not_applied(name, asked, self._settings.widget(name), error)
        return error

    def _not_applied(
        self,
        name: str,
        asked: JsonValue,
        after: GpWidget,
        cause: ServiceError | None = None,
    ) -> ServiceError:
        actual = value_of(after)
        reason = f" ({cause.driver.context})" if cause and cause.driver and cause.driver.context else ""
        return ServiceError(
            ErrorName.CONFIG_NOT_APPLIED,
            f"The camera did not take {shown(asked)} for {name!r}{reason}; it has {shown(actual)}.",
            driver=cause.driver if cause else None,
            details={"config": name, "requested": clipped(asked), "actual": actual},
        )


def _by_name(name: str, error: ServiceError) -> ServiceError:
    return error.but(message=f"{clipped(name)!r} was refused, so nothing is set: {error.message}")


def _always(value: JsonValue) -> ValueFor:
    return lambda _widget: value


def _current(widget: GpWidget) -> DriverValue:
    """Return the value to go back to, in gphoto2's type."""
    value = value_of(widget)
    return value if isinstance(value, str) and type_of(widget) != "date" else widget.get_value()
