"""A shutter that is held open: closed in time, and again, until it has been seen closed."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker import lifetime
from rpc_camera.worker.events import EventBatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.worker.releases import Release

# A body that counts down (self-timer, exposure delay, a raised mirror) refuses the command until its shutter is open.
_AGAIN_S: Final = 0.25
_AGAIN_AT_MOST_S: Final = 5.0
_PATIENCE: Final = 0.02  # of the time that it has been tried for, up to the next try
_VERIFY_S: Final = 0.5
_BURST_S: Final = 2.0
LAST_RESORT_S: Final = 60.0
_log = logging.getLogger(__name__)


@dataclass
class HeldShutter:
    """One exposure, from its opening on. `close_once` is the command that closes the shutter.

    `arrived` is what its events have brought. `exposure_s` is how long it was open, once the body has taken the
    command to close; `trouble` is its last refusal of that, if no file has come since.
    `refuses_when_closed`: this body does, which proves that it is closed.
    """

    close_once: Callable[[], None]
    release: Release
    before: dict[str, str]
    released_at: float
    opened: float
    closes: float
    refuses_when_closed: bool
    exposure_s: float | None = None
    trouble: ServiceError | None = None
    given_up: bool = False
    arrived: EventBatch = field(default_factory=EventBatch)
    _tried_since: float | None = None
    _next_try: float = 0.0
    _last_file: float = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether it has been seen closed: that the body took the command once proves nothing."""
        if self._tried_since is None:  # what has arrived may be of an earlier picture
            return False
        if self.arrived.complete:
            return True
        has_files = len(self.arrived.files) >= self.release.expected.files
        if not self.refuses_when_closed:
            return has_files
        if self.trouble is None:
            return False
        # In a burst, the shutter opens again for the next picture when the first one is there already.
        return self.exposure_s is not None or (has_files and time.monotonic() - self._last_file > _BURST_S)

    def add(self, batch: EventBatch) -> None:
        """Keep what a round of events brought."""
        self.arrived.files += batch.files
        self.arrived.complete |= batch.complete
        if batch.files:
            self._last_file = time.monotonic()
            self.trouble = None

    def left_s(self) -> float:
        """Return in how many seconds the next try to close it is due; infinite once it is closed."""
        if self.is_closed:
            return math.inf
        due = self.closes if self._tried_since is None else self._next_try
        return due - time.monotonic()

    def end(self) -> None:
        """Have it closed now rather than at its time."""
        self.closes = min(self.closes, time.monotonic())

    def try_to_close(self) -> None:
        """Give the command to close, if that is due. ServiceError CAMERA_LOST: the link is gone."""
        if self.left_s() > 0:
            return
        now = time.monotonic()
        self._tried_since = self._tried_since or now
        lifetime.live_on(LAST_RESORT_S)  # whoever kills this process leaves the shutter open
        try:
            self.close_once()
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_LOST:
                raise
            _log.info("closing the shutter: %s", error.message)
            self.trouble = error
            pause_s = max(_AGAIN_S, _PATIENCE * (now - self._tried_since))
        else:
            self.trouble = None
            if self.exposure_s is None or self.refuses_when_closed:  # else: it was open still
                self.exposure_s = time.monotonic() - self.opened
            pause_s = _VERIFY_S if self.refuses_when_closed else _AGAIN_AT_MOST_S
        self._next_try = time.monotonic() + min(pause_s, _AGAIN_AT_MOST_S)
