"""What a capture is at: waiting in line, exposing, or saving; by the clock and by what its worker tells of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Stage:
    """A stage of work and how long it takes in all, if that is known, in seconds."""

    name: str
    total_s: float | None = None
    begun: float = field(default_factory=time.monotonic)

    def elapsed_s(self) -> float:
        """Return how long it has gone on; no longer than in all."""
        elapsed_s = round(time.monotonic() - self.begun, 3)
        return elapsed_s if self.total_s is None else min(elapsed_s, self.total_s)

    def __call__(self) -> Self:
        """Return itself: it stays at this stage."""
        return self


class CaptureStages:
    """The stages of one capture. It waits until its worker says that it exposes: a stage begins once."""

    def __init__(self) -> None:
        self._stage = Stage("waiting")
        self._released = False

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take what the worker tells: "exposing", with the shutter time if the body tells one, then "released".

        Some bodies are released at once and some, such as Nikons, when the exposure is over.
        """
        if told["event"] == "exposing":
            self._stage = Stage("exposing", told["exposure_s"])
        else:
            self._released = True

    def __call__(self) -> Stage:
        """Return the stage that it is at now."""
        stage = self._stage
        if self._released and stage.name == "exposing" and stage.elapsed_s() >= (stage.total_s or 0):
            self._stage = Stage("saving")
        return self._stage
