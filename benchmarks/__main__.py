"""`python -m benchmarks`: runs them all, one after the other, and prints one report."""

from __future__ import annotations

import asyncio
import sys


async def main() -> None:
    """Print each part as soon as it is there. ModuleNotFoundError: a library is missing."""
    # Imported here, since they need the libraries of the service.
    from benchmarks import (  # noqa: PLC0415
        added_time,
        big_card,
        busy_camera,
        download,
        fan_out,
        hop,
        isolation,
        live_view,
        makes,
        memory,
        metrics,
        stalls,
        startup,
        together,
    )
    from benchmarks.shared import environment  # noqa: PLC0415

    print(f"# rpc-camera benchmarks\n\n{environment()}", flush=True)
    for benchmark in (
        added_time,
        isolation,
        download,
        hop,
        busy_camera,
        live_view,
        fan_out,
        together,
        stalls,
        startup,
        memory,
        metrics,
        makes,
        big_card,
    ):
        print(f"\n{await benchmark.report()}", flush=True)


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except ModuleNotFoundError as error:
        sys.exit(f"The benchmarks need {error.name}: run `{sys.executable} -m pip install -e .` here.")
