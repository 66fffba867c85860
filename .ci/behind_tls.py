"""A proxy that speaks TLS before a service that does not, as nginx would. Usage: behind_tls.py ADDRESS CERTIFICATE KEY.

Prints its own address, and serves until its standard input ends.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from urllib.parse import urlsplit


async def main(address: str, certificate: str, key: str) -> None:
    """Forward every connection, byte by byte."""
    service = urlsplit(address)

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        service_reader, service_writer = await asyncio.open_connection(service.hostname, service.port)
        await asyncio.gather(_copy(reader, service_writer), _copy(service_reader, writer))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    proxy = await asyncio.start_server(forward, "127.0.0.1", 0, ssl=context)
    print(f"https://localhost:{proxy.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
