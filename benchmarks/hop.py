"""`python -m benchmarks.hop`: a file of another host's camera through the gateway, beside the same from that host."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from benchmarks.download import PATHS, asked, camera_with, cpu_s, peak_mib, service_of
from benchmarks.shared import interleaved, table
from tests.rigs.other_host import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.download import Asked

_MIB: Final = 40
_ROUNDS: Final = 15
_LIMIT_S: Final = 180
_CAMERA: Final = "z-virtual-1"
_DIRECT: Final = "from the host"
_HOP: Final = "through the gateway"
_CAMERAS: Final = {
    "that the host has read before, so that no camera sets the pace": (1, 0.0),
    "read from a camera that gives all it can": (4, 0.0),
    "read from a camera that gives 100 MB/s": (4, 100e6),
}


async def report() -> str:
    """Return all tables."""
    parts = [f"## Through the gateway\n\n{_MIB} MiB over HTTP, {_ROUNDS} times each:"]
    async with asyncio.timeout(_LIMIT_S), AsyncExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        camera = stack.enter_context(camera_with(root, _MIB))
        host = await stack.enter_async_context(service_of(root, camera))
        gateway = await stack.enter_async_context(asked("benchmarks.hop_gateway", host.url, str(root)))
        port = str(int(await gateway.answer()))
        direct = await stack.enter_async_context(asked("benchmarks.raw_get", str(urlsplit(host.url).port)))
        hop = await stack.enter_async_context(asked("benchmarks.raw_get", port))
        before_mib = peak_mib(gateway.pid)
        for what, (files, bytes_per_s) in _CAMERAS.items():
            camera.control({"bytes_per_s": bytes_per_s})
            parts.append(f"A file {what}:\n\n{await _compare(direct, hop, gateway.pid, PATHS[:files])}")
        parts.append(f"Peak memory of the gateway, in MiB: {before_mib:.0f} before, {peak_mib(gateway.pid):.0f} after.")
    return "\n\n".join(parts)


async def _compare(direct: Asked, hop: Asked, gateway: int, paths: Sequence[str]) -> str:
    next_path = itertools.cycle(paths)
    cpu_before_s = cpu_s(gateway)

    async def once(client: Asked, camera: str) -> Sequence[float]:
        return [await client.ask(f"/cameras/{camera}/files{next(next_path)}")]

    await once(direct, _CAMERA)
    found = await interleaved(
        {_DIRECT: lambda: once(direct, _CAMERA), _HOP: lambda: once(hop, PREFIX + _CAMERA)}, _ROUNDS
    )
    spent_s = (cpu_s(gateway) - cpu_before_s) / (_ROUNDS * _MIB) * 1024
    base_s = found[_DIRECT].median_s
    rows = [
        [name, f"{each.median_s:.3f}", f"{_MIB / each.median_s:.0f}", f"{each.median_s / base_s:.2f}"]
        for name, each in found.items()
    ]
    shown = table(("", "median s", "MiB/s", "ratio of time"), rows)
    return f"{shown}\n\nThe gateway's processor time: {spent_s:.2f} s for a GiB."


if __name__ == "__main__":
    print(asyncio.run(report()))
