"""Two machines on a network of their own: network namespaces with a cable between them, and nothing else on it."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STUDIO, DESK = "10.53.0.1", "10.53.0.2"
_AS_ROOT = ("unshare", "--user", "--map-root-user", "--net")


@dataclass(frozen=True)
class Machine:
    """`within` becomes what follows it, on that machine; `cable` is its interface to the other one."""

    pid: int
    cable: str

    @property
    def within(self) -> tuple[str, ...]:
        return ("nsenter", f"--target={self.pid}", "--user", "--preserve-credentials", "--net")

    def run(self, *command: str) -> str:
        """Return what a command prints that has to succeed."""
        done = subprocess.run([*self.within, *command], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass(frozen=True)
class Lan:
    """`studio` has the address STUDIO, `desk` has DESK."""

    studio: Machine
    desk: Machine


@contextmanager
def lan() -> Iterator[Lan]:
    with ExitStack() as stack:
        studio = Machine(stack.enter_context(_namespace(_AS_ROOT)), "toward-desk")
        desk = Machine(stack.enter_context(_namespace((*studio.within, "unshare", "--net"))), "toward-studio")
        peer = ("peer", "name", desk.cable, "netns", str(desk.pid))
        studio.run("ip", "link", "add", studio.cable, "type", "veth", *peer)
        for machine, address in ((studio, STUDIO), (desk, DESK)):
            machine.run("ip", "link", "set", "lo", "up")
            machine.run("ip", "address", "add", f"{address}/24", "dev", machine.cable)
            machine.run("ip", "link", "set", machine.cable, "up")
        yield Lan(studio, desk)


@contextmanager
def _namespace(maker: Sequence[str]) -> Iterator[int]:
    """Keep a namespace for as long as the block runs; yield the process that is in it."""
    command = [*maker, "sh", "-c", "echo; exec cat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdin
        assert keeper.stdout
        assert keeper.stdout.readline(), "This machine lets nobody make a network namespace."
        yield keeper.pid
        keeper.stdin.close()
