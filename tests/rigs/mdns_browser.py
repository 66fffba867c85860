"""A browser of mDNS as a process of its own: prints a line as a service comes, with what it says, and as one goes."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from zeroconf import InterfaceChoice, IPVersion
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from zeroconf import ServiceStateChange

    from tests.rigs.lan import Machine

TYPE = "_rpc-camera._tcp.local."
_WAIT_S = 30.0


@asynccontextmanager
async def browsing(machine: Machine) -> AsyncIterator[Browser]:
    command = [*machine.within, sys.executable, "-m", "tests.rigs.mdns_browser"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        browser = Browser(process)
        assert await browser.next() == {"change": "ready"}
        yield browser
    finally:
        process.kill()
        await process.communicate()


class Browser:
    """What that process prints."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def next(self) -> Any:
        assert self._process.stdout
        async with asyncio.timeout(_WAIT_S):
            return json.loads(await self._process.stdout.readline())

    async def until(self, change: str, name: str) -> Any:
        """Return the next line of that change to the service of that name."""
        while True:
            line = await self.next()
            if (line["change"], line["name"]) == (change, name):
                return line


async def main() -> None:
    network = AsyncZeroconf(InterfaceChoice.All, ip_version=IPVersion.V4Only)
    tasks: set[asyncio.Task[None]] = set()

    async def show(name: str, change: str) -> None:
        line: dict[str, Any] = {"change": change, "name": name.removesuffix(f".{TYPE}")}
        if change != "Removed":
            info = AsyncServiceInfo(TYPE, name)
            await info.async_request(network.zeroconf, 3000)
            text = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
            line |= {"addresses": sorted(info.parsed_addresses()), "port": info.port, "text": text, "host": info.server}
        print(json.dumps(line), flush=True)

    def note(*, name: str, state_change: ServiceStateChange, **_: object) -> None:
        tasks.add(asyncio.create_task(show(name, state_change.name)))

    async with AsyncServiceBrowser(network.zeroconf, TYPE, handlers=[note]):
        print(json.dumps({"change": "ready"}), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
