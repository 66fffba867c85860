"""`python -m benchmarks.added_time`: what the service adds to a driver call, and where the time goes."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import HEADERS, TOKEN, PostClient, interleaved, ms, service, table, timed, web_socket
from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.camera.line.process import WorkerProcess, WorkerSpec
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import GetConfig
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from benchmarks.shared import JsonObject, Samples, WebSocketClient

    Ask = Callable[[str], Awaitable[object]]
    Client = WebSocketClient | PostClient
    Reader = Callable[[Sequence[str]], Awaitable[Sequence[float]]]

_LIMIT_S: Final = 180.0
_ROUNDS: Final = 40
_CALLS: Final = 25
_CYCLES: Final = 12
_CACHE_S: Final = 2.1  # libgphoto2 keeps a PTP property for two of its whole seconds
_DIRECT: Final = "driver call, made directly"
_BESIDE_ECHO: Final[tuple[tuple[str, JsonObject], ...]] = (
    ("get_config", {"name": "iso"}),
    ("list_cameras", {}),
    ("get_server_info", {}),
)
_SETTINGS: Final = (
    *("iso", "whitebalance", "f-number", "shutterspeed", "exposurecompensation", "imagequality", "focusmode"),
    *("expprogram", "exposuremetermode", "focusmetering", "capturemode", "flashmode", "highisonr", "longexpnr"),
    *("dlighting", "isoautohilimit", "evstep", "colorspace", "imagesize", "batterylevel"),
)


async def report() -> str:
    """Measure for about a minute and return what was found."""
    async with asyncio.timeout(_LIMIT_S), AsyncExitStack() as stack:
        enter = stack.enter_async_context
        url = await enter(service("--virtual=1"))
        socket = await enter(web_socket(url))
        post = PostClient(await enter(aiohttp.ClientSession(headers=HEADERS)), url)
        readers: dict[str, Reader] = {
            _DIRECT: await enter(_direct()),
            "worker, over its socket pair": partial(timed, await enter(_worker())),
            "service, WebSocket": partial(timed, lambda name: socket.call("get_config", name=name)),
        }
        others: dict[str, Ask] = {
            "service, HTTP POST": lambda name: post.call("get_config", name=name),
            "service, old format": await enter(_old_format(url)),
            "list_cameras, WebSocket": lambda _name: socket.call("list_cameras"),
        }
        bare = await enter(_bare_aiohttp())
        calls: dict[str, tuple[Ask, Ask]] = {
            f"{method}, {transport}": (
                partial(_call, client, method, params),
                partial(echo, _answer_of(await socket.call(method, **params))),
            )
            for transport, client, echo in (("WebSocket", socket, bare.by_socket), ("HTTP POST", post, bare.by_post))
            for method, params in _BESIDE_ECHO
        }
        asked = await _asked(readers)
        cached = await _cached(
            readers
            | {name: partial(timed, ask) for name, ask in others.items()}
            | {
                f"bare aiohttp, {transport}": partial(timed, calls[f"get_config, {transport}"][1])
                for transport in ("WebSocket", "HTTP POST")
            }
        )
        beside = await _beside(calls)
    return "\n\n".join(
        (
            "## Added time of get_config",
            f"`iso` again and again: libgphoto2 has it in its cache. {_ROUNDS * _CALLS} calls each, ms:",
            _table(cached),
            f"{len(_SETTINGS)} settings in turn, too old for its cache. {_CYCLES * len(_SETTINGS)} calls each, ms:",
            _table(asked),
            f"Each call beside bare aiohttp, which sends an answer as long back. {_ROUNDS * _CALLS} calls each, ms:",
            _beside_table(beside),
        )
    )


async def _cached(readers: Mapping[str, Reader]) -> dict[str, Samples]:
    blocks = {name: partial(read, ["iso"] * _CALLS) for name, read in readers.items()}
    await interleaved(blocks, 2)
    return await interleaved(blocks, _ROUNDS)


async def _asked(readers: Mapping[str, Reader]) -> dict[str, Samples]:
    blocks = {name: partial(read, _SETTINGS) for name, read in readers.items()}
    await interleaved(blocks, 1)
    return await interleaved(blocks, _CYCLES, _CACHE_S)


async def _beside(calls: Mapping[str, tuple[Ask, Ask]]) -> dict[str, tuple[Samples, Samples]]:
    """Return the times of each call and of its echo."""
    asks = {(name, place): ask for name, both in calls.items() for place, ask in enumerate(both)}
    blocks = {f"{name} {place}": partial(timed, ask, [""] * _CALLS) for (name, place), ask in asks.items()}
    await interleaved(blocks, 2)
    found = await interleaved(blocks, _ROUNDS)
    return {name: (found[f"{name} 0"], found[f"{name} 1"]) for name in calls}


def _beside_table(found: Mapping[str, tuple[Samples, Samples]]) -> str:
    medians = {name: (one.median_s, echo.median_s) for name, (one, echo) in found.items()}
    rows = [
        [name, ms(one_s), ms(echo_s), ms(one_s - echo_s), f"{one_s / echo_s:.2f}"]
        for name, (one_s, echo_s) in medians.items()
    ]
    return table(["", "median", "bare aiohttp", "added to that", "times bare aiohttp"], rows)


def _table(found: Mapping[str, Samples]) -> str:
    direct_s = found[_DIRECT].median_s
    rows = [
        [name, ms(one.median_s), ms(one.p95_s), ms(one.median_s - direct_s), f"{one.median_s / direct_s:.1f}"]
        for name, one in found.items()
    ]
    return table(["", "median", "p95", "added", "times the direct call"], rows)


@asynccontextmanager
async def _module(name: str, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a module that ends when its standard input does."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", name, *arguments, stdin=pipe, stdout=pipe)
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


@asynccontextmanager
async def _direct() -> AsyncIterator[Reader]:
    """Yield what reads settings in a process that has a camera to itself and calls gphoto2."""
    with VirtualCameraProcess() as camera:
        async with _module("benchmarks.direct", camera.port_string) as process:
            yield partial(_read_directly, process)


async def _read_directly(process: asyncio.subprocess.Process, names: Sequence[str]) -> Sequence[float]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{' '.join(names)}\n".encode())
    durations: list[float] = json.loads(await process.stdout.readline())
    return durations


@asynccontextmanager
async def _worker() -> AsyncIterator[Ask]:
    """Yield what asks a worker of the service, with a camera of its own, as the service does."""
    with (
        VirtualCameraProcess() as camera,
        tempfile.TemporaryDirectory(prefix="benchmark-") as folder,
        ForkServer() as fork_server,
    ):
        spec = WorkerSpec(camera.port_string, None, Path(folder), Path(folder))
        worker = await WorkerProcess.start(fork_server, spec, lambda _event: None)
        try:
            await worker.opened(_LIMIT_S)
            yield lambda name: worker.request(GetConfig(name), _LIMIT_S)
        finally:
            await worker.close(5, ServiceError(ErrorName.CANCELLED, "The measurement is over."))


@asynccontextmanager
async def _old_format(url: str) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:

        async def command(name: str, /, **payload: object) -> JsonObject:
            await socket.send_str(json.dumps({"command": name, "payload": payload}))
            answer: JsonObject = json.loads(await socket.receive_str())
            if answer["status"] != "ok":
                raise RuntimeError(f"the service answered {answer}")
            return answer

        await socket.send_str(json.dumps({"token": TOKEN}))
        cameras = (await command("list_cameras"))["cameras"]
        await command("select_camera", port=cameras[0]["port"])
        yield lambda name: command("get_config", name=name)


def _answer_of(result: JsonObject) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "result": result})


async def _call(client: Client, method: str, params: Mapping[str, object], _name: str) -> object:
    return await client.call(method, **params)


@dataclass(frozen=True)
class _BareAiohttp:
    """Sends a text to a server that returns it: the floor under any on aiohttp."""

    url: str
    http: aiohttp.ClientSession
    socket: aiohttp.ClientWebSocketResponse

    async def by_socket(self, text: str, _name: str) -> object:
        await self.socket.send_str(text)
        return json.loads(await self.socket.receive_str())

    async def by_post(self, text: str, _name: str) -> object:
        async with self.http.post(self.url, data=text) as response:
            return json.loads(await response.text())


@asynccontextmanager
async def _bare_aiohttp() -> AsyncIterator[_BareAiohttp]:
    async with _module("benchmarks.echo") as process:
        assert process.stdout
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
            yield _BareAiohttp(url, http, socket)


if __name__ == "__main__":
    print(asyncio.run(report()))
