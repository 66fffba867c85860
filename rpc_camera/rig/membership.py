"""A host's membership of the rig, on one connection to the bus: it is heard, hears the others, asks and answers."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from rpc_camera.contract import API_VERSION
from rpc_camera.contract.types import CameraState, EventName
from rpc_camera.errors import ServiceError
from rpc_camera.rig import attention
from rpc_camera.rig.answers import Answers, AskedFor
from rpc_camera.rig.bus import BusService
from rpc_camera.rig.calls import ANSWER_S, Calls
from rpc_camera.rig.group_steps import group_steps
from rpc_camera.rig.messages import EVERY_HOST, call_subject
from rpc_camera.rig.others_events import OthersEvents
from rpc_camera.rig.own_events import OwnEvents
from rpc_camera.rig.presence import HostChange, Presence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rpc_camera.contract.types import GroupManifest
    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.rig.audience import Audience
    from rpc_camera.rig.bus import Bus
    from rpc_camera.rig.directory import Described
    from rpc_camera.rig.group_steps import OwnGroupHost
    from rpc_camera.rig.guard import Guard
    from rpc_camera.rig.introspection import OwnTokens
    from rpc_camera.rig.messages import Beat
    from rpc_camera.rig.presence import KnownHost

_CHANGES_CAMERAS: Final = frozenset(
    {
        EventName.CAMERA_ADDED,
        EventName.CAMERA_LABELLED,
        EventName.CAMERA_REMOVED,
        EventName.CAMERA_STATE_CHANGED,
    }
)
_LOOK_S: Final = 1.0
_AT_WORK: Final = frozenset({CameraState.READY, CameraState.BUSY})
_LEARN_S: Final = 2.0
_MOST_CAMERAS: Final = 1024  # of a host
_LONGEST_NAME: Final = 255
_NAMES: Final = ("id", "label", "port")
_log = logging.getLogger(__name__)


def changes_cameras(name: EventName, params: Mapping[str, Any]) -> bool:
    """Return whether after an event the other hosts have to ask anew which cameras there are, and what they are called.

    A picture is no such event: all hosts would ask all others, several times for each.
    """
    is_at_work = {params.get("state"), params.get("previous")} <= _AT_WORK
    return name in _CHANGES_CAMERAS and not is_at_work


def _has_names(camera: Described) -> bool:
    """Return whether what a camera is called is no longer than a name can be: all of it is kept."""
    return all(len(str(camera.get(name, ""))) <= _LONGEST_NAME for name in _NAMES)


def _named(camera: Described) -> Described:
    """Return of a camera what it can be called by."""
    return {name: camera[name] for name in _NAMES if name in camera}


class Member(Protocol):
    """The host whose membership it is."""

    @property
    def own(self) -> str:
        """Its name."""

    @property
    def instance(self) -> str:
        """Names this run of its service."""

    @property
    def service(self) -> Service:
        """What other hosts' requests are answered by: this host's cameras, and its own events."""

    @property
    def group_host(self) -> OwnGroupHost:
        """Its part in groups."""

    @property
    def own_tokens(self) -> OwnTokens:
        """Its tokens, as far as others may ask about them."""

    @property
    def audience(self) -> Audience:
        """Its clients that want events."""

    def beat(self, bus: Bus) -> Beat:
        """Return the beat to be sent now."""

    def learn(self, host: str, cameras: Sequence[Described]) -> None:
        """Note the cameras of another host."""

    def forget(self, host: str) -> None:
        """Forget the cameras of a host that has left."""

    def pass_on(self, host: str, name: EventName, params: dict[str, Any]) -> None:
        """Tell clients of an event of another host."""

    def tell_lost(self, host: str, count: int) -> None:
        """Tell clients that events of another host are missing."""

    def keep_group(self, manifest: GroupManifest) -> None:
        """Keep a group that another host has fired."""

    def tell(self, host: str, change: HostChange) -> None:
        """Tell clients what became of another host."""


class Membership:
    """The parts of it. `dispatcher` has the methods of this host alone, for what the others ask."""

    def __init__(self, member: Member, bus: Bus, dispatcher: Dispatcher[Message, Call], guard: Guard) -> None:
        self.bus = bus
        self._member = member
        self.presence = Presence(bus, lambda: member.beat(bus), self._changed, self._heard)
        self.calls = Calls(bus, member.own, member.instance, self.presence, member.service.contract)
        asked_for = AskedFor(
            dispatcher, member.service, {**group_steps(member.group_host), **member.own_tokens.steps()}
        )
        self._answers = Answers(bus, asked_for, self.calls, guard, self.presence.attention)
        self._own_events = OwnEvents(bus, member.own, member.service.events)
        self._others_events = OthersEvents(bus, member.own, self.calls, self)
        self._minding: asyncio.Task[None] | None = None
        self._used_at = time.monotonic()
        self._known: dict[str, tuple[str, int]] = {}  # by host, how its cameras are known: its run, and their changes
        self._learning: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Answer, and be heard. TwoOfOneNameError: another host has this one's name."""
        member = self._member
        await self.calls.start()
        await self._others_events.start()
        await self.presence.listen()
        metadata = {"host": member.own, "instance": member.instance}
        about = BusService("rpc-camera", f"{API_VERSION}.0", "Cameras of a host, as rpc-camera serves them", metadata)
        await self.bus.serve(about, "call", call_subject(member.own, EVERY_HOST), self._answers.heard)
        self._own_events.start()
        self._minding = asyncio.create_task(self._mind())
        self.presence.be_heard()
        if learning := set(self._learning.values()):
            await asyncio.wait(learning, timeout=_LEARN_S)  # one of them may never answer

    async def close(self) -> None:
        """Leave."""
        self.calls.close()
        if self._minding:
            self._minding.cancel()
        self._own_events.close()
        self._others_events.close()
        for task in self._learning.values():
            task.cancel()
        await self.presence.close()
        await self.bus.close()

    async def follow_events(self) -> None:
        """See `Hosts`."""
        await self._others_events.follow()

    def attend(self) -> None:
        """Know soon of each host that falls silent, from now on and for a while."""
        self._used_at = time.monotonic()
        self.presence.attention.to_all()

    async def _mind(self) -> None:
        """Follow events while there is somebody to be told of them; rest while nobody asks for anything."""
        while True:
            is_there = self._member.audience.is_there
            if is_there and not self._others_events.is_following:
                await self._others_events.follow()
            elif not is_there:
                await self._others_events.rest()
            if is_there or self.calls.is_waiting:
                self._used_at = time.monotonic()
            elif time.monotonic() - self._used_at > attention.LINGER_S:
                await self.presence.attention.to_few(self._answers.callers)
            await asyncio.sleep(_LOOK_S)

    def _changed(self, host: KnownHost, change: HostChange) -> None:
        self.calls.changed(host, change)
        match change:
            case HostChange.SILENT:
                _log.warning("the host %s does not answer any more", host.name)
                self._answers.give_up(host.name)
            case HostChange.LEFT:
                _log.info("the host %s has left the rig", host.name)
                self._answers.give_up(host.name)
                self._member.forget(host.name)
                self._known.pop(host.name, None)
                if learning := self._learning.pop(host.name, None):
                    learning.cancel()
            case _:
                _log.info("the host %s is in the rig, at %s", host.name, host.beat.address)
        self._member.tell(host.name, change)

    def _heard(self, host: KnownHost) -> None:
        self._others_events.heard_beat(host)
        if self._known.get(host.name) != (host.beat.instance, host.beat.cameras):
            self._learn_soon(host)

    def _learn_soon(self, host: KnownHost) -> None:
        running = self._learning.get(host.name)
        if running is None or running.done():
            self._learning[host.name] = asyncio.create_task(self._learn(host))

    async def _learn(self, host: KnownHost) -> None:
        known = host.beat.instance, host.beat.cameras
        try:
            answer = cast("dict[str, Any]", await self.calls.call(host.name, "list_cameras", {}, within_s=ANSWER_S))
        except ServiceError as error:
            _log.info("the cameras of the host %s are not known yet: %s", host.name, error.message)
            return
        self._member.learn(host.name, [_named(each) for each in answer["cameras"][:_MOST_CAMERAS] if _has_names(each)])
        self._known[host.name] = known

    # ---- as `Teller`

    def tell_event(self, host: str, name: EventName, params: dict[str, Any]) -> None:
        """Tell clients of an event of another host."""
        if self._is_event(host, name, params):
            self._member.pass_on(host, name, params)

    def tell_lost(self, host: str, count: int) -> None:
        """Tell clients that events of another host are missing."""
        self._member.tell_lost(host, count)

    def keep_group(self, host: str, params: dict[str, Any]) -> None:
        """Keep a group that another host has fired."""
        if self._is_event(host, EventName.GROUP_CAPTURED, params):
            self._member.keep_group(params["manifest"])

    def _is_event(self, host: str, name: EventName, params: dict[str, Any]) -> bool:
        is_event = self._member.service.contract.is_event(name, params)
        if not is_event:
            _log.debug("an event %s of the host %s is none that this one knows", name, host)
        return is_event
