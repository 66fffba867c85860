"""Kills, pulls and refuses at random while pictures are shot, and counts what became of them. For hand use:

    python -m tests.chaos --workers 300 --servers 120

One virtual camera, the real service as a process of its own, tethering. In the end each picture of the camera has to be
in the save directory, once, with the bytes that it has on the card; with `--delete`, each that it wrote, and whole.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Final

from rpc_camera.contract.contract import Contract
from rpc_camera.tethering.save_folder import PART_SUFFIX
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.virtual_camera import VirtualCameraProcess

TOKEN: Final = "a token for nothing but this"
SETTLE_S: Final = 300.0
WORKER_S: Final = 20.0
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

    def __init__(self, camera: VirtualCameraProcess, folder: Path, seed: int, *, delete: bool) -> None:
        self._camera = camera
        self._folder = folder
        self._delete = delete
        self._random = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.published: Counter[str] = Counter()

    # ---- the server

    async def start(self) -> None:
        """Start the server, and connect to it."""
        options = [
            "--port=0",
            f"--state-dir={self._folder / 'state'}",
            f"--save-dir={self.saved}",
            "--save-name={original}",
        ]
        options += ["--delete-after-save"] * self._delete + [f"--camera={self._camera.port_string}"]
        self._server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SLOW_DISK, "serve", *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=(self._folder / "log").open("ab"),
            env={**os.environ, "API_TOKEN": TOKEN},
        )
        assert self._server.stdout
        url = ""
        async with asyncio.timeout(60):
            while not url:
                line = (await self._server.stdout.readline()).decode()
                assert line, "the server has ended; see its log"
                found = re.search(r"http://(\S+)/openrpc\.json", line)
                url = f"ws://{found[1]}/rpc" if found else ""
        self._draining = asyncio.create_task(self._server.stdout.read())
        self._client = await RpcClient(url, Contract.load(), TOKEN).__aenter__()
        await self._client.call("subscribe", events=["file_added"])

    async def end(self, number: signal.Signals) -> None:
        """End the server by a signal."""
        self._server.send_signal(number)
        await self._server.wait()
        await self._draining
        await self._client.__aexit__(None, None, None)
        while not self._client.notifications.empty():
            _, params = self._client.notifications.get_nowait()
            self.published[params["file"]["path"]] += 1

    # ---- what is done to it

    async def shoot(self) -> None:
        """Take a picture by hand, or by the service."""
        if self._random.random() < 0.5:
            with suppress(AssertionError):  # no card
                self._camera.control({"press_shutter": True})
        else:
            self._client.send("capture_image").add_done_callback(
                lambda future: future.cancelled() or future.exception()
            )
        self.counts["pictures asked for"] += 1

    async def kill_worker(self) -> None:
        """Kill the worker, wherever it is, once there is one."""
        give_up_at = time.monotonic() + WORKER_S
        while not (workers := _workers(self._server.pid)) and time.monotonic() < give_up_at:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        await asyncio.sleep(self._random.choice((0, 0.1, 0.5)))
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.counts["workers killed"] += 1

    async def kill_server(self) -> None:
        """Kill the server, and start it again; now and then, something is shot meanwhile."""
        await self.end(signal.SIGKILL)
        self.counts["servers killed"] += 1
        if self._random.random() < 0.3:
            with suppress(AssertionError):
                self._camera.control({"press_shutter": True})
            await asyncio.sleep(0.3)
        await self.start()

    async def refuse(self) -> None:
        """Have the next listings, descriptions or chunks refused."""
        operation = self._random.choice(["1007", "1008", "101B", "9421"])
        self._camera.control({"refuse": operation, "code": "0x2002", "times": self._random.randint(1, 3)})
        self.counts["refusals"] += 1

    async def pull_card(self) -> None:
        """Take the card out, and put it in again."""
        self._camera.control({"card": "remove"})
        await asyncio.sleep(self._random.random())
        self._camera.control({"card": "insert"})
        self.counts["cards pulled"] += 1

    async def drop(self) -> None:
        """Break the link."""
        self._camera.control({"drop": True})
        self.counts["links dropped"] += 1

    # ---- a run

    async def run(self, workers: int, servers: int, pulls: int) -> None:
        """Do all that until so many were killed."""
        await self.start()
        await self.settle()  # what is there at the first look is old
        doing = [self.kill_worker] * workers + [self.kill_server] * servers + [self.pull_card] * pulls
        doing += [self.refuse, self.drop] * (workers // 4)
        self._random.shuffle(doing)
        for do in doing:
            for _ in range(self._random.randint(0, 2)):
                await self.shoot()
            await asyncio.sleep(self._random.choice((0.05, 0.3, 0.8)))
            await do()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do."""
        self._camera.control({"clear": True})
        give_up_at = time.monotonic() + SETTLE_S
        quiet = 0
        state: dict[str, object] = {}
        while quiet < 20:
            await asyncio.sleep(0.25)
            assert time.monotonic() < give_up_at, f"not settled: {state}"
            with suppress(RpcError):
                state = await self._client.call("get_tethering")
            quiet = quiet + 1 if state and not state["pending"] and not state["failing"] else 0

    @property
    def saved(self) -> Path:
        """The save directory."""
        return self._folder / "pictures"

    async def verdict(self) -> list[str]:
        """Return what is wrong, a sentence each."""
        saved = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.saved.glob("*.JPG")}
        wrong = [f"{path.name} is left over." for path in self.saved.iterdir() if path.name.endswith(PART_SUFFIX)]
        twice = [digest for digest, count in Counter(saved.values()).items() if count > 1]
        wrong += [f"One picture was saved as {[name for name in saved if saved[name] == digest]}." for digest in twice]
        on_card = await self._on_card()
        self.counts["pictures on the card"], self.counts["saved"] = len(on_card), len(saved)
        lost = [path for path, digest in on_card.items() if digest not in saved.values()]
        wrong += [f"{path} is not saved." for path in lost]
        written = self._camera.control({"status": True})["written"]
        self.counts["pictures written by the camera"] = len(written)
        wrong += [f"{name} was written, and is nowhere." for name in written if name not in saved]
        if self._delete:
            ends = {name: (self.saved / name).read_bytes()[-2:] for name in saved}
            wrong += [f"{name} is not whole." for name, end in ends.items() if end != b"\xff\xd9"]
        else:
            card = set(on_card.values())
            wrong += [f"{name} is not on the card." for name, digest in saved.items() if digest not in card]
        again = {path: count for path, count in self.published.items() if count > 1}
        self.counts["published again after a kill"] = len(again)
        return wrong

    async def _on_card(self) -> dict[str, str]:
        files = (await self._client.call("list_files", recursive=True))["files"]
        new = [each["path"] for each in files if int(each["filename"][4:8]) > 5]  # those are there from the beginning
        return {path: (await self._client.call("download_image", path=path))["sha256"] for path in new}


