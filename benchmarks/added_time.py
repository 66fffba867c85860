"""`python -m benchmarks.added_time`: what the service adds to a driver call, and where the time goes."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
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

    from benchmarks.shared import JsonObject, Samples

    Ask = Callable[[str], Awaitable[object]]
    Reader = Callable[[Sequence[str]], Awaitable[Sequence[float]]]

_LIMIT_S: Final = 180.0
_ROUNDS: Final = 40
_CALLS: Final = 25
_CYCLES: Final = 12
_CACHE_S: Final = 2.1  # libgphoto2 keeps a PTP property for two of its whole seconds
_DIRECT: Final = "driver call, made directly"
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
            **await enter(_echo(await socket.call("get_config", name="iso"))),
        }
        asked = await _asked(readers)
        cached = await _cached(readers | {name: partial(timed, ask) for name, ask in others.items()})
    return "\n\n".join(
        (
            "## Added time of get_config",
            f"`iso` again and again: libgphoto2 has it in its cache. {_ROUNDS * _CALLS} calls each, ms:",
            _table(cached),
            f"{len(_SETTINGS)} settings in turn, too old for its cache. {_CYCLES * len(_SETTINGS)} calls each, ms:",
            _table(asked),
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


@asynccontextmanager
async def _echo(widget: JsonObject) -> AsyncIterator[dict[str, Ask]]:
    """Yield what sends an answer with `widget` to a server that returns it: the floor under any on aiohttp."""
    text = json.dumps({"jsonrpc": "2.0", "id": 1, "result": widget})
    async with _module("benchmarks.echo") as process:
        assert process.stdout
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:

            async def by_socket(_name: str) -> object:
                await socket.send_str(text)
                return json.loads(await socket.receive_str())

            async def by_post(_name: str) -> object:
                async with http.post(url, data=text) as response:
                    return json.loads(await response.text())

            yield {"bare aiohttp, WebSocket": by_socket, "bare aiohttp, HTTP POST": by_post}


if __name__ == "__main__":
    print(asyncio.run(report()))
