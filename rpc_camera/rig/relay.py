"""The events of all hosts in one log: each host says what happens at its cameras, and what is lost is asked for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.calls import ANSWER_S
from rpc_camera.rig.messages import EVERY_HOST, MOST_NUMBER, HostEvent, WrongMessageError, event_subject, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import EventLog, LoggedEvent
    from rpc_camera.rig.bus import Bus, BusMessage
    from rpc_camera.rig.calls import Calls
    from rpc_camera.rig.presence import KnownHost

_WAITING_AT_MOST: Final = 10_000
_HELD_AT_MOST: Final = 1000
_FOLLOWED_AT_MOST: Final = 1024  # with hosts that have left, and may come back
_LARGEST_HELD_BYTES: Final = 1 << 10
_PAGE: Final = 500
_NAMES: Final = frozenset(EventName)
_log = logging.getLogger(__name__)


class OwnEvents:
    """Publishes the events of this host's own log, in their order."""

    def __init__(self, bus: Bus, own: str, log: EventLog) -> None:
        self._bus = bus
        self._subject = event_subject(own)
        self._log = log
        self._waiting: asyncio.Queue[LoggedEvent] = asyncio.Queue(_WAITING_AT_MOST)
        self._sending: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Publish what happens from now on."""
        self._log.add_listener(self._heard)
        self._sending = asyncio.create_task(self._send())

    def close(self) -> None:
        """Publish no more."""
        if self._sending:
            self._sending.cancel()

    def _heard(self, event: LoggedEvent) -> None:
        if not self._waiting.full():  # else the others ask for it
            self._waiting.put_nowait(event)

    async def _send(self) -> None:
        while True:
            event = await self._waiting.get()
            message = HostEvent(self._log.log_id, event.seq, event.name, dict(event.params))
            try:
                await self._bus.publish(self._subject, pack(message))
            except (BusDownError, ValueError):  # too large a one is asked for as well
                _log.debug("event %d was not published; the others ask for it", event.seq)


class _FollowedLog:
    """How far the log of one host has been passed on."""

    def __init__(self, log_id: str, seq: int) -> None:
        self.log_id = log_id
        self.seq = seq
        self.held: dict[int, HostEvent] = {}
        self.fetching: asyncio.Task[None] | None = None


class OthersEvents:
    """Passes the events of the other hosts on to `pass_on(host, name, params)`, in their order, each once.

    What has not come is asked for. `tell_lost(host, count)` is called for what cannot be had.
    """

    def __init__(
        self,
        bus: Bus,
        own: str,
        calls: Calls,
        pass_on: Callable[[str, EventName, dict[str, Any]], None],
        tell_lost: Callable[[str, int], None],
    ) -> None:
        self._bus = bus
        self._own = own
        self._calls = calls
        self._pass_on = pass_on
        self._tell_lost = tell_lost
        self._followed: dict[str, _FollowedLog] = {}

    async def start(self) -> None:
        """Listen."""
        await self._bus.subscribe(event_subject(EVERY_HOST), self._heard)

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
            followed = self._followed[host.name] = _FollowedLog(beat.log_id, 0)
        if beat.last_seq > followed.seq:
            self._fetch_soon(host.name, followed)

    def close(self) -> None:
        """Ask for no more."""
        for followed in self._followed.values():
            if followed.fetching:
                followed.fetching.cancel()

    def _heard(self, message: BusMessage) -> None:
        host = message.subject.rpartition(".")[2]
        followed = self._followed.get(host)
        if host == self._own or followed is None:
            return
        try:
            event = unpack(HostEvent, message.data)
        except WrongMessageError as error:
            _log.debug("what came at %a is no event: %s", message.subject, error)
            return
        if event.log_id != followed.log_id or event.seq <= followed.seq:
            return  # of a run that its next beat tells of, or known already
        if event.seq == followed.seq + 1:
            self._take(host, followed, event)
        else:
            if len(followed.held) < _HELD_AT_MOST and len(message.data) <= _LARGEST_HELD_BYTES:
                followed.held[event.seq] = event  # else it is asked for as well
            self._fetch_soon(host, followed)

    def _take(self, host: str, followed: _FollowedLog, event: HostEvent) -> None:
        while True:
            followed.seq = event.seq
            if event.name in _NAMES:  # else it is one of a later version
                self._pass_on(host, EventName(event.name), event.params)
            following = followed.held.pop(event.seq + 1, None)
            if following is None:
                return
            event = following

    def _fetch_soon(self, host: str, followed: _FollowedLog) -> None:
        if followed.fetching is None or followed.fetching.done():
            followed.fetching = asyncio.create_task(self._fetch(host, followed))

    async def _fetch(self, host: str, followed: _FollowedLog) -> None:
        """Ask for what is missing; the next beat has it asked for again if that fails."""
        more, most = True, _PAGE
        while more:
            params: dict[str, JsonValue] = {"since": followed.seq, "log_id": followed.log_id, "limit": most}
            try:
                page = cast("dict[str, Any]", await self._calls.call(host, "get_events", params, within_s=ANSWER_S))
            except ServiceError as error:
                if error.name is ErrorName.TOO_LARGE and most > 1:
                    most //= 2
                    continue
                if error.name is ErrorName.TOO_LARGE:  # it is larger than an answer can be
                    followed.seq += 1
                    self._tell_lost(host, 1)
                    return
                _log.warning("events of the host %s are missing, and are asked for again: %s", host, error.message)
                return
            more = page["log_id"] == followed.log_id and self._take_page(host, followed, page, most)

    def _take_page(self, host: str, followed: _FollowedLog, page: Mapping[str, Any], most: int) -> bool:
        """Take at most so many events; return whether there are more."""
        before = followed.seq
        for each in page["events"][:most]:
            event = HostEvent(page["log_id"], min(each["seq"], MOST_NUMBER), each["event"], each["params"])
            if event.seq > followed.seq + 1 and page["gap"]:
                self._tell_lost(host, event.seq - followed.seq - 1)
                followed.seq = event.seq - 1
            if event.seq == followed.seq + 1:
                self._take(host, followed, event)
        for seq in [seq for seq in followed.held if seq <= followed.seq]:
            del followed.held[seq]
        return page["more"] and followed.seq > before
