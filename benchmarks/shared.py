"""What the benchmarks share: samples and tables, clients, and the service as its user runs it."""

from __future__ import annotations

import asyncio
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import aiohttp

from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

TOKEN: Final = "benchmark-q7Xw3nLkZ5"  # what is reached from outside wants one that cannot be guessed
SERVER_PYTHON: Final = "BENCHMARKED_PYTHON"
"""The variable with the Python whose installed service is measured, instead of this checkout's: see compare.py."""
HEADERS: Final = {"Authorization": f"Bearer {TOKEN}"}
_LIBRARIES: Final = ("aiohttp", "jsonrpcserver", "jsonschema", "gphoto2")

JsonObject: TypeAlias = "dict[str, Any]"
Block: TypeAlias = "Callable[[], Awaitable[Sequence[float]]]"


@dataclass(frozen=True)
class Samples:
    """Durations in seconds, at least one."""

    seconds: Sequence[float]

    @property
    def median_s(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def p95_s(self) -> float:
        """The smallest duration that 95 % do not exceed."""
        return sorted(self.seconds)[math.ceil(0.95 * len(self.seconds)) - 1]

    @property
    def max_s(self) -> float:
        """The longest."""
        return max(self.seconds)


def ms(seconds: float) -> str:
    """Return a duration as milliseconds, to the microsecond."""
    return f"{seconds * 1000:.3f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown whose columns line up; all but the first are numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]) + " |"


def environment() -> str:
    """Say what the numbers were made on: cores and load, Python, libraries."""
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores (load before: {load}), {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


async def timed(call: Callable[[str], Awaitable[object]], arguments: Iterable[str]) -> list[float]:
    """Make a call with each of `arguments`, one after the other, and return how long each took, in seconds."""
    durations = []
    for argument in arguments:
        begun = time.perf_counter()
        await call(argument)
        durations.append(time.perf_counter() - begun)
    return durations


async def interleaved(blocks: Mapping[str, Block], rounds: int, pause_s: float = 0) -> dict[str, Samples]:
    """Run every block once a round, each round beginning with another one, so that noise hits them all alike.

    There is a pause before each round.
    """
    found: dict[str, list[float]] = {name: [] for name in blocks}
    order = list(blocks)
    for _ in range(rounds):
        await asyncio.sleep(pause_s)
        for name in order:
            found[name] += await blocks[name]()
        order.append(order.pop(0))
    return {name: Samples(seconds) for name, seconds in found.items()}


class WebSocketClient:
    """JSON-RPC on a WebSocket that is open and authenticated; no task of its own reads."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last_id = 0
        self._answers: dict[int, JsonObject] = {}

    async def send(self, method: str, **params: object) -> int:
        """Send a request and return its id."""
        self._last_id += 1
        await self._socket.send_str(request(self._last_id, method, params))
        return self._last_id

    async def answer(self, request_id: int) -> JsonObject:
        """Wait for the answer to a request, and return its result; those to others are kept."""
        while request_id not in self._answers:
            received = json.loads(await self._socket.receive_str())
            self._answers[received["id"]] = received
        return result(self._answers.pop(request_id))

    def has_answer(self, request_id: int) -> bool:
        """Whether the answer to a request has been received; answers are received while another is awaited."""
        return request_id in self._answers

    async def call(self, method: str, **params: object) -> JsonObject:
        """Send a request and return its result."""
        return await self.answer(await self.send(method, **params))

    async def call_text(self, method: str, **params: object) -> str:
        """Send a request, where no other is under way, and return its answer as it came."""
        await self.send(method, **params)
        return await self._socket.receive_str()


@dataclass(frozen=True)
class PostClient:
    """JSON-RPC by HTTP POST on a connection that is kept."""

    http: aiohttp.ClientSession
    url: str

    async def call(self, method: str, **params: object) -> JsonObject:
        """Send a request and return its result."""
        async with self.http.post(f"{self.url}/rpc", data=request(1, method, params)) as response:
            return result(json.loads(await response.text()))


def request(request_id: int, method: str, params: Mapping[str, object]) -> str:
    """Return a JSON-RPC request as it travels."""
    return json.dumps({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params})


def result(response: JsonObject) -> JsonObject:
    """Return the result in a JSON-RPC response. RuntimeError: it is an error."""
    if "result" not in response:
        raise RuntimeError(f"the service answered {response}")
    found: JsonObject = response["result"]
    return found


def serve_process(*arguments: str, state_dir: Path) -> ServeProcess:
    """Return the service that is measured, yet to be started, on this machine only."""
    other = os.environ.get(SERVER_PYTHON)
    # Not in this checkout, whose package would hide the one that is installed, from the other's workers too.
    cwd = tempfile.gettempdir() if other else None
    return ServeProcess(
        "--host=127.0.0.1",
        *arguments,
        state_dir=state_dir,
        python=other or sys.executable,
        cwd=cwd,
        API_TOKEN=TOKEN,
        PYTHONDONTWRITEBYTECODE="",  # a service that is installed is not compiled anew at each start
    )


@asynccontextmanager
async def serving(*arguments: str) -> AsyncIterator[ServeProcess]:
    """Run `rpc-camera serve` on a free port, and yield its process."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as state:
        async with serve_process("--port=0", *arguments, state_dir=Path(state, "state")) as rig:
            yield rig
            await rig.stop()


@asynccontextmanager
async def service(*arguments: str) -> AsyncIterator[str]:
    """Run `rpc-camera serve` on a free port, and yield its address: "http://127.0.0.1:4711"."""
    async with serving(*arguments) as rig:
        yield rig.url


@asynccontextmanager
async def web_socket(url: str) -> AsyncIterator[WebSocketClient]:
    """Yield a client on a connection of its own to the service at `url`."""
    async with aiohttp.ClientSession(headers=HEADERS) as http, http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket:
        yield WebSocketClient(socket)
