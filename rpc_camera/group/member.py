"""One camera of a group: its turn, its release, what became of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.capture.release_record import ReleaseRecord
from rpc_camera.contract.failure import failure_of
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.contract.types import GroupMember
    from rpc_camera.wire.requests import Captured

_ARM_DEADLINE_S: Final = 30.0


@dataclass
class Member:
    """One camera of a group, by the name it was asked for; without a camera, `error` says why."""

    name: str
    camera: TetheredCamera | None = None
    turn: Turn | None = None
    is_ready: bool = False
    shot: Captured | None = None
    error: ServiceError | None = None
    firing: asyncio.Task[Captured] | None = None
    record: ReleaseRecord = field(default_factory=ReleaseRecord)

    @property
    def id(self) -> str:
        """The camera's id; the name it was asked for where there is no such camera."""
        return self.camera.id if self.camera else self.name

    @property
    def released_at(self) -> float | None:
        """When its driver was told to release, in seconds of CLOCK_MONOTONIC; None: it is not known to have done so."""
        return self.shot.released_at if self.shot else self.record.released_at

    @property
    def may_have_released(self) -> bool:
        """Whether nobody knows if it has released: it has failed while it was told to."""
        return self.error is not None and self.record.is_in_doubt(self.error)

    def reserve(self) -> None:
        """Reserve a turn of the camera, at once."""
        if self.camera:
            try:
                self.turn = self.camera.line.reserve(in_step=True)
            except ServiceError as error:
                self.error = error

    async def reach(self, timeout_s: float) -> None:
        """Wait for the turn, and hold it; `error` says why it does not come."""
        await self._within(timeout_s, arm=False)

    async def arm(self, timeout_s: float) -> None:
        """Wait for the turn, and have the camera ready; `error` says why it is not."""
        await self._within(timeout_s, arm=True)

    async def _within(self, timeout_s: float, *, arm: bool) -> None:
        if not self.camera or not self.turn or self.error:
            return
        try:
            async with asyncio.timeout(timeout_s):
                await self.turn.called()
                if arm:
                    await self.camera.captures.arm(_ARM_DEADLINE_S, releases=True)
                    self.is_ready = True
        except TimeoutError:
            self.error = _not_ready(self.camera, timeout_s)
        except ServiceError as error:
            self.error = error
        if self.error:
            self.turn.leave()

    async def fire(self, timeout_s: float, at: float) -> None:
        """Release at `at`, and wait for the files for `timeout_s`; `error` says why there are none.

        What is not done by then is finished all the same, in the same turn.
        """
        if not self.camera or not self.turn or self.error:
            return
        camera, self.firing = self.camera, self.camera.line.keep(self._shoot(self.camera, timeout_s, at), self.turn)
        try:
            async with asyncio.timeout(at - time.monotonic() + timeout_s):
                self.shot = await asyncio.shield(self.firing)
        except TimeoutError:
            reason = f"The picture was not there after {timeout_s:g} s."
            self.error = ServiceError(ErrorName.CAMERA_TIMEOUT, reason, camera.id)
            self.firing.add_done_callback(camera.captures.outcomes.failed_late)
        except ServiceError as error:
            self.error = error

    def leave(self) -> None:
        """Give up the turn, unless the camera is at work for this group: then that does so in its end."""
        if self.turn and not self.firing:
            self.turn.leave()

    def describe(self, at: float | None = None) -> GroupMember:
        """Return the `GroupMember` of schemas/types.json; `at` is the instant that was agreed."""
        member: GroupMember = {"camera": self.id}
        if self.camera and self.camera.label:
            member["label"] = self.camera.label
        if self.shot:
            member["files"] = self.shot.files
        if self.released_at is not None and at is not None:
            member["released_ms"] = round((self.released_at - at) * 1000, 3)
        if self.may_have_released:
            member["may_have_released"] = True
        if self.error:
            member["error"] = failure_of(self.error)
        return member

    async def _shoot(self, camera: TetheredCamera, timeout_s: float, at: float) -> Captured:
        with camera.line.occupancy.shooting() as begin:
            begin()
            return await camera.captures.shoot(timeout_s, at=at, record=self.record)


async def member_of(cameras: CameraRegistry, name: str) -> Member:
    """Return the member for the camera of an id or port."""
    try:
        return Member(name, await cameras.found(name))
    except ServiceError as error:
        return Member(name, error=error)


def _not_ready(camera: TetheredCamera, timeout_s: float) -> ServiceError:
    return ServiceError(
        ErrorName.CAMERA_TIMEOUT,
        f"{camera.id} was not ready after {timeout_s:g} s.",
        camera.id,
        remedy="Wait until it is done with what it is at, or give a longer `timeout_s`.",
        retryable=True,
    )