def _workers(server: int) -> list[int]:
    """Return the process ids of a server's workers."""
    found = []
    for task in Path(f"/proc/{server}/task").iterdir():
        with suppress(OSError):
            for pid in map(int, (task / "children").read_text().split()):
                found += [pid] * (b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes())
    return found


async def _main(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder, VirtualCameraProcess() as camera:
        chaos = Chaos(camera, Path(folder), arguments.seed, delete=arguments.delete)
        try:
            await chaos.run(arguments.workers, arguments.servers, arguments.cards)
            wrong = await chaos.verdict()
            await chaos.end(signal.SIGTERM)
        except BaseException:
            print((Path(folder) / "log").read_text()[-8000:])
            raise
        for what, count in chaos.counts.items():
            print(f"{count:6} {what}")
        print("\n".join(wrong) or "Nothing is lost, nothing is there twice, nothing is mixed up.")
        if wrong:
            shutil.copyfile(Path(folder) / "log", arguments.log)
        return bool(wrong)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--workers", type=int, default=30, help="how many workers to kill (default: 30)")
    parser.add_argument("--servers", type=int, default=12, help="how many servers to kill (default: 12)")
    parser.add_argument("--cards", type=int, default=5, help="how often to pull the card out (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="what the run depends on, but for timing (default: 1)")
    parser.add_argument("--delete", action="store_true", help="have what is saved deleted from the camera")
    parser.add_argument("--log", default="chaos.log", help="where to put the server's log if something is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(_arguments())))
