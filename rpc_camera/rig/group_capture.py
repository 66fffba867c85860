"""Cameras of several hosts fired together: all are made ready, then each host releases at one instant of its clock."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rpc_camera.clock import rfc3339_ms
from rpc_camera.contract.failure import failure_of
from rpc_camera.group.group import lead_s, nothing_fired
from rpc_camera.group.manifest import make_manifest
from rpc_camera.group.outcome import error_of
from rpc_camera.group.parts import LEASE_S, LONGEST_LEAD_S
from rpc_camera.patience import wait_unless
from rpc_camera.rig.host_clocks import HostClocks
from rpc_camera.rig.host_part import HostPart
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from rpc_camera.contract.types import GroupManifest, GroupMember
    from rpc_camera.errors import ServiceError
    from rpc_camera.group.outcome import MemberOutcome
    from rpc_camera.rig.group_host import GroupHost

_JITTER_S: Final = 0.1
_RENEWALS: Final = 4  # within a lease: three of them may be lost

T = TypeVar("T")


@dataclass(frozen=True)
class RigMember:
    """A camera of a group, as its host knows it; without a host, `error` says why."""

    camera: str
    host: GroupHost | None = None
    error: ServiceError | None = None


class RigGroups:
    """Fires groups of cameras at several hosts. `captured` is called with each manifest, and its first camera."""

    def __init__(self, captured: Callable[[str, GroupManifest], None]) -> None:
        self._captured = captured
        self._clocks = HostClocks()
        self._kept: set[asyncio.Task[Any]] = set()

    async def capture(self, members: Sequence[RigMember], timeout_s: float, *, partial: bool) -> GroupManifest:
        """Fire all cameras at one instant, or none; with `partial`, those that can be made ready.

        It is finished even if whoever asked is gone. ServiceError: one is not ready or, with `partial`, none is.
        """
        shot = _Shot(members, self._clocks, partial=partial)
        try:
            with current_work().stopping(Stop.AT_ONCE):
                await shot.make_ready(timeout_s)
        except BaseException:
            self._keep(shot.abandon())
            raise
        with current_work().stopping(Stop.CANNOT):
            return await asyncio.shield(self._keep(self._fire(shot, timeout_s)))

    async def close(self) -> None:
        """Wait for the end of what is under way."""
        while self._kept:
            await asyncio.wait(self._kept)

    async def _fire(self, shot: _Shot, timeout_s: float) -> GroupManifest:
        manifest = await shot.fire(timeout_s)
        cameras = manifest["cameras"]
        self._captured(next((each for each in cameras if "files" in each), cameras[0])["camera"], manifest)
        return manifest

    def _keep(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody may be waiting
        return task


class _Shot:
    """One shot of a group: its parts, in the order of their hosts' names."""

    def __init__(self, members: Sequence[RigMember], clocks: HostClocks, *, partial: bool) -> None:
        self._id = secrets.token_hex(6)
        self._clocks = clocks
        self._members = members
        self._partial = partial
        hosts = {member.host.name: member.host for member in members if member.host}
        self._parts = {
            name: HostPart(
                hosts[name], self._id, [each.camera for each in members if each.host and each.host.name == name]
            )
            for name in sorted(hosts)
        }
        self._touched: list[HostPart] = []

    # ---- before the release

    async def make_ready(self, timeout_s: float) -> None:
        """Have all ready. ServiceError: one is not or, with `partial`, none is; the others are waited for no longer."""
        until = time.monotonic() + timeout_s
        async with self._renewing():
            await self._reserve(until)
            if not self._is_vain():
                await self._arm(until)
        failed = self._failed()
        if failed and (not self._partial or len(failed) == len(self._members)):
            raise nothing_fired(failed[0][1], [member for member, _ in failed])

    async def _reserve(self, until: float) -> None:
        """Hold the turns of one host after the other.

        All groups take the hosts in one order, and each holds all of a host's before it waits for the next: so of two
        groups one is ahead of the other everywhere, and neither waits for the other for ever.
        """
        for part in self._parts.values():
            if self._is_vain():
                return
            self._touched.append(part)
            await part.reserve(_left_s(until), partial=self._partial)

    async def _arm(self, until: float) -> None:
        steps = [part.make_ready(_left_s(until), self._clocks, partial=self._partial) for part in self._parts.values()]
        await wait_unless(self._is_vain, steps)

    def _is_vain(self) -> bool:
        """Whether nothing will be fired, since one has failed."""
        has_failed = any(each.error for each in self._members) or any(each.has_failed for each in self._parts.values())
        return has_failed and not self._partial

    @asynccontextmanager
    async def _renewing(self) -> AsyncIterator[None]:
        """Within the block, have the hosts go on to hold the turns."""
        renewing = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            renewing.cancel()

    async def _renew(self) -> None:
        async with asyncio.TaskGroup() as renewals:
            while True:
                await asyncio.sleep(LEASE_S / _RENEWALS)
                for part in self._touched:
                    renewals.create_task(part.renew())

    async def abandon(self) -> None:
        """Give up the turns of all."""
        await asyncio.gather(*(part.abandon() for part in self._touched))

    # ---- the release

    async def fire(self, timeout_s: float) -> GroupManifest:
        """Release those that are ready, and wait for what becomes of them."""
        ready = [part for part in self._touched if part.offset and part.has_ready]
        ahead_s = _lead_s(ready)
        at, captured_at = time.monotonic() + ahead_s, rfc3339_ms(time.time() + ahead_s)
        releases = [part.release(at, timeout_s) for part in ready]
        abandoned = [part.abandon() for part in self._touched if part not in ready]
        await asyncio.gather(*releases, *abandoned)
        members = [member for member, _ in self._described()]
        return make_manifest(self._id, captured_at, members, self._uncertainty_s(at))

    def _uncertainty_s(self, at: float) -> float:
        """Return how far the time between two releases may be wrong: as the clocks of those two hosts, at most."""
        released = [part for part in self._parts.values() if any("released_at" in each for each in part.outcomes)]
        bounds = sorted(part.offset.bound_at(at) for part in released if part.offset)
        return sum(bounds[-2:]) if len(bounds) > 1 else 0.0

    # ---- what became of it

    def _failed(self) -> list[tuple[GroupMember, ServiceError]]:
        return [(member, error) for member, error in self._described() if error]

    def _described(self) -> list[tuple[GroupMember, ServiceError | None]]:
        """Return what is known of each camera, in the order of the request, and its error."""
        outcomes = {name: iter(part.outcomes) for name, part in self._parts.items()}
        return [
            _describe(self._parts[each.host.name], next(outcomes[each.host.name])) if each.host else _unknown(each)
            for each in self._members
        ]


