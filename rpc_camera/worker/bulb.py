"""Exposures that are held open: the worker opens the shutter, and closes it in time or when it is asked to."""

from __future__ import annotations

import logging
import math
import os
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import ShutterOpening
from rpc_camera.wire.requests import Captured
from rpc_camera.worker import lifetime, shutter
from rpc_camera.worker.capture import AFTER_RELEASE_S, REMEMBERED_S
from rpc_camera.worker.held_shutter import LAST_RESORT_S, HeldShutter
from rpc_camera.worker.instant import awake_at
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.widgets import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.capture import StillCapture
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.events import EventBatch
    from rpc_camera.worker.makers.maker import ShutterButton

_MANUAL: Final = "m"
_QUIET_S: Final = 0.25  # the driver is not asked for events any more so short before the shutter is to close
_CLOSING_S: Final = 30.0
_log = logging.getLogger(__name__)


class Bulb:
    """The bulb exposure of one open camera; one at a time."""

    def __init__(self, driver: Driver, capture: StillCapture, publish: Callable[[WorkerEvent], None]) -> None:
        self._driver = driver
        self._capture = capture
        self._publish = publish
        self._held: HeldShutter | None = None
        self._left: dict[str, str] = {}  # settings that a busy body did not let be put back
        self._server = os.getppid()

    def add(self, batch: EventBatch) -> None:
        """Keep what a round of events brought for `finish`."""
        if self._held:
            self._held.add(batch)
            if self._held.given_up and self._held.is_closed:
                self._let_go()

    def open(self, max_s: float, at: float | None = None) -> dict[str, str]:
        """Open the shutter, at once or at `at`; it is closed after `max_s` seconds if nobody does it before.

        Returns the settings that `finish` puts back, once the shutter is open, after a self-timer too; should it not
        come to `finish`, somebody else has to put them back.
        """
        if self._held and not self._held.given_up:
            raise ServiceError(ErrorName.CAMERA_BUSY, "The shutter is open already.", remedy="Call stop_bulb first.")
        self.put_back()
        button = self._find()
        self._capture.check_bulb()
        before = self._before()
        expected, delay_s = self._capture.expected(), shutter.release_delay_s(self._driver.setting)
        self._publish(ShutterOpening(before))
        try:
            with awake_at(at):
                released_at = time.monotonic()
                lifetime.live_on(delay_s + max_s + LAST_RESORT_S)  # whoever kills this process leaves the shutter open
                self._driver.press(button.setting, button.open_value, "open the shutter")
        except ServiceError as error:
            lifetime.die_with(self._server)
            if error.name is not ErrorName.CAMERA_LOST:
                self._restore(before)
            raise _explained(error) from error
        time.sleep(delay_s)
        opened = time.monotonic()
        self._held = HeldShutter(
            close_once=lambda: self._driver.press(button.setting, button.close_value, "close the shutter"),
            release=self._capture.releases.begin(FileOrigin.CAPTURE_IMAGE, expected),
            before=before,
            released_at=released_at,
            opened=opened,
            closes=opened + max_s,
            refuses_when_closed=self._driver.maker.refuses_to_close_twice,
        )
        return before

    def left_s(self) -> float:
        """Return in how many seconds the shutter has to be closed; infinite while it is not open."""
        return self._held.left_s() if self._held else math.inf

    def quiet(self) -> bool:
        """Return whether the shutter closes so soon that nothing else should be begun."""
        return self.left_s() < _QUIET_S

    def close(self) -> None:
        """Close the shutter, if it is time to. ServiceError CAMERA_LOST: the link is gone.

        Any other refusal is kept for `finish`, and the next try is due soon: see `left_s`.
        """
        if self._held:
            self._held.try_to_close()

    def close_left_open(self) -> None:
        """Give the command that closes a shutter which an earlier worker has opened. ServiceError: it is refused."""
        button = self._find()
        self._driver.press(button.setting, button.close_value, "close the shutter")

    def finish(self, timeout_s: float) -> Captured:
        """Close the shutter if it is open, wait for the files, and return them and the exposure in seconds.

        ServiceError CAMERA_TIMEOUT: no picture within `timeout_s`, or as long as the exposure took and half a minute;
        the shutter is tried to be closed all the same until it has been seen closed.
        """
        held = self._held
        if held is None or held.given_up:
            raise ServiceError(ErrorName.NO_BULB_EXPOSURE, "The shutter is not open.")
        held.end()
        begun = time.monotonic()
        deadline = self._await_closed(held, lambda: begun + max(timeout_s, (held.exposure_s or 0.0) + AFTER_RELEASE_S))
        exposure_s = held.exposure_s or begun - held.opened
        try:
            files = self._capture.collect(held.release, deadline)
        except ServiceError as error:
            self._give_up()
            raise held.trouble or error from error
        self._let_go()
        self._restore(held.before)
        if "shutterspeed2" in held.before and not self._left:
            self._await_time()
        return Captured(files, held.released_at, round(exposure_s, 3))

    def _await_time(self) -> None:
        """Wait until the shutter speed, which was put back, no longer reads Bulb."""
        has_end = self._capture.comes_to(
            lambda speed: not shutter.has_no_end(speed), "shutterspeed", within_s=REMEMBERED_S
        )
        if not has_end:
            _log.warning("the shutter speed still reads Bulb")

    def _await_closed(self, held: HeldShutter, deadline: Callable[[], float]) -> float:
        """Try to close the shutter until it is seen closed, at most up to what `deadline` returns; return that."""
        while not held.is_closed and time.monotonic() < deadline():
            held.try_to_close()
            self.add(self._capture.events.listen())
        return deadline()

    def _let_go(self) -> None:
        self._held = None
        self._capture.releases.end()
        lifetime.die_with(self._server)

    def _give_up(self) -> None:
        """Wait for the picture no more; an open shutter is closed all the same, when the body lets it be."""
        if self._held is None or self._held.is_closed:
            self._let_go()
            return
        self._held.given_up = True
        self._left |= self._held.before

    def abandon(self) -> None:
        """Close the shutter and put the settings back, come what may: nobody waits for the picture any more."""
        held = self._held
        if held is None:
            return
        lifetime.live_on(_CLOSING_S)
        held.end()
        deadline = time.monotonic() + _CLOSING_S
        try:
            held.try_to_close()
            if held.exposure_s is not None:  # as soon as can be: this process may be killed soon
                self._restore(held.before)
            self._await_closed(held, lambda: deadline)
            self._restore(held.before if held.exposure_s is None else self._left)
        except ServiceError as error:
            _log.warning("the shutter may still be open: %s", error.message)

    def _find(self) -> ShutterButton:
        """Return what works this body's shutter."""
        for button in self._driver.maker.shutter_buttons:
            if self._driver.widget(button.setting) is not None:
                return button
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "libgphoto2 cannot hold this camera's shutter open.",
            remedy="Set the body to bulb by hand, if it has that, or take the longest `shutter_s` of get_exposure.",
        )

    def _before(self) -> dict[str, str]:
        """Return the settings that have to be put back: at Bulb, the next capture would never end."""
        widgets = {name: self._driver.widget(name) for name in self._driver.maker.turned_by_bulb}
        if widgets.get("shutterspeed2") is not None:
            del widgets["shutterspeed"]  # it is the same, less exactly
        values = {name: str(value_of(widget)) for name, widget in widgets.items() if widget is not None}
        return {name: value for name, value in values.items() if value.lower() not in {_MANUAL, shutter.BULB}}

    def _restore(self, before: dict[str, str]) -> None:
        for name, value in tuple(before.items()):
            self._left[name] = value
            with IgnoredRefusals(lambda error: _log.warning("%s", error.message)):
                self._driver.press(name, value, f"put {name!r} back")
                del self._left[name]

    def put_back(self) -> None:
        """Put back what could not be at the end of an exposure: at Bulb, no picture could be taken."""
        self._restore(self._left)

    def forget(self, names: Iterable[str]) -> None:
        """Leave settings as a client has them."""
        for name in names:
            self._left.pop(name.rpartition("/")[2], None)  # which may be given as a path


def _explained(error: ServiceError) -> ServiceError:
    """Return a refusal that says what it can come from where it has no reason, which is all that ptp2 has for bulb."""
    if error.name is not ErrorName.CAMERA_ERROR or error.remedy:
        return error
    remedy = "See that the body is set to M or bulb, and that its card has room; then try it without bulb."
    return error.but(remedy=remedy)
