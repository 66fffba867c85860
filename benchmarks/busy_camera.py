"""`python -m benchmarks.busy_camera`: what a command waits for while the same camera is read and watched."""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.shared import Samples, ms, service, table, timed, web_socket
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from benchmarks.shared import WebSocketClient

_LIMIT_S: Final = 180.0
_SIZE_MIB: Final = 160
_ROUNDS: Final = 5
_CAPTURES: Final = 4
_SETS: Final = 30
_SETTLE_S: Final = 0.5
_LOADS: Final = {"idle": (), "160 MiB download": ("download",), "download and live view": ("download", "preview")}


async def report() -> str:
    """Measure for about a minute and return what was found."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for number in range(4):
            with (Path(folder) / f"BIG{number}.NEF").open("wb") as file:
                file.truncate(_SIZE_MIB << 20)
        with VirtualCameraProcess("--serial", "1", "--pictures", folder) as camera:
            async with (
                asyncio.timeout(_LIMIT_S),
                service(f"--camera={camera.port_string}") as url,
                web_socket(url) as client,
            ):
                await client.call("set_config", name="imagesize", value="2000x1500")
                captures, sets = await _measure(client, url)
    found = f"{_CAPTURES * _ROUNDS} captures and {_SETS * _ROUNDS} sets each, ms:"
    return "\n\n".join(("## A camera that is read and watched", found, _table(captures, sets)))


async def _measure(client: WebSocketClient, url: str) -> tuple[dict[str, Samples], dict[str, Samples]]:
    captures: dict[str, list[float]] = {name: [] for name in _LOADS}
    sets: dict[str, list[float]] = {name: [] for name in _LOADS}
    values = itertools.cycle(("100", "200"))
    order = list(_LOADS)
    for _ in range(_ROUNDS):
        for name in order:
            async with _load(url, _LOADS[name]):
                captures[name] += await timed(lambda _: client.call("capture_image"), [""] * _CAPTURES)
                sets[name] += await timed(
                    lambda value: client.call("set_config", name="iso", value=value), itertools.islice(values, _SETS)
                )
        order.append(order.pop(0))
    return {name: Samples(s) for name, s in captures.items()}, {name: Samples(s) for name, s in sets.items()}


@asynccontextmanager
async def _load(url: str, kinds: Sequence[str]) -> AsyncIterator[None]:
    """Have processes of their own download and watch meanwhile."""
    processes = []
    async with AsyncExitStack() as stack:
        for kind in kinds:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.busy_camera_load", url, kind), stdout=asyncio.subprocess.PIPE
            )
            stack.push_async_callback(process.wait)
            stack.callback(process.kill)
            processes.append(process)
            assert process.stdout
            await process.stdout.readline()  # it has begun
        await asyncio.sleep(_SETTLE_S)
        yield
        if any(process.returncode is not None for process in processes):
            raise RuntimeError("the load ended before the measurement")


def _table(captures: dict[str, Samples], sets: dict[str, Samples]) -> str:
    rows = []
    for what, found in (("capture_image", captures), ("set_config", sets)):
        base = found["idle"].median_s
        rows += [
            [f"{what}: {name}", ms(one.median_s), ms(one.p95_s), ms(one.max_s), f"{one.median_s / base:.2f}"]
            for name, one in found.items()
        ]
    return table(["", "median", "p95", "max", "times idle"], rows)


if __name__ == "__main__":
    print(asyncio.run(report()))
