"""`python -m benchmarks.stalls_load URL WHAT`: one load of benchmarks.stalls, from clients in a process of their own.

Prints what was answered, in bytes.
"""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import request
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CLIENTS: Final = 60
LARGE: Final = "/store_00010001/DCIM/900MYPIX/LARGE.JPG"
_EVENTS: Final = ["file_added", "camera_state_changed"]


class _Load:
    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = f"{url}/rpc"

    async def walk(self) -> int:
        """List all files of the camera."""
        return await self._ask("list_files", recursive=True)

    async def crowd(self) -> int:
        """Connect and subscribe, all at once."""
        return sum(await asyncio.gather(*(self._ask("subscribe", events=_EVENTS) for _ in range(CLIENTS))))

    async def download(self) -> int:
        """Have a file of 31 MiB in JSON."""
        return await self._ask("download_image", path=LARGE)

    async def upload(self) -> int:
        """Send a file of 31 MiB in JSON."""
        data = base64.b64encode(os.urandom(31 << 20)).decode()
        folder, filename = LARGE.rpartition("/")[0], f"UP{os.getpid()}.JPG"
        return await self._ask("upload_file", folder=folder, filename=filename, data_base64=data)

    async def _ask(self, method: str, **params: object) -> int:
        async with self._http.ws_connect(self._url, max_msg_size=0) as socket:
            await socket.send_str(request(1, method, params))
            text = await socket.receive_str()
        if '"error"' in text[:100]:
            raise RuntimeError(text[:1000])
        return len(text)


async def main() -> None:
    """Put the load on the service, once."""
    _, url, what = sys.argv
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as http:
        load = _Load(http, url)
        loads: dict[str, Callable[[], Awaitable[int]]] = {
            "walk": load.walk,
            "crowd": load.crowd,
            "download": load.download,
            "upload": load.upload,
        }
        print(await loads[what]())


if __name__ == "__main__":
    asyncio.run(main())
