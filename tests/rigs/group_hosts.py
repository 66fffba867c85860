"""Hosts of a rig without a bus: the parts of groups of a real service, and links to it that fail."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.parts import GroupParts
from rpc_camera.rig.clock_reading import ClockReading, read_clocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.group.outcome import MemberOutcome


class LocalHost:
    """A host whose service is in this process. Its clock is ahead by `ahead_s` for whoever asks.

    `calls` are the steps that came, in order. `refusals` has the errors of steps that do not get there. Each takes
    `delay_s` to come. `told_ahead_s` is how long before the instant a release came.
    """

    def __init__(self, name: str, cameras: CameraRegistry, ahead_s: float = 0.0, delay_s: float = 0.0) -> None:
        self.name = name
        self.told_ahead_s = 0.0
        self._delay_s = delay_s
        self.parts = GroupParts(cameras)
        self.calls: list[str] = []
        self.refusals: dict[str, ServiceError] = {}
        self._ahead_s = ahead_s
        self._called = asyncio.Condition()

    def unreachable(self, *, untouched: bool = True) -> ServiceError:
        """Return the error of a call to a host that is not there."""
        message = f"{self.name} does not answer."
        return ServiceError(ErrorName.HOST_UNREACHABLE, message, details={"host": self.name}, untouched=untouched)

    async def has_called(self, step: str, times: int = 1) -> None:
        """Wait until a step has come so often."""
        async with self._called:
            await self._called.wait_for(lambda: self.calls.count(step) >= times)

    async def ping(self) -> ClockReading:
        """Read its clocks."""
        await self._pass("ping")
        reading = read_clocks()
        return replace(reading, monotonic=reading.monotonic + self._ahead_s)

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Hold turns."""
        await self._pass("reserve")
        return await self.parts.reserve(group_id, cameras, timeout_s, partial=partial)

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Make ready."""
        await self._pass("arm")
        return await self.parts.arm(group_id, timeout_s, partial=partial)

    async def renew(self, group_id: str) -> None:
        """Go on to hold them."""
        await self._pass("renew")
        self.parts.renew(group_id)

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Fire."""
        await self._pass("release")
        self.told_ahead_s = at - self._ahead_s - time.monotonic()
        return self._sent(await self.parts.release(group_id, at - self._ahead_s, timeout_s))

    async def abandon(self, group_id: str) -> None:
        """Give up."""
        await self._pass("abandon")
        self.parts.abandon(group_id)

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Say what came of it."""
        await self._pass("result")
        return self._sent(await self.parts.result(group_id))

    async def _pass(self, step: str) -> None:
        self.calls.append(step)
        await asyncio.sleep(self._delay_s)
        async with self._called:
            self._called.notify_all()
        if refusal := self.refusals.get(step):
            raise refusal.but()

    def _sent(self, outcomes: list[MemberOutcome]) -> list[MemberOutcome]:
        """Return what arrives at the other side of a link, by this host's clock."""
        sent = cast("list[MemberOutcome]", json.loads(json.dumps(outcomes)))
        for outcome in sent:
            if "released_at" in outcome:
                outcome["released_at"] += self._ahead_s
        return sent


class SilentHost(LocalHost):
    """A host that does not answer once it was told to release; it says what came of it when it is `back`.

    `hears`: it was told; else the order was lost with the link.
    """

    def __init__(self, name: str, cameras: CameraRegistry, *, hears: bool) -> None:
        super().__init__(name, cameras)
        self.back = asyncio.Event()
        self._hears = hears
        self._released: asyncio.Task[list[MemberOutcome]] | None = None

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Fire, and do not say so."""
        await self._pass("release")
        if self._hears:
            self._released = asyncio.create_task(self.parts.release(group_id, at, timeout_s))
        await asyncio.sleep(0.1)
        raise self.unreachable(untouched=False)

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Say what came of it, once it is back."""
        await self._pass("result")
        if not self.back.is_set():
            raise self.unreachable()
        return await self.parts.result(group_id)
