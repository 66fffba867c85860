"""Driving the lens: by steps, or by the body's autofocus.

The drivers have a setting of their own each (libgphoto2's camlibs/ptp2/config.c): `manualfocusdrive` is a range of
steps or choices from "Near 3" to "Far 3"; `manualfocus` is a range of -7 to 7.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import WidgetType
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.worker.common_settings.words import focus_mode
from rpc_camera.worker.faults import no_focus
from rpc_camera.worker.values import shown
from rpc_camera.worker.widgets import GpWidget, choices_of, range_of, type_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.worker.config import Config
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.focus_search import FocusSearch
    from rpc_camera.worker.live_view import FrameGrabber

LENS_SETTINGS: Final = ("manualfocusdrive", "manualfocus")
_DRIVING: Final = "drive the focus"
_NOTICED_STEPS: Final = 500
_NOTICED_S: Final = 0.2  # a command for a picture waits no longer behind it than behind a frame of a slow body


class FocusDrive:
    """The lens of one open camera."""

    def __init__(self, driver: Driver, config: Config, live_view: FrameGrabber, search: FocusSearch) -> None:
        self._driver = driver
        self._config = config
        self._live_view = live_view
        self._search = search

    def drive(self, steps: int) -> None:
        """Move the focus by `steps`, farther or, if negative, nearer; live view is turned on for it where it has to be.

        ServiceError CONFIG_INVALID_VALUE: this body has no step so large. CAMERA_ERROR: the lens is at its end, or the
        focus mode does not let it move.
        """
        name, widget = self._lens()
        self._search.is_unwanted = True
        if not steps:
            return  # ptp2 reads 0 as 1
        self._check_mode()
        if self._driver.maker.lens_has_positions:
            self._go_on(name, widget, steps)
            return
        amount = _amount(widget, steps)
        try:
            self._driver.put(name, widget, amount, _DRIVING)
        except ServiceError as error:
            if not self._driver.maker.drives_only_in_live_view(error) or self._live_view.is_on:
                raise
            self._live_view.frame()
            try:
                self._driver.put(name, widget, amount, _DRIVING)
            finally:
                self._live_view.stop()

    def _go_on(self, name: str, widget: GpWidget, steps: int) -> None:
        """Move the focus from where it stands by `steps`, or to the end of its way."""
        if type_of(widget) is not WidgetType.RANGE:
            raise ServiceError(ErrorName.NOT_SUPPORTED, "The lens on this body cannot be driven from afar.")
        low, high, _ = widget.get_range()
        here: float = widget.get_value()
        there = min(max(here + steps, low), high)
        if there != here:
            self._config.reach(name, there, _DRIVING)  # the next steps begin there
        if there != here + steps:
            raise ServiceError(
                ErrorName.CAMERA_ERROR, "The lens is at the end of its way.", remedy="Drive it the other way."
            )

    def sway(self) -> None:
        """Move the focus as far as is conspicuous, and back; in a mode in which steps do not move it, have it searched.

        ServiceError NOT_SUPPORTED, CAMERA_ERROR: neither can be done.
        """
        was_unwanted = self._search.is_unwanted
        try:
            if self._moves_by_steps or self._search.is_manual:
                self._go_and_come_back()
            else:
                self._search.begin()
                self._search.end()
        finally:
            self._search.is_unwanted = was_unwanted

    def _go_and_come_back(self) -> None:
        _, widget = self._lens()
        steps = _conspicuous(widget)
        if self._driver.maker.lens_has_positions and widget.get_value() + steps > widget.get_range()[1]:
            steps = -steps
        self.drive(-steps)  # a lens at infinity, where many are, has no room on the other side
        time.sleep(_NOTICED_S)
        self.drive(steps)

    def autofocus(self) -> bool | None:
        """Focus once; return True, or None where the driver does not know whether it has succeeded, or not in time.

        ServiceError CAMERA_ERROR: no focus was found, or the body is set to manual focus.
        """
        self._search.check_automatic()
        found = self._search.begin()
        self._search.end()
        if found is False:
            raise no_focus("The camera has not found its focus.")
        return found

    @property
    def _moves_by_steps(self) -> bool:
        """Whether the lens can move in this focus mode; in others it stays where it is without a word."""
        modes, mode = self._driver.maker.drives_in, self._search.mode
        return not modes or not mode or mode in modes

    def _check_mode(self) -> None:
        """Raise ServiceError CAMERA_ERROR in a focus mode in which the lens would not move."""
        if not self._moves_by_steps:
            wanted = " or ".join(f"`{focus_mode(each) or each}`" for each in self._driver.maker.drives_in)
            raise ServiceError(
                ErrorName.CAMERA_ERROR,
                f"The lens does not move by steps while the focus mode is {shown(self._search.mode)}.",
                remedy=f"Set focus_mode to {wanted}, with set_capture_settings or on the body.",
            )

    def _lens(self) -> tuple[str, GpWidget]:
        """Return the setting that moves the lens by steps, and its name."""
        for name in LENS_SETTINGS:
            if (widget := self._driver.widget(name)) is not None:
                return name, widget
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "libgphoto2 cannot move this body's focus by steps.",
            remedy="Focus by hand, or look in list_config for settings of this body that do it.",
        )


def _conspicuous(widget: GpWidget) -> int:
    """Return how many steps a person notices, of those that the setting takes."""
    kind = type_of(widget)
    if kind is WidgetType.RADIO:
        return sum(each.startswith("Far ") for each in choices_of(widget))
    return int(min(widget.get_range()[1], _NOTICED_STEPS)) if kind is WidgetType.RANGE else 0


def _amount(widget: GpWidget, steps: int) -> str | float:
    """Return `steps` as a value of the setting. ServiceError CONFIG_INVALID_VALUE, with the `range` that it has."""
    kind = type_of(widget)
    if kind is WidgetType.RANGE:
        low, high, _ = widget.get_range()
        if low <= steps <= high:
            return float(steps)
        raise _too_far(steps, range_of(widget))
    if kind is WidgetType.RADIO:
        return choice_of(steps, choices_of(widget))
    raise ServiceError(
        ErrorName.NOT_SUPPORTED,
        f"This body takes positions of the lens for {widget.get_name()!r}, not steps.",
        remedy=f"Read {widget.get_name()!r} with get_config, and set it with set_config.",
    )


def choice_of(steps: int, choices: list[str]) -> str:
    """Return which of "Near 1", "Far 1" and so on `steps` is. ServiceError CONFIG_INVALID_VALUE: none of them."""
    choice = f"{'Far' if steps > 0 else 'Near'} {abs(steps)}"
    if choice not in choices:
        most = sum(each.startswith("Far ") for each in choices)
        raise _too_far(steps, {"min": -most, "max": most, "step": 1})
    return choice


def _too_far(steps: int, limits: Mapping[str, JsonValue]) -> ServiceError:
    return ServiceError(
        ErrorName.CONFIG_INVALID_VALUE,
        f"This body moves its focus by {limits['min']} to {limits['max']} steps at a time, not {steps}.",
        details={"range": limits},
    )
