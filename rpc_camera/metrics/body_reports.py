"""What bodies said last of their battery and cards, when a client asked: a scrape asks no camera."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_SAYS_SO: Final = "get_camera"
_MOST_KEPT: Final = 512


@dataclass(frozen=True)
class BodyReport:
    """The battery's level from 0 to 1, and the free and the whole room of each card by its path, in bytes.

    `at` is when it was said, in seconds since 1970. What the body did not say is missing.
    """

    at: float
    battery: float | None
    cards: dict[str, tuple[int | None, int | None]]


class BodyReports:
    """The last report of each body of this host, which is called `host` in its rig, if it is in one."""

    def __init__(self, host: str | None = None) -> None:
        self._host = host
        self._reports: dict[str, BodyReport] = {}

    def note(self, method: str, result: Any) -> None:  # noqa: ANN401 - that of any method
        """Take from the result of a method what it says of a body."""
        if method != _SAYS_SO or not isinstance(result, dict):
            return
        if (host := result.get("host")) != self._host:
            return  # another host has its series, and maybe a camera of the same id
        camera = str(result["id"]).removesuffix(f"@{host}")
        percent = result.get("battery_percent")
        cards = {each["path"]: (each.get("free_bytes"), each.get("capacity_bytes")) for each in result["storage"]}
        self._reports.pop(camera, None)
        self._reports[camera] = BodyReport(time.time(), None if percent is None else percent / 100, cards)
        if len(self._reports) > _MOST_KEPT:
            del self._reports[next(iter(self._reports))]

    def of(self, cameras: Collection[str]) -> dict[str, BodyReport]:
        """Return the reports of these cameras."""
        return {camera: report for camera, report in self._reports.items() if camera in cameras}
