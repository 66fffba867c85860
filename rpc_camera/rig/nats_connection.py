"""The TCP connection of nats-py, for links that are lost: it knows its own address, and ends without a wait."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Final

from nats.aio.transport import TcpTransport

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from urllib.parse import ParseResult

_DROP: Final = struct.pack("ii", 1, 0)  # RFC 9293, 3.10.5: ABORT


class NotEncryptedError(ConnectionError):
    """The server offers no TLS, and nothing may be sent without."""


class NatsConnection(TcpTransport):
    """With `tls`, nothing is sent before the connection is encrypted: nats-py leaves that to what the server says.

    `heard` is called whenever something has come.
    """

    def __init__(self, *, tls: bool, heard: Callable[[], None] = lambda: None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # nats-py has no types there
        self._heard = heard
        self._may_write = not tls
        self.local_address = ""

    def __bool__(self) -> bool:
        """Return True, for nats-py to take this one and make none of its own."""
        return True

    async def connect(self, uri: ParseResult, buffer_size: int, connect_timeout: int) -> None:
        """Connect, and see by which of this machine's addresses."""
        await super().connect(uri, buffer_size, connect_timeout)
        if self._bare_io_writer:
            self.local_address = str(self._bare_io_writer.get_extra_info("sockname")[0])

    async def connect_tls(
        self, uri: str | ParseResult, ssl_context: ssl.SSLContext, buffer_size: int, connect_timeout: int
    ) -> None:
        """Encrypt."""
        await super().connect_tls(uri, ssl_context, buffer_size, connect_timeout)
        self._may_write = True
        protocol = self._io_writer.transport.get_protocol() if self._io_writer else None
        if isinstance(protocol, asyncio.StreamReaderProtocol):
            protocol._over_ssl = True  # type: ignore[attr-defined]  # noqa: SLF001 - else each end has a warning logged

    async def read(self, buffer_size: int) -> bytes:
        """Read what has come; b"": the end."""
        data: bytes = await super().read(buffer_size)
        if data:
            self._heard()
        return data

    def write(self, payload: bytes) -> None:
        """Write. NotEncryptedError: that would be readable by others."""
        if not self._may_write:
            raise NotEncryptedError
        super().write(payload)  # type: ignore[no-untyped-call]  # nats-py has no types there

    def writelines(self, payload: list[bytes]) -> None:
        """Write all. That of asyncio in Python 3.13.0 waits for no slow reader: what is unsent had no bound."""
        self.write(b"".join(payload))

    def close(self) -> None:
        """Close, and drop what was not sent: the process would wait for it for ever, the system send it for minutes."""
        for writer in (self._io_writer, self._bare_io_writer):
            if writer and not writer.is_closing():
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)
                writer.transport.abort()

    async def wait_closed(self) -> None:
        """Let the event loop close the socket. Of a handshake that failed, nats-py would not see the end."""
        await asyncio.sleep(0)
