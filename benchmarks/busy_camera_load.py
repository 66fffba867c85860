"""`python -m benchmarks.busy_camera_load URL download|preview`: reads a camera's large files, or watches it, for ever.

Prints a line as soon as the first bytes have come.
"""

from __future__ import annotations

import asyncio
import itertools
import sys

import aiohttp

from benchmarks.shared import HEADERS, request

_PATHS = tuple(f"/store_00010001/DCIM/900MYPIX/BIG{number}.NEF" for number in range(4))
_LIMIT_S = 60.0


async def _download(http: aiohttp.ClientSession, url: str) -> None:
    for path in itertools.cycle(_PATHS):  # the service keeps the last two files it has read
        async with http.get(f"{url}/cameras/z-virtual-1/files{path}") as response:
            async for _ in response.content.iter_chunked(1 << 20):
                _say_begun()


async def _watch(http: aiohttp.ClientSession, url: str) -> None:
    async with http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket:
        await socket.send_str(request(1, "start_preview", {"binary": True}))
        async for message in socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                _say_begun()


def _say_begun() -> None:
    if not _said:
        _said.append(True)
        print("begun", flush=True)


_said: list[bool] = []


async def main() -> None:
    """Go on until killed, or for a minute."""
    _, url, kind = sys.argv
    async with asyncio.timeout(_LIMIT_S), aiohttp.ClientSession(headers=HEADERS) as http:
        await (_download if kind == "download" else _watch)(http, url)


if __name__ == "__main__":
    asyncio.run(main())