def _unknown(member: RigMember) -> tuple[GroupMember, ServiceError | None]:
    described: GroupMember = {"camera": member.camera}
    if member.error:
        described["error"] = failure_of(member.error)
    return described, member.error


def _describe(part: HostPart, outcome: MemberOutcome) -> tuple[GroupMember, ServiceError | None]:
    member: GroupMember = {"camera": outcome["camera"], "host": part.host.name}
    if "label" in outcome:
        member["label"] = outcome["label"]
    if part.at is not None and "released_at" in outcome:
        member["released_ms"] = round((outcome["released_at"] - part.at) * 1000, 3)
        if "files" in outcome:
            member["files"] = outcome["files"]
    if outcome.get("may_have_released"):
        member["may_have_released"] = True
    error = error_of(outcome["error"]) if "error" in outcome else None
    if error:
        member["error"] = failure_of(error)
    return member, error


def _lead_s(ready: Sequence[HostPart]) -> float:
    """Return how long before the instant the hosts are told: what the slowest has taken to answer, and its workers.

    The order may take longer than any question before it did: a host that it reaches late fires late, and one that it
    reaches much too late does not fire at all.
    """
    cameras: Counter[str] = Counter()
    slowest_s = 0.0
    for part in ready:
        if offset := part.offset:
            cameras[offset.boot_id] += len(part.outcomes)  # two hosts may be one machine
            slowest_s = max(slowest_s, offset.longest_trip_s + offset.bound_s)
    order_s = 2 * slowest_s + _JITTER_S if slowest_s else 0.0
    return min(order_s + lead_s(max(cameras.values(), default=0)), LONGEST_LEAD_S / 2)


def _left_s(until: float) -> float:
    """Return how long it is until then, as a message can say it."""
    return max(0.0, round(until - time.monotonic(), 1))
