"""Taking a picture: release the shutter, then read events until every file of it has arrived."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import File, FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import Exposing, Released, Releasing
from rpc_camera.wire.requests import Captured
from rpc_camera.worker import shutter
from rpc_camera.worker.events import LISTEN_MS
from rpc_camera.worker.faults import no_focus
from rpc_camera.worker.instant import awake_at
from rpc_camera.worker.quality import Quality
from rpc_camera.worker.refusals import while_busy
from rpc_camera.worker.releases import expected_frames
from rpc_camera.worker.shutter_release import BUSY_AT_MOST_S, ShutterRelease

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.events import Events
    from rpc_camera.worker.files import Files
    from rpc_camera.worker.focus_search import FocusSearch
    from rpc_camera.worker.releases import Expected, Release

AFTER_RELEASE_S: Final = 30.0
_TRIGGERED_S: Final = 10.0  # at most so long after an exposure that nobody waits for comes its picture
_ANSWERED_WITHIN: Final = 0.8  # of the client's patience, if it is only the rest of a picture that is missing
_ANSWERED_AT_LAST: Final = 0.9  # and by then, even if that can still come
_MISSING_FILE_S: Final = 15.0  # at most so long after one file of a release comes another that it is known to make
_LATE_FILE_S: Final = 3.0  # and so long another that it may make
_UNFOCUSED_S: Final = 2.0  # a body that has taken a picture without focus says by then that it is coming
_UNANNOUNCED_S: Final = 10.0  # and by then at the latest, whatever else it is at
_NO_COMPLETE_S: Final = 0.4  # some bodies never say that a capture is complete
_POLL_MS: Final = 10
_SELDOM_MS: Final = 100
_WAITS: Final = 32  # what takes so many times as long is not noticeably later for one wait
_LOOK_AGAIN_S: Final = 0.15
_PREPARED_S: Final = 2.0  # as long as libgphoto2 remembers a setting
REMEMBERED_S: Final = 2.2  # a little longer than libgphoto2 remembers a setting


@dataclass(frozen=True)
class _Prepared:
    """What a release makes, by the settings at a time, when the body had reported so many changes of its settings."""

    expected: Expected
    setting_changes: int
    at: float

    def is_valid(self, setting_changes: int) -> bool:
        """Return whether that is what the driver would say now."""
        return setting_changes == self.setting_changes and time.monotonic() - self.at < _PREPARED_S


class StillCapture:
    """Takes pictures with one open camera."""

    def __init__(
        self,
        driver: Driver,
        events: Events,
        files: Files,
        search: FocusSearch,
        publish: Callable[[WorkerEvent], None],
    ) -> None:
        """`publish` reports the stages of a picture: exposing, releasing, released."""
        self._publish = publish
        self._driver = driver
        self.events = events
        self.releases = events.releases
        self._files = files
        self._shutter = ShutterRelease(driver, events, search, publish)
        self._quality = Quality(driver)
        self._prepared: _Prepared | None = None

    def prepare(self) -> None:
        """Find out, for an `image` at an instant, what it would have to before. ServiceError: it would be refused."""
        self._shutter.await_earlier()
        self._prepared = _Prepared(self._checked(), self.events.setting_changes, time.monotonic())

    def image(self, timeout_s: float, at: float | None = None) -> Captured:
        """Release the shutter and return all files of that, a burst's too; `at` is the instant, if not at once.

        A file that is missing still, such as a RAW, is waited for within `timeout_s`, not longer.

        ServiceError CAMERA_TIMEOUT: no picture within `timeout_s`, or half a minute after an exposure that took longer.
        Sooner, where a body would say by then that one is coming. CAMERA_ERROR: no focus, and no picture.
        """
        begun = time.monotonic() if at is None else at
        expected = self._checked() if at is None else self._take_prepared()
        if at is None:  # else nobody watches, and nothing should be between the instant and the release
            self._publish(Exposing(shutter.exposure_s(self._driver.setting(*shutter.SETTINGS))))
        self._shutter.await_earlier()
        has_focus = self._shutter.find_focus()
        self._shutter.get_ready()
        self._publish(Releasing())
        try:
            with awake_at(at):
                until = time.monotonic() + min(timeout_s, BUSY_AT_MOST_S)
                release, released_at = self._shutter.once_free(expected, until)
            self._publish(Released(released_at))
            self._check_taken(release, has_focus=has_focus)
            deadline = self._deadline(released_at, begun, timeout_s)
            return Captured(self.collect(release, deadline, begun, timeout_s), released_at)
        finally:
            self.releases.end()

    def _take_prepared(self) -> Expected:
        """Return what the release makes, as `prepare` has found it if that is as new as what the driver remembers."""
        prepared, self._prepared = self._prepared, None
        if prepared and prepared.is_valid(self.events.setting_changes):
            return prepared.expected
        return self._checked()

    def _checked(self) -> Expected:
        self.check_shutter()
        return self.expected()

    def trigger(self) -> None:
        """Release the shutter only. ServiceError: refused."""
        self.check_shutter()
        self._shutter.await_earlier()
        has_focus, exposed_s = self._shutter.find_focus(), self._exposed_s()
        self._shutter.get_ready()
        release = self.releases.begin(FileOrigin.CAMERA, self.expected(), exposed_s + _TRIGGERED_S)
        try:
            self._shutter.trigger(exposed_s)
            if not has_focus:
                self._check_taken(release, has_focus=False)
        except ServiceError:
            self.releases.discard(release)
            raise

    def check_shutter(self) -> None:
        """Raise ServiceError NOT_SUPPORTED where one release would be no picture: at Time and at Bulb."""
        if not self.comes_to(lambda speed: not shutter.has_no_end(speed), *shutter.SETTINGS):
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                f"The shutter is set to {self._driver.setting(*shutter.SETTINGS)}, which has no end of its own.",
                remedy="Pass `bulb_s`, use start_bulb, or set `shutter_s` to a time with set_exposure.",
            )

    def check_bulb(self) -> None:
        """Raise ServiceError NOT_SUPPORTED where the exposure would be as long as the shutter speed says."""
        if self._driver.maker.turned_by_bulb:
            return
        if not self.comes_to(lambda speed: shutter.exposure_s(speed) is None, *shutter.SETTINGS):
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                f"The shutter is set to {self._driver.setting(*shutter.SETTINGS)}, and would not be held open.",
                remedy="Set `shutter_s` to `bulb` first, with set_exposure, or turn the body to Bulb (at M or B).",
            )

    def comes_to(self, fits: Callable[[str | None], bool], *names: str, within_s: float = _LOOK_AGAIN_S) -> bool:
        """Return whether the first of these settings that the body has fits.

        libgphoto2 remembers settings for 2 s, or until it has read the event that reports a change.
        """
        deadline = time.monotonic() + within_s
        while not fits(self._driver.setting(*names)):
            if time.monotonic() > deadline:
                return False
            self.events.pump()
            time.sleep(_POLL_MS / 1000)
        return True

    def expected(self) -> Expected:
        """Return what the next release makes, as far as the settings say."""
        files = self._quality.files()
        return expected_frames(self._driver.setting, files, named=self._quality.is_named)

    def collect(
        self, release: Release, deadline: float, begun: float = 0.0, patience_s: float = math.inf
    ) -> list[File]:
        """Wait for the files of a release that is awaited, and return the `File` of each.

        What is missing when most of the client's patience is gone, which it has had since `begun`, may come up to 3 s
        after the last, unless that is too late. ServiceError CAMERA_TIMEOUT: there is none at `deadline`.
        """
        self._await_release(release, deadline, begun, patience_s)
        self._quality.note(release)
        if not release.pictures:
            if mirror_lock := self._mirror_lock():
                self._publish(Releasing())
            raise ServiceError(
                ErrorName.CAMERA_TIMEOUT,
                "The camera was asked to release its shutter, and has delivered no picture.",
                remedy=mirror_lock,
            )
        # The body may still be writing them.
        return [while_busy(partial(self._files.file, path), deadline, _POLL_MS / 1000) for path in release.paths]

    def _mirror_lock(self) -> str | None:
        return shutter.mirror_lock(self._driver.setting, self._driver.maker.mirror_lock)

    def _deadline(self, released_at: float, begun: float, patience_s: float) -> float:
        """Return until when a picture is waited for: not as long where the release may only have raised the mirror."""
        now = time.monotonic()
        latest = max(released_at + patience_s, now + AFTER_RELEASE_S)
        if not self._mirror_lock():
            return latest
        return min(latest, begun + _ANSWERED_AT_LAST * patience_s, now + 2 * self._exposed_s() + _UNANNOUNCED_S)

    def _check_taken(self, release: Release, *, has_focus: bool) -> None:
        """Wait until a body says that a picture is coming, if it is one that does.

        ServiceError CAMERA_ERROR: it had no focus, and takes none; many do. CAMERA_TIMEOUT: it has not said so.
        """
        coming = self._driver.maker.coming
        if has_focus and not coming:
            return
        noise_s = self._exposed_s() if has_focus else 0.0  # the reduction of noise takes as long as the exposure
        begun = time.monotonic()
        until = begun + self._exposed_s() + noise_s + (_UNANNOUNCED_S if has_focus else _UNFOCUSED_S)
        while not release.pictures and (self._driver.setting(coming) or "0") == "0":
            if time.monotonic() > until:
                self._publish(Releasing())
                if not has_focus:
                    raise no_focus("The camera has found no focus, and has taken no picture.")
                raise ServiceError(
                    ErrorName.CAMERA_TIMEOUT, "The camera was asked to release its shutter, and has no picture coming."
                )
            self.events.listen(_wait_ms(time.monotonic() - begun))

    def _exposed_s(self) -> float:
        """Return how long after a release its exposure is over, as far as the settings say."""
        exposure_s = shutter.exposure_s(self._driver.setting(*shutter.SETTINGS)) or 0.0
        return exposure_s + shutter.release_delay_s(self._driver.setting)

    def _await_release(self, release: Release, deadline: float, begun: float, patience_s: float) -> None:
        last_event = time.monotonic()
        while (now := time.monotonic()) < deadline and not self._is_over(release):
            is_late = now > begun + _ANSWERED_WITHIN * patience_s
            if release.pictures and now - last_event > self._pause_s(release, late=is_late):
                break
            if now > begun + _ANSWERED_AT_LAST * patience_s and release.lacks_only_siblings:
                break
            batch = self.events.listen(_wait_ms(now - last_event))
            if batch.files or batch.complete:
                last_event = time.monotonic()

    def _is_over(self, release: Release) -> bool:
        """Return whether no other file of a release can come."""
        maker, expected = self._driver.maker, release.expected
        is_last = expected.exact or maker.burst_is_said_to_be_complete
        is_complete = release.complete or (maker.last_file_completes and expected.named)
        return is_complete and release.is_whole and is_last

    def _pause_s(self, release: Release, *, late: bool) -> float:
        """Return how long after the last event of a release another one may come."""
        if release.is_whole and release.expected.exact and not self.releases.body_says_complete:
            return _NO_COMPLETE_S
        if release.is_whole or late or (release.complete and not release.lacks_siblings):
            return _LATE_FILE_S  # what is missing may be frames for which the card has no room
        return _MISSING_FILE_S


def _wait_ms(waited_s: float) -> int:
    """Return how long to wait for the next events of a picture that has been waited for so long already.

    Each question takes the time of a small computer and of the body: an exposure of a minute is not asked for 100 times
    a second.
    """
    return round(min(max(LISTEN_MS, waited_s * 1000 / _WAITS), _SELDOM_MS))
