"""The link to one camera: a worker that is replaced whenever it is lost, with a back-off while it keeps dying."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from rpc_camera.camera.line.process import WorkerProcess
from rpc_camera.errors import ErrorName, ServiceError

_STABLE_S: Final = 10.0
_STEPS_S: Final = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
_log = logging.getLogger(__name__)

Open = Callable[[], Awaitable[WorkerProcess]]


class Link:
    """Keeps one worker running. `worker()` does not wait out the back-off of a camera that was only lost."""

    def __init__(self, open_worker: Open, up: Callable[[], None], down: Callable[[ServiceError], None]) -> None:
        """`up` is called when a worker has the camera open, `down` with the reason why none has."""
        self._open = open_worker
        self._up, self._down = up, down
        self._worker: WorkerProcess | None = None
        self._failures = 0
        self._crashes = 0
        self._retry_at = 0.0
        self._last: ServiceError | None = None
        self._hung: tuple[float, ServiceError] | None = None  # when an attempt last ran into its deadline, and its end
        self._wake = asyncio.Event()
        self._released = asyncio.Event()  # no worker is held: the end of the last one is accounted for
        self._attempt: asyncio.Future[WorkerProcess] = asyncio.get_running_loop().create_future()
        self._first = self._attempt
        self._task = asyncio.create_task(self._run(), name="camera link")

    @property
    def is_up(self) -> bool:
        """Whether there is a worker that can be asked."""
        return self._worker is not None and self._worker.alive

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker that has the camera open, or had it open last."""
        return self._worker.pid if self._worker else None

    async def worker(self) -> WorkerProcess:
        """Return a worker with an open camera, which can take as long as opening it does.

        ServiceError: the attempt to open it failed, or its driver keeps crashing and is not started again yet.
        """
        if self._worker and self._worker.alive:
            return self._worker
        if self._worker:
            await self._released.wait()  # else whoever asks just now would wait out the pause, and hold up the line
        wait_s = self._retry_at - time.monotonic()
        if self._last and self._crashes > 1 and wait_s > 0:
            raise self._last.but(
                message=f"{self._last.message} It has crashed {self._crashes} times lately and is started again soon.",
                details={"retry_after_s": round(wait_s, 1), **self._last.details},
            )
        self._wake.set()
        return await asyncio.shield(self._attempt)

    def give_way(self) -> None:
        """Have the worker end the chunk that it reads, if it does: see `WorkerProcess.give_way`."""
        if self._worker and self._worker.alive:
            self._worker.give_way()

    def hung_since(self, moment: float) -> ServiceError | None:
        """Return why the camera cannot be asked if an attempt to open it has run into its deadline since `moment`."""
        if self._hung is None or self.is_up or self._hung[0] < moment:
            return None
        return self._hung[1]

    @property
    def has_been_tried(self) -> bool:
        """Whether the camera has been opened, or could not be, at least once."""
        return self._first.done()

    async def first_attempt(self) -> None:
        """Wait until the camera has been opened, or could not be, for the first time."""
        await asyncio.wait({self._first})

    async def close(self, grace_s: float, reason: ServiceError) -> None:
        """End the worker and stop replacing it; who waits for it gets `reason`."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self._worker:
            await self._worker.close(grace_s, reason)
        self._released.set()
        if not self._attempt.done():
            self._attempt.set_exception(reason)
        self._attempt.exception()

    async def _run(self) -> None:
        woken = False
        while True:
            reason = await self._hold_safely()
            self._last = reason
            crashed = reason.name is ErrorName.DRIVER_CRASHED
            self._crashes = self._crashes + 1 if crashed else 0
            # An attempt that somebody asked for says nothing of how long the next ones should wait.
            self._failures += 0 if woken else 1
            delay_s = _STEPS_S[min(self._crashes or self._failures, len(_STEPS_S)) - 1]
            self._retry_at = time.monotonic() + delay_s
            self._down(reason)
            woken = await self._pause(delay_s, wakeable=not crashed)

    async def _hold_safely(self) -> ServiceError:
        """Hold the camera as long as it goes; even a fault of our own only ends this attempt, and nobody waits on."""
        try:
            return await self._hold()
        except Exception as error:
            _log.exception("the link to a camera failed")
            reason = ServiceError(ErrorName.DRIVER_CRASHED, f"The camera's process could not be run: {error}.")
            worker, self._worker = self._worker, None
            self._released.set()
            if worker:
                await worker.close(0, reason)
            self._conclude().set_exception(reason)
            return reason

    async def _hold(self) -> ServiceError:
        """Open the camera and keep it until it is gone; return why it went, or could not be opened."""
        try:
            worker = await self._open()
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_TIMEOUT:
                self._hung = (time.monotonic(), error)
            self._conclude().set_exception(error)
            return error
        self._worker = worker
        self._released.clear()
        opened = time.monotonic()
        self._up()
        self._conclude().set_result(worker)
        reason = await asyncio.shield(worker.gone)
        await worker.close(0, reason)
        self._worker = None
        self._released.set()
        if time.monotonic() - opened > _STABLE_S:
            self._failures = self._crashes = 0
        return reason

    def _conclude(self) -> asyncio.Future[WorkerProcess]:
        """Return the future of the attempt that just ended; who asks from now on waits for the next one."""
        attempt, self._attempt = self._attempt, asyncio.get_running_loop().create_future()
        attempt.add_done_callback(lambda done: done.exception())  # nobody may be waiting
        self._wake.clear()
        return attempt

    async def _pause(self, seconds: float, *, wakeable: bool) -> bool:
        """Wait; return whether somebody who wants the camera ended it early."""
        try:
            async with asyncio.timeout(seconds):
                await (self._wake.wait() if wakeable else asyncio.Event().wait())
        except TimeoutError:
            return False
        return True
