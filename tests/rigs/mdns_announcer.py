"""Announces by mDNS what no service of ours would, until it is killed: somebody else on the network.

python -m tests.rigs.mdns_announcer NAME PORT ADDRESS KEY=VALUE…
"""

from __future__ import annotations

import asyncio
import os
import sys

from zeroconf import ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

TYPE = "_rpc-camera._tcp.local."


async def main(name: str, port: str, address: str, *text: str) -> None:
    network = AsyncZeroconf(["127.0.0.1"])
    properties = {key: value for key, _, value in (pair.partition("=") for pair in text)}
    full = f"good.{TYPE}"
    host = f"somebody-{os.getpid()}.local."
    info = ServiceInfo(TYPE, full, int(port), properties=properties, server=host, parsed_addresses=[address])
    info.name = f"{name}.{TYPE}"  # which zeroconf would not announce by itself
    await network.zeroconf.async_wait_for_start()
    network.zeroconf.registry.async_add(info)
    await network.zeroconf._async_broadcast_service(info, 225, None)
    print("announced", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
