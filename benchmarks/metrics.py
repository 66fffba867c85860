"""`python -m benchmarks.metrics`: what counting for Prometheus adds to a call, and what a scrape costs."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.cpu_time import cpu_s
from benchmarks.shared import HEADERS, interleaved, ms, serving, table, timed, web_socket

if TYPE_CHECKING:
    from benchmarks.shared import Samples, WebSocketClient
    from tests.rigs.serve_process import ServeProcess

_LIMIT_S: Final = 180.0
_ROUNDS: Final = 60
_CALLS: Final = 50
_SCRAPES: Final = 200
_METHODS: Final[tuple[tuple[str, dict[str, str]], ...]] = (("get_config", {"name": "iso"}), ("list_cameras", {}))
_WITHOUT, _WITH = "without", "with --metrics"


async def report() -> str:
    """Measure for about a minute and return what was found."""
    async with asyncio.timeout(_LIMIT_S), AsyncExitStack() as stack:
        enter = stack.enter_async_context
        services = {
            _WITHOUT: await enter(serving("--virtual=1")),
            _WITH: await enter(serving("--virtual=1", "--metrics")),
        }
        sockets = {name: await enter(web_socket(service.url)) for name, service in services.items()}
        rows = [row for method, params in _METHODS for row in await _rows(method, params, sockets)]
        scrape = await _scrape(services[_WITH])
    head = ["one call over a WebSocket", "median, ms", "p95, ms", "ratio of the medians"]
    title = f"Two services side by side, {_ROUNDS} rounds of {_CALLS} calls, in turn:"
    return "\n\n".join(("## Counting for Prometheus", title, table(head, rows), scrape))


async def _rows(method: str, params: dict[str, str], sockets: dict[str, WebSocketClient]) -> list[list[str]]:
    async def call(socket: WebSocketClient, _argument: str) -> object:
        return await socket.call(method, **params)

    arguments = [""] * _CALLS
    blocks = {name: partial(timed, partial(call, socket), arguments) for name, socket in sockets.items()}
    found: dict[str, Samples] = await interleaved(blocks, _ROUNDS)
    base_s = found[_WITHOUT].median_s
    return [
        [f"{method}, {name}", ms(samples.median_s), ms(samples.p95_s), f"{samples.median_s / base_s:.3f}"]
        for name, samples in found.items()
    ]


async def _scrape(service: ServeProcess) -> str:
    """Say what a scrape costs the service's process: while it makes one, nobody else is answered."""
    async with aiohttp.ClientSession(headers=HEADERS) as http:
        begun_s, size_bytes = cpu_s(service.pid), 0
        for _ in range(_SCRAPES):
            async with http.get(f"{service.url}/metrics") as answer:
                size_bytes = len(await answer.read())
        each_s = (cpu_s(service.pid) - begun_s) / _SCRAPES
    return f"A scrape of one camera: {size_bytes} bytes, {ms(each_s)} ms of the service's processor time."


if __name__ == "__main__":
    print(asyncio.run(report()))
