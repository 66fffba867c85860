"""A proxy that speaks TLS before a service that does not, as nginx would."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@contextlib.asynccontextmanager
async def behind_tls(address: str, certificate: Path, key: Path) -> AsyncIterator[str]:
    """Forward every connection to `address`, byte by byte; yield the proxy's own address."""
    service = urlsplit(address)
    connections: set[asyncio.Task[None]] = set()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        service_reader, service_writer = await asyncio.open_connection(service.hostname, service.port)
        try:
            await asyncio.gather(_copy(reader, service_writer), _copy(service_reader, writer))
        finally:
            for end in (writer, service_writer):
                end.transport.abort()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(forward(reader, writer))
        connections.add(connection)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    proxy = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://localhost:{proxy.sockets[0].getsockname()[1]}"
    finally:
        proxy.close()
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()
