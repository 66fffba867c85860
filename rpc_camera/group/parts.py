"""The parts that this host has in groups of a rig, each driven from outside, step by step, under the group's id."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.registry.names import check_each_once
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.group.member import member_of
from rpc_camera.group.outcome import outcome_of
from rpc_camera.group.part import GroupPart
from rpc_camera.work import Work, working_on

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.group.member import Member
    from rpc_camera.group.outcome import MemberOutcome

LEASE_S: Final = 5.0
LONGEST_LEAD_S: Final = 10.0
"""A release that is further ahead is refused: whoever sent it has this host's clock wrong."""
LATEST_S: Final = 0.5
"""A release that comes by more after its instant is refused: a picture by then is none of the group's."""
_LONGEST_LEASE_S: Final = 60.0
_MOST_PARTS: Final = 64
_MOST_KEPT: Final = 64
_KEPT_S: Final = 900.0


@dataclass
class _Part:
    part: GroupPart
    lease_s: float
    lease: asyncio.TimerHandle | None = None
    step: asyncio.Task[None] | None = None
    """What waits for turns, or has cameras made ready."""
    firing: asyncio.Task[None] | None = None


class GroupParts:
    """Reserve, arm, release; or abandon. Each step returns what became of each camera, in the order of the request.

    Until it is released a part has a lease, which `renew` begins anew: if that runs out, its turns are given up, since
    whoever asked for them is gone. Once released it is finished. What became of it is kept for a while, for `result`.
    Unknown ids raise ServiceError JOB_NOT_FOUND: nothing is fired for them, nor was since this host's service began.
    """

    def __init__(self, cameras: CameraRegistry) -> None:
        self._cameras = cameras
        self._parts: dict[str, _Part] = {}  # neither fired to the end nor given up
        self._ended: OrderedDict[str, tuple[float, list[MemberOutcome]]] = OrderedDict()

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool, lease_s: float = LEASE_S
    ) -> list[MemberOutcome]:
        """Reserve the cameras' turns in one go, and wait until they have come.

        Unless `partial`, others are not waited for once one camera has failed; abandon the group then.
        ServiceError INVALID_PARAMS: two names are of one camera, or there is a group of this id. CAMERA_BUSY: too many
        groups are under way.
        """
        members = [await member_of(self._cameras, name) for name in cameras]
        check_each_once((member.name, member.id) for member in members)
        if group_id in self._parts or self._ended_outcome(group_id) is not None:
            raise invalid_param("/group_id", f"There is a group {group_id!r} already.")
        if len(self._parts) >= _MOST_PARTS:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"{len(self._parts)} groups are under way at this host.")
        held = self._parts[group_id] = _Part(GroupPart(members), min(lease_s, _LONGEST_LEASE_S))
        self._begin_lease(group_id, held)
        return await self._take_step(held, held.part.reach(timeout_s, partial=partial))

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Have the cameras made ready."""
        if (ended := self._ended_outcome(group_id)) is not None:
            return ended
        held = self._waiting(group_id)
        self._begin_lease(group_id, held)
        return await self._take_step(held, held.part.arm(timeout_s, partial=partial))

    def renew(self, group_id: str) -> None:
        """Begin the lease anew. ServiceError JOB_NOT_FOUND: there is none any more."""
        self._begin_lease(group_id, self._waiting(group_id))

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Release those that are ready at `at`, in seconds of this host's CLOCK_MONOTONIC; return when all is over.

        If that comes a little late, they are released at once: as with a worker that is late, the outcomes say when.
        Nothing is fired, and the errors say so, if `at` is over for longer, or so far ahead that it cannot be meant, or
        if not all have been made ready, or have failed.
        """
        if (held := self._parts.get(group_id)) and not held.firing:
            self._end_lease(held)
            ahead_s = at - time.monotonic()
            if not held.part.is_ready:
                self._give_up(group_id, _not_fired("It had not been made ready."))
            elif -LATEST_S <= ahead_s <= LONGEST_LEAD_S:
                with working_on(Work()):  # nobody's: it goes on whatever becomes of the request
                    held.firing = asyncio.create_task(self._fire(group_id, held, at, timeout_s))
            else:
                self._give_up(group_id, _not_in_time(ahead_s))
        return await self._outcome(group_id)

    def abandon(self, group_id: str) -> None:
        """Give up what has not been released; nothing happens where there is nothing of the kind."""
        held = self._parts.get(group_id)
        if held and not held.firing:
            self._give_up(group_id, _not_fired("The group was abandoned before its release."))

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Return what became of a group when it is over. One that was not released is given up with that."""
        self.abandon(group_id)
        return await self._outcome(group_id)

    def close(self) -> None:
        """Give up what has not been released."""
        for group_id in tuple(self._parts):
            self.abandon(group_id)

    # ---- steps

    async def _take_step(self, held: _Part, work: Coroutine[Any, Any, None]) -> list[MemberOutcome]:
        """Do `work` until it is done, or the part is given up, and return what is known then."""
        step = held.step = asyncio.create_task(work)
        try:
            await asyncio.wait({step})
            if not step.cancelled():
                step.result()
        finally:
            step.cancel()
        return [outcome_of(member) for member in held.part.members]

    async def _fire(self, group_id: str, held: _Part, at: float, timeout_s: float) -> None:
        try:
            await held.part.fire(at, timeout_s)
        finally:
            self._end(group_id)
        self._tell(held.part.members, time.monotonic() - at)

    def _tell(self, members: Sequence[Member], took_s: float) -> None:
        """Tell of those that have released: the event of the group is in the log of the host that has asked for it."""
        for member in members:
            if not member.error or member.released_at is not None or member.may_have_released:
                for listener in self._cameras.part_listeners:
                    listener(member.id, took_s, not member.error)

    async def _outcome(self, group_id: str) -> list[MemberOutcome]:
        if (held := self._parts.get(group_id)) and held.firing:
            await asyncio.shield(held.firing)
        if (ended := self._ended_outcome(group_id)) is None:
            raise _unknown(group_id)
        return ended

    def _waiting(self, group_id: str) -> _Part:
        held = self._parts.get(group_id)
        if held is None or held.firing:
            raise _unknown(group_id)
        return held

    # ---- ends

    def _begin_lease(self, group_id: str, held: _Part) -> None:
        self._end_lease(held)
        reason = _not_fired(f"Nobody has asked for the group's release, or for more time, within {held.lease_s:g} s.")
        held.lease = asyncio.get_running_loop().call_later(held.lease_s, self._give_up, group_id, reason)

    def _end_lease(self, held: _Part) -> None:
        if held.lease:
            held.lease.cancel()

    def _give_up(self, group_id: str, reason: ServiceError) -> None:
        held = self._parts[group_id]
        self._end_lease(held)
        if held.step:
            held.step.cancel()
        held.part.give_up(reason)
        self._end(group_id)

    def _end(self, group_id: str) -> None:
        """Keep what became of a part, and no more of it."""
        members = self._parts.pop(group_id).part.members
        self._ended[group_id] = time.monotonic(), [outcome_of(member) for member in members]
        if len(self._ended) > _MOST_KEPT:
            self._ended.popitem(last=False)

    def _ended_outcome(self, group_id: str) -> list[MemberOutcome] | None:
        while self._ended and next(iter(self._ended.values()))[0] < time.monotonic() - _KEPT_S:
            self._ended.popitem(last=False)
        return self._ended[group_id][1] if group_id in self._ended else None


def _unknown(group_id: str) -> ServiceError:
    return ServiceError(
        ErrorName.JOB_NOT_FOUND, f"This host waits for no release of a group {group_id!r}.", untouched=True
    )


def _not_in_time(ahead_s: float) -> ServiceError:
    if ahead_s < 0:
        return _not_fired(f"The order to release came {-ahead_s * 1000:.0f} ms after the instant that was agreed.")
    return _not_fired(f"The instant that was agreed is {ahead_s:.0f} s ahead by this host's clock.")


def _not_fired(why: str) -> ServiceError:
    return ServiceError(
        ErrorName.CAMERA_TIMEOUT,
        f"It was not released. {why}",
        remedy="Nothing was fired here: fire the group again.",
        retryable=True,
    )
