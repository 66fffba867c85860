"""One host's part of a rig: it is heard on the bus, hears the others, answers them, and calls them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera import __version__
from rpc_camera.clock import since_boot_s, utc_now
from rpc_camera.contract.types import EventName
from rpc_camera.errors import ServiceError
from rpc_camera.group.parts import GroupParts
from rpc_camera.rig.audience import Audience
from rpc_camera.rig.bus import BusError
from rpc_camera.rig.directory import Directory
from rpc_camera.rig.elsewhere import CamerasElsewhere
from rpc_camera.rig.group_capture import RigGroups
from rpc_camera.rig.group_steps import DistantGroupHost, OwnGroupHost
from rpc_camera.rig.guard import Guard
from rpc_camera.rig.introspection import OwnTokens
from rpc_camera.rig.membership import Membership, changes_cameras
from rpc_camera.rig.messages import Beat
from rpc_camera.rig.presence import HostChange, TwoOfOneNameError
from rpc_camera.rig.routes import Routes
from rpc_camera.rig.unreachable import without_bus
from rpc_camera.work import Work, working_on

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from rpc_camera.contract.types import FilesSetting, GroupManifest
    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.methods.session import Session
    from rpc_camera.methods.several import Handler
    from rpc_camera.rig.bus import Bus
    from rpc_camera.rig.directory import Described
    from rpc_camera.rig.group_host import GroupHost
    from rpc_camera.work import Stop

_TRY_AGAIN_S: Final = 1.0
_SETTLED_WITHIN_S: Final = 2.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RigHost:
    """The name of this host in the rig, and the address of its service as others reach it, once that is known.

    `files` says whether clients fetch bytes from the hosts that have the cameras, or by way of this one. `cafile` has
    the certificate authorities of hosts with TLS; without it, they are the system's. `outcomes` is the file in which it
    is kept, over a restart, what other hosts have asked for.
    """

    name: str
    address: Callable[[Bus], str | None]
    files: FilesSetting
    cafile: Path | None
    outcomes: Path


class Rig:
    """A host of a rig. Its `table` are the methods for its clients; `service.events` has the events of all hosts.

    `connect` returns a new connection to the bus. BusError: not now; it is tried again until the rig is closed.
    `refused` is done when this host cannot be in the rig at all; its result is a sentence that says why.
    """

    def __init__(self, host: RigHost, service: Service, connect: Callable[[], Awaitable[Bus]]) -> None:
        self._host = host
        self._service = service
        self._local_service = replace(service, events=service.cameras.events)
        self._connect = connect
        self._instance = secrets.token_hex(8)
        self._directory = Directory(
            host.name, service.cameras.describe_all, lambda: {each.id for each in service.cameras.cameras}
        )
        service.cameras.called_elsewhere = self._called_elsewhere
        self.elsewhere = CamerasElsewhere(
            lambda: self, self._directory, host.files, host.cafile, lambda: self._bus_address
        )
        self._group_parts = GroupParts(service.cameras)
        self.group_host = OwnGroupHost(host.name, self._group_parts)
        self.own_tokens = OwnTokens(service.authenticator, self._directory)
        self.audience = Audience()
        self._groups = RigGroups(self._group_captured)
        self._guard = Guard(host.outcomes, host.name, self._instance)
        self._membership: Membership | None = None
        self._joining: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()
        self.refused: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._cameras_changed = 0
        service.cameras.events.add_listener(self._own_event)

    def table(self, methods: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return the handlers of a rig's methods, made from those of one host."""
        return Routes(methods, self, self._directory, self._groups, self.elsewhere).table()

    def start(self, dispatcher: Dispatcher[Message, Call]) -> None:
        """Join the rig as soon as that can be done. `dispatcher` has the methods of this host alone."""
        self._joining = asyncio.create_task(self._join(dispatcher), name="rig")
        self._joining.add_done_callback(_log_failure)
        asyncio.get_running_loop().call_later(_SETTLED_WITHIN_S, self._settled.set)  # nobody waits for a bus for longer

    async def close(self) -> None:
        """Leave the rig."""
        if self._joining:
            self._joining.cancel()
            await asyncio.gather(self._joining, return_exceptions=True)
        self._group_parts.close()
        await self._groups.close()
        await self.elsewhere.close()
        await self._guard.close()
        if self._membership:
            await self._membership.close()

    # ---- as `Hosts`

    @property
    def own(self) -> str:
        """The name of this host."""
        return self._host.name

    @property
    def others(self) -> Mapping[str, bool]:
        """The other hosts that are known, and whether each can be reached."""
        known = self._membership.presence.hosts if self._membership else {}
        return {name: host.is_reachable for name, host in known.items()}

    def describe(self, host: str) -> dict[str, JsonValue]:
        """Return the `RigHost` of schemas/types.json, of this host or another."""
        if host == self.own:
            address = self._host.address(self._membership.bus) if self._membership else None
            return {"host": host, "reachable": True, "address": address, "version": __version__}
        known = self._membership.presence.hosts.get(host) if self._membership else None
        if known is None:
            return {"host": host, "reachable": False, "address": None, "version": ""}
        return {
            "host": host,
            "reachable": known.is_reachable,
            "address": known.beat.address,
            "version": known.beat.version,
        }

    def of_groups(self, host: str) -> GroupHost:
        """Return a host as a group's coordinator sees it. ServiceError HOST_UNREACHABLE: there is no way to it."""
        if host == self.own:
            return self.group_host
        if not self._membership:
            raise without_bus(host)
        return DistantGroupHost(host, self._membership.calls)

    async def settled(self) -> None:
        """Wait until the hosts that are there are known, or the bus cannot be reached."""
        await self._settled.wait()
        if self._membership:
            self._membership.attend()

    async def follow_events(self, session: Session) -> None:
        """See `Hosts`."""
        self.audience.add(session)
        await self.settled()
        if self._membership:
            await self._membership.follow_events()

    async def cancel(self, work: Work) -> Stop | None:
        """Have what other hosts do for `work` cancelled, and return when it stops; None: they do nothing for it."""
        return await self._membership.calls.cancel(work) if self._membership else None

    async def call(
        self,
        host: str,
        method: str,
        params: Mapping[str, JsonValue],
        *,
        within_s: float | None = None,
        made_for: str = "",
    ) -> JsonValue:
        """See `Hosts`."""
        if not self._membership:
            raise without_bus(host)
        self._membership.attend()
        return await self._membership.calls.call(host, method, params, within_s=within_s, made_for=made_for)

    @property
    def _bus_address(self) -> str:
        return self._membership.bus.local_address if self._membership else ""

    # ---- joining

    async def _join(self, dispatcher: Dispatcher[Message, Call]) -> None:
        said = ""
        while self._membership is None:
            try:
                bus = await self._connect()
            except BusError as error:
                if said != str(error):
                    _log.warning("not in the rig yet, and tries again: %s", error)
                said = str(error)
                self._settled.set()
                await asyncio.sleep(_TRY_AGAIN_S)
                continue
            try:
                membership = Membership(self, bus, dispatcher, self._guard)
                await membership.start()
            except BaseException as error:
                await bus.close()
                if not isinstance(error, TwoOfOneNameError):
                    raise
                self.refused.set_result(str(error))
                return
            self._membership = membership
            self._settled.set()
            _log.info("in the rig as %s, with %s", self.own, ", ".join(self.others) or "no other host yet")

    @property
    def instance(self) -> str:
        """Names this run of the service."""
        return self._instance

    @property
    def service(self) -> Service:
        """What other hosts' requests are answered by: this host's cameras, and its own events."""
        return self._local_service

    def beat(self, bus: Bus) -> Beat:
        """Return the beat to be sent now."""
        log = self._local_service.events
        return Beat(
            host=self.own,
            instance=self._instance,
            clock_s=since_boot_s(),
            address=self._host.address(bus),
            version=__version__,
            log_id=log.log_id,
            last_seq=log.last_seq,
            cameras=self._cameras_changed,
        )

    def learn(self, host: str, cameras: Sequence[Described]) -> None:
        """Note the cameras of another host."""
        self._directory.learn(host, cameras)
        self._service.cameras.note_elsewhere(self._directory.others_places())

    def forget(self, host: str) -> None:
        """Forget the cameras of a host that has left."""
        self._directory.forget(host)
        self._service.cameras.note_elsewhere(self._directory.others_places())

    async def _called_elsewhere(self, name: str) -> str | None:
        """Return the camera of another host that is called so now, as far as the hosts answer."""
        hosts = [host for host, is_reachable in self.others.items() if is_reachable]
        await asyncio.gather(*map(self._learn_now, hosts))
        return self._directory.called_at([host for host, is_reachable in self.others.items() if is_reachable], name)

    async def _learn_now(self, host: str) -> None:
        try:
            with working_on(Work()):  # of several at once, none says when the whole can be stopped
                listed = cast("dict[str, Any]", await self.call(host, "list_cameras", {}))
        except ServiceError:
            return  # as it was known is what there is
        self.learn(host, listed["cameras"])

    # ---- events

    def pass_on(self, host: str, name: EventName, params: Mapping[str, Any]) -> None:
        """Put an event of a host into the log that clients are told of."""
        told = {**params, "host": host}
        if isinstance(camera := told.get("camera"), str):
            told["camera"] = self._directory.name(host, camera)
        if isinstance(info := told.get("info"), dict):
            told["info"] = {**info, "id": told["camera"], "host": host}
        self._service.events.relay(name, cast("dict[str, JsonValue]", told))

    def tell_lost(self, host: str, count: int) -> None:
        """Tell clients that events of a host are missing."""
        self._service.events.relay(EventName.HOST_EVENTS_LOST, {"at": utc_now(), "host": host, "count": count})

    def keep_group(self, manifest: GroupManifest) -> None:
        """Keep a group that another host has fired."""
        self._service.groups.keep_soon(manifest)

    def tell(self, host: str, change: HostChange) -> None:
        """Tell clients what became of a host."""
        states = {HostChange.SILENT: "unreachable", HostChange.LEFT: "left"}
        params = {"at": utc_now(), "host": host, "state": states.get(change, "reachable")}
        restarted = change is HostChange.RESTARTED
        self._service.events.relay(EventName.HOST_STATE_CHANGED, {**params, "restarted": restarted})

    def _group_captured(self, camera: str, manifest: GroupManifest) -> None:
        """Tell clients of a group, here and at the other hosts."""
        in_rig = self._directory.named(manifest)
        first = next((each["camera"] for each in in_rig["cameras"] if "files" in each), camera)
        self._local_service.events.emit(EventName.GROUP_CAPTURED, first, manifest=cast("dict[str, JsonValue]", in_rig))

    def _own_event(self, event: LoggedEvent) -> None:
        if changes_cameras(event.name, event.params):
            self._cameras_changed += 1
            if self._membership:
                self._membership.presence.send_soon()  # the others ask for them by that
        self.pass_on(self.own, event.name, event.params)


def _log_failure(joining: asyncio.Task[None]) -> None:
    if not joining.cancelled() and (error := joining.exception()):
        _log.error("this host could not join the rig, and serves its own cameras only", exc_info=error)
