"""A camera behind a USB device that does nothing itself: each operation goes on to a virtual camera, by PTP/IP."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tests.usb.testbed.ptp_ip import Operation, Outcome, PtpIpLink
from tests.usb.testbed.umockdev import GLib

if TYPE_CHECKING:
    from collections.abc import Callable

Job: TypeAlias = "tuple[Operation, Callable[[Outcome], None]]"
_GENERAL_ERROR: Final = 0x2002


class BridgedCamera:
    """The virtual camera on a TCP port. It is connected to for the first operation of each session."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._session: _Session | None = None

    def perform(self, operation: Operation, done: Callable[[Outcome], None]) -> None:
        """Begin an operation; `done` is called with the outcome, unless `reset` is called before."""
        if self._session is None:
            self._session = _Session(self._port)
        self._session.jobs.put((operation, done))

    def reset(self) -> None:
        """End the session, and with it the operation that is under way."""
        if self._session:
            self._session.close()
        self._session = None


class _Session:
    """One connection, in a thread of its own, since the main loop must not wait for the camera."""

    def __init__(self, port: int) -> None:
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._port = port
        self._link: PtpIpLink | None = None
        self._is_over = False
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        """End it; no outcome is reported any more."""
        self._is_over = True
        self.jobs.put(None)
        if self._link:
            self._link.close()

    def _run(self) -> None:
        with contextlib.suppress(OSError):  # the camera is off: every operation fails
            self._link = PtpIpLink(self._port)
        while job := self.jobs.get():
            GLib.idle_add(self._report, job[1], self._perform(job[0]))
        if self._link:
            self._link.close()

    def _perform(self, operation: Operation) -> Outcome:
        try:
            return self._link.perform(operation) if self._link else Outcome(_GENERAL_ERROR)
        except OSError:
            return Outcome(_GENERAL_ERROR)

    def _report(self, done: Callable[[Outcome], None], outcome: Outcome) -> Any:
        if not self._is_over:
            done(outcome)
        return GLib.SOURCE_REMOVE
