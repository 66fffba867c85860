"""One body of the run: what is done to it, and what became of its pictures."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.tethering.save_folder import PART_SUFFIX

if TYPE_CHECKING:
    import random

    from tests.rigs.virtual_camera import VirtualCameraProcess

UNREAD_S: Final = 0.5  # so long after a cut a body can give a picture to a network at whose end nobody reads
AT_ONCE_S: Final = 1.0  # at most so long after it has left the body's memory is a picture safe
_LISTINGS: Final = ("1007", "1008")
_READS: Final = ("101B", "1009")
_NIKONS: Final = ("9421",)


@dataclass
class Subject:
    """A camera, the make of which is `make`. `counts` has what was done to it, and `cuts` when that ended a session.

    `answered` has the paths that `capture_image` has answered with, and how often.
    """

    make: str
    serial: str
    delete: bool
    camera: VirtualCameraProcess
    chance: random.Random
    id: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    cuts: list[float] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    saved: Counter[str] = field(default_factory=Counter)

    # ---- what is done to it

    def shoot(self) -> None:
        """Take a picture by hand."""
        with suppress(AssertionError):  # no card, or no room
            self.camera.control({"press_shutter": True})
            self.counts["shot by hand"] += 1

    async def refuse(self) -> None:
        """Have the next listings, descriptions or chunks refused."""
        operation = self.chance.choice(_LISTINGS + _READS + _NIKONS * (self.make == "nikon"))
        self.camera.control({"refuse": operation, "code": "0x2002", "times": self.chance.randint(1, 3)})
        self.counts["refusals"] += 1

    def drop(self) -> None:
        """Break the link."""
        self.camera.control({"drop": True})
        self.cuts.append(time.monotonic())
        self.counts["links dropped"] += 1

    def set_card(self, action: str) -> None:
        """Take the card out ("remove"), or put it in again ("insert")."""
        self.camera.control({"card": action})
        self.counts["cards pulled"] += action == "remove"

    def kill_worker(self, server: int) -> bool:
        """Kill its worker; return whether there was one."""
        for pid in _children(server):
            with suppress(OSError):
                name = Path(f"/proc/{pid}/comm").read_text().rstrip()
                if name and self.camera.port_string.endswith(name):
                    os.kill(pid, signal.SIGKILL)
                    self.cuts.append(time.monotonic())
                    self.counts["workers killed"] += 1
                    return True
        return False

    def server_killed(self) -> None:
        """Note that the server was killed, and the worker with it."""
        self.cuts.append(time.monotonic())
        self.counts["servers killed"] += 1

    # ---- what became of it

    def verdict(self, folder: Path, others: set[str]) -> list[str]:
        """Return what is wrong with what was saved in `folder`, a sentence each.

        `others` are the hashes of the files that other bodies have made.
        """
        paths = [path for path in folder.rglob("*") if path.is_file()]
        wrong = [f"{path} is left over." for path in paths if path.name.endswith(PART_SUFFIX)]
        saved = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
        made: list[dict[str, Any]] = self.camera.control({"status": True})["contents"]
        wrong += self._missing(made, set(saved.values()))
        known = {file["sha256"] for file in made}
        for name, sha256 in saved.items():
            if sha256 in others:
                wrong.append(f"{self.id}: {name} is another body's picture.")
            elif sha256 not in known:
                wrong.append(f"{self.id}: {name} is no picture of this body, or not whole.")
        for sha256, count in Counter(saved.values()).items():
            if count > 1:
                wrong.append(f"{self.id}: saved {count} times: {[name for name in saved if saved[name] == sha256]}.")
        wrong += self._mixed_up(made, saved)
        self.counts.update({"files written": len(made), "files saved": len(saved)})
        for what, seen in (("added", self.added), ("saved", self.saved)):
            self.counts[f"file_{what} again after a kill"] = sum(count > 1 for count in seen.values())
        return wrong

    def _missing(self, made: list[dict[str, Any]], saved: set[str]) -> list[str]:
        wrong = []
        for file in made:
            if file["sha256"] in saved:
                continue
            at = file["taken_away_at"]
            after_s = min((cut - at for cut in self.cuts if at is not None and cut > at - UNREAD_S), default=AT_ONCE_S)
            if after_s < AT_ONCE_S:
                self.counts["lost with the worker that had read it"] += 1
                self.counts["longest after it was read, in ms"] = max(
                    self.counts["longest after it was read, in ms"], round(1000 * after_s)
                )
            else:
                wrong.append(f"{self.id}: {file['name']} was written, and is nowhere (left the memory: {at}).")
        return wrong

    def _mixed_up(self, made: list[dict[str, Any]], saved: dict[str, str]) -> list[str]:
        """Return what has another picture's name, and what two captures were answered with."""
        names = {file["sha256"]: file["name"] for file in made}
        wrong = [
            f"{self.id}: {names[sha256]} was saved as {name}."
            for name, sha256 in saved.items()
            if sha256 in names and not name.startswith("capt0") and name.removeprefix("capt_") != names[sha256]
        ]
        again = [path for path, count in self.answered.items() if count > 1]
        return wrong + [f"{self.id}: {path} is in the answers to two captures." for path in again]


def _children(parent: int) -> list[int]:
    """Return the process ids of its children."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        with suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found
