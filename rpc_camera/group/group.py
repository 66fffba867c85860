"""Several cameras fired together: all are made ready, then released at one instant."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.clock import rfc3339_ms
from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.contract.types import GroupManifest, GroupMember
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import EventLog
    from rpc_camera.wire.requests import Captured

LEAD_S: Final = 0.05  # in which the request reaches every worker, before the instant comes
_ARM_DEADLINE_S: Final = 30.0


@dataclass
class Member:
    """One camera of a group, by the name it was asked for; without a camera, `error` says why."""

    name: str
    camera: TetheredCamera | None = None
    turn: Turn | None = None
    shot: Captured | None = None
    error: ServiceError | None = None
    firing: asyncio.Task[Captured] | None = None

    def reserve(self) -> None:
        """Reserve a turn of the camera, at once."""
        if self.camera:
            try:
                self.turn = self.camera.line.reserve()
            except ServiceError as error:
                self.error = error

    async def arm(self, timeout_s: float) -> None:
        """Wait for the turn, and have the camera ready; `error` says why it is not."""
        if not self.camera or not self.turn:
            return
        try:
            async with asyncio.timeout(timeout_s):
                await self.turn.called()
                await self.camera.captures.arm(_ARM_DEADLINE_S, releases=True)
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
        camera, self.firing = self.camera, self.camera.line.keep(_shoot(self.camera, timeout_s, at), self.turn)
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
        member: GroupMember = {"camera": self.camera.id if self.camera else self.name}
        if self.shot and at is not None:
            member["files"] = self.shot.files
            member["released_ms"] = round((self.shot.released_at - at) * 1000, 3)
        if self.error:
            member["error"] = failure_of(self.error)
        return member


async def capture_group(
    members: Sequence[Member], events: EventLog, timeout_s: float, *, partial: bool
) -> GroupManifest:
    """Fire all cameras at one instant, or none; with `partial`, those that can be made ready.

    It is finished even if whoever asked is gone. Turns of all cameras are reserved in one go: of two groups that share
    cameras, one is ahead of the other at each of them, so that neither waits for the other for ever.
    """
    for member in members:
        member.reserve()
    try:
        with current_work().stopping(Stop.AT_ONCE):
            await _arm(members, timeout_s, partial=partial)
        camera = next(member.camera for member in members if member.camera and not member.error)
        with current_work().stopping(Stop.CANNOT):
            firing = camera.line.keep(_fire(members, events, camera, timeout_s))
    except BaseException:
        _leave(members)
        raise
    return await asyncio.shield(firing)


async def _arm(members: Sequence[Member], timeout_s: float, *, partial: bool) -> None:
    """Have all ready. ServiceError: one is not or, with `partial`, none is; the others are waited for no longer."""
    arming = {asyncio.create_task(member.arm(timeout_s)) for member in members}
    try:
        while arming and (partial or not any(member.error for member in members)):
            _, arming = await asyncio.wait(arming, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in arming:
            task.cancel()
    failed = [member for member in members if member.error]
    if failed and (not partial or len(failed) == len(members)):
        raise _nothing_fired(failed)


async def _fire(members: Sequence[Member], events: EventLog, first: TetheredCamera, timeout_s: float) -> GroupManifest:
    at, captured_at = time.monotonic() + LEAD_S, rfc3339_ms(time.time() + LEAD_S)
    try:
        await asyncio.gather(*(member.fire(timeout_s, at) for member in members))
    finally:
        _leave(members)
    manifest = _manifest(members, at, captured_at)
    events.emit(EventName.GROUP_CAPTURED, first.id, manifest=cast("dict[str, JsonValue]", manifest))
    return manifest


def _manifest(members: Sequence[Member], at: float, captured_at: str) -> GroupManifest:
    released = [member.shot.released_at for member in members if member.shot]
    return {
        "group_id": secrets.token_hex(6),
        "captured_at": captured_at,
        "complete": len(released) == len(members),
        "skew_ms": round((max(released) - min(released)) * 1000, 3) if released else None,
        "cameras": [member.describe(at) for member in members],
    }


async def _shoot(camera: TetheredCamera, timeout_s: float, at: float) -> Captured:
    with camera.line.occupancy.shooting() as begin:
        begin()
        return await camera.captures.shoot(timeout_s, at=at)


def _leave(members: Sequence[Member]) -> None:
    for member in members:
        member.leave()


def _not_ready(camera: TetheredCamera, timeout_s: float) -> ServiceError:
    return ServiceError(
        ErrorName.CAMERA_TIMEOUT,
        f"{camera.id} was not ready after {timeout_s:g} s.",
        camera.id,
        remedy="Wait until it is done with what it is at, or give a longer `timeout_s`.",
        retryable=True,
    )


def _nothing_fired(failed: Sequence[Member]) -> ServiceError:
    """Return the error of the first that could not be made ready, with what is known of the others."""
    first = failed[0].error
    assert first is not None  # noqa: S101 - they are those with an error
    failures = cast("list[JsonValue]", [member.describe() for member in failed])
    return first.but(message=f"Nothing was fired: {first.message}", details={**first.details, "failures": failures})
