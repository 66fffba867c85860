"""Which hosts are there: each says so twice a second, since nobody on a bus is told of a host that died.

Who has no use for that hears it every few seconds: it grows with the square of the hosts.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.attention import Attention
from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.host_clock import HostClock
from rpc_camera.rig.messages import Beat, WrongMessageError, beat_subject, pack, rare_beat_subject, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.rig.bus import Bus, BusMessage

BEAT_S: Final = 0.5
SILENT_S: Final = 1.5
"""A host that was not heard for this long does not answer: two beats may be lost, or late."""
RARE_BEAT_S: Final = 5.0
_RARELY_SILENT_S: Final = 3 * RARE_BEAT_S
_LOOK_S: Final = 0.1
_LATE_S: Final = 0.3
_HOSTS_AT_MOST: Final = 256
_SOONEST_S: Final = 0.9 * 2 * BEAT_S
"""No run of a service is heard sooner than this after the one before has ended: it listens for longer at first."""
_FORGOTTEN_S: Final = 60.0
_log = logging.getLogger(__name__)


class HostChange(StrEnum):
    """What became of another host."""

    CAME = "came"
    RESTARTED = "restarted"
    SILENT = "silent"
    BACK = "back"
    LEFT = "left"


class TwoOfOneNameError(Exception):
    """Another host has this one's name; its text is one sentence for the user."""


@dataclass
class KnownHost:
    """Another host. `heard_at` is when its last beat came, by this host's monotonic clock; `clock` is what it shows."""

    beat: Beat
    heard_at: float
    is_reachable: bool = True
    clock: HostClock = field(default_factory=HostClock)
    began_at: float = 0.0
    """When this run of its service was first heard."""

    @property
    def name(self) -> str:
        """The host's name."""
        return self.beat.host


