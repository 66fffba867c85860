"""A host of a rig as a process with a monotonic clock of its own: it answers a line of JSON with a line of JSON."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.outcome import MemberOutcome, error_of, error_value
from rpc_camera.group.parts import GroupParts
from rpc_camera.rig.clock_reading import ClockReading, read_clocks
from tests.rigs.clock_process import with_clock
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_MOST_BYTES = 1 << 20


class ProcessHost:
    """The link to such a process. When that is gone, its calls are refused as those to an unreachable host."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        self.name = name
        self.process = process
        self._ids = itertools.count()
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._reading = asyncio.create_task(self._read())

    async def ping(self) -> ClockReading:
        """Read its clocks."""
        return ClockReading(**await self._ask("ping"))

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Hold turns."""
        return await self._outcomes("reserve", group_id, list(cameras), timeout_s, partial=partial)

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Make ready."""
        return await self._outcomes("arm", group_id, timeout_s, partial=partial)

    async def renew(self, group_id: str) -> None:
        """Go on to hold them."""
        await self._ask("renew", group_id)

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Fire."""
        return await self._outcomes("release", group_id, at, timeout_s)

    async def abandon(self, group_id: str) -> None:
        """Give up."""
        await self._ask("abandon", group_id)

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Say what came of it."""
        return await self._outcomes("result", group_id)

    async def closed(self) -> None:
        """End the process, if it has not ended."""
        assert self.process.stdin
        self.process.stdin.close()
        await asyncio.wait_for(self.process.wait(), 20)
        await self._reading

    async def _outcomes(self, step: str, *arguments: object, **how: bool) -> list[MemberOutcome]:
        outcomes: list[MemberOutcome] = await self._ask(step, *arguments, **how)
        return outcomes

    async def _ask(self, step: str, *arguments: object, **how: bool) -> Any:
        if self._reading.done():
            raise self._unreachable()
        assert self.process.stdin
        number = next(self._ids)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self.process.stdin.write(json.dumps([number, step, arguments, how]).encode() + b"\n")
        found = await answer
        if "error" in found:
            raise error_of(found["error"])
        return found["result"]

    async def _read(self) -> None:
        assert self.process.stdout
        while line := await self.process.stdout.readline():
            number, found = json.loads(line)
            if not (answer := self._answers.pop(number)).done():
                answer.set_result(found)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(self._unreachable())

    def _unreachable(self) -> ServiceError:
        return ServiceError(ErrorName.HOST_UNREACHABLE, f"{self.name} does not answer.", details={"host": self.name})


@asynccontextmanager
async def process_host(
    name: str, clock_ahead_s: int, state_dir: Path, ports: Sequence[str]
) -> AsyncIterator[ProcessHost]:
    """Yield a host with the cameras at `ports`, whose clock is ahead of this process's."""
    pipe = asyncio.subprocess.PIPE
    program = with_clock(clock_ahead_s, sys.executable, "-m", __name__, str(state_dir), *ports)
    process = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, limit=_MOST_BYTES)
    host = ProcessHost(name, process)
    try:
        await host.ping()
        yield host
    finally:
        await host.closed()


async def serve(state_dir: Path, ports: Sequence[str]) -> None:
    """Answer until the input ends."""
    lines = asyncio.StreamReader(limit=_MOST_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with running_service(state_dir, ports) as service, asyncio.TaskGroup() as answers:
        parts = GroupParts(service.cameras)
        while line := await lines.readline():
            answers.create_task(answer(parts, *json.loads(line)))
        parts.close()


async def answer(parts: GroupParts, number: int, step: str, arguments: Sequence[Any], how: dict[str, Any]) -> None:
    """Take a step, and print what came of it."""
    try:
        found = {"result": await take(parts, step, arguments, how)}
    except ServiceError as error:
        found = {"error": error_value(error)}
    print(json.dumps([number, found]), flush=True)


async def take(parts: GroupParts, step: str, arguments: Sequence[Any], how: dict[str, Any]) -> Any:
    """Take a step."""
    match step:
        case "ping":
            return asdict(read_clocks())
        case "renew" | "abandon":
            return getattr(parts, step)(*arguments)
        case _:
            return await getattr(parts, step)(*arguments, **how)


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir()
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2:]))
