"""How far a client is with what was sent to it: what counts is what its system has acknowledged, not what ours has."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import socket
import sys
import termios
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Callable, Iterable

# struct tcp_info of Linux's <linux/tcp.h>: tcpi_bytes_acked and tcpi_bytes_received.
_BYTES_ACKED: Final = slice(120, 128)
_BYTES_RECEIVED: Final = slice(128, 136)
_UNACKNOWLEDGED_MS: Final = 30_000
_LOOK_EVERY_S: Final = 1.0
_POLL_S: Final = (0.001, 0.002, 0.005, 0.01, 0.02)
_log = logging.getLogger(__name__)


class Flow:
    """The bytes of one TCP connection, encrypted or not, on their way to the client."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._socket: socket.socket = transport.get_extra_info("socket")

    def detect_dead_peer(self) -> None:
        """Have the system close the connection when nobody acknowledges what was sent, such as a ping."""
        with contextlib.suppress(OSError):  # it may be gone already
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)

    def acknowledged_bytes(self) -> int:
        """Return how much the client's system has received of what was sent; OSError when it is gone."""
        return self._tcp_info(_BYTES_ACKED)

    def received_bytes(self) -> int:
        """Return how much has come from the client, the handshake included; OSError when it is gone."""
        return self._tcp_info(_BYTES_RECEIVED)

    def waiting_bytes(self) -> int:
        """Return how much was sent that the client's system has not received yet; OSError when it is gone."""
        descriptor = self._socket.fileno()
        if descriptor < 0:
            raise ConnectionResetError("the client is gone")
        queued = fcntl.ioctl(descriptor, termios.TIOCOUTQ, bytes(4))
        return self._transport.get_write_buffer_size() + int.from_bytes(queued, sys.byteorder)

    def _tcp_info(self, member: slice) -> int:
        info = self._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, member.stop)
        return int.from_bytes(info[member], sys.byteorder)

    async def settled(self, at_most_bytes: int) -> None:
        """Wait until no more than that is on its way; OSError when the client is gone, or was cut off meanwhile.

        Systems do not notify of acknowledgements, so this polls.
        """
        looks = 0
        while self.waiting_bytes() > at_most_bytes:
            await asyncio.sleep(_POLL_S[min(looks, len(_POLL_S) - 1)])
            looks += 1

    def read_no_more(self) -> None:
        """Leave what the client sends from now on where it is."""
        with contextlib.suppress(RuntimeError):  # it is closing
            self._transport.pause_reading()

    def read_on(self) -> None:
        """Read again what the client sends."""
        with contextlib.suppress(RuntimeError):  # it is closing
            self._transport.resume_reading()

    def abort(self) -> None:
        """Cut the connection, whatever is still to be sent."""
        self._transport.abort()


class StallGuard:
    """Cuts off every client of a server that reads nothing of what it is sent, whatever that is and whoever sends it.

    It looks at all connections again and again: what is sent needs no guard of its own, so none can be forgotten.
    """

    def __init__(self, transports: Callable[[], Iterable[Transport | None]], stall_s: float) -> None:
        self._transports = transports
        self._stall_s = stall_s
        self._stalled: dict[Transport, tuple[int, float]] = {}  # acknowledged so far, and since when no more

    async def run(self) -> None:
        """Look until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(min(_LOOK_EVERY_S, self._stall_s / 4))
            self.look(loop.time())

    def look(self, now: float) -> None:
        """Cut off those that have something to read and, at `now`, have read nothing for too long."""
        before, self._stalled = self._stalled, {}
        for transport in self._transports():
            with contextlib.suppress(OSError):  # it is gone
                if transport is not None and (flow := Flow(transport)).waiting_bytes():
                    acknowledged = flow.acknowledged_bytes()
                    known, since = before.get(transport, (acknowledged, now))
                    self._stalled[transport] = (acknowledged, since if acknowledged == known else now)
        for transport, (_, since) in self._stalled.items():
            if now - since >= self._stall_s:
                peer = (transport.get_extra_info("peername") or ("unknown",))[0]
                _log.warning("disconnecting: the client has read nothing for %g s (%s)", self._stall_s, peer)
                transport.abort()
