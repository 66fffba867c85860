"""Places on this machine that are as machines of their own: a network each, on one switch, and a wrong clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.rigs.clock_process import unsharing, with_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LOOPBACK: Final = "127.0.0.1"
_NETWORK: Final = "198.18"  # for benchmarks of networks, by RFC 2544
_PROGRAMS: Final = ("ip", "nsenter", "unshare")
_YOUNGEST_S: Final = 60  # a clock that is behind shows this at least


@dataclass(frozen=True)
class Place:
    """Where a host runs: its address, the command that runs a program there, and by how much its clock is ahead."""

    address: str
    within: Sequence[str]
    ahead_s: int


@dataclass(frozen=True)
class Lab:
    """The places, by name; and the address at which each of them reaches this side, and its cameras."""

    address: str
    places: Mapping[str, Place]
    lacks: str
    """What this machine cannot give, in words; empty: nothing."""


@contextmanager
def lab(ahead_s: Mapping[str, int]) -> Iterator[Lab]:
    """Yield a lab with places of these names, whose clocks are ahead by so much; what cannot be had is left out."""
    clocks, no_clocks = _clocks(ahead_s)
    if no_network := _why_no_network():
        places = {name: Place(_LOOPBACK, _within(None, ahead), ahead) for name, ahead in clocks.items()}
        yield Lab(_LOOPBACK, places, " ".join(filter(None, (no_network, no_clocks))))
        return
    with _bridge() as (bridge, subnet), ExitStack() as stack:
        places = {}
        for number, (name, ahead) in enumerate(clocks.items(), 2):
            address = f"{subnet}.{number}"
            space = stack.enter_context(_namespace(bridge, number, address))
            places[name] = Place(address, _within(space, ahead), ahead)
        yield Lab(f"{subnet}.1", places, no_clocks)


def _clocks(ahead_s: Mapping[str, int]) -> tuple[dict[str, int], str]:
    """Return how wrong the clocks can be, none of them before the boot, and what that lacks."""
    if unsharing() is None:
        return dict.fromkeys(ahead_s, 0), "No time namespaces here: all clocks are the same."
    least = min(0, _YOUNGEST_S - int(time.monotonic()))
    return {name: max(ahead, least) for name, ahead in ahead_s.items()}, ""


def _within(space: str | None, ahead_s: int) -> list[str]:
    network = [] if space is None else ["nsenter", f"--net=/run/netns/{space}"]
    return [*network, *(with_clock(ahead_s) if ahead_s else [])]


def _why_no_network() -> str:
    if missing := [program for program in _PROGRAMS if not shutil.which(program)]:
        return f"No network namespaces without {', '.join(missing)}: all hosts are on loopback."
    if os.geteuid() or not _can("ip", "link", "add", "rig-try", "type", "bridge"):
        return "No network namespaces without root's rights: all hosts are on loopback."
    _ip("link", "del", "rig-try")
    return ""


@contextmanager
def _bridge() -> Iterator[tuple[str, str]]:
    """Yield the name of a switch that has an address, and the first three numbers of that."""
    name, subnet = f"rig{os.getpid()}", f"{_NETWORK}.{os.getpid() % 256}"
    _ip("link", "add", name, "type", "bridge")
    try:
        _ip("addr", "add", f"{subnet}.1/24", "dev", name)
        _ip("link", "set", name, "up")
        yield name, subnet
    finally:
        _ip("link", "del", name)


@contextmanager
def _namespace(bridge: str, number: int, address: str) -> Iterator[str]:
    """Yield the name of a network namespace with a cable to the switch; with it, the cable goes too."""
    name, outer = f"{bridge}-{number}", f"{bridge}v{number}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("link", "set", outer, "master", bridge, "up")
        _ip("-n", name, "addr", "add", f"{address}/24", "dev", "eth0")
        for link in ("lo", "eth0"):
            _ip("-n", name, "link", "set", link, "up")
        yield name
    finally:
        _ip("netns", "del", name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def _can(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
