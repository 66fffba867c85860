"""The shutter: takes pictures, single, in bursts, after a delay or for as long as it is held open."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual.delivery import Developed, Order, deliver, develop_files
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.model import BodyModel, Drive
    from rpc_camera.virtual.quality import FilePlan

_BUFFERED_SHOTS = 3

log = logging.getLogger(__name__)


class Shutter:
    """Exposes one release at a time; pictures are developed beside the exposure, in order.

    `released_at` is the instant of the last release, as `time.monotonic` counts; None before the first.
    """

    def __init__(self, model: BodyModel) -> None:
        self.released_at: float | None = None
        self._model = model
        self._mirror_is_up = False
        self._held: asyncio.Event | None = None
        self._release: asyncio.Task[None] | None = None
        self._in_order = asyncio.Lock()
        self._developing: set[asyncio.Task[None]] = set()

    @property
    def bulb(self) -> bool:
        """Whether it is held open."""
        return self._held is not None

    @property
    def exposing(self) -> bool:
        """Whether a release is under way."""
        return self._release is not None and not self._release.done()

    @property
    def busy(self) -> bool:
        """Whether no other release can begin."""
        return self.exposing or len(self._developing) >= _BUFFERED_SHOTS

    def release(self, *, into_ram: bool) -> None:
        """Begin to take a picture, or end one at Time; raises PtpError when the camera cannot."""
        if self._held is not None and self._model.drive().ends_next:
            self.let_go()
            return
        if self.busy:
            raise PtpError(ResponseCode.BULB_RELEASE_BUSY if self.bulb else ResponseCode.DEVICE_BUSY)
        plan, drive = self._model.plan_files(), self._model.drive()
        self._mirror_is_up = drive.raises_mirror and not self._mirror_is_up
        if self._mirror_is_up:
            return
        if into_ram:
            self._model.forget_memory()
        else:
            drive = replace(drive, pictures=self._reserve(plan, drive.pictures))
        self.released_at = time.monotonic()
        self._release = asyncio.create_task(self._take(plan, drive, into_ram=into_ram))

    def let_go(self) -> None:
        """End an exposure that is held open; nothing happens without one."""
        if self._held is not None:
            self._held.set()

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = [task for task in (self._release, *self._developing) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _reserve(self, plan: FilePlan, pictures: int) -> int:
        card = self._model.body.card
        if not card.present:
            raise PtpError(ResponseCode.STORE_NOT_AVAILABLE)
        fitting = min(pictures, card.free_bytes // plan.largest_bytes)
        if not fitting:
            raise PtpError(ResponseCode.STORE_FULL)
        card.reserved_bytes += fitting * plan.largest_bytes
        return fitting

    async def _take(self, plan: FilePlan, drive: Drive, *, into_ram: bool) -> None:
        await asyncio.sleep(drive.delay_s)
        for left in reversed(range(drive.pictures)):
            shot, rest_s = self._model.shot(self._model.body.next_frame()), 0.0
            if shot.exposure.shutter_s is None:
                shot = await self._hold_open(shot)
            else:
                rest_s = float(shot.exposure.shutter_s)
            closed = asyncio.Event()
            order = Order(shot, plan, self._model.file_names(shot.frame), into_ram, last=not left)
            task = asyncio.create_task(self._finish(order, closed))
            self._developing.add(task)
            task.add_done_callback(self._developing.discard)
            await asyncio.sleep(rest_s)
            closed.set()
        if into_ram and self._model.keeps_one_in_memory:
            # A client fetches a burst from memory without waiting for the report of each picture.
            await asyncio.gather(*self._developing)

    async def _hold_open(self, shot: Shot) -> Shot:
        loop = asyncio.get_running_loop()
        self._held = asyncio.Event()
        opened_s = loop.time()
        try:
            await self._held.wait()
        finally:
            self._held = None
        shutter_s = Fraction(max(1, round((loop.time() - opened_s) * 1000)), 1000)
        return replace(shot, exposure=shot.exposure.lasting(shutter_s))

    async def _finish(self, order: Order, closed: asyncio.Event) -> None:
        async with self._in_order:
            # A real body's pace is its own, and not that of the computer which draws its picture meanwhile.
            files, _ = await asyncio.gather(self._draw(order), self._develop(closed))
            deliver(self._model, order, files)

    async def _draw(self, order: Order) -> list[Developed]:
        body = self._model.body
        try:
            return await body.run(develop_files, order, body.card.new_path(), body.card.new_path())
        except OSError as error:
            log.warning("picture %d is lost: %s", order.shot.frame, error)
            self._model.report_full()
            return []

    async def _develop(self, closed: asyncio.Event) -> None:
        await closed.wait()
        await asyncio.sleep(self._model.body.habits.develop_s)
