"""What every body has: a name, a clock, a card, threads to draw pictures in, and a count of its frames."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from rpc_camera.virtual.dials import LAST_FRAME
from rpc_camera.virtual.journal import Journal
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.virtual.habits import Habits
    from rpc_camera.virtual.storage import Card

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Identity:
    """How the camera introduces itself."""

    model: str
    serial: str


@dataclass
class Written:
    """A file that the camera has made, and when; `taken_away_at`: when it left the memory; in s of CLOCK_MONOTONIC."""

    name: str
    sha256: str
    written_at: float
    taken_away_at: float | None = None


class Body:
    """State that all parts of a camera share; belongs to one event loop."""

    def __init__(self, identity: Identity, card: Card, habits: Habits) -> None:
        self.identity = identity
        self.card = card
        self.habits = replace(habits)  # as they are at first
        self.session = 0
        self.frame = 0
        self.written: list[Written] = []  # its files, in order
        self.journal = Journal()
        self._clock_offset = timedelta()
        self._workers = ThreadPoolExecutor(3, "darkroom")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` in a thread, so that the camera keeps answering."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, lambda: work(*args, **kwargs))

    def note_written(self, name: str, sha256: str) -> None:
        """Note that a file is there."""
        self.written.append(Written(name, sha256, time.monotonic()))

    def note_taken_away(self, name: str) -> None:
        """Note that a file has left the memory: whoever has read it has the only copy."""
        latest = next(file for file in reversed(self.written) if file.name == name)
        latest.taken_away_at = time.monotonic()

    def close(self) -> None:
        """End the threads, after the picture they are at."""
        self._workers.shutdown(cancel_futures=True)

    def now(self) -> datetime:
        """Return the camera's clock: local time, without a zone, as cameras have it."""
        return datetime.now() + self._clock_offset  # noqa: DTZ005 (see above)

    def set_clock(self, text: str) -> None:
        """Set the clock to a time as PTP writes it; PtpError: it is none."""
        try:
            moment = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (see now)
        except ValueError:
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE) from None
        self.set_time(moment)

    def set_time(self, moment: datetime) -> None:
        """Set the clock."""
        self._clock_offset = moment - datetime.now()  # noqa: DTZ005

    def next_frame(self) -> int:
        """Return the number of the next picture; 1 comes after 9999."""
        self.frame = self.frame % LAST_FRAME + 1
        return self.frame
