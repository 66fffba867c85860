"""The events of the other hosts, while somebody here is to be told of them; what is missing then is asked for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.event_log import CAPACITY
from rpc_camera.rig.calls import ANSWER_S
from rpc_camera.rig.messages import (
    EVERY_EVENT,
    EVERY_HOST,
    MOST_NUMBER,
    HostEvent,
    WrongMessageError,
    event_subject,
    host_of_event,
    unpack,
)

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue
    from rpc_camera.rig.bus import Bus, BusMessage, Unsubscribe
    from rpc_camera.rig.calls import Calls
    from rpc_camera.rig.presence import KnownHost

_HELD_AT_MOST: Final = 1000
_LARGEST_HELD_BYTES: Final = 1 << 10
_PAGE: Final = 500
_SMALLER: Final = 10
_FOLLOWED_AT_MOST: Final = 1024  # with hosts that have left, and may come back
_CAUGHT_UP_WITHIN_S: Final = 2.0
_NAMES: Final = frozenset(EventName)
_ROOM: Final = CAPACITY // 2
"""How many events that were missed are put into this host's log, which has others to remember."""
_log = logging.getLogger(__name__)


class Teller(Protocol):
    """Who passes on what the other hosts' events say."""

    def tell_event(self, host: str, name: EventName, params: dict[str, Any]) -> None:
        """Pass on an event: each of a host comes once, in its order."""

    def tell_lost(self, host: str, count: int) -> None:
        """Say that so many events of a host cannot be had."""

    def keep_group(self, host: str, params: dict[str, Any]) -> None:
        """Keep a group that a host has fired, whoever is to be told of its event later."""


class _FollowedLog:
    """How far the log of one host has been passed on; `said` is how far it goes, as the last beat has it."""

    def __init__(self, log_id: str, seq: int) -> None:
        self.log_id = log_id
        self.seq = self.said = seq
        self.held: dict[int, HostEvent] = {}
        self.fetching: asyncio.Task[None] | None = None

    @property
    def missing(self) -> int:
        """How many of its events have not been passed on."""
        return max(0, self.said - self.seq)


