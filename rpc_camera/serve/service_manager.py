"""What systemd, or another service manager that speaks sd_notify(3), is sent: ready, what is served, still alive."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

_SOCKET: Final = "NOTIFY_SOCKET"
_WATCHDOG_US: Final = "WATCHDOG_USEC"
_WATCHDOG_PID: Final = "WATCHDOG_PID"
_SIGNS_OF_LIFE: Final = 2  # in the time that the manager waits for one, as sd_watchdog_enabled(3) advises
_LONGEST_STATUS: Final = 200
_log = logging.getLogger(__name__)


class ServiceManager:
    """The manager at `address`, a socket's path, or `@` and its abstract name; without one, it is sent nothing.

    `watchdog_s` is how long the manager waits for a sign of life; None: it does not.
    """

    def __init__(self, address: str | None, watchdog_s: float | None = None) -> None:
        self._address = address.replace("@", "\0", 1) if address and address.startswith("@") else address
        self._watchdog_s = watchdog_s

    @classmethod
    def from_environment(cls, environment: MutableMapping[str, str] = os.environ) -> Self:
        """Return the manager that started this process. Its variables are taken out: children do not speak for it."""
        address, for_pid = environment.pop(_SOCKET, None), environment.pop(_WATCHDOG_PID, None)
        period_us = environment.pop(_WATCHDOG_US, "")
        is_for_us = for_pid in {None, str(os.getpid())} and period_us.isdecimal()
        return cls(address, int(period_us) / 1e6 if is_for_us and int(period_us) else None)

    def ready(self) -> None:
        """Say that the start is done."""
        self._send("READY=1")

    def status(self, text: str) -> None:
        """Say in a line, of 200 characters at most, what the service does: `systemctl status` shows it."""
        self._send(f"STATUS={' '.join(text.split())[:_LONGEST_STATUS]}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._send("STOPPING=1")

    @contextmanager
    def reloading(self) -> Iterator[None]:
        """Say that what is read at the start is read again, for as long as the block runs."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")
        try:
            yield
        finally:
            self.ready()

    async def feed_watchdog(self) -> None:
        """Give signs of life from the event loop, until cancelled: the manager restarts a service whose loop hangs.

        The manager ends it by SIGABRT, on which the log then has what each thread was at.
        """
        if self._watchdog_s is None or self._address is None:
            return
        faulthandler.enable()
        while True:
            self._send("WATCHDOG=1")
            await asyncio.sleep(self._watchdog_s / _SIGNS_OF_LIFE)

    def _send(self, message: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as notify:
                notify.sendto(message.encode(), self._address)
        except OSError as error:
            _log.warning("the service manager cannot be reached: %s", error.strerror or error)
