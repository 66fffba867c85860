"""The run: a server with several bodies, what is done to them, and the verdict."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.contract import Contract
from tests.rigs.rpc_client import RpcClient, RpcError

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.chaos.subject import Subject

TOKEN: Final = "a token for nothing but this"
SETTLE_S: Final = 600.0
WORKER_S: Final = 20.0
STARTED_S: Final = 120.0
SLOW_DISK: Final = """
import os, random, sys, time
fast = os.fsync
def fsync(descriptor):
    time.sleep(random.choice((0, 0.05, 0.4)))
    fast(descriptor)
os.fsync = fsync
from rpc_camera.cli import main
sys.exit(main())
"""


class Chaos:
    """One run. `counts` has what was done, by name."""

    def __init__(self, subjects: list[Subject], folder: Path, chance: random.Random) -> None:
        self._subjects = subjects
        self._folder = folder
        self._chance = chance
        self._captures: set[asyncio.Task[None]] = set()
        self.counts: Counter[str] = Counter()

    # ---- the server

    async def start(self) -> None:
        """Start the server, and connect to it."""
        options = ["--port=0", f"--state-dir={self._folder / 'state'}", f"--save-dir={self.saved}"]
        options += ["--save-name={camera}/{original}"]
        options += [f"--camera={subject.camera.port_string}" for subject in self._subjects]
        self._server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SLOW_DISK, "serve", *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=(self._folder / "log").open("ab"),
            env={**os.environ, "API_TOKEN": TOKEN},
        )
        assert self._server.stdout
        url = ""
        async with asyncio.timeout(STARTED_S):
            while not url:
                line = (await self._server.stdout.readline()).decode()
                assert line, "the server has ended; see its log"
                found = re.search(r"http://(\S+)/openrpc\.json", line)
                url = f"ws://{found[1]}/rpc" if found else ""
        self._draining = asyncio.create_task(self._server.stdout.read())
        self._client = await RpcClient(url, Contract.load(), TOKEN).__aenter__()
        await self._client.call("subscribe", events=["file_added", "file_saved"])

    async def end(self, number: signal.Signals) -> None:
        """End the server by a signal."""
        self._server.send_signal(number)
        if number is signal.SIGKILL:
            for subject in self._subjects:
                subject.server_killed()
        await self._server.wait()
        await self._draining
        await self._client.__aexit__(None, None, None)
        by_id = {subject.id: subject for subject in self._subjects}
        while not self._client.notifications.empty():
            method, params = self._client.notifications.get_nowait()
            if params["camera"] in by_id and method == "file_added":
                by_id[params["camera"]].added[params["file"]["path"]] += 1
            elif params["camera"] in by_id and method == "file_saved":
                by_id[params["camera"]].saved[params["path"]] += 1

    async def tether(self) -> None:
        """Find out the ids of the bodies, and have of some the pictures deleted."""
        by_port = {subject.camera.port_string: subject for subject in self._subjects}
        async with asyncio.timeout(STARTED_S):
            while not all(subject.id for subject in self._subjects):
                await asyncio.sleep(0.2)
                for camera in (await self._client.call("list_cameras"))["cameras"]:
                    if camera["state"] in {"ready", "busy"} and camera["port"] in by_port:
                        by_port[camera["port"]].id = camera["id"]
        for subject in self._subjects:
            await self._client.call("start_tethering", camera=subject.id, delete_after=subject.delete)

    # ---- what is done to it

    async def shoot(self) -> None:
        """Take a picture by hand, or by the service."""
        subject = self._chance.choice(self._subjects)
        way = self._chance.random()
        if way < 0.4:
            subject.shoot()
        elif way < 0.8:
            subject.counts["captures asked for"] += 1
            task = asyncio.create_task(self._capture(subject))
            self._captures.add(task)
            task.add_done_callback(self._captures.discard)
        else:
            subject.counts["triggers asked for"] += 1
            future = self._client.send("trigger_capture", camera=subject.id)
            future.add_done_callback(lambda future: future.cancelled() or future.exception())

    async def _capture(self, subject: Subject) -> None:
        with suppress(RpcError, ConnectionError):
            result: dict[str, Any] = await self._client.send("capture_image", camera=subject.id)
            subject.answered.update(file["path"] for file in result["files"])

    async def kill_worker(self) -> None:
        """Kill the worker of the body that has lost the fewest, wherever it is, once there is one."""
        fewest = min(subject.counts["workers killed"] for subject in self._subjects)
        subject = self._chance.choice([each for each in self._subjects if each.counts["workers killed"] <= fewest + 2])
        for _ in range(self._chance.randint(0, 2)):
            subject.shoot()
        await asyncio.sleep(self._chance.choice((0, 0.1, 0.4, 0.8)))
        give_up_at = time.monotonic() + WORKER_S
        while not subject.kill_worker(self._server.pid) and time.monotonic() < give_up_at:  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    async def kill_server(self) -> None:
        """Kill the server, and start it again; now and then, something is shot meanwhile."""
        await self.end(signal.SIGKILL)
        self.counts["servers killed"] += 1
        for subject in self._subjects:
            if self._chance.random() < 0.2:
                subject.shoot()
        await self.start()
        await asyncio.sleep(self._chance.choice((0, 1, 3)))

    async def refuse(self) -> None:
        """Have the next listings, descriptions or chunks of a body refused."""
        await self._chance.choice(self._subjects).refuse()

    async def pull_card(self) -> None:
        """Take the card out, and put it in again."""
        subject = self._chance.choice(self._subjects)
        subject.set_card("remove")
        await asyncio.sleep(self._chance.random())
        subject.set_card("insert")

    async def drop(self) -> None:
        """Break a link."""
        self._chance.choice(self._subjects).drop()

    # ---- a run

    async def run(self, workers: int, servers: int, pulls: int) -> None:
        """Do all that until so many were killed."""
        await self.start()
        await self.tether()
        await self.settle()  # what is there at the first look is old
        doing: list[Callable[[], Awaitable[None]]] = [self.kill_worker] * workers
        doing += [self.kill_server] * servers + [self.pull_card] * pulls + [self.refuse, self.drop] * (workers // 4)
        self._chance.shuffle(doing)
        for number, do in enumerate(doing):
            for _ in range(self._chance.randint(0, 3)):
                await self.shoot()
            await asyncio.sleep(self._chance.choice((0.05, 0.3, 0.8)))
            await do()
            if number % 100 == 99:
                print(f"{number + 1} of {len(doing)}", flush=True)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do."""
        for subject in self._subjects:
            subject.camera.control({"clear": True})
        give_up_at = time.monotonic() + SETTLE_S
        quiet = 0
        while quiet < 20:
            await asyncio.sleep(0.25)
            states = [await self._state_of(subject) for subject in self._subjects]
            assert time.monotonic() < give_up_at, f"not settled: {states}"
            quiet = quiet + 1 if all(state and not state["pending"] and not state["failing"] for state in states) else 0

    async def _state_of(self, subject: Subject) -> dict[str, Any]:
        with suppress(RpcError):
            state: dict[str, Any] = await self._client.call("get_tethering", camera=subject.id)
            return state
        return {}

    @property
    def saved(self) -> Path:
        """The save directory."""
        return self._folder / "pictures"

    def verdict(self) -> list[str]:
        """Return what is wrong, a sentence each."""
        made = [
            {file["sha256"] for file in subject.camera.control({"status": True})["contents"]}
            for subject in self._subjects
        ]
        wrong = []
        for number, subject in enumerate(self._subjects):
            others = set().union(*made[:number], *made[number + 1 :])
            wrong += subject.verdict(self.saved / subject.id, others)
        return wrong
