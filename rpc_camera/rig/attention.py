"""Whose beats this host hears: of all while it has use for them; else of those that ask it, and of all but rarely.

All hosts send beats, and each hears all others: that grows with the square of the hosts. Most have no clients.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.host_name import HOST_NAME
from rpc_camera.rig.messages import EVERY_HOST, beat_subject, rare_beat_subject

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rpc_camera.rig.bus import Bus, Heard, Unsubscribe

LINGER_S: Final = 60.0
"""How long a host goes on to hear what it had use for: it may have again."""
_CALLERS_AT_MOST: Final = 256


@dataclass
class _Caller:
    """Another host that has asked this one, since when its beats are heard, and when it has last asked."""

    subscribing: asyncio.Task[Unsubscribe]
    since: float
    asked_at: float


class Attention:
    """Subscribes to beats, and has `heard` called with each."""

    def __init__(self, bus: Bus, heard: Heard) -> None:
        self._bus = bus
        self._heard = heard
        self._all: asyncio.Task[Unsubscribe] | None = None
        self._all_since = 0.0
        self._callers: dict[str, _Caller] = {}

    def since(self, host: str) -> float | None:
        """Return since when each beat of a host is heard, if it is."""
        if self._all:
            return self._all_since
        caller = self._callers.get(host)
        return caller.since if caller else None

    async def start(self) -> None:
        """Hear all, and the rare beats whatever comes."""
        await self._bus.subscribe(rare_beat_subject(EVERY_HOST), self._heard)
        self.to_all()
        if self._all:
            await self._all

    def to_all(self) -> None:
        """Hear all, as soon as the bus takes note of it."""
        if self._all is None:
            self._all_since = time.monotonic()
            self._all = self._subscribe(EVERY_HOST)

    def to_caller(self, host: str) -> None:
        """Hear a host that has asked for something: what it has given up is not to be done."""
        now = time.monotonic()
        if caller := self._callers.get(host):
            caller.asked_at = now
        elif len(self._callers) < _CALLERS_AT_MOST and HOST_NAME.fullmatch(host):
            self._callers[host] = _Caller(self._subscribe(host), now, now)

    async def to_few(self, waiting: AbstractSet[str]) -> None:
        """Hear but those that are `waiting` for an answer, or have asked not long ago."""
        for host in waiting & self._callers.keys():
            self.to_caller(host)
        everyone, self._all = self._all, None
        if everyone:
            await (await everyone)()
        now = time.monotonic()
        for host in [host for host, caller in self._callers.items() if now - caller.asked_at > LINGER_S]:
            await (await self._callers.pop(host).subscribing)()

    def _subscribe(self, host: str) -> asyncio.Task[Unsubscribe]:
        return asyncio.create_task(self._bus.subscribe(beat_subject(host), self._heard))
