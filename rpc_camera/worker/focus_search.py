"""The body's autofocus: started, watched until it has found its focus or not, and ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.values import shown

if TYPE_CHECKING:
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.events import Events
    from rpc_camera.worker.widgets import GpWidget

_MODES: Final = ("focusmode", "focusmode2")
_SEARCHING_S: Final = 2.0
_POLL_S: Final = 0.001


class FocusSearch:
    """The autofocus of one open camera. `is_unwanted`: the lens was driven, and has to stay there for a picture."""

    def __init__(self, driver: Driver, events: Events) -> None:
        self._driver = driver
        self._events = events
        self._is_under_way = False
        self.is_unwanted = False

    @property
    def mode(self) -> str:
        """The focus mode of the body, in its driver's words; "" where it has no such setting."""
        return self._driver.setting(*_MODES) or ""

    @property
    def is_manual(self) -> bool:
        """Whether the focus is set by hand."""
        return self.mode.lower().startswith(("manual", "mf"))

    @property
    def can_be_watched(self) -> bool:
        """Whether a setting of this body says how its search goes, and it does search."""
        button = self._driver.maker.focus_button
        return bool(button.indication) and not self.is_manual and self._driver.widget(button.setting) is not None

    def check_automatic(self) -> None:
        """Raise ServiceError CAMERA_ERROR where the focus is set by hand."""
        if self.is_manual:
            raise ServiceError(
                ErrorName.CAMERA_ERROR,
                f"The body does not focus by itself: its focus mode is {shown(self.mode)}.",
                remedy="Set focus_mode to `single`, with set_capture_settings or on the body, also on its lens.",
            )

    def begin(self) -> bool | None:
        """Search for focus; return whether it was found, None where the driver does not know, or not within 2 s.

        ServiceError NOT_SUPPORTED: the driver cannot start it. CAMERA_ERROR: no focus was found.
        """
        self.is_unwanted = False
        button = self._driver.maker.focus_button
        widget = self._driver.widget(button.setting)
        if widget is None:
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                "libgphoto2 cannot start this body's autofocus.",
                remedy="Focus by hand, or look in list_config for settings of this body that do it.",
            )
        self._driver.put(button.setting, widget, 1, "focus")
        if self._end_button() is None:
            return True
        self._is_under_way = True
        return self._outcome()

    def end(self) -> None:
        """End a search that does not end by itself; none is under way: nothing happens. ServiceError: refused."""
        if not self._is_under_way:
            return
        self._is_under_way = False
        if button := self._end_button():
            self._driver.put(*button, "end focusing")

    def give_up(self) -> None:
        """End a search after a failure, which is not to be replaced by another one."""
        with IgnoredRefusals():
            self.end()

    def _end_button(self) -> tuple[str, GpWidget, int] | None:
        end = self._driver.maker.focus_button.end
        widget = self._driver.widget(end[0]) if end else None
        return (end[0], widget, end[1]) if end and widget is not None else None

    def _outcome(self) -> bool | None:
        """Wait until the body says that it is through, at most for its time, and return whether it has focus."""
        deadline, has_focus = time.monotonic() + _SEARCHING_S, None
        while time.monotonic() < deadline:
            batch = self._events.pump()
            has_focus = has_focus if batch.has_focus is None else batch.has_focus
            if batch.focusing_ended:
                return has_focus
            if (found := self._indicated()) is not None:
                return found
            time.sleep(_POLL_S)
        return has_focus

    def _indicated(self) -> bool | None:
        indication = self._driver.maker.focus_button.indication
        return indication.found_by.get(self._driver.setting(indication.setting) or "") if indication else None
