"""Taking a picture: release the shutter, then read events until every file of it has arrived."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.contract.types import File, FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import Exposing, Released
from rpc_camera.wire.requests import Captured
from rpc_camera.worker import shutter
from rpc_camera.worker.events import EventBatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.events import Events
    from rpc_camera.worker.files import Files

_QUALITY_SETTINGS: Final = ("imagequality", "imageformat")
_RAW_WORDS: Final = ("raw", "nef", "nrw")
AFTER_RELEASE_S: Final = 30.0
_LATE_FILE_S: Final = 3.0  # at most so long after one file of a picture comes the next
_NO_COMPLETE_S: Final = 0.4  # some bodies never say that a capture is complete
_POLL_MS: Final = 10
_REMEMBERED_S: Final = 2.2
_LOOK_AGAIN_S: Final = 0.15


class StillCapture:
    """Takes pictures with one open camera."""

    def __init__(
        self,
        driver: Driver,
        events: Events,
        files: Files,
        manufacturer: str,
        publish: Callable[[WorkerEvent], None],
    ) -> None:
        """`publish` reports the stages of a picture: exposing, released."""
        self._publish = publish
        self._driver = driver
        self._events = events
        self._files = files
        self.is_nikon = "nikon" in manufacturer.lower()

    def image(self, timeout_s: float, at: float | None = None) -> Captured:
        """Take one picture, of two files for RAW+JPEG; `at` is the instant of the release, if not at once.

        ServiceError CAMERA_TIMEOUT: no picture within `timeout_s`, or half a minute after an exposure that took longer.
        """
        self.check_shutter()
        expected = self.expected()
        if at is None:  # else nobody watches, and nothing should be between the instant and the release
            self._publish(Exposing(shutter.exposure_s(self._driver.setting(*shutter.SETTINGS))))
        wait_until(at)
        released_at = time.monotonic()
        arrived = EventBatch(self.release(FileOrigin.CAPTURE_IMAGE))
        if at is None:
            self._publish(Released())
        deadline = max(released_at + timeout_s, time.monotonic() + AFTER_RELEASE_S)
        return Captured(self.collect(arrived, expected, deadline), released_at)

    def check_shutter(self) -> None:
        """Raise ServiceError NOT_SUPPORTED where the exposure would never end: at Time, and for a Nikon at Bulb."""
        if not self.leaves(*shutter.SETTINGS, within_s=_LOOK_AGAIN_S):
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                f"The shutter is set to {self._driver.setting(*shutter.SETTINGS)}, and would stay open.",
                remedy="Pass `bulb_s`, use start_bulb, or set `shutterspeed2` to a time.",
            )

    def leaves(self, *names: str, within_s: float = _REMEMBERED_S) -> bool:
        """Return whether the first of these settings that the body has is at a speed at which a shutter closes again.

        libgphoto2 remembers settings for 2 s, or until it has read the event that reports a change.
        """
        deadline = time.monotonic() + within_s
        while shutter.stays_open(self._driver.setting(*names), at_bulb=self.is_nikon):
            if time.monotonic() > deadline:
                return False
            self._events.pump()
            time.sleep(_POLL_MS / 1000)
        return True

    def listen(self) -> EventBatch:
        """Wait a moment for the events of a picture, and return what they have brought."""
        if not self._events.supported:
            time.sleep(_POLL_MS / 1000)
        return self._events.pump(FileOrigin.CAPTURE_IMAGE, _POLL_MS)

    def expected(self) -> int:
        """Return how many files the next picture has."""
        return expected_files(self._driver.setting(*_QUALITY_SETTINGS) or "")

    def collect(self, arrived: EventBatch, expected: int, deadline: float) -> list[File]:
        """Wait for the files of a picture that have not `arrived` yet, and return the `File` of each.

        ServiceError CAMERA_TIMEOUT: there is none at `deadline`.
        """
        paths = arrived.files + self._await_files(len(arrived.files), expected, deadline, complete=arrived.complete)
        if not paths:
            raise ServiceError(
                ErrorName.CAMERA_TIMEOUT, "The camera was asked to release its shutter, and has delivered no picture."
            )
        return [self._file(path, deadline) for path in paths]

    def _file(self, path: str, deadline: float) -> File:
        """Return the `File` at `path`, which a body may still be writing."""
        while True:
            try:
                return self._files.file(path)
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(_POLL_MS / 1000)

    def release(self, origin: FileOrigin) -> list[str]:
        """Release the shutter; return the files that are there already: those of bodies that cannot be triggered."""
        try:
            with self._driver.doing("release the shutter"):
                self._driver.camera.trigger_capture(self._driver.context)
        except ServiceError as error:
            # ptp2 drops the reason of a release that a Nikon refused; a capture is refused with it. (Others can fail
            # after the exposure: a second one is not what was asked for.)
            unexplained = error.name is ErrorName.CAMERA_ERROR and not (error.driver and error.driver.context)
            if error.name is not ErrorName.NOT_SUPPORTED and not (unexplained and self.is_nikon):
                raise
        else:
            return []
        with self._driver.doing("take a picture"):
            picture = self._driver.camera.capture(gp.GP_CAPTURE_IMAGE, self._driver.context)
        return self._events.report_file(picture.folder, picture.name, origin)

    def _await_files(self, have: int, expected: int, deadline: float, *, complete: bool) -> list[str]:
        paths: list[str] = []
        quiet_since = time.monotonic()
        while (now := time.monotonic()) < deadline and not (complete and have >= expected):
            batch = self.listen()
            paths += batch.files
            complete = complete or batch.complete
            if batch.files or batch.complete:
                quiet_since = now
            count = have + len(paths)
            if complete and count >= expected:
                break
            if count and now - quiet_since > (_NO_COMPLETE_S if count >= expected else _LATE_FILE_S):
                break
        return paths


def wait_until(at: float | None) -> None:
    """Sleep until `at`, in seconds of CLOCK_MONOTONIC, which all processes of a machine share; None: not at all."""
    if at is not None and (left_s := at - time.monotonic()) > 0:
        time.sleep(left_s)


def expected_files(quality: str) -> int:
    """Return how many files a picture of this quality has: 2 for "NEF+Fine", "RAW + L" or "RAW & HEIF", else 1."""
    parts = [part for part in re.split(r"\s*[+&]\s*", quality.lower()) if part]
    return 2 if len(parts) > 1 and any(word in part for part in parts for word in _RAW_WORDS) else 1
