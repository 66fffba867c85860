"""`python -m benchmarks.memory`: what the service and its workers hold, beside the libraries they are made of."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import HEADERS, SERVER_PYTHON, PostClient, serve_process, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from tests.rigs.serve_process import ServeProcess

_LIMIT_S: Final = 180.0
_SETTLE_S: Final = 4.0  # a worker gives back what it has freed after 2 s
_POLL_S: Final = 0.05
_FILE_MIB: Final = 100
_FRAMES: Final = 60
_CALLS: Final = 100
_FILE: Final = "/store_00010001/DCIM/900MYPIX/BIG.NEF"
_SERVICE: Final = (
    f"The service after {_SETTLE_S:g} s of rest, MiB; used: its first camera was asked for a setting {_CALLS} times, "
    f"{_FILE_MIB} MiB were downloaded of it, and {_FRAMES} frames of live view watched:"
)
_IMPORTS: Final = {
    "bare Python": "",
    "+ aiohttp": "import aiohttp.web",
    "+ jsonschema": "import aiohttp.web, jsonschema",
    "+ jsonrpcserver": "import aiohttp.web, jsonschema, jsonrpcserver",
    "+ gphoto2": "import aiohttp.web, jsonschema, jsonrpcserver, gphoto2",
    "gphoto2 alone": "import gphoto2",
    "gphoto2 with its table of models": "import gphoto2; table = gphoto2.CameraAbilitiesList(); table.load()",
}


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MiB: all of it; its share, where pages are shared; what it alone has."""

    rss: float
    pss: float
    uss: float

    @classmethod
    def of(cls, pid: int) -> Memory:
        """Return that of a running process."""
        kib = dict(_kib(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]))
        return cls(kib["Rss"] / 1024, kib["Pss"] / 1024, (kib["Private_Clean"] + kib["Private_Dirty"]) / 1024)

    def row(self, name: str) -> list[str]:
        """Return it as a row of a table."""
        return [name, *(f"{mib:.1f}" for mib in (self.rss, self.pss, self.uss))]


def _kib(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    for line in lines:
        name, value, *_ = line.split()
        yield name.rstrip(":"), int(value)


async def report() -> str:
    """Measure for less than a minute and return both tables."""
    head = ["", "RSS", "PSS", "USS"]
    async with asyncio.timeout(_LIMIT_S):
        imports = [await _imported(name, statement) for name, statement in _IMPORTS.items()]
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            found = [row for count in (0, 1, 4) for row in await _served(Path(folder), count)]
    return "\n\n".join(
        (
            "## Memory",
            "Python that has only imported something, MiB:",
            table(head, imports),
            _SERVICE,
            table(head, found),
        )
    )


async def _imported(name: str, statement: str) -> list[str]:
    pipe = asyncio.subprocess.PIPE
    python = os.environ.get(SERVER_PYTHON) or sys.executable
    waiting = f"{statement}\nimport sys; print(flush=True); sys.stdin.read()"
    process = await asyncio.create_subprocess_exec(python, "-c", waiting, stdin=pipe, stdout=pipe)
    assert process.stdin
    assert process.stdout
    await process.stdout.readline()
    found = Memory.of(process.pid)
    process.stdin.close()
    await process.wait()
    return found.row(name)


async def _served(folder: Path, count: int) -> list[list[str]]:
    """Return the rows of the service with `count` cameras."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    with (pictures / Path(_FILE).name).open("wb") as file:
        file.truncate(_FILE_MIB << 20)
    which = f"{count} camera{'s' * (count != 1)}"
    with ExitStack() as stack:
        cameras = [
            stack.enter_context(VirtualCameraProcess("--serial", f"{number}", "--pictures", str(pictures)))
            for number in range(1, count + 1)
        ]
        async with _service(folder / f"state-{count}", cameras) as (rig, http):
            await asyncio.sleep(_SETTLE_S)
            rows = _rows(rig, which)
            if count:
                await _use(PostClient(http, rig.url), rig.url)
                await asyncio.sleep(_SETTLE_S)
                rows += _rows(rig, f"{which}, used")
    return rows


def _rows(rig: ServeProcess, which: str) -> list[list[str]]:
    """Return the rows of the server, the process that workers are forked from, and its first worker."""
    server = rig.process.pid
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    names = ("server", "fork server", "worker of the first")
    pids = [server, *map(int, children)]
    return [Memory.of(pid).row(f"{name}, {which}") for name, pid in zip(names, pids, strict=False)]


@asynccontextmanager
async def _service(
    state: Path, cameras: Iterable[VirtualCameraProcess]
) -> AsyncIterator[tuple[ServeProcess, aiohttp.ClientSession]]:
    """Yield the service once all cameras are ready: one after the other, so that the workers are in their order."""
    ports = [f"--camera={camera.port_string}" for camera in cameras]
    async with AsyncExitStack() as stack:
        rig = await stack.enter_async_context(serve_process("--port=0", *ports, state_dir=state / "state"))
        http = await stack.enter_async_context(aiohttp.ClientSession(headers=HEADERS, raise_for_status=True))
        client = PostClient(http, rig.url)
        await _all_ready(client)
        yield rig, http
        await rig.stop()


async def _all_ready(client: PostClient) -> None:
    while True:
        cameras = (await client.call("list_cameras"))["cameras"]
        if all(camera["state"] == "ready" for camera in cameras):
            return
        await asyncio.sleep(_POLL_S)


async def _use(client: PostClient, url: str) -> None:
    http, camera = client.http, f"{url}/cameras/z-virtual-1"
    for _ in range(_CALLS):
        await client.call("get_config", name="iso", camera="z-virtual-1")
    async with http.get(f"{camera}/files{_FILE}") as response:
        async for _ in response.content.iter_chunked(1 << 20):
            pass
    frames = 0
    async with http.get(f"{camera}/preview.mjpeg") as response:
        async for chunk in response.content.iter_any():
            frames += chunk.count(b"Content-Type: image/jpeg")
            if frames >= _FRAMES:
                return


if __name__ == "__main__":
    print(asyncio.run(report()))
