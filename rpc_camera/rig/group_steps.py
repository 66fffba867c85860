"""The steps of a group, as hosts ask one another for them: what a host answers, and how another asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.contract.acceptance import acceptance
from rpc_camera.errors import JsonValue, invalid_param
from rpc_camera.rig.calls import odd_answer
from rpc_camera.rig.clock_reading import ClockReading, read_clocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from rpc_camera.group.outcome import MemberOutcome
    from rpc_camera.group.parts import GroupParts
    from rpc_camera.rig.calls import Calls

    Step = Callable[[Mapping[str, Any]], Awaitable[JsonValue]]

_PREFIX: Final = "rig.group_"
_ERROR: Final = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "message": {"type": "string"},
        "camera": {"type": ["string", "null"]},
        "remedy": {"type": "string"},
        "retryable": {"type": "boolean"},
        "gphoto2": {"type": ["object", "null"]},
        "details": {"type": "object"},
    },
    "required": ["name", "message", "camera", "remedy", "retryable", "gphoto2", "details"],
}
_OUTCOME: Final = {
    "type": "object",
    "properties": {
        "camera": {"type": "string"},
        "files": {"type": "array", "items": {"type": "object", "required": ["path", "filename"]}},
        "released_at": {"type": "number"},
        "error": _ERROR,
    },
    "required": ["camera"],
}
_READING: Final = {
    "type": "object",
    "properties": {
        "monotonic": {"type": "number"},
        "boot_id": {"type": "string"},
        "wall": {"type": "number"},
        "wall_error_s": {"type": ["number", "null"]},
    },
    "required": ["monotonic", "boot_id", "wall", "wall_error_s"],
}
_are_outcomes: Final = acceptance({"type": "array", "items": _OUTCOME})
_is_reading: Final = acceptance(_READING)


class OwnGroupHost:
    """The host that a group's coordinator runs on, as that sees it."""

    def __init__(self, name: str, parts: GroupParts) -> None:
        self.name = name
        self._parts = parts

    async def ping(self) -> ClockReading:
        """Read its clocks."""
        return read_clocks()

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Reserve turns of its cameras."""
        return await self._parts.reserve(group_id, cameras, timeout_s, partial=partial)

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Have its cameras made ready."""
        return await self._parts.arm(group_id, timeout_s, partial=partial)

    async def renew(self, group_id: str) -> None:
        """Go on to hold the turns."""
        self._parts.renew(group_id)

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Release at an instant."""
        return await self._parts.release(group_id, at, timeout_s)

    async def abandon(self, group_id: str) -> None:
        """Give up what is not released."""
        self._parts.abandon(group_id)

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Return what `release` did, or would have."""
        return await self._parts.result(group_id)


class DistantGroupHost:
    """Another host, as a group's coordinator sees it."""

    def __init__(self, name: str, calls: Calls) -> None:
        self.name = name
        self._calls = calls

    async def ping(self) -> ClockReading:
        """Read its clocks."""
        reading = await self._calls.call(self.name, f"{_PREFIX}ping", {})
        if not _is_reading(reading):
            raise odd_answer(self.name, f"{_PREFIX}ping")
        known = cast("dict[str, Any]", reading)
        return ClockReading(known["monotonic"], known["boot_id"], known["wall"], known["wall_error_s"])

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Reserve turns of its cameras."""
        return await self._ask(
            "reserve", group_id=group_id, cameras=list(cameras), timeout_s=timeout_s, partial=partial
        )

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Have its cameras made ready."""
        return await self._ask("arm", group_id=group_id, timeout_s=timeout_s, partial=partial)

    async def renew(self, group_id: str) -> None:
        """Have it go on to hold the turns."""
        await self._calls.call(self.name, f"{_PREFIX}renew", {"group_id": group_id})

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Release at an instant of its CLOCK_MONOTONIC."""
        return await self._ask("release", group_id=group_id, at=at, timeout_s=timeout_s)

    async def abandon(self, group_id: str) -> None:
        """Give up what is not released."""
        await self._calls.call(self.name, f"{_PREFIX}abandon", {"group_id": group_id})

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Return what `release` did, or would have."""
        return await self._ask("result", group_id=group_id)

    async def _ask(self, step: str, **params: JsonValue) -> list[MemberOutcome]:
        outcomes = await self._calls.call(self.name, f"{_PREFIX}{step}", params)
        if not _are_outcomes(outcomes):
            raise odd_answer(self.name, f"{_PREFIX}{step}")
        return cast("list[MemberOutcome]", outcomes)


def group_steps(host: OwnGroupHost) -> dict[str, Step]:
    """Return what other hosts can ask for, by the names that `DistantGroupHost` uses."""

    async def ping(_params: Mapping[str, Any]) -> JsonValue:
        return cast("JsonValue", vars(await host.ping()))

    def step(name: str) -> Step:
        async def take(params: Mapping[str, Any]) -> JsonValue:
            try:
                asked = getattr(host, name)(**params)
            except TypeError as error:  # of another version of the rig
                raise invalid_param("", f"{_PREFIX}{name}: {error}") from None
            return cast("JsonValue", await asked)

        return take

    steps = {name: step(name) for name in ("reserve", "arm", "renew", "release", "abandon", "result")}
    return {f"{_PREFIX}{name}": take for name, take in {**steps, "ping": ping}.items()}
