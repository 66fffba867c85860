"""What stands between the rig's messages and a host's methods: nothing is done too late, and nothing twice."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import since_boot_s
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.answer_memory import AnswerMemory
from rpc_camera.rig.guarded_request import MOST_PATIENCE_S
from rpc_camera.rig.outcome_keeper import OutcomeKeeper
from rpc_camera.rig.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from rpc_camera.rig.guarded_request import GuardedRequest, RequestKey
    from rpc_camera.rig.outcome_store import RequestOutcome

_MOST_IN_WORK: Final = 1000
_CLOSE_S: Final = 3.0


@dataclass(eq=False)
class _Running:
    """A request in work, and how many wait for its answer."""

    task: asyncio.Task[bytes]
    changes: bool
    waiting: int = 0


class Guard:
    """Has each request done at most once, and none that its caller has given up.

    A request that changes something is on the disk before it is begun, so that a later run of the service does not do
    it again either. What only reads may be done again.
    """

    def __init__(self, path: Path, host: str, instance: str, now_s: Callable[[], float] = since_boot_s) -> None:
        """`path` is the file that outlives this run; `instance` no other run has; `now_s` is the clock of deadlines."""
        self._host, self._instance, self._now_s = host, instance, now_s
        self._memory = AnswerMemory()
        self._outcomes = OutcomeKeeper(path, now_s)
        self._running: dict[RequestKey, _Running] = {}
        self._in_work = Shares(_MOST_IN_WORK)
        self._closing = False

    async def answer(self, request: GuardedRequest, run: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the answer to a request: what `run` returns, or has returned when the same was asked before.

        A failure is an answer too: whatever `run` raises instead leaves the outcome unknown. When this is cancelled,
        what changes something and is begun goes on to its end; what only reads ends with the last who waits for it.

        ServiceError: HOST_UNREACHABLE, with `untouched`, when it came too late or is meant for another run of the
        service; OUTCOME_UNKNOWN when it was begun before, and its answer is not known; DISK_ERROR, RATE_LIMITED and
        INVALID_REQUEST, with `untouched`, when it cannot be taken on; CANCELLED when the service ends.
        """
        running = self._running.get(request.key)
        if running is None:
            if (answer := self._memory.find(request.key)) is not None:
                return answer
            running = self._start(request, run)
        return await self._wait(request, running)

    async def close(self) -> None:
        """End what only reads, give the rest a moment to end, and close the file."""
        self._closing = True
        for running in tuple(self._running.values()):
            if not running.changes:
                running.task.cancel()
        tasks = {running.task for running in self._running.values()}
        if tasks and (late := (await asyncio.wait(tasks, timeout=_CLOSE_S))[1]):
            for task in late:
                task.cancel()
            await asyncio.wait(late)
        await self._outcomes.close()

    # ---- one request

    def _start(self, request: GuardedRequest, run: Callable[[], Awaitable[bytes]]) -> _Running:
        if self._closing:
            raise ServiceError(ErrorName.CANCELLED, f"The service on {self._host} ends.", untouched=True)
        if not self._in_work.take(request.caller):
            text = f"The host {self._host} has {self._in_work.of(request.caller)} requests of {request.caller} in work."
            raise ServiceError(ErrorName.RATE_LIMITED, text, untouched=True)
        do = self._do_once if request.changes else self._do
        running = self._running[request.key] = _Running(asyncio.create_task(do(request, run)), request.changes)
        running.task.add_done_callback(lambda task: self._remove(request.key, running, task))
        return running

    def _remove(self, key: RequestKey, running: _Running, task: asyncio.Task[bytes]) -> None:
        caller, *_ = key
        self._in_work.give_back(caller)
        if self._running.get(key) is running:
            del self._running[key]
        if not task.cancelled():
            task.exception()  # nobody may have waited for it

    async def _wait(self, request: GuardedRequest, running: _Running) -> bytes:
        task = running.task
        running.waiting += 1
        try:
            await asyncio.wait({task})
        finally:
            running.waiting -= 1
            if not running.waiting and not request.changes and not task.done():
                self._running.pop(request.key, None)  # whoever asks from now on has it done anew
                task.cancel()
        if task.cancelled():
            raise self._cut_off(request)
        try:
            return task.result()
        except ServiceError as error:
            raise error.but() from error  # the next who waited raises his own

    async def _do(self, request: GuardedRequest, run: Callable[[], Awaitable[bytes]]) -> bytes:
        """Do what only reads."""
        if refusal := self._refusal(request):
            raise refusal
        return self._keep(request, await run())

    async def _do_once(self, request: GuardedRequest, run: Callable[[], Awaitable[bytes]]) -> bytes:
        """Do what changes something, unless that was begun before."""
        refusal = self._refusal(request)
        known = await (self._outcomes.find(request.key) if refusal else self._outcomes.begin(request.key))
        if known:
            return self._keep(request, self._answer_of(known))
        if refusal:
            raise refusal
        if refusal := self._refusal(request) or self._abandonment(request):  # the disk, or a stop, has taken its time
            self._outcomes.forget(request.key)
            raise refusal
        answer = self._keep(request, await run())
        self._outcomes.end(request.key, answer)
        return answer

    def _keep(self, request: GuardedRequest, answer: bytes) -> bytes:
        self._memory.keep(request.key, answer)
        return answer

    # ---- what is not done

    def _refusal(self, request: GuardedRequest) -> ServiceError | None:
        """Return why a request is not begun now, if it was not before."""
        if request.changes and not 0 <= request.asked_s_ago <= MOST_PATIENCE_S:
            return self._unknown(f"The host {self._host} does not know any more whether it has done this.")
        if request.instance != self._instance:
            return self._unreachable("was started anew since it was asked")
        left_s = request.deadline_s - self._now_s()
        if left_s > MOST_PATIENCE_S:
            text = f"The deadline of a request is at most {MOST_PATIENCE_S:g} s ahead."
            return ServiceError(ErrorName.INVALID_REQUEST, text, untouched=True)
        return None if left_s >= 0 else self._unreachable("was asked too late, when the caller had given up")  # or NaN

    def _abandonment(self, request: GuardedRequest) -> ServiceError | None:
        if self._closing:
            return ServiceError(ErrorName.CANCELLED, f"The service on {self._host} ends.", untouched=True)
        if not self._running[request.key].waiting:
            return self._unreachable("has nobody left who waits for the answer")
        return None

    def _unreachable(self, why: str) -> ServiceError:
        return ServiceError(
            ErrorName.HOST_UNREACHABLE,
            f"The host {self._host} {why}; it has not done it.",
            remedy="Nothing was done: send it again.",
            details={"host": self._host},
            untouched=True,
        )

    def _answer_of(self, outcome: RequestOutcome) -> bytes:
        if outcome.answer is not None:
            return outcome.answer
        if outcome.ended:
            raise self._unknown(f"The host {self._host} has answered this before; the answer is not kept any more.")
        raise self._unknown(f"The host {self._host} had begun this, and how it ended is not known.")

    def _cut_off(self, request: GuardedRequest) -> ServiceError:
        if request.changes:
            return self._unknown(f"The service on {self._host} ended before this was done.")
        return ServiceError(ErrorName.CANCELLED, f"The service on {self._host} ends.")

    def _unknown(self, text: str) -> ServiceError:
        return ServiceError(ErrorName.OUTCOME_UNKNOWN, text, details={"host": self._host})
