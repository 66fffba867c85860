"""`python -m benchmarks.hop_gateway URL FOLDER`: a gateway to the host at URL, in a process of its own.

It prints its port, and ends with standard input.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from benchmarks.shared import TOKEN
from rpc_camera.contract.contract import Contract
from tests.rigs.other_host import gateway_to
from tests.rigs.rpc_client import RpcClient


async def main(url: str, folder: Path) -> None:
    """Serve until standard input ends."""
    async with (
        RpcClient(f"{url}/rpc", Contract.load(), TOKEN) as client,
        gateway_to(client, url, folder, token=TOKEN) as gateway,
    ):
        print(gateway.server.port, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
