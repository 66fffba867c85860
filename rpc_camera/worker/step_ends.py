"""How far settings go that the driver takes step by step, such as the f-number of a lens.

The driver offers values that the lens does not have, and needs seconds to find out. The end that was found is
remembered for a while only: it can be another one after a turn of the zoom ring, of which no driver knows.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rpc_camera.errors import JsonValue

_REMEMBERED_S: Final = 60.0
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


class StepEnds:
    """The ends that were reached lately. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends: dict[tuple[str, bool], tuple[float, float]] = {}  # by the setting, and whether it is its upper

    def check(self, name: str, wanted: JsonValue, choices: Sequence[str]) -> None:
        """Raise ServiceError CONFIG_INVALID_VALUE, with those `choices` that are left, for what lies beyond an end."""
        if not self._is_beyond(name, wanted):
            return
        left: list[JsonValue] = [*self.within(name, choices)]
        raise ServiceError(
            ErrorName.CONFIG_INVALID_VALUE,
            f"{name!r} went only as far as its end a moment ago, and {shown(wanted)} is beyond that.",
            remedy="Use one of `choices`; with another lens or focal length, try it again in a minute.",
            details={"config": name, "requested": wanted, "choices": left},
        )

    def within(self, name: str, choices: Sequence[str]) -> list[str]:
        """Return those `choices` that do not lie beyond an end."""
        return [choice for choice in choices if not self._is_beyond(name, choice)]

    def note(self, name: str, before: JsonValue, wanted: JsonValue, after: JsonValue) -> None:
        """Remember `after` as an end if the setting came closer to what was `wanted`, and stopped there."""
        start, goal, end = _number(before), _number(wanted), _number(after)
        if start is None or goal is None or end is None:
            return
        if start < end < goal or start > end > goal:
            self._ends[name, start < end] = (end, self._clock())

    def _is_beyond(self, name: str, value: JsonValue) -> bool:
        number, now = _number(value), self._clock()
        if number is None:
            return False
        return any(
            setting == name and now - reached_at < _REMEMBERED_S and (number > end if is_upper else number < end)
            for (setting, is_upper), (end, reached_at) in self._ends.items()
        )


def _number(value: JsonValue) -> float | None:
    match = _NUMBER.search(str(value))
    return float(match[0]) if match else None
