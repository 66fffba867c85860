"""One host's part in a group of a rig, as its coordinator sees it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.outcome import error_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.group.outcome import MemberOutcome
    from rpc_camera.rig.group_host import GroupHost
    from rpc_camera.rig.host_clocks import HostClocks
    from rpc_camera.rig.offset import Offset

_ASK_AGAIN_S: Final = 0.5
_ANSWER_S: Final = 5.0
"""How long after the last picture may be there the host may take to say so."""


class HostPart:
    """The cameras of a group that `host` has. What a step finds, a failure of the host too, is in `outcomes`."""

    def __init__(self, host: GroupHost, group_id: str, cameras: Sequence[str]) -> None:
        self.host = host
        self.outcomes: list[MemberOutcome] = [{"camera": camera} for camera in cameras]
        self.offset: Offset | None = None
        self.at: float | None = None
        """The instant of its release, by its own clock."""
        self._group_id = group_id
        self._cameras = cameras

    @property
    def has_failed(self) -> bool:
        """Whether one of its cameras has."""
        return any("error" in outcome for outcome in self.outcomes)

    @property
    def has_ready(self) -> bool:
        """Whether one of its cameras can be released."""
        return not all("error" in outcome for outcome in self.outcomes)

    async def reserve(self, timeout_s: float, *, partial: bool) -> None:
        """Hold the turns of all, or know which does not come."""
        try:
            self._take(await self.host.reserve(self._group_id, self._cameras, timeout_s, partial=partial))
        except ServiceError as error:
            self._fail(error)

    async def make_ready(self, timeout_s: float, clocks: HostClocks, *, partial: bool) -> None:
        """Have the cameras made ready, and find how far the host's clock is ahead."""
        if not self.has_ready:
            return
        arming = asyncio.ensure_future(self.host.arm(self._group_id, timeout_s, partial=partial))
        try:
            self.offset = await clocks.measure(self.host)
            self._take(await arming)
        except ServiceError as error:
            self._fail(error)
        finally:
            arming.cancel()

    async def renew(self) -> None:
        """Have the host go on to hold the turns; if it does not, the next step says so."""
        try:
            await self.host.renew(self._group_id)
        except ServiceError:
            return

    async def release(self, at: float, timeout_s: float) -> None:
        """Release at an instant of this host's clock, and wait for what becomes of it."""
        assert self.offset  # noqa: S101 - `make_ready` has found it
        self.at = self.offset.there(at)
        until = at + timeout_s + _ANSWER_S
        try:
            async with asyncio.timeout(until - time.monotonic()):
                self._take(await self._released(self.at, timeout_s))
        except TimeoutError:
            self._fail(self._unknown())
        except ServiceError as error:
            self._fail(error)

    async def _released(self, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Return what becomes of the release; a host that is silent is asked until it answers."""
        try:
            return await self.host.release(self._group_id, at, timeout_s)
        except ServiceError as error:
            if error.untouched:
                raise
        while True:
            await asyncio.sleep(_ASK_AGAIN_S)
            try:
                return await self.host.result(self._group_id)
            except ServiceError as error:
                if error.name is ErrorName.JOB_NOT_FOUND:  # it was started anew
                    raise self._unknown() from error

    async def abandon(self) -> None:
        """Have the host give up what is not released; if it does not answer, the lease ends by itself."""
        try:
            await self.host.abandon(self._group_id)
        except ServiceError:
            return

    def _take(self, outcomes: list[MemberOutcome]) -> None:
        """Take what the host says of its cameras, in their order."""
        if len(outcomes) == len(self.outcomes):  # whatever it calls them: they are those that it was asked for
            self.outcomes = [{**each, "camera": name} for each, name in zip(outcomes, self._cameras, strict=True)]
        else:
            message = f"{self.host.name} has answered for {len(outcomes)} of its {len(self.outcomes)} cameras."
            self._fail(ServiceError(ErrorName.INTERNAL_ERROR, message))

    def _fail(self, error: ServiceError) -> None:
        """Have `error` be that of all cameras that have no other."""
        for outcome in self.outcomes:
            if "error" not in outcome:
                outcome["error"] = error_value(error.but(camera=outcome["camera"]))
                if error.name is ErrorName.OUTCOME_UNKNOWN and self.at is not None:
                    outcome["may_have_released"] = True

    def _unknown(self) -> ServiceError:
        return ServiceError(
            ErrorName.OUTCOME_UNKNOWN,
            f"{self.host.name} was told to release, and has not said what came of it.",
            details={"host": self.host.name},
        )
