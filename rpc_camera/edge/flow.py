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

# struct tcp_info of Linux's <linux/tcp.h>: tcpi_bytes_acked and tcpi_bytes_received.
_BYTES_ACKED: Final = slice(120, 128)
_BYTES_RECEIVED: Final = slice(128, 136)
_UNACKNOWLEDGED_MS: Final = 30_000
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

    async def settled(self, at_most_bytes: int, stall_s: float) -> None:
        """Wait until no more than that is on its way; OSError when the client is gone, or reads nothing for `stall_s`.

        Systems do not notify of acknowledgements, so this polls.
        """
        if self.waiting_bytes() <= at_most_bytes:
            return
        with Watch(self, stall_s):
            looks = 0
            while self.waiting_bytes() > at_most_bytes:
                await asyncio.sleep(_POLL_S[min(looks, len(_POLL_S) - 1)])
                looks += 1

    def read_no_more(self) -> None:
        """Leave what the client sends from now on where it is."""
        with contextlib.suppress(RuntimeError):  # it is closing
            self._transport.pause_reading()

    def abort(self) -> None:
        """Cut the connection, whatever is still to be sent."""
        self._transport.abort()


class Watch:
    """Cuts the connection if, within its context, the client acknowledges nothing from one look to the next."""

    def __init__(self, flow: Flow, interval_s: float) -> None:
        self._flow = flow
        self._interval_s = interval_s

    def __enter__(self) -> None:
        self._look_again(self._flow.acknowledged_bytes())

    def __exit__(self, *_exception: object) -> None:
        self._timer.cancel()

    def _look_again(self, acknowledged: int) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._interval_s, self._look, acknowledged)

    def _look(self, before: int) -> None:
        with contextlib.suppress(OSError):  # it may be gone already
            acknowledged = self._flow.acknowledged_bytes()
            if acknowledged != before:
                self._look_again(acknowledged)
                return
            _log.warning("disconnecting: the client has read nothing for %g s", self._interval_s)
        self._flow.abort()
