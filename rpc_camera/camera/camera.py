"""One camera: an exclusive queue over a worker that is replaced when it is lost."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rpc_camera.camera.capture.bulb import Exposure, held_open
from rpc_camera.camera.files.catch_up import RELEASES, CatchUp
from rpc_camera.camera.files.chunks import ChunkPace
from rpc_camera.camera.files.readings import Readings
from rpc_camera.camera.files.storing import Storing
from rpc_camera.camera.line.link import Link, LinkListener
from rpc_camera.camera.line.process import WorkerProcess, WorkerSpec
from rpc_camera.camera.line.turns import Priority, Turn, Turns
from rpc_camera.camera.live_view.feed import Preview
from rpc_camera.camera.remembered import Remembered
from rpc_camera.camera.state import Identity, Source, state_after
from rpc_camera.contract.types import CameraState, EventName
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping
    from pathlib import Path

    from rpc_camera.camera.capture.stages import CaptureStages
    from rpc_camera.event_log import EventLog

_OPEN_DEADLINE_S: Final = 30.0
_DEADLINE_S: Final = 60.0  # what it does besides, such as fetching a picture from a body's memory, counts in
T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CameraHost:
    """What a camera needs of the registry: folders, the event log, whom to tell who it is, how to describe it.

    `present` returns the camera that has an id now: a body that was plugged in anew is another one.
    """

    state_dir: Path
    config_home: Path
    events: EventLog
    identified: Callable[[Camera], None]
    describe: Callable[[Camera], Mapping[str, JsonValue]]
    present: Callable[[str], Camera | None]


class Camera:
    """A camera on a port. Calls queue up in the order in which they are made."""

    def __init__(self, source: Source, host: CameraHost) -> None:
        self.source = source
        self.identity = Identity.provisional(source)
        self.state = CameraState.CONNECTING
        self.state_reason: str | None = None
        self.removed = False
        self.was_identified = False
        self.remembered = Remembered(host.state_dir / ".exposures")
        self.events = host.events
        self.worker_pid: int | None = None
        self.exposure: Exposure | None = None  # the one that `start_bulb` began
        self.open_exposure: Exposure | None = None  # the one whose shutter is open, whoever began it
        self.former_ids: set[str] = set()
        self._host = host
        self._announced = False
        self.catch_up = CatchUp(self)
        self._turns = Turns()
        self._background: set[asyncio.Task[Any]] = set()
        self.chunk_pace = ChunkPace()
        self.readings = Readings(self, host.state_dir / ".reading")
        self.preview = Preview(self)
        self.uploads_folder = host.state_dir / ".uploads"
        self.storing: Storing | None = None  # what a worker began to write last
        self.capturing: CaptureStages | None = None  # of the last capture whose turn came
        self._link = Link(self._open, LinkListener(self._up, self._down))

    @property
    def id(self) -> str:
        """The name that stays: model and serial number."""
        return self.identity.id

    @property
    def announced(self) -> bool:
        """Whether `camera_added` has been told of it, under its present id."""
        return self._announced

    def present(self) -> Camera:
        """Return this body as it is there now: itself, or what has come for it after it was plugged in anew."""
        return (self._host.present(self.id) or self) if self.removed else self

    @property
    def connected(self) -> bool:
        """Whether there is a link to the body now."""
        return self._link.is_up

    async def settled(self) -> None:
        """Wait until the first attempt to open the camera has ended, either way."""
        await self._link.first_attempt()

    async def close(self, grace_s: float, reason: ServiceError) -> None:
        """Release the camera; its worker is killed after `grace_s`, and who still waits for it gets `reason`."""
        await self.preview.close(reason)
        await self._link.close(grace_s, reason)
        if not self.removed:  # else who reads waits for the body to come back
            await self.readings.close()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def ask(self, op: str, args: Mapping[str, JsonValue], deadline_s: float = _DEADLINE_S) -> JsonValue:
        """Have the worker do `op` in turn and return its result; see `fetch`."""
        return (await self.fetch(op, args, deadline_s))[0]

    async def fetch(
        self,
        op: str,
        args: Mapping[str, JsonValue],
        deadline_s: float = _DEADLINE_S,
        *,
        repeatable: bool = True,
        turn: Turn | None = None,
        priority: Priority = Priority.COMMAND,
        started: Callable[[], None] | None = None,
    ) -> tuple[JsonValue, bytes]:
        """Have the worker do `op` in turn and return its result and bytes.

        The turn is the one that was reserved, or the next of this priority; when it has come, `started` is called.

        A link that turns out to be lost is made anew, once, and the operation repeated where that can do no harm: so
        the first call after a re-plug or a power cycle just works.
        """
        async with turn or self.reserve(priority):
            return await self.within(op, args, deadline_s, repeatable=repeatable, started=started)

    async def within(
        self,
        op: str,
        args: Mapping[str, JsonValue],
        deadline_s: float = _DEADLINE_S,
        *,
        repeatable: bool = True,
        started: Callable[[], None] | None = None,
    ) -> tuple[JsonValue, bytes]:
        """Do what `fetch` does in a turn that the caller holds, for one who has several things to do in it."""
        return (await self.exchange(op, args, deadline_s, repeatable=repeatable, started=started))[1]

    async def exchange(
        self,
        op: str,
        args: Mapping[str, JsonValue],
        deadline_s: float,
        *,
        repeatable: bool = True,
        started: Callable[[], None] | None = None,
    ) -> tuple[WorkerProcess, tuple[JsonValue, bytes]]:
        """Do what `fetch` does within a turn that has come; return which worker did it as well."""
        try:
            worker = await self._worker_for(op)
            if started:
                started()
            with current_work().at_the_camera(repeatable=repeatable):
                try:
                    return worker, await worker.request(op, args, deadline_s)
                except ServiceError as error:
                    harmless = repeatable or error.untouched
                    if error.name is not ErrorName.CAMERA_LOST or not harmless:
                        raise
                worker = await self._worker_for(op)
                return worker, await worker.request(op, args, deadline_s)
        except ServiceError as error:
            raise error.but(camera=self.id, untouched=False) from error

    def reserve(self, priority: Priority = Priority.COMMAND) -> Turn:
        """Take a place in the line now, for a `fetch` that is to come.

        ServiceError CAMERA_BUSY: the line is full, or `start_bulb` holds the shutter open, for which frames and chunks
        wait.
        """
        if self.exposure and priority is Priority.COMMAND:
            raise held_open(self)
        return self._turns.reserve(self.id, priority)

    def keep(self, work: Coroutine[Any, Any, T], turn: Turn | None = None) -> asyncio.Task[T]:
        """Run `work`, which uses `turn`, to its end even if whoever asked for it goes away; he can still cancel it."""
        task = asyncio.create_task(work)
        current_work().includes(task)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        if turn:
            task.add_done_callback(lambda _task: turn.leave())
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody may be waiting
        return task

    @contextmanager
    def shooting(self, reason: str = "A picture is being taken.") -> Iterator[Callable[[], None]]:
        """Yield what marks the camera busy and pauses live view; both are over at the end of the block."""
        mine = False

        def busy() -> None:
            nonlocal mine
            if not mine:
                self.preview.pause(reason)
            mine = True
            self._set_state(CameraState.BUSY)

        try:
            yield busy
        finally:
            if mine:
                self.preview.resume()
            if mine and self.state is CameraState.BUSY and self._link.is_up:
                self._set_state(CameraState.READY)

    async def _worker_for(self, op: str) -> WorkerProcess:
        """Return a worker that can be asked for `op`: before a release, it has to be known what is on the card."""
        worker = await self._worker()
        if op in RELEASES:
            try:
                await self.catch_up.before_release(worker)
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_LOST:
                    raise
                worker = await self._worker()
                await self.catch_up.before_release(worker)
        return worker

    async def _worker(self) -> WorkerProcess:
        if self.removed:
            raise ServiceError(ErrorName.CAMERA_LOST, f"{self.id} was unplugged.", self.id)
        return await self._link.worker()

    async def _open(self) -> WorkerProcess:
        spec = WorkerSpec(self.source.port, self.source.model, self._host.state_dir, self._host.config_home)
        worker = await WorkerProcess.start(spec, self.hear)
        self.worker_pid = worker.pid
        try:
            self._identify(Identity.of(await worker.opened(_OPEN_DEADLINE_S)))
            await self.remembered.tell(worker, self.id)
        except BaseException:
            await worker.close(0, ServiceError(ErrorName.CAMERA_LOST, "The camera could not be opened."))
            raise
        return worker

    def _identify(self, identity: Identity) -> None:
        """Take the identity that the body told; one that was announced under another id is announced anew."""
        before, self.identity = self.identity, identity
        if identity.id != before.id and before.serial_number:
            self.remembered.forget()  # it is another body, on the same port
            self.catch_up.another_card()
        self._host.identified(self)
        self.was_identified = True
        if self.id != before.id:
            self.former_ids = {before.id}
            if self._announced:
                reason = f"It turned out to be {self.id}."
                self.events.emit(EventName.CAMERA_REMOVED, before.id, reason=reason)
                self._announced = False

    def _up(self, _worker: WorkerProcess) -> None:
        self._set_state(CameraState.READY)
        self.preview.camera_is_back()
        self.keep(self.catch_up.look())

    def _down(self, reason: ServiceError) -> None:
        level = logging.DEBUG if reason.message == self.state_reason else logging.WARNING  # each try may fail so
        _log.log(level, "%s on %s: %s", self.id, self.source.port, reason.message)
        self._set_state(state_after(reason), reason.message)
        self.catch_up.link_lost()
        self.preview.camera_is_away(reason.message)

    def _set_state(self, state: CameraState, reason: str | None = None) -> None:
        previous, self.state, self.state_reason = self.state, state, reason
        if self.removed:
            return
        if not self._announced:
            self._announced = True
            self.events.emit(EventName.CAMERA_ADDED, self.id, info=self._host.describe(self))
        elif previous is not state:
            why = {"reason": reason} if reason else {}
            self.events.emit(EventName.CAMERA_STATE_CHANGED, self.id, state=state, previous=previous, **why)

    def hear(self, told: Mapping[str, Any]) -> None:
        """Put what the worker reports unasked into the event log."""
        match told["event"]:
            case "exposing" | "released":
                if self.capturing:
                    self.capturing.hear(told)
                return
            case "storing":
                self.storing = Storing(told["path"], self.worker_pid or 0, told["descriptor"])
        if not self.catch_up.is_news(told):
            return
        params = {name: value for name, value in told.items() if name != "event"}
        self.events.emit(EventName(told["event"]), self.id, **params)
