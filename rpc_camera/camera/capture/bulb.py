"""Bulb: the shutter is held open for a time that is told, or until somebody ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.capture.outcome import tell_completed, telling_failure
from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import Stage, Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.camera.line.turns import Turn

DEFAULT_MAX_S: Final = 600.0
_OPEN_DEADLINE_S: Final = 60.0
# The noise reduction of a body can take as long as the exposure: only a driver that hangs should be killed.
_GRACE_S: Final = 180.0


class Exposure:
    """One exposure. The worker closes the shutter after `max_s` by itself; `end` has it closed before.

    It goes on whoever goes away. `opened` has the time (RFC 3339) once the shutter is open, or why it is not.
    """

    def __init__(self, camera: Camera, max_s: float, timeout_s: float, at: float | None = None) -> None:
        self.opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.max_s = max_s
        self._camera = camera
        self._timeout_s = timeout_s
        self._at = at
        self.closing = asyncio.get_running_loop().create_future()
        self._end = asyncio.Event()
        self._turn = camera.reserve()
        self.done = camera.keep(self._run(), self._turn)
        self.done.add_done_callback(self._concluded)

    @property
    def turn(self) -> Turn:
        """Its place in the line."""
        return self._turn

    def end(self) -> None:
        """Close the shutter now, or do not open it at all."""
        self._end.set()
        if not self.opened.done() and not self._turn.is_called:
            self.done.cancel()

    async def _run(self) -> dict[str, JsonValue]:
        with telling_failure(self._camera, lambda: self._turn.is_called), self._camera.shooting() as busy:
            async with self._turn:
                worker = await self._open(busy)
                await self._hold(worker)
                return await self._finish(worker)

    async def _open(self, busy: Callable[[], None]) -> WorkerProcess:
        args: dict[str, JsonValue] = {"max_s": self.max_s, "at": self._at}
        deadline_s = _OPEN_DEADLINE_S + _until(self._at)
        worker, (before, _) = await self._camera.exchange("open_bulb", args, deadline_s, repeatable=False, started=busy)
        if isinstance(before, Mapping):
            self._camera.remembered.exposing(self._camera.id, before)
        self.opened.set_result(utc_now())
        self._camera.open_exposure = self
        return worker

    async def _hold(self, worker: WorkerProcess) -> None:
        """Wait until it is time, somebody ends it, or the worker is gone."""
        ended = asyncio.ensure_future(self._end.wait())
        either: set[asyncio.Future[Any]] = {ended, worker.gone}
        try:
            await asyncio.wait(either, timeout=self.max_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            self.closing.set_result(None)

    async def _finish(self, worker: WorkerProcess) -> dict[str, JsonValue]:
        args = {"timeout_s": self._timeout_s}
        deadline_s = self._timeout_s + self.max_s + _GRACE_S
        try:
            (answer, _) = await worker.request("finish_bulb", args, deadline_s)
        except ServiceError as error:
            error.camera = self._camera.id
            raise
        self._camera.remembered.exposed(self._camera.id)
        told: Any = answer
        taken: dict[str, JsonValue] = {
            "camera": self._camera.id,
            "files": told["files"],
            "captured_at": self.opened.result(),
            "exposure_s": told["exposure_s"],
        }
        tell_completed(self._camera, taken)
        return taken

    def _concluded(self, done: asyncio.Task[Any]) -> None:
        if self._camera.open_exposure is self:
            self._camera.open_exposure = None
        if self.opened.done():
            return
        error = None if done.cancelled() else done.exception()
        if error:
            self.opened.set_exception(error)
            self.opened.exception()  # nobody may be waiting
        else:
            self.opened.cancel()


async def expose_armed(camera: Camera, bulb_s: float, timeout_s: float, at: float | None) -> JsonValue:
    """Expose with a camera that is armed, in a turn that the caller holds; return what the worker tells of it."""
    opening: dict[str, JsonValue] = {"max_s": bulb_s, "at": at, "armed": True}
    worker, (before, _) = await camera.exchange("open_bulb", opening, _OPEN_DEADLINE_S + _until(at), repeatable=False)
    if isinstance(before, Mapping):
        camera.remembered.exposing(camera.id, before)
    await asyncio.wait({worker.gone}, timeout=bulb_s)
    deadline_s = timeout_s + bulb_s + _GRACE_S
    told, _ = await camera.within("finish_bulb", {"timeout_s": timeout_s}, deadline_s, repeatable=False)
    camera.remembered.exposed(camera.id)
    return told


def _until(at: float | None) -> float:
    """Return how long it is until `at`, as `time.monotonic` counts, in seconds."""
    return 0.0 if at is None else max(0.0, at - time.monotonic())


async def expose(camera: Camera, bulb_s: float, timeout_s: float, at: float | None = None) -> dict[str, JsonValue]:
    """Hold the shutter open for `bulb_s`, from the instant `at`, and return the result of `capture_image`.

    Cancelled, it closes the shutter at once; the picture is told as `file_added`. ServiceError CAMERA_TIMEOUT: the
    files are not there `timeout_s` after that.
    """
    exposure = Exposure(camera, bulb_s, timeout_s, at)
    work = current_work()
    try:
        with work.stopping(Stop.AT_ONCE, by=exposure.end):
            async with work.ticking(Stage("waiting")):
                await asyncio.shield(exposure.opened)
            async with asyncio.timeout(bulb_s + timeout_s):
                async with work.ticking(Stage("exposing", bulb_s)):
                    await asyncio.shield(exposure.closing)
                with work.stopping(Stop.CANNOT):
                    async with work.ticking(Stage("saving")):
                        taken = await asyncio.shield(exposure.done)
        if work.cancelled:
            raise _cancelled(camera, taken)
        return taken
    except TimeoutError:
        raise _too_late(camera, timeout_s) from None
    except asyncio.CancelledError:
        exposure.end()
        raise


async def start_bulb(camera: Camera, max_s: float, timeout_s: float) -> dict[str, JsonValue]:
    """Open the shutter and return the result of `start_bulb`. ServiceError CAMERA_BUSY: it is open already."""
    exposure = Exposure(camera, max_s, timeout_s)
    camera.exposure = exposure
    exposure.done.add_done_callback(lambda _done: _forget(camera, exposure))
    work = current_work()
    try:
        with work.stopping(Stop.AT_ONCE, by=exposure.end):
            started_at = await asyncio.shield(exposure.opened)
        if work.cancelled:
            raise _cancelled(camera, await asyncio.shield(exposure.done))
    except asyncio.CancelledError:
        exposure.end()
        raise
    return {"camera": camera.id, "started_at": started_at}


async def stop_bulb(camera: Camera, timeout_s: float) -> dict[str, JsonValue]:
    """Close the shutter, whoever had it opened, and return the result of `stop_bulb`: `capture_image`'s."""
    exposure = camera.exposure or camera.open_exposure
    if exposure is None:
        raise ServiceError(ErrorName.NO_BULB_EXPOSURE, f"No shutter of {camera.id} is held open.", camera.id)
    await asyncio.shield(exposure.opened)
    exposure.end()
    try:
        with current_work().stopping(Stop.CANNOT):
            async with asyncio.timeout(timeout_s):
                return await asyncio.shield(exposure.done)
    except TimeoutError:
        raise _too_late(camera, timeout_s) from None


def held_open(camera: Camera) -> ServiceError:
    """Return what other requests are refused with while `start_bulb` holds the shutter open."""
    return ServiceError(
        ErrorName.CAMERA_BUSY,
        f"start_bulb holds the shutter of {camera.id} open.",
        camera.id,
        remedy="Call stop_bulb, or wait until the exposure ends by itself, then send the request again.",
    )


def _cancelled(camera: Camera, taken: Mapping[str, Any]) -> ServiceError:
    paths = " and ".join(file["path"] for file in taken["files"])
    return ServiceError(
        ErrorName.CANCELLED,
        f"The exposure was ended after {taken['exposure_s']:g} s; its picture is {paths}.",
        camera.id,
        remedy="Download or delete the picture; send the request again for another.",
    )


def _forget(camera: Camera, exposure: Exposure) -> None:
    if camera.exposure is exposure:
        camera.exposure = None


def _too_late(camera: Camera, timeout_s: float) -> ServiceError:
    message = f"The picture was not there {timeout_s:g} s after the shutter had closed."
    return ServiceError(ErrorName.CAMERA_TIMEOUT, message, camera.id)