class OthersEvents:
    """Passes the events of the other hosts on to `teller`.

    Events go to the hosts that follow them, so that what a rig takes does not grow with the square of its hosts. One
    that begins to, asks each host for what there has been since it stopped. Groups go to all hosts, which keep them.
    """

    def __init__(self, bus: Bus, own: str, calls: Calls, teller: Teller) -> None:
        self._bus = bus
        self._own = own
        self._calls = calls
        self._teller = teller
        self._followed: dict[str, _FollowedLog] = {}
        self._following: asyncio.Task[Unsubscribe] | None = None

    async def start(self) -> None:
        """Hear of groups."""
        await self._bus.subscribe(event_subject(EVERY_HOST, EventName.GROUP_CAPTURED), self._heard_group)

    @property
    def is_following(self) -> bool:
        """Whether all events are heard, or will be in a moment."""
        return self._following is not None

    async def follow(self) -> None:
        """Pass all on from now on, and before that what has been; a host that takes long for it is not waited for."""
        if self._following is None:
            self._following = asyncio.create_task(self._begin())
        await asyncio.wait({self._following}, timeout=_CAUGHT_UP_WITHIN_S)

    async def rest(self) -> None:
        """Pass on no more, until `follow`."""
        following, self._following = self._following, None
        if following:
            await (await following)()

    def heard_beat(self, host: KnownHost) -> None:
        """Take from a beat how many events there are."""
        beat, followed = host.beat, self._followed.get(host.name)
        if followed is None:  # what was before it was first heard is not told again
            if len(self._followed) >= _FOLLOWED_AT_MOST:
                del self._followed[next(iter(self._followed))]
            self._followed[host.name] = _FollowedLog(beat.log_id, beat.last_seq)
            return
        if followed.log_id != beat.log_id:
            if followed.fetching:
                followed.fetching.cancel()
            if followed.missing:
                self._teller.tell_lost(host.name, followed.missing)
            followed = self._followed[host.name] = _FollowedLog(beat.log_id, 0)
        followed.said = max(followed.said, beat.last_seq)
        if followed.missing and self.is_following:
            self._fetch_soon(host.name, followed)

    def close(self) -> None:
        """Ask for no more."""
        if self._following:
            self._following.cancel()
        for followed in self._followed.values():
            if followed.fetching:
                followed.fetching.cancel()

    # ---- catching up

    async def _begin(self) -> Unsubscribe:
        """Hear all events from now on, and ask for those before; return what ends it."""
        unsubscribe = await self._bus.subscribe(event_subject(EVERY_HOST, EVERY_EVENT), self._heard)
        self._forget_what_has_no_room()
        fetches = [self._fetch_soon(host, followed) for host, followed in self._followed.items()]
        if fetches:
            await asyncio.wait(fetches)
        return unsubscribe

    def _forget_what_has_no_room(self) -> None:
        """Ask for no more than there is room for: where it is scarce, all hosts may have as much of it."""
        room, by_missing = _ROOM, sorted(self._followed.items(), key=lambda item: item[1].missing)
        for number, (host, followed) in enumerate(by_missing):
            too_many = followed.missing - min(followed.missing, room // (len(by_missing) - number))
            if too_many:
                followed.seq += too_many
                self._teller.tell_lost(host, too_many)
            room -= followed.missing

    def _fetch_soon(self, host: str, followed: _FollowedLog) -> asyncio.Task[None]:
        if followed.fetching is None or followed.fetching.done():
            followed.fetching = asyncio.create_task(self._fetch(host, followed))
        return followed.fetching

    async def _fetch(self, host: str, followed: _FollowedLog) -> None:
        """Ask for what is missing; the next beat has it asked for again if that fails."""
        more, limit = True, _PAGE
        while more:
            params: dict[str, JsonValue] = {"since": followed.seq, "log_id": followed.log_id, "limit": limit}
            try:
                page = cast("dict[str, Any]", await self._calls.call(host, "get_events", params, within_s=ANSWER_S))
            except ServiceError as error:
                if error.name is ErrorName.TOO_LARGE and limit > 1:  # groups are large
                    limit = max(1, limit // _SMALLER)
                    continue
                if error.name is ErrorName.TOO_LARGE:  # it is larger than an answer can be
                    followed.seq += 1
                    self._teller.tell_lost(host, 1)
                    return
                _log.info("events of the host %s are missing, and are asked for again: %s", host, error.message)
                return
            if page["log_id"] != followed.log_id:
                return
            before = followed.seq
            self._take_page(host, followed, page)
            more = page["more"] and followed.seq > before

    def _take_page(self, host: str, followed: _FollowedLog, page: dict[str, Any]) -> None:
        for each in page["events"][:_PAGE]:
            event = HostEvent(page["log_id"], min(each["seq"], MOST_NUMBER), each["event"], each["params"])
            if event.seq > followed.seq + 1 and page["gap"]:
                self._teller.tell_lost(host, event.seq - followed.seq - 1)
                followed.seq = event.seq - 1
            if event.seq == followed.seq + 1:
                self._take(host, followed, event)
        for seq in [seq for seq in followed.held if seq <= followed.seq]:
            del followed.held[seq]

    # ---- what comes

    def _heard(self, message: BusMessage) -> None:
        host = host_of_event(message.subject)
        followed = self._followed.get(host)
        if host == self._own or followed is None or (event := _event_in(message)) is None:
            return
        if event.log_id != followed.log_id or event.seq <= followed.seq:
            return  # of a run that its next beat tells of, or known already
        if event.seq == followed.seq + 1:
            self._take(host, followed, event)
        else:
            if len(followed.held) < _HELD_AT_MOST and len(message.data) <= _LARGEST_HELD_BYTES:
                followed.held[event.seq] = event  # else it is asked for as well
            self._fetch_soon(host, followed)

    def _heard_group(self, message: BusMessage) -> None:
        host = host_of_event(message.subject)
        if host == self._own or self.is_following or (event := _event_in(message)) is None:
            return
        if event.name == EventName.GROUP_CAPTURED:
            self._teller.keep_group(host, event.params)

    def _take(self, host: str, followed: _FollowedLog, event: HostEvent) -> None:
        while True:
            followed.seq = event.seq
            if event.name in _NAMES:  # else it is one of a later version
                self._teller.tell_event(host, EventName(event.name), event.params)
            following = followed.held.pop(event.seq + 1, None)
            if following is None:
                return
            event = following


def _event_in(message: BusMessage) -> HostEvent | None:
    try:
        return unpack(HostEvent, message.data)
    except WrongMessageError as error:
        _log.debug("what came at %a is no event: %s", message.subject, error)
        return None
