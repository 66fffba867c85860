"""Live view: one frame at a time, and the body left as it was when nobody looks any more.

What libgphoto2 does (camlibs/ptp2/library.c and config.c): capture_preview turns live view on by itself and never off.
A setting of the make's ends it; bodies that have none end it when the camera is closed. On the way it changes
settings, each make's own, and leaves them so.
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.refusals import IgnoredRefusals, while_busy
from rpc_camera.worker.widgets import choices_of, value_of

if TYPE_CHECKING:
    from rpc_camera.worker.driver import Driver

_BUSY_AT_MOST_S: Final = 2.0  # after a picture, a body does not let go at once
_POLL_S: Final = 0.05
_log = logging.getLogger(__name__)


class FrameGrabber:
    """The live view of one open camera."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._before: dict[str, str] | None = None  # None: live view is off, as far as it was for us to turn it on

    @property
    def is_on(self) -> bool:
        """Whether it is on, whoever has turned it on, as far as the driver knows."""
        switch = self._driver.widget(self._driver.maker.live_view_switch)
        return switch is not None and value_of(switch) is True

    @property
    def can_end(self) -> bool:
        """Whether `stop` turns it off."""
        return self._driver.widget(self._driver.maker.live_view_switch) is not None

    def frame(self) -> bytes:
        """Return the next frame, a JPEG; the first one takes as long as the mirror does.

        ServiceError CAMERA_BUSY: the body had none yet, ask again.
        """
        if self._before is None:
            changed = self._driver.maker.changed_by_live_view
            self._before = {name: value for name in changed if (value := self._driver.setting(name))}
        with self._driver.doing("get a live view frame", may_list=False):
            image = self._driver.camera.capture_preview(None, self._driver.context)
            data = bytes(image.get_data_and_size())  # lies in `image`, which therefore has to be kept
        if not data:  # what ptp2 gives of some bodies that were busy for 0.2 s
            raise ServiceError(ErrorName.CAMERA_BUSY, "The camera had no live view frame yet.")
        return data

    def stop(self) -> None:
        """Turn live view off, where that can be done, and put back what it has changed. Off already: nothing happens.

        ServiceError CAMERA_BUSY: the body does not let go now.
        """
        maker = self._driver.maker
        if self._before is not None or not maker.refuses_to_end_live_view_twice:
            self._turn_off(maker.live_view_switch)
        before, self._before = self._before or {}, None
        for name, value in before.items():
            self._put_back(name, value)

    def make_way(self) -> None:
        """End live view on a body that takes no picture meanwhile. ServiceError: as for `stop`."""
        if self._before is not None and not self._driver.maker.releases_in_live_view:
            self.stop()

    def _turn_off(self, name: str) -> None:
        switch = self._driver.widget(name)
        if switch is not None and value_of(switch) is not False:
            turn_off = partial(self._driver.put, name, switch, 0, "end live view")
            while_busy(turn_off, time.monotonic() + _BUSY_AT_MOST_S, _POLL_S)

    def _put_back(self, name: str, value: str) -> None:
        widget = self._driver.widget(name)
        if widget is None or value not in choices_of(widget):
            return  # (what it has now, libgphoto2 may have from before, so it is not asked)
        with IgnoredRefusals(lambda error: _log.warning("live view has left %r changed: %s", name, error.message)):
            self._driver.put(name, widget, value, f"set {name!r} back")
