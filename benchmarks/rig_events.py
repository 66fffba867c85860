"""How soon events of real hosts are at a client of the gateway, and what each costs; a part of `rig`."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.cpu_time import cpu_s
from benchmarks.rig_setup import GATEWAY
from benchmarks.shared import HEADERS, Samples, ms, request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rig_setup import Rig
    from benchmarks.shared import WebSocketClient

_SECONDS: Final = 8.0
_LAST_S: Final = 2.0
_EVENTS: Final = ("camera_state_changed", "capture_completed", "config_changed", "file_added")
HEAD: Final = (
    "",
    "events/s",
    "age p50, ms",
    "p99",
    "bytes each",
    "gateway, % of a core",
    "NATS",
    "gateway, µs an event",
)


async def event_row(rig: Rig, name: str) -> list[str]:
    """Have all cameras take pictures as fast as they can, and return the row of a table."""
    gateway = rig.hosts[GATEWAY]
    async with aiohttp.ClientSession(headers=HEADERS) as http, http.ws_connect(f"{gateway.url}/rpc") as socket:
        await socket.send_str(request(1, "subscribe", {"events": list(_EVENTS)}))
        await socket.receive()
        before = cpu_s(gateway.pid), cpu_s(rig.nats.pid)
        reading = asyncio.create_task(_read(socket))
        shooting = [_shoot(rig.clients[host], [each.id for each in bodies]) for host, bodies in rig.cameras.items()]
        await asyncio.gather(*shooting)
        seen = await reading
        after = cpu_s(gateway.pid), cpu_s(rig.nats.pid)
    lasted_s = seen[-1][0] - seen[0][0]
    ages = Samples([came - happened for came, happened, _ in seen])
    used = [then - earlier for earlier, then in zip(before, after, strict=True)]
    return [
        name,
        f"{len(seen) / lasted_s:.0f}",
        ms(ages.median_s),
        ms(sorted(ages.seconds)[int(len(seen) * 0.99)]),
        f"{sum(size for *_, size in seen) / len(seen):.0f}",
        *(f"{each / lasted_s * 100:.1f}" for each in used),
        f"{used[0] / len(seen) * 1e6:.0f}",
    ]


async def _shoot(client: WebSocketClient, cameras: Sequence[str]) -> None:
    """Have a host's cameras take pictures, all at once, again and again."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        for asked in [await client.send("capture_image", camera=camera) for camera in cameras]:
            with suppress(RuntimeError):  # one that is busy still
                await client.answer(asked)


async def _read(socket: aiohttp.ClientWebSocketResponse) -> list[tuple[float, float, int]]:
    """Return of each event when it came and happened, by the wall clock, and its bytes, until no more come."""
    seen: list[tuple[float, float, int]] = []
    with suppress(TimeoutError):
        while True:
            text = await socket.receive_str(timeout=_SECONDS if not seen else _LAST_S)
            told = json.loads(text)
            if told["method"] == "events_dropped":
                raise RuntimeError("the client was too slow")
            seen.append((time.time(), datetime.fromisoformat(told["params"]["at"]).timestamp(), len(text)))
    return seen
