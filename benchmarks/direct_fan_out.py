"""`python -m benchmarks.direct_fan_out`: one text to many sockets by asyncio alone, in a process of its own.

Prints the address that it listens at. Whoever connects is taken for a WebSocket client that subscribes; each line on
standard input is an event, which goes out as a loop writes it. It has the length of the service's.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Final

from rpc_camera.clock import utc_now

_ANSWER: Final = b"\x81\x02{}"


class _Client(asyncio.Protocol):
    def __init__(self, clients: list[asyncio.Transport]) -> None:
        self._clients = clients
        self._upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, _data: bytes) -> None:
        if self._upgraded:
            self._transport.write(_ANSWER)
            self._clients.append(self._transport)
        else:
            self._transport.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            self._upgraded = True

    def connection_lost(self, _reason: Exception | None) -> None:
        if self._transport in self._clients:
            self._clients.remove(self._transport)


def _event(number: int) -> bytes:
    params = {"seq": number, "at": utc_now(), "camera": "z-virtual-1", "name": "whitebalance", "value": "Daylight"}
    text = json.dumps({"jsonrpc": "2.0", "method": "config_changed", "params": params}, separators=(",", ":")).encode()
    return bytes([0x81, 126]) + len(text).to_bytes(2, "big") + text


async def main() -> None:
    """Serve until standard input ends."""
    clients: list[asyncio.Transport] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Client(clients), "127.0.0.1", 0, backlog=1000)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    number = 0
    while await lines.readline():
        number += 1
        frame = _event(number)
        for client in tuple(clients):
            client.write(frame)


if __name__ == "__main__":
    asyncio.run(main())
