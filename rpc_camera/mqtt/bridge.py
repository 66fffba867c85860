"""The service on a broker: what happens goes there, and commands come from there."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.types import EventName, Scope
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.mqtt.calls import CallError, Calls
from rpc_camera.mqtt.commands import FORGET, NAMES, carry_out, parse_command, refused
from rpc_camera.mqtt.discovery import ONLINE
from rpc_camera.mqtt.last_pictures import LastPictures
from rpc_camera.mqtt.link import MqttLink
from rpc_camera.mqtt.mirror import CameraMirror, Part, Sources, forget, publish_gone
from rpc_camera.mqtt.outbox import Outbox
from rpc_camera.mqtt.topics import is_safe, safe_name

if TYPE_CHECKING:
    from aiomqtt import Message as MqttMessage

    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.mqtt.access import MqttAccess
    from rpc_camera.mqtt.topics import Topics

_MOST_COMMANDS: Final = 64
_MOST_CAMERAS: Final = 1000
_MOST_FOUND_GONE: Final = 1000
_MOST_WAITING: Final = 1000
_LOOK_S: Final = 60.0
_TAKE_OFF: Final = (
    "Publish commands without `retain`; one without a payload, with `retain`, takes this one off the broker."
)
_LEAVE_S: Final = 1.0
_LISTED_ANEW: Final = frozenset(
    {
        EventName.CAMERA_ADDED,
        EventName.CAMERA_REMOVED,
        EventName.CAMERA_STATE_CHANGED,
        EventName.CAMERA_LABELLED,
        EventName.HOST_STATE_CHANGED,
        EventName.HOST_EVENTS_LOST,
    }
)
_OF_A_CAMERA: Final = frozenset(
    {
        EventName.CONFIG_CHANGED,
        EventName.FILE_ADDED,
        EventName.FILE_DELETED,
        EventName.FILE_SAVED,
        EventName.SAVE_FAILED,
    }
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BridgeOptions:
    """Which broker, which topics, how far its users may go, and the address of the page. `owner` is this service's own.

    The broker knows this service by what is made of `owner`: the same after a restart, and no other service's.
    """

    access: MqttAccess
    topics: Topics
    scope: Scope
    page: str
    owner: str


class Bridge:
    """Stands between the service and the broker."""

    def __init__(self, options: BridgeOptions, service: Service, dispatcher: Dispatcher[Message, Call]) -> None:
        self._topics = options.topics
        self._page = options.page
        self._calls = Calls(dispatcher, service, options.scope)
        self._sources = Sources(self._calls, LastPictures(service))
        self._outbox = Outbox()
        subscriptions = [self._topics.commands, self._topics.availabilities]
        if self._topics.discovery:
            subscriptions.append(self._topics.birth)
        identifier = f"rpc-camera-{hashlib.sha256(options.owner.encode()).hexdigest()[:12]}"
        self._link = MqttLink(
            options.access, identifier, self._topics.status, subscriptions, self._outbox, receive=self._received
        )
        self._mirrors: dict[str, CameraMirror] = {}  # by the cameras' safe names
        self._found_gone: set[str] = set()
        self._commands: set[asyncio.Task[None]] = set()
        self._is_listed_anew = asyncio.Event()
        self._is_listed_anew.set()
        self._unhear = service.events.add_listener(self._heard)
        self._outbox.keep(self._topics.status, ONLINE.encode())
        loop = asyncio.get_running_loop()
        self._tasks = [
            loop.create_task(work, name=f"mqtt {name}")
            for name, work in (
                *(("link", self._link.run()), ("cameras", self._list()), ("looks", self._look())),
                ("events", self._follow()),
            )
        ]

    async def close(self) -> None:
        """Say on the broker that the service is gone, and leave it."""
        self._unhear()
        await self._link.last_words()
        tasks = [*self._tasks, *self._commands]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*(mirror.close() for mirror in self._mirrors.values()))
        await asyncio.wait(tasks, timeout=_LEAVE_S)  # a broker that is silent has no part in how long a stop takes

    def _heard(self, event: LoggedEvent) -> None:
        """Note what an event has changed; a listener of the event log must not wait, and raises nothing."""
        if event.name in _LISTED_ANEW:
            self._is_listed_anew.set()
        mirror = self._mirrors.get(safe_name(str(event.params.get("camera", ""))))
        if mirror is None:
            return
        match event.name:
            case EventName.CONFIG_CHANGED:
                mirror.look_at(Part.SETTINGS)
            case EventName.FILE_ADDED:
                file = event.params["file"]
                if isinstance(file, dict):
                    mirror.arrived(file, str(event.params["at"]))
                mirror.look_at_card()
            case EventName.FILE_DELETED:
                mirror.look_at_card()
            case EventName.FILE_SAVED | EventName.SAVE_FAILED:
                mirror.look_at(Part.TETHERING)
            case _:
                pass

    async def _follow(self) -> None:
        """Be there for events: the other hosts of a rig send theirs to hosts with a client that wants them."""
        try:
            await self._calls.call("subscribe", events=[*sorted(_LISTED_ANEW), *sorted(_OF_A_CAMERA)])
        except CallError as error:
            _log.warning("events of other hosts do not reach the MQTT broker: %s", error)

    async def _look(self) -> None:
        """Look now and then at what no event is about: the battery, and tethering that begins and ends."""
        while True:
            await asyncio.sleep(_LOOK_S)
            for mirror in self._mirrors.values():
                mirror.look_at(Part.TETHERING)
                mirror.look_at_card()

    async def _list(self) -> None:
        while True:
            await self._is_listed_anew.wait()
            self._is_listed_anew.clear()
            try:
                await self._list_once()
            except Exception:
                _log.exception("the cameras cannot be listed for the MQTT broker")

    async def _list_once(self) -> None:
        listed = (await self._calls.call("list_cameras"))["cameras"]
        cameras = {safe_name(camera["id"]): camera for camera in listed[:_MOST_CAMERAS]}
        for name in self._mirrors.keys() - cameras.keys():
            mirror = self._mirrors.pop(name)
            # One without a serial number has another id where it comes back: nobody would ever take this one away.
            await mirror.leave(for_good="id_doubt" in mirror.camera)
        for name, camera in cameras.items():
            if name in self._mirrors:
                self._mirrors[name].list_anew(camera)
            else:
                self._mirrors[name] = self._mirror(name, camera)
        self._found_gone -= cameras.keys()

    def _mirror(self, name: str, camera: dict[str, Any]) -> CameraMirror:
        found = bool(self._topics.discovery)
        return CameraMirror(camera, self._topics.camera(name), self._sources, self._outbox, self._page, found=found)

    def _received(self, message: MqttMessage) -> None:
        topic = str(message.topic)
        if self._topics.discovery and topic == self._topics.birth:
            if message.payload == ONLINE.encode():
                self._outbox.again(lambda kept: kept.startswith(f"{self._topics.discovery}/"))
            return
        match self._topics.parts(topic):
            case [name, "availability"] if is_safe(name):  # this service has published no other
                if message.retain:  # and not what this service itself has just published
                    self._check_gone(name, message.payload)
            case [name, command, "set"] if is_safe(name):  # there is none of another name, nor a topic for the answer
                self._begin(name, command, _payload(message.payload), is_retained=bool(message.retain))
            case _:
                pass

    def _check_gone(self, name: str, payload: object) -> None:
        """Say of a camera that it is gone which an earlier run has left as there."""
        is_known = name in self._mirrors or name in self._found_gone
        if payload == ONLINE.encode() and not is_known and len(self._found_gone) < _MOST_FOUND_GONE:
            self._found_gone.add(name)
            publish_gone(self._topics.camera(name), self._outbox)

    def _begin(self, name: str, command: str, payload: bytes, *, is_retained: bool) -> None:
        try:
            self._check(name, command, is_retained=is_retained)
        except ServiceError as error:
            self._outbox.answer(self._topics.camera(name).of("result"), refused(command, error))
            if is_retained:  # at the start, when nobody reads the answer yet
                _log.warning(
                    "a command that was retained for %s on the MQTT broker is refused: %s", name[:64], error.remedy
                )
            return
        work = self._carry_out(name, self._mirrors.get(name), command, payload)
        task = asyncio.get_running_loop().create_task(work)
        self._commands.add(task)
        task.add_done_callback(self._commands.discard)

    def _check(self, name: str, command: str, *, is_retained: bool) -> None:
        """Raise ServiceError for a command that is not even read."""
        if is_retained:
            message = "The command was retained: it would be carried out at each start."
            raise ServiceError(ErrorName.INVALID_REQUEST, message, remedy=_TAKE_OFF)
        if command not in NAMES:
            known = ", ".join(sorted(NAMES))
            message = f"There is no command {command[:64]!r}."
            raise ServiceError(ErrorName.METHOD_NOT_FOUND, message, remedy=f"The commands are: {known}.")
        if name not in self._mirrors and command != FORGET:
            message = f"There is no camera {name[:64]!r}."
            raise ServiceError(ErrorName.CAMERA_NOT_FOUND, message, details={"cameras": sorted(self._mirrors)[:100]})
        if len(self._commands) >= _MOST_COMMANDS:
            raise ServiceError(ErrorName.RATE_LIMITED, f"{_MOST_COMMANDS} commands are in work already.")

    async def _carry_out(self, name: str, mirror: CameraMirror | None, command_name: str, payload: bytes) -> None:
        try:
            command = parse_command(command_name, payload)
            if mirror and command_name != FORGET:
                answer = await carry_out(command, mirror, self._calls)
            else:
                self._forget(name)
                answer = command.answered({"result": {}})
        except ServiceError as error:
            answer = refused(command_name, error)
        self._outbox.answer(self._topics.camera(name).of("result"), answer)

    def _forget(self, name: str) -> None:
        if name in self._mirrors:
            message = "The camera is there: unplug what is to be forgotten."
            raise ServiceError(ErrorName.INVALID_REQUEST, message)
        self._calls.check(Scope.OPERATE, f"`{FORGET}`")
        if self._outbox.waiting > _MOST_WAITING:
            message = "More waits to be sent to the broker than it takes: forget one camera after the other."
            raise ServiceError(ErrorName.RATE_LIMITED, message, details={"retry_after_s": 1})
        self._found_gone.discard(name)
        forget(self._topics.camera(name), self._outbox)


def _payload(payload: object) -> bytes:
    return bytes(payload) if isinstance(payload, (bytes, bytearray)) else b""
