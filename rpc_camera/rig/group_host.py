"""What a group of a rig needs of one of its hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.group.outcome import MemberOutcome
    from rpc_camera.rig.clock_reading import ClockReading


class GroupHost(Protocol):
    """The calls that `GroupParts` answers on a host, and one that reads its clocks.

    ServiceError HOST_UNREACHABLE, OUTCOME_UNKNOWN: it has not answered, and may have done what it was asked for or not;
    with `untouched`, it has not. A call that is cancelled need not be taken back at the host: a lease does that.
    """

    @property
    def name(self) -> str:
        """Its name, which no other host of the rig has."""

    async def ping(self) -> ClockReading:
        """Read its clocks."""

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Reserve turns of its cameras in one go, and return when they have come, or one has failed."""

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Have its cameras made ready."""

    async def renew(self, group_id: str) -> None:
        """Have it go on to hold the turns."""

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Release at an instant of its CLOCK_MONOTONIC, and return when all is over."""

    async def abandon(self, group_id: str) -> None:
        """Give up what is not released."""

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Return what `release` did, or would have. ServiceError JOB_NOT_FOUND: it knows no such group."""