class Presence:
    """Has this host heard, and knows the others by their beats.

    `own_beat` returns the beat to be sent now. `changed` is called with each host that comes, goes, or comes back;
    `heard` with each beat.
    """

    def __init__(
        self,
        bus: Bus,
        own_beat: Callable[[], Beat],
        changed: Callable[[KnownHost, HostChange], None],
        heard: Callable[[KnownHost], None],
    ) -> None:
        self._bus = bus
        self._own_beat = own_beat
        self._own = own_beat()
        self._changed = changed
        self._heard_beat = heard
        self._hosts: dict[str, KnownHost] = {}
        self._left_at: dict[str, float] = {}  # those that have just left
        self.attention = Attention(bus, self._heard)
        self._rare_due_at = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._twin: asyncio.Future[Beat] | None = None
        self._sending: asyncio.Task[None] | None = None

    def given_up_at(self, host: KnownHost) -> float:
        """Return when a host is given up, by this one's monotonic clock, if nothing is heard of it until then."""
        since = self.attention.since(host.name)
        return host.heard_at + _RARELY_SILENT_S if since is None else max(host.heard_at, since) + SILENT_S

    @property
    def hosts(self) -> dict[str, KnownHost]:
        """The other hosts, by name, those that do not answer as well, unless they have said that they leave."""
        return self._hosts

    async def listen(self) -> None:
        """Listen until every host that is there has been heard. TwoOfOneNameError: one of them has this one's name."""
        self._twin = asyncio.get_running_loop().create_future()
        await self.attention.start()
        try:
            async with asyncio.timeout(2 * BEAT_S):
                twin = await asyncio.shield(self._twin)
        except TimeoutError:
            self._tasks = [asyncio.create_task(self._watch())]
            return
        finally:
            self._twin = None
        raise TwoOfOneNameError(
            f"There is a host {twin.host!r} in this rig already{f', at {twin.address}' if twin.address else ''}: give "
            "each host a name of its own with --rig-host."
        )

    def be_heard(self) -> None:
        """Send beats from now on, the first of them to all."""
        self._tasks.append(asyncio.create_task(self._beat()))

    async def send(self, *, to_all: bool = False, leaving: bool = False) -> None:
        """Send a beat now; at times, and if it is news, `to_all`, those too who hear no others."""
        now, beat = time.monotonic(), self._own_beat()
        message = pack(Beat(**{**vars(beat), "leaving": leaving}))
        try:
            await self._bus.publish(beat_subject(beat.host), message)
            if to_all or leaving or now >= self._rare_due_at:
                await self._bus.publish(rare_beat_subject(beat.host), message)
                self._rare_due_at = now + RARE_BEAT_S
        except BusDownError:
            _log.debug("no beat was sent: the bus is out of reach")

    def send_soon(self) -> None:
        """Send one when whoever runs now has done, which may change more."""
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self.send(to_all=True))

    async def close(self) -> None:
        """Say that this host leaves."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await self.send(leaving=True)

    async def _beat(self) -> None:
        while True:
            await self.send()
            await asyncio.sleep(BEAT_S)

    async def _watch(self) -> None:
        """Find who is silent. While this host was stopped itself, it has heard nobody."""
        before = awake_since = time.monotonic()
        while True:
            await asyncio.sleep(_LOOK_S)
            now = time.monotonic()
            if now - before > _LOOK_S + _LATE_S:
                awake_since = now
            before = now
            for host in self._hosts.values():
                if host.is_reachable and now > max(self.given_up_at(host), awake_since + SILENT_S):
                    host.is_reachable = False
                    self._changed(host, HostChange.SILENT)

    def _heard(self, message: BusMessage) -> None:
        try:
            beat = unpack(Beat, message.data)
        except WrongMessageError as error:
            _log.debug("what came at %a is no beat: %s", message.subject, error)
            return
        if message.subject not in {beat_subject(beat.host), rare_beat_subject(beat.host)} or not beat.is_proper:
            return
        if beat.host == self._own.host:
            self._heard_own_name(beat)
        elif beat.leaving:
            self._left(beat)
        elif beat.host in self._hosts or self._has_room_for(beat.host):
            self._heard_of(beat)

    def _heard_of(self, beat: Beat) -> None:
        host, now = self._hosts.get(beat.host), time.monotonic()
        if host is None:
            host = self._hosts[beat.host] = KnownHost(beat, now, began_at=now)
            host.clock.add_beat(beat.instance, beat.clock_s, now)
            self._changed(host, HostChange.CAME)
        elif beat.instance != host.beat.instance and now - host.began_at < _SOONEST_S:
            return
        else:
            before, host.beat, host.heard_at = host.beat, beat, now
            host.began_at = host.began_at if before.instance == beat.instance else now
            host.clock.add_beat(beat.instance, beat.clock_s, now)
            was_reachable, host.is_reachable = host.is_reachable, True
            if before.instance != beat.instance:
                self._changed(host, HostChange.RESTARTED)
            elif not was_reachable:
                self._changed(host, HostChange.BACK)
        self._heard_beat(host)

    def _has_room_for(self, name: str) -> bool:
        """Return whether a new host is taken note of; one that was silent for long may have to make room for it."""
        now = time.monotonic()
        self._left_at = {each: left_at for each, left_at in self._left_at.items() if now - left_at < _SOONEST_S}
        if name in self._left_at:
            return False
        if len(self._hosts) + len(self._left_at) < _HOSTS_AT_MOST:
            return True
        oldest = min(self._hosts.values(), key=lambda host: host.heard_at, default=None)
        if oldest is None or now - oldest.heard_at < _FORGOTTEN_S:
            return False
        self._forget(oldest)
        return True

    def _left(self, beat: Beat) -> None:
        host = self._hosts.get(beat.host)
        if host and host.beat.instance == beat.instance:
            self._left_at[host.name] = time.monotonic()
            self._forget(host)

    def _forget(self, host: KnownHost) -> None:
        del self._hosts[host.name]
        host.is_reachable = False
        self._changed(host, HostChange.LEFT)

    def _heard_own_name(self, beat: Beat) -> None:
        if beat.instance == self._own.instance or beat.leaving:
            return
        if self._twin and not self._twin.done():
            self._twin.set_result(beat)
        elif not self._twin:
            _log.error("another host of the rig, at %s, has this one's name: %s", beat.address, beat.host)
