"""The registry: which cameras there are, as they come and go."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rpc_camera.camera.camera import Surroundings, TetheredCamera
from rpc_camera.camera.identity import CameraIdentity, Source
from rpc_camera.camera.labels import Labels
from rpc_camera.camera.line.config_home import new_config_home
from rpc_camera.camera.line.process import WorkerProcess, WorkerSpec
from rpc_camera.camera.registry.bodies import KnownBodies
from rpc_camera.camera.registry.names import FormerNames, description, nearest, not_found, not_here, only_one
from rpc_camera.camera.registry.place import USB_TOPOLOGY
from rpc_camera.camera.registry.port import Port, better_claims
from rpc_camera.camera.registry.usb_cameras import UsbCameras
from rpc_camera.camera.registry.usb_watch import USB_DEVICES
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.event_log import EventLog
from rpc_camera.patience import wait_at_most

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
    from pathlib import Path

    from rpc_camera.camera.line.fork_server import ForkServer
    from rpc_camera.wire.message import WorkerEvent

_CLOSE_GRACE_S: Final = 0.7
_SETTLE_S: Final = 5.0
_AWAY_AT_MOST: Final = 32
_log = logging.getLogger(__name__)

StartWorker: TypeAlias = "Callable[[ForkServer, WorkerSpec, Callable[[WorkerEvent], None]], Awaitable[WorkerProcess]]"


@dataclass(frozen=True)
class RegistryOptions:
    """Where state is kept, where USB devices come and go and are plugged in, and how workers are started.

    The fork server is not closed with the registry. Without `finds_cameras` there are only those that are added.
    """

    state_dir: Path
    fork_server: ForkServer
    usb_devices: Path = USB_DEVICES
    usb_topology: Path = USB_TOPOLOGY
    events: EventLog = field(default_factory=EventLog)
    start_worker: StartWorker = WorkerProcess.start
    finds_cameras: bool = True


class CameraRegistry:
    """All cameras. Between `start` and `close`, each has a worker of its own."""

    def __init__(self, options: RegistryOptions) -> None:
        self.events = options.events
        self._options = options
        self.labels = Labels(options.state_dir)
        self._around = Surroundings(options.state_dir, options.events, self.labels, self.describe)
        self._bodies = KnownBodies(options.state_dir)
        self._ports: list[Port] = []
        self._away: dict[str, TetheredCamera] = {}  # by id: bodies that were unplugged, for when they come back
        self._former_names = FormerNames()
        self.expected: tuple[str, ...] = ()
        """Names of the cameras that were asked for or met at the start: their ports on the network, else their ids."""
        self.part_listeners: list[Callable[[str, float, bool], None]] = []
        """Called for each camera that another host, or this one as a rig's, had released in a group.

        They are given its id, the seconds from the release until all was over, and whether there is a picture.
        """
        self.called_elsewhere: Callable[[str], Awaitable[str | None]] = _nobody_elsewhere
        """Returns the camera of another host, as `ID@HOST`, that has a name; in a rig it is asked for."""
        self.usb = UsbCameras(
            options.usb_devices,
            options.usb_topology,
            options.fork_server,
            sources=lambda: [port.source for port in self._ports],
            come=self.plug,
            gone=self.unplug,
        )
        self._runtime = tempfile.TemporaryDirectory(prefix="rpc-camera-")
        self._watching: asyncio.Task[None] | None = None
        self._started = asyncio.Event()
        self._finishing: set[asyncio.Task[None]] = set()

    @property
    def cameras(self) -> tuple[TetheredCamera, ...]:
        """The cameras that are there, in the order in which they came."""
        return tuple(port.camera for port in self._ports)

    @property
    def known(self) -> tuple[TetheredCamera, ...]:
        """The cameras that are there, and those that were unplugged."""
        return (*self.cameras, *self._away.values())

    @property
    def ids(self) -> set[str]:
        """The ids of all bodies that this host has ever met, as far as it remembers them."""
        return {*(camera.id for camera in self.known), *self._bodies.ids, *self.labels.ids}

    def add(self, ports: Iterable[str]) -> None:
        """Add cameras that discovery cannot find: those on the network (ptpip:…) and folders (disk:…)."""
        for port in ports:
            self.plug(Source(port, None, removable=False))

    async def start(self, more_ports: Awaitable[Iterable[str]]) -> None:
        """Discover cameras, watch for what comes and goes, and add `more_ports` when they are known.

        Returns when each camera could be opened or not, at the latest some seconds after all are known.
        """
        if self._options.finds_cameras:
            self._watching = asyncio.create_task(self.usb.watch(), name="usb watch")
        try:
            ports = await more_ports
            if self._watching:
                await self.usb.has_looked.wait()
            self.add(ports)
            await wait_at_most(_SETTLE_S, self._settled())
        finally:
            self.expected = tuple(_name_of(port) for port in self._ports)
            self._started.set()

    @property
    def is_started(self) -> bool:
        """Whether the cameras that were there at the start are known."""
        return self._started.is_set()

    async def started(self) -> None:
        """Wait until the cameras that were there at the start are known; then, do not even suspend."""
        if not self._started.is_set():
            await self._started.wait()

    async def close_memories(self) -> None:
        """Keep what is known of the cards; whatever comes after that is found at the next start."""
        await asyncio.gather(*(camera.arrivals.close() for camera in self.known))

    async def close(self) -> None:
        """Release all cameras; a driver that does not let go within a second is killed."""
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        reason = ServiceError(ErrorName.CANCELLED, "The server is stopping.", remedy="Try again when it is back.")
        links = [port.close(_CLOSE_GRACE_S, reason) for port in self._ports]
        cameras = [camera.close(reason) for camera in self.known]
        await asyncio.gather(*links, *cameras)
        await asyncio.gather(*self._finishing, return_exceptions=True)
        self._ports.clear()
        self._runtime.cleanup()

    def describe(self, camera: TetheredCamera) -> dict[str, JsonValue]:
        """Return the `Camera` of schemas/types.json."""
        cameras = self.cameras
        return description(camera, cameras.index(camera) if camera in cameras else 0)

    def describe_all(self) -> list[dict[str, JsonValue]]:
        """Return the `Camera` of each that is there."""
        return [description(camera, index) for index, camera in enumerate(self.cameras)]

    def resolve(self, name: str | None, selected: str | None = None) -> TetheredCamera:
        """Return the camera called `name` (id, port or label), else the selected one, else the only one there is."""
        wanted = name if name is not None else selected
        if wanted is None:
            return only_one(self.cameras)
        if (camera := self.called(wanted)) is not None:
            return camera
        if labelled := self.labels.body(wanted):
            raise not_here(wanted, labelled, self.cameras)
        raise not_found(wanted, self.cameras, nearest(wanted, self.cameras))

    def called(self, name: str) -> TetheredCamera | None:
        """Return the camera of this id, port or label, there or away."""
        for each in (name, self._former_names.now(name), self.labels.owner(name)):
            for camera in self.known:
                if each in {camera.id, camera.source.port}:
                    return camera
        return None

    async def found(self, name: str | None, selected: str | None = None) -> TetheredCamera:
        """Return what `resolve` does, once the cameras of the start are known.

        For one that was unplugged, those that are just being opened are waited for: it may be among them.
        """
        await self.started()
        camera = self.resolve(name, selected)
        if not camera.line.is_attached:
            await self._settled()
            camera = self.resolve(name, selected)
        return camera

    async def identified(self, name: str | None, selected: str | None = None) -> TetheredCamera:
        """Return what `found` does, once it is known which body it is, or that it cannot be opened now."""
        camera = await self.found(name, selected)
        if camera.line.is_up:
            return camera
        port = next((port for port in self._ports if port.camera is camera), None)
        if port and not port.link.has_been_tried:
            await port.link.first_attempt()
            camera = self.resolve(name, selected)
        return camera

    def is_identified(self, camera: TetheredCamera) -> bool:
        """Return whether its id is that of a body, and not a provisional one."""
        return all(port.was_identified for port in self._ports if port.camera is camera)

    def finish(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` to its end, whoever waits for it or not; the registry is closed after that."""
        task = asyncio.create_task(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody may be waiting
        return task

    async def _settled(self) -> None:
        await asyncio.gather(*(port.link.first_attempt() for port in self._ports))

    def note_elsewhere(self, places: Mapping[str, str]) -> None:
        """Take where bodies are that other hosts have, by their ids: it is told of those that were here before."""
        for camera_id, camera in self._away.items():
            camera.line.elsewhere = places.get(camera_id, "")

    # ---- coming and going

    def plug(self, source: Source) -> None:
        """Open the camera that is at a port from now on."""
        config_home = new_config_home(self._runtime.name)
        camera = TetheredCamera(CameraIdentity.provisional(source), source, self._around)
        spec = WorkerSpec(source.port, source.model, self._options.state_dir, config_home)
        start = partial(self._options.start_worker, self._options.fork_server, spec)
        self._ports.append(Port(source, camera, self._identify, start))

    def unplug(self, name: str, reason: str) -> None:
        """Let go of a port, whose camera is there no more, for a reason in one sentence."""
        port = next(port for port in self._ports if port.source.port == name)
        self._ports.remove(port)
        error = ServiceError(ErrorName.CAMERA_LOST, reason, port.camera.id)
        if port.was_identified:
            self._detach(port.camera, error)
        else:  # no body comes back under a provisional id: kept, many of them would drive out those that do
            port.camera.detach(error)
        self.finish(port.close(_CLOSE_GRACE_S, error))

    def _detach(self, camera: TetheredCamera, reason: ServiceError) -> None:
        camera.detach(reason)
        self._away[camera.id] = camera
        while len(self._away) > _AWAY_AT_MOST:
            del self._away[next(iter(self._away))]

    # ---- who is where

    async def _identify(self, port: Port, identity: CameraIdentity) -> None:
        """Attach the body at `port` to its camera object: the one it has had before, wherever it was then."""
        await better_claims(port, self._ports, self._bodies.places(identity.id))
        if self._may_have_moved(port, identity):
            await asyncio.gather(*(other.prove() for other in self._network_ports_of(port, identity.id)))
        if port not in self._ports:
            raise ServiceError(ErrorName.CAMERA_LOST, "It was unplugged while it was opened.")
        self._identified(port, identity)
        await self._bodies.save()

    def _identified(self, port: Port, claimed: CameraIdentity) -> None:
        identity = self._made_unique(port, claimed)
        is_another = port.was_identified and port.camera.id != identity.id
        if known := self._away.pop(identity.id, None):
            self._hand_over(port, known)
        elif is_another:
            self._hand_over(port, TetheredCamera(identity, port.source, self._around))
        elif port.camera.id != identity.id:
            self._former_names.note(port.camera.id, identity.id)
        port.claim = claimed.id
        port.camera.identified(identity)

    def _hand_over(self, port: Port, camera: TetheredCamera) -> None:
        """Have the link at `port` be that of `camera`, and no longer of the one that was there before."""
        before = port.camera
        reason = ServiceError(ErrorName.CAMERA_LOST, f"It turned out to be {camera.id}.", before.id)
        if port.was_identified:
            self._detach(before, reason)
        else:
            self._former_names.note(before.id, camera.id)
            before.detach(reason)
        port.move_to(camera)

    def _made_unique(self, port: Port, identity: CameraIdentity) -> CameraIdentity:
        """Return the identity under an id of its own, which stays with the body as far as that can be known."""
        claim = identity.id
        if port.claim == claim:
            return identity.numbered(port.camera.id, port.camera.identity.id_doubt)
        if self._may_have_moved(port, identity):
            self._let_go_elsewhere(port, claim)
        others = [other for other in self._ports if other is not port]
        camera_id = self._bodies.identify(claim, port.source.place, {other.camera.id for other in others})
        doubt = self._bodies.doubt(claim, camera_id)
        if doubt:
            _log.warning("%s on %s: %s", camera_id, port.source.port, doubt)
        for twin in (other.camera for other in others if other.claim == claim):
            twin.identified(twin.identity.numbered(twin.id, self._bodies.doubt(claim, twin.id)))
        return identity.numbered(camera_id, doubt)

    def _may_have_moved(self, port: Port, identity: CameraIdentity) -> bool:
        """Return whether a body that is first seen at `port` may be the one of its id that is known elsewhere."""
        is_told_apart = bool(identity.serial_number) and not self._bodies.are_twins(identity.id)
        return is_told_apart and not port.was_identified

    def _network_ports_of(self, port: Port, camera_id: str) -> list[Port]:
        """Return the other addresses where the camera of this id is said to be."""
        others = [other for other in self._ports if other is not port and other.camera.id == camera_id]
        return [other for other in others if not other.source.removable]

    def _let_go_elsewhere(self, port: Port, camera_id: str) -> None:
        """Give up a network camera that is lost at its address when its body is first seen at another."""
        for other in self._network_ports_of(port, camera_id):
            if not other.link.is_up:
                self.unplug(other.source.port, f"It has come to {port.source.port}.")
                self.plug(other.source)  # another body may come there


def _name_of(port: Port) -> str:
    """Return the name by which the camera at a port is found again: what is plugged in may come back elsewhere."""
    return port.camera.id if port.source.removable else port.source.port


async def _nobody_elsewhere(_name: str) -> None:
    """Return None: a host that is in no rig knows of no others."""
