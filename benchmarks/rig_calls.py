"""How long a call takes through the gateway, beside one at the host that has the camera; a part of `rig`."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Final

from benchmarks.rig_setup import RIG_TOKEN
from benchmarks.shared import interleaved, ms, timed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rig_setup import Rig
    from benchmarks.shared import WebSocketClient

_CALLS: Final = 40
_ROUNDS: Final = 5
HEAD: Final = (
    "",
    "NATS ping",
    "get_config at the host",
    "through the gateway",
    "p95",
    "times",
    "list_cameras",
    "p95",
)


async def call_row(rig: Rig, name: str, calls: int = _CALLS) -> list[str]:
    """Return the row of a table: how long calls take, in ms; `times` is how many of those at the host.

    So many are made, five times over.
    """
    first = next(host for host, cameras in rig.cameras.items() if cameras)
    camera = rig.cameras[first][0].id

    async def config(client: WebSocketClient) -> Sequence[float]:
        return await timed(lambda each: client.call("get_config", name="iso", camera=each), [camera] * calls)

    async def lists() -> Sequence[float]:
        return await timed(rig.gateway.call_text, ["list_cameras"] * max(1, calls // 4))

    blocks = {
        "ping": lambda: _pings(rig.lab.address, rig.delay.port if rig.delay else rig.nats.port),
        "host": lambda: config(rig.clients[first]),
        "hop": lambda: config(rig.gateway),
        "list": lists,
    }
    found = await interleaved(blocks, _ROUNDS)
    ping, host, hop, listed = (found[block] for block in blocks)
    shown = [ms(each) for each in (ping.median_s, host.median_s, hop.median_s, hop.p95_s)]
    return [name, *shown, f"{hop.median_s / host.median_s:.2f}", ms(listed.median_s), ms(listed.p95_s)]


async def _pings(address: str, port: int) -> list[float]:
    """Return how long the NATS server takes to answer a ping, by the way that hosts reach it."""
    reader, writer = await asyncio.open_connection(address, port)
    await reader.readline()
    writer.write(f"CONNECT {json.dumps({'verbose': False, 'auth_token': RIG_TOKEN})}\r\n".encode())
    took_s = []
    for _ in range(_CALLS):
        begun = time.perf_counter()
        writer.write(b"PING\r\n")
        while await reader.readline() != b"PONG\r\n":
            pass
        took_s.append(time.perf_counter() - begun)
    writer.close()
    return took_s
