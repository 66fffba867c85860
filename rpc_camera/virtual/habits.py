"""How fast a body is: with its settings, its focus and its pictures; and whether it writes to one card or to two."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SecondCard(StrEnum):
    """What is written to the card in the second slot."""

    NOTHING = "nothing"
    JPEG = "jpeg"
    BACKUP = "backup"


@dataclass
class Habits:
    """How a body takes its time.

    A value that a client sets shows after `settle_s`, or never, where it `ignores_sets`; focusing lasts `focus_s`, and
    may fail. A picture is there `develop_s` after the exposure, each is written for `write_s`, and the RAW comes
    `raw_later_s` after the JPEG. A `strict` body that can be in control itself refuses settings from afar while it is,
    and a release in live view. `busy_until` is when the body is through with what it has begun to write, as
    `time.monotonic` counts.
    """

    settle_s: float = 0.0
    ignores_sets: bool = False
    strict: bool = False
    focus_s: float = 0.2
    focus_fails: bool = False
    develop_s: float = 0.0
    write_s: float = 0.0
    raw_later_s: float = 0.0
    second_card: SecondCard = SecondCard.NOTHING
    busy_until: float = 0.0

    def begin_to_write(self) -> float:
        """Begin to write one more picture; return in how many seconds it is written, after those before it."""
        now = time.monotonic()
        self.busy_until = max(now, self.busy_until) + self.write_s
        return self.busy_until - now


UNHURRIED: Final = Habits(settle_s=0.1, focus_s=0.15, develop_s=0.2, raw_later_s=0.2)
"""Those of a body that takes as much time as real ones do."""
