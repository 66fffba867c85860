"""The cameras of one host that fire together: their turns are reserved, they are made ready, then released."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from rpc_camera.patience import wait_unless

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from rpc_camera.errors import ServiceError
    from rpc_camera.group.member import Member


class GroupPart:
    """Cameras of one host, whose turns are reserved at once, in one go, and are to be left.

    Of two parts that share cameras, one is ahead of the other at each of them, so that neither waits for the other for
    ever. What a step finds is in the members.
    """

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        for member in members:
            member.reserve()

    @property
    def failed(self) -> list[Member]:
        """Those that have an error."""
        return [member for member in self.members if member.error]

    @property
    def is_ready(self) -> bool:
        """Whether nobody is waited for any more: each is ready, or has failed."""
        return all(member.is_ready or member.error for member in self.members)

    async def reach(self, timeout_s: float, *, partial: bool) -> None:
        """Hold the turns of all; unless `partial`, no others are waited for once one has failed."""
        await self._each((member.reach(timeout_s) for member in self.members), partial=partial)

    async def arm(self, timeout_s: float, *, partial: bool) -> None:
        """Hold the turns of all and have all ready; unless `partial`, only until one has failed."""
        await self._each((member.arm(timeout_s) for member in self.members), partial=partial)

    async def _each(self, steps: Iterable[Coroutine[Any, Any, None]], *, partial: bool) -> None:
        await wait_unless(lambda: not partial and bool(self.failed), steps)

    async def fire(self, at: float, timeout_s: float) -> None:
        """Release those that are ready at `at`, in seconds of CLOCK_MONOTONIC, and wait for their files."""
        try:
            await asyncio.gather(*(member.fire(timeout_s, at) for member in self.members))
        finally:
            self.leave()

    def give_up(self, reason: ServiceError) -> None:
        """Release none: `reason` is the error of those that have no other."""
        for member in self.members:
            if not member.error:
                member.error = reason.but(camera=member.id)
        self.leave()

    def leave(self) -> None:
        """Give up the turns of those that are not at work for this group."""
        for member in self.members:
            member.leave()
