"""The release of the shutter: when it may be, whether there is focus for it, and how it is asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import SessionRenewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.events import Events
    from rpc_camera.worker.focus_search import FocusSearch
    from rpc_camera.worker.releases import Expected, Release

BUSY_AT_MOST_S: Final = 10.0
"""A body is busy at most so long with pictures that it was triggered to take, or that somebody has taken by hand."""
_CLOSING_S: Final = 0.1


class ShutterRelease:
    """Releases the shutter of one open camera."""

    def __init__(
        self, driver: Driver, events: Events, search: FocusSearch, publish: Callable[[WorkerEvent], None]
    ) -> None:
        """`publish` reports that the session was begun anew for a release."""
        self._driver = driver
        self._events = events
        self._search = search
        self._publish = publish
        self._closed_at = 0.0  # when the exposure of the last trigger is over

    def trigger(self, exposed_s: float) -> None:
        """Release the shutter for an exposure that nobody waits for, of so many seconds. ServiceError: refused."""
        self._release()
        self._closed_at = time.monotonic() + exposed_s + _CLOSING_S

    def await_earlier(self) -> None:
        """Wait until the last exposure is over, or its pictures are there, where a release before that would harm."""
        maker, until = self._driver.maker, time.monotonic() + BUSY_AT_MOST_S
        while maker.passes_over_releases and time.monotonic() < self._closed_at:
            self._events.listen()
        while maker.forgets_events and self._is_at_a_picture and time.monotonic() < until:
            self._events.listen()

    @property
    def _is_at_a_picture(self) -> bool:
        return self._events.releases.are_under_way or self._events.body_is_busy

    def get_ready(self) -> None:
        """Have nothing left to do right before a release: read what the driver would throw away, and take control."""
        if self._driver.maker.forgets_events:
            self._events.pump()
        self._driver.take_control()

    def find_focus(self) -> bool:
        """Have a body find its focus whose driver would release it either way; return whether it may have found it."""
        return not self._search.can_be_watched or self._search.begin() is True

    def once_free(self, expected: Expected, until: float) -> tuple[Release, float]:
        """Release the shutter, as soon as the body is not busy any more, up to `until`; return when it was released.

        What comes while it is busy was shot before, by hand for instance.
        """
        releases = self._events.releases
        while True:
            asked_at = time.monotonic()
            release = releases.begin(FileOrigin.CAPTURE_IMAGE, expected)
            try:
                self._release()
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_BUSY:
                    raise
                if asked_at > until:
                    self._note_lost_events()
                    raise
                releases.discard(release)
                self._events.listen()
            else:
                return release, asked_at

    def _note_lost_events(self) -> None:
        """Have the card looked at, where the driver may have thrown away the events of other pictures."""
        if self._driver.maker.forgets_events:
            self._driver.note_lost_events()
            self._publish(SessionRenewed())

    def _release(self) -> None:
        """Release the shutter; the files of bodies that cannot be triggered are reported by then."""
        self._driver.take_control()
        self._events.body_is_busy = False  # the driver may throw away that it no longer is
        button, is_unfocused = self._driver.maker.unfocused_release, self._search.is_unwanted
        self._search.is_unwanted = False
        try:
            if button and is_unfocused:
                self._driver.press(button.setting, button.open_value, "release the shutter")
                self._driver.press(button.setting, button.close_value, "let the shutter button go")
            else:
                self._trigger_or_capture()
        finally:
            self._search.give_up()

    def _trigger_or_capture(self) -> None:
        try:
            with self._driver.doing("release the shutter"):
                self._driver.camera.trigger_capture(self._driver.context)
        except ServiceError as error:
            unexplained = error.name is ErrorName.CAMERA_ERROR and not (error.driver and error.driver.context)
            asks_again = unexplained and self._driver.maker.hides_refused_releases
            if error.name is not ErrorName.NOT_SUPPORTED and not asks_again:
                raise
        else:
            return
        with self._driver.doing("take a picture"):
            picture = self._driver.camera.capture(gp.GP_CAPTURE_IMAGE, self._driver.context)
        self._events.report_file(picture.folder, picture.name)
