"""The steps of a group, as hosts ask one another for them: what a host answers, and how another asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.contract.acceptance import acceptance
from rpc_camera.errors import JsonValue, invalid_param
from rpc_camera.rig.calls import ANSWER_S
from rpc_camera.rig.clock_reading import ClockReading, read_clocks
from rpc_camera.rig.messages import MOST_NUMBER
from rpc_camera.rig.unreachable import odd_answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from rpc_camera.group.outcome import MemberOutcome
    from rpc_camera.group.parts import GroupParts
    from rpc_camera.rig.calls import Calls

    Step = Callable[[Mapping[str, Any]], Awaitable[JsonValue]]

_PREFIX: Final = "rig.group_"
_TEXT: Final = {"type": "string", "maxLength": 4096}
_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 255}
_TIME: Final = {"type": "number", "minimum": -MOST_NUMBER, "maximum": MOST_NUMBER}
_SOME_TIME: Final = {"type": "number", "minimum": 0, "maximum": MOST_NUMBER}
_PATIENCE: Final = {"type": "number", "minimum": 0, "maximum": 3600}  # as capture_group has it
_ERROR: Final = {
    "type": "object",
    "properties": {
        "name": _NAME,
        "message": _TEXT,
        "camera": {"type": ["string", "null"]},
        "remedy": _TEXT,
        "retryable": {"type": "boolean"},
        "gphoto2": {
            "type": ["object", "null"],
            "properties": {"code": {"type": "integer"}, "symbol": _TEXT, "context": _TEXT},
            "required": ["code", "symbol", "context"],
        },
        "details": {"type": "object"},
    },
    "required": ["name", "message", "camera", "remedy", "retryable", "gphoto2", "details"],
}
_FILE: Final = {
    "type": "object",
    "properties": {
        "path": {**_TEXT, "pattern": "^/"},
        "filename": _NAME,
        "mime_type": _TEXT,
        "size_bytes": _SOME_TIME | {"type": "integer"},
        "modified_at": _NAME,
    },
    "required": ["path", "filename", "mime_type", "size_bytes"],
}
_OUTCOME: Final = {
    "type": "object",
    "properties": {
        "camera": _NAME,
        "label": _NAME,
        "files": {"type": "array", "maxItems": 1000, "items": _FILE},
        "released_at": _TIME,
        "may_have_released": {"type": "boolean"},
        "error": _ERROR,
    },
    "required": ["camera"],
}
_READING: Final = {
    "type": "object",
    "properties": {
        "monotonic": _TIME,
        "boot_id": _NAME,
        "wall": _TIME,
        "wall_error_s": _SOME_TIME | {"type": ["number", "null"]},
    },
    "required": ["monotonic", "boot_id", "wall", "wall_error_s"],
}
_PARAMS: Final[Mapping[str, Mapping[str, Any]]] = {
    "reserve": {
        "group_id": _NAME,
        "cameras": {"type": "array", "maxItems": 512, "items": _NAME},
        "timeout_s": _PATIENCE,
        "partial": {"type": "boolean"},
    },
    "arm": {"group_id": _NAME, "timeout_s": _PATIENCE, "partial": {"type": "boolean"}},
    "renew": {"group_id": _NAME},
    "release": {"group_id": _NAME, "at": _TIME, "timeout_s": _PATIENCE},
    "abandon": {"group_id": _NAME},
    "result": {"group_id": _NAME},
}
"""The params of each step. What a later version adds is passed over."""
_are_of_step: Final = {
    step: acceptance({"type": "object", "properties": params, "required": list(params)})
    for step, params in _PARAMS.items()
}
_has_outcomes_type: Final = acceptance({"type": "array", "items": _OUTCOME})
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
        reading = await self._calls.call(self.name, f"{_PREFIX}ping", {}, within_s=ANSWER_S)
        if not _is_reading(reading):
            raise odd_answer(self.name, f"{_PREFIX}ping")
        known = cast("dict[str, Any]", reading)
        return ClockReading(known["monotonic"], known["boot_id"], known["wall"], known["wall_error_s"])

    async def reserve(
        self, group_id: str, cameras: Sequence[str], timeout_s: float, *, partial: bool
    ) -> list[MemberOutcome]:
        """Reserve turns of its cameras."""
        params: dict[str, JsonValue] = {"cameras": list(cameras), "timeout_s": timeout_s, "partial": partial}
        return await self._ask("reserve", group_id, params, timeout_s + ANSWER_S)

    async def arm(self, group_id: str, timeout_s: float, *, partial: bool) -> list[MemberOutcome]:
        """Have its cameras made ready."""
        return await self._ask("arm", group_id, {"timeout_s": timeout_s, "partial": partial}, timeout_s + ANSWER_S)

    async def renew(self, group_id: str) -> None:
        """Have it go on to hold the turns."""
        await self._calls.call(self.name, f"{_PREFIX}renew", {"group_id": group_id}, within_s=ANSWER_S)

    async def release(self, group_id: str, at: float, timeout_s: float) -> list[MemberOutcome]:
        """Release at an instant of its CLOCK_MONOTONIC."""
        return await self._ask("release", group_id, {"at": at, "timeout_s": timeout_s})

    async def abandon(self, group_id: str) -> None:
        """Give up what is not released."""
        await self._calls.call(self.name, f"{_PREFIX}abandon", {"group_id": group_id}, within_s=ANSWER_S)

    async def result(self, group_id: str) -> list[MemberOutcome]:
        """Return what `release` did, or would have."""
        return await self._ask("result", group_id, {})

    async def _ask(
        self, step: str, group_id: str, params: Mapping[str, JsonValue], within_s: float | None = None
    ) -> list[MemberOutcome]:
        asked = {"group_id": group_id, **params}
        outcomes = await self._calls.call(self.name, f"{_PREFIX}{step}", asked, within_s=within_s)
        if not _are_outcomes(outcomes):
            raise odd_answer(self.name, f"{_PREFIX}{step}")
        return cast("list[MemberOutcome]", outcomes)


def _are_outcomes(value: Any) -> bool:  # noqa: ANN401 - as it came from another host
    """Return whether it is what became of cameras: of one that has a picture, it is known when it was released."""
    return _has_outcomes_type(value) and all("released_at" in each or "files" not in each for each in value)


def group_steps(host: OwnGroupHost) -> dict[str, Step]:
    """Return what other hosts can ask for, by the names that `DistantGroupHost` uses."""

    async def ping(_params: Mapping[str, Any]) -> JsonValue:
        return cast("JsonValue", vars(await host.ping()))

    def step(name: str) -> Step:
        async def take(params: Mapping[str, Any]) -> JsonValue:
            if not _are_of_step[name](params):
                raise invalid_param("", f"These are no params of {_PREFIX}{name}.")
            return cast("JsonValue", await getattr(host, name)(**{key: params[key] for key in _PARAMS[name]}))

        return take

    steps = {name: step(name) for name in _PARAMS}
    return {f"{_PREFIX}{name}": take for name, take in {**steps, "ping": ping}.items()}
