"""The line to one camera: requests in turn, to whatever worker has the camera open at the moment.

All features of a camera stand on it. It stays when the body is unplugged, and goes on when the body is back.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from rpc_camera.camera.line.occupancy import SLOW_S, Occupancy
from rpc_camera.camera.line.turns import Priority, Turn, Turns
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.work import Stage, current_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from rpc_camera.camera.line.link import Link
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerEvent, WorkerRequest

T = TypeVar("T")
R = TypeVar("R")
E = TypeVar("E", bound="WorkerEvent")


class HowToAsk(TypedDict, total=False):
    """`deadline_s` and `repeatable` replace the request's own. `started` is called when its turn has come."""

    deadline_s: float | None
    repeatable: bool | None
    started: Callable[[], None] | None


class Line:
    """Requests to one camera, one at a time: those of one connection in their order, clients by turns.

    `camera` is the camera's id, for errors and events; it changes once, when the body has said who it is. `elsewhere`
    is where else the body is known to be while it is not here, such as "the host left".
    """

    def __init__(self, camera: str) -> None:
        self.camera = camera
        self.elsewhere = ""
        self.times_up = 0  # each time it was another worker that had the camera open
        self.occupancy = Occupancy()
        self._link: Link | None = None
        self._turns = Turns()
        self._background: set[asyncio.Task[Any]] = set()
        self._listeners: list[tuple[Callable[[], None], Callable[[ServiceError], None]]] = []
        self._subscribers: defaultdict[type[WorkerEvent], list[Callable[[Any], None]]] = defaultdict(list)
        self._before_release: list[Callable[[WorkerProcess], Awaitable[None]]] = []
        self._refusal: Callable[[], ServiceError] | None = None

    # ---- the link

    def attach(self, link: Link) -> None:
        """Use `link` from now on."""
        self._link = link

    def detach(self) -> None:
        """Have no link until the body comes back; who asks meanwhile is refused with CAMERA_LOST."""
        self._link = None

    @property
    def is_attached(self) -> bool:
        """Whether the body is at one of this host's ports, as far as is known."""
        return self._link is not None

    @property
    def is_up(self) -> bool:
        """Whether there is a worker that can be asked."""
        return self._link is not None and self._link.is_up

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, if there is one."""
        return self._link.worker_pid if self._link else None

    async def worker(self) -> WorkerProcess:
        """Return a worker that has the camera open, which is opened for it if need be."""
        if (link := self._link) is not None:
            worker = await link.worker()
            if self._link is link:
                return worker  # else another body is there
        now = f"; it is at {self.elsewhere} now" if self.elsewhere else ""
        raise ServiceError(ErrorName.CAMERA_LOST, f"{self.camera} was unplugged{now}.", self.camera)

    # ---- what the link and the worker report

    def add_listener(self, up: Callable[[], None], down: Callable[[ServiceError], None]) -> None:
        """Have `up` called when the camera can be asked again, `down` with the reason when it cannot be any more."""
        self._listeners.append((up, down))

    def went_up(self) -> None:
        """Notify the features that the camera can be asked."""
        self.times_up += 1
        for up, _ in self._listeners:
            up()

    def went_down(self, reason: ServiceError) -> None:
        """Notify the features that the camera cannot be asked."""
        for _, down in self._listeners:
            down(reason)

    def subscribe(self, kind: type[E], handle: Callable[[E], None]) -> None:
        """Have `handle` called with each event of this kind that a worker reports."""
        self._subscribers[kind].append(handle)

    def publish(self, event: WorkerEvent) -> None:
        """Pass on what a worker has reported."""
        for handle in self._subscribers[type(event)]:
            handle(event)

    def before_release(self, prepare: Callable[[WorkerProcess], Awaitable[None]]) -> None:
        """Have `prepare` done with the worker, in the turn of each request that releases the shutter, before it."""
        self._before_release.append(prepare)

    # ---- requests

    async def ask(
        self,
        request: WorkerRequest[R],
        *,
        turn: Turn | None = None,
        priority: Priority = Priority.COMMAND,
        **how: Unpack[HowToAsk],
    ) -> R:
        """Have the worker do what is requested, in turn, and return its reply.

        The turn is the one that was reserved, or the next of this priority.

        A link that turns out to be lost is made anew, once, and the request repeated where that can do no harm: so
        the first call after a re-plug or a power cycle just works. Who has waited while a body that hangs was opened in
        vain, which takes long, is refused: each in the line would wait for a try of his own.
        """
        place = turn or self.reserve(priority)
        try:
            if not place.is_called:
                await _reach(place)
            if self._link and (hung := self._link.hung_since(place.since)):
                raise hung.but(camera=self.camera)
            return (await self.exchange(request, **how))[1]
        finally:
            place.leave()

    async def ask_within(self, request: WorkerRequest[R], **how: Unpack[HowToAsk]) -> R:
        """Do what `ask` does in a turn that the caller holds, for one who has several things to do in it."""
        return (await self.exchange(request, **how))[1]

    async def exchange(
        self,
        request: WorkerRequest[R],
        *,
        deadline_s: float | None = None,
        repeatable: bool | None = None,
        started: Callable[[], None] | None = None,
    ) -> tuple[WorkerProcess, R]:
        """Do what `ask_within` does, and return which worker did it as well."""
        may_repeat = request.repeatable if repeatable is None else repeatable
        try:
            worker = await self._worker_for(request)
            if started:
                started()
            with current_work().at_the_camera(repeatable=may_repeat):
                try:
                    return worker, await self._answer(worker, request, deadline_s)
                except ServiceError as error:
                    if error.name is not ErrorName.CAMERA_LOST or not (may_repeat or error.untouched):
                        raise
                worker = await self._worker_for(request)
                return worker, await self._answer(worker, request, deadline_s)
        except ServiceError as error:
            raise error.but(camera=self.camera, untouched=False) from error

    async def _answer(self, worker: WorkerProcess, request: WorkerRequest[R], deadline_s: float | None) -> R:
        """Return the worker's reply; that it takes long is said to the features, except of pictures, which may."""
        if request.releases_shutter:
            return await worker.request(request, deadline_s)
        with self.occupancy.answering(request.operation):
            return await worker.request(request, deadline_s)

    async def _worker_for(self, request: WorkerRequest[Any]) -> WorkerProcess:
        worker = await self.worker()
        if request.releases_shutter:
            try:
                await self._prepare(worker)
            except ServiceError as error:
                if error.name is not ErrorName.CAMERA_LOST:
                    raise
                worker = await self.worker()
                await self._prepare(worker)
        return worker

    async def _prepare(self, worker: WorkerProcess) -> None:
        for prepare in self._before_release:
            await prepare(worker)
        if await current_work().is_given_up():
            raise ServiceError(
                ErrorName.CANCELLED, "Whoever asked for the picture has given it up; nothing was fired.", untouched=True
            )

    def give_way(self) -> None:
        """Have the worker end the chunk that it reads, if it does, with the piece that it is at."""
        if self._link:
            self._link.give_way()

    # ---- turns

    def refuse_commands(self, refusal: Callable[[], ServiceError] | None) -> None:
        """Refuse commands with what `refusal` returns, until this is called with None; frames and chunks wait."""
        self._refusal = refusal

    def reserve(self, priority: Priority = Priority.COMMAND, *, in_step: bool = False) -> Turn:
        """Take a place in the line now, for a request that is to come.

        `in_step`: its turn is held while those at other cameras are waited for. Of two such, whoever asked, the one
        that was reserved first is called first: at every camera the same one, if each reserves all of its at once.
        ServiceError CAMERA_BUSY: the line is full, or of the client's own requests, or commands are refused at present.
        """
        if self._refusal and priority is Priority.COMMAND:
            raise self._refusal()
        work = current_work()
        return self._turns.reserve(
            self.camera, priority, client=work.client, connection=work.connection, in_step=in_step
        )

    async def until_quiet(self, quiet_s: float, within_s: float) -> None:
        """Wait until for `quiet_s`, from now on, no command has waited or been under way; at most for `within_s`."""
        begun = time.monotonic()
        while (now := time.monotonic()) < begun + within_s:
            left_s = quiet_s - min(now - begun, self._turns.quiet_s)
            if left_s <= 0:
                return
            await asyncio.sleep(min(left_s, begun + within_s - now))

    def keep(self, work: Coroutine[Any, Any, T], turn: Turn | None = None) -> asyncio.Task[T]:
        """Run `work`, which uses `turn`, to its end even if whoever asked for it goes away, or cancels it himself."""
        task = asyncio.create_task(work)
        current_work().includes(task)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        if turn:
            task.add_done_callback(lambda _task: turn.leave())
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody may be waiting
        return task

    async def idle(self) -> None:
        """Wait for the end of all that `keep` runs, and of what that has kept."""
        while self._background:
            await asyncio.wait(self._background)  # which lets the ends of tasks be noticed, though all are done


async def _reach(place: Turn) -> None:
    """Wait for the turn of `place`, and report that to the client when it takes long."""
    try:
        async with asyncio.timeout(SLOW_S):
            await place.called()
    except TimeoutError:
        async with current_work().ticking(Stage("waiting")):
            await place.called()
