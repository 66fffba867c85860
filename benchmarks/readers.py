"""Many clients that only read, in a process of their own: what benchmarks.readers_load prints."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.shared import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Found: TypeAlias = "Callable[[], Awaitable[dict[str, Any]]]"


@asynccontextmanager
async def readers(url: str, count: int, request: str, *what: str) -> AsyncIterator[Found]:
    """Have `count` clients connect and send `request`; yield, once they measure, what returns the next finding.

    `what` is as readers_load takes it. RuntimeError: they ended, and have said why.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.readers_load", url, str(count), request, *what),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "READERS_TOKEN": TOKEN},
    )
    stdin, printed = process.stdin, process.stdout
    assert stdin
    assert printed

    async def line() -> bytes:
        if not (text := await printed.readline()):
            raise RuntimeError("the readers ended before the measurement")
        return text

    async def found() -> dict[str, Any]:
        finding: dict[str, Any] = json.loads(await line())
        return finding

    try:
        await line()
        yield found
    finally:
        stdin.close()  # by which they end
        await process.wait()
