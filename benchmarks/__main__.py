"""`python -m benchmarks`: runs them all, one after the other, and prints one report."""

from __future__ import annotations

import asyncio

from benchmarks import added_time, busy_camera, download, isolation, live_view, startup, together
from benchmarks.shared import environment


async def main() -> None:
    """Print each part as soon as it is there."""
    print(f"# rpc-camera benchmarks\n\n{environment()}", flush=True)
    for benchmark in (added_time, isolation, download, busy_camera, live_view, together, startup):
        print(f"\n{await benchmark.report()}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
