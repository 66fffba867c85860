"""Whatever callers, clocks and crashes do: nothing is done twice, nothing after it was given up, and no answer lies."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.guard import Guard
from rpc_camera.rig.guarded_request import GuardedRequest
from rpc_camera.rig.host_clock import HostClock

if TYPE_CHECKING:
    from pathlib import Path

REQUESTS = 8
PATIENCE_S = 3.0
FASTER = 5  # than the clock of the test


class World:
    """The true time, which goes faster than the test's, and what was done at which time."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._begun_at = time.monotonic()
        self.done: Counter[str] = Counter()
        self.done_at: dict[str, float] = {}

    @property
    def now(self) -> float:
        return (time.monotonic() - self._begun_at) * FASTER

    async def pass_time(self, most_s: float, least_s: float = 0) -> None:
        await asyncio.sleep(self.chance.uniform(least_s, most_s) / FASTER)


class Host:
    """One run of a host's service, until it is killed: from then on nothing of it counts. Its clock is its own."""

    def __init__(self, world: World, path: Path, number: int) -> None:
        self.world, self.path, self.instance = world, path, f"run-{number}"
        self._offset_s = world.chance.uniform(-1e5, 1e5)
        self.is_alive = True
        self.guard = Guard(path, "pi-1", self.instance, self.clock)

    def clock(self) -> float:
        return self._offset_s + self.world.now * (1 + 50e-6)

    def kill(self, folder: Path) -> Path:
        """Have it be dead; return a copy of its file as a kill between two writes leaves it."""
        if self.path.exists():
            with closing(sqlite3.connect(self.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                for file in (self.path, self.path.with_name(f"{self.path.name}-wal")):
                    shutil.copy(file, folder / file.name)
        self.is_alive = False
        return folder / self.path.name

    async def do(self, name: str) -> bytes:
        """Do what a request wants; who is dead does nothing."""
        if self.is_alive:
            self.world.done[name] += 1
            self.world.done_at[name] = self.world.now
        await self.world.pass_time(2)
        return name.encode()


class Asker:
    """Asks for one thing, again and again, until it gives up; messages take their time, and may be lost."""

    def __init__(self, world: World, name: str) -> None:
        self._world, self._name = world, name
        self.began = world.now
        self.gives_up = self.began + PATIENCE_S
        self.answers: list[str] = []
        self._is_far = world.chance.random() < 0.5

    async def ask(self, hosts: list[Host]) -> None:
        """Send the request to the host that runs now, until the patience is over."""
        tasks = []
        while self._world.now < self.gives_up:
            tasks.append(asyncio.create_task(self._send(hosts[-1], self._deadline(hosts[-1]))))
            await self._world.pass_time(1)
        await asyncio.gather(*tasks)

    async def ask_once(self, host: Host) -> None:
        """Send the request, and wait for its answer."""
        deadline_s = self._deadline(host)
        request = GuardedRequest(self._name, "gateway", "capture_image", host.instance, deadline_s, 0, changes=True)
        self.answers.append((await host.guard.answer(request, lambda: host.do(self._name))).decode())

    def _deadline(self, host: Host) -> float:
        clock = HostClock()
        clock.add_beat(host.instance, host.clock(), self._world.now + self._world.chance.uniform(0, 0.5))
        deadline = clock.deadline_for(self.gives_up)
        assert deadline
        return deadline.at_s

    async def _send(self, host: Host, deadline_s: float) -> None:
        ago_s = self._world.now - self.began
        request = GuardedRequest(self._name, "gateway", "capture_image", host.instance, deadline_s, ago_s, changes=True)
        if self._is_far:
            await self._world.pass_time(1.2 * PATIENCE_S, 0.8 * PATIENCE_S)
        else:
            await self._world.pass_time(self._world.chance.choice([0.05, 4]))
        if not host.is_alive:
            return
        try:
            async with asyncio.timeout(self._world.chance.choice([0.1, 60]) / FASTER):
                answer = (await host.guard.answer(request, lambda: host.do(self._name))).decode()
        except TimeoutError:
            return
        except ServiceError as error:
            answer = error.name
        if host.is_alive:
            self.answers.append(answer)


@pytest.mark.parametrize("seed", range(12))
async def test_at_most_once_and_never_too_late(tmp_path: Path, seed: int) -> None:
    world = World(seed)
    hosts = [Host(world, tmp_path / "outcomes.sqlite", 0)]
    askers = {f"shot-{number}": Asker(world, f"shot-{number}") for number in range(REQUESTS)}
    asking = [asyncio.create_task(asker.ask(hosts)) for asker in askers.values()]
    for number in range(1, world.chance.randint(1, 4)):
        await world.pass_time(3)
        folder = await asyncio.to_thread(new_folder, tmp_path / str(number))
        hosts.append(Host(world, hosts[-1].kill(folder), number))
    await asyncio.gather(*asking)
    last = Asker(world, "last")  # however slow this machine is now, its host is not stuck
    last.gives_up += 60
    await last.ask_once(hosts[-1])
    for host in hosts:
        await host.guard.close()

    assert (last.answers, world.done["last"]) == (["last"], 1)
    assert set(world.done.values()) == {1}
    for name, asker in askers.items():
        assert set(asker.answers) <= {name, ErrorName.HOST_UNREACHABLE, ErrorName.OUTCOME_UNKNOWN}
        if name in asker.answers:
            assert world.done[name] == 1
            assert ErrorName.OUTCOME_UNKNOWN not in asker.answers or len(hosts) > 1
        if world.done[name]:
            assert world.done_at[name] <= asker.gives_up


def new_folder(path: Path) -> Path:
    path.mkdir()
    return path
