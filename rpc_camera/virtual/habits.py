"""How a body writes its pictures: fast or slowly, one file late, to one card or to two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SecondCard(StrEnum):
    """What is written to the card in the second slot."""

    NOTHING = "nothing"
    JPEG = "jpeg"
    BACKUP = "backup"


@dataclass
class Habits:
    """How a body writes to its cards: each picture for `write_s`, and the RAW `raw_later_s` after the JPEG.

    `busy_until` is when it is through with what it has begun, as `time.monotonic` counts.
    """

    write_s: float = 0.0
    raw_later_s: float = 0.0
    second_card: SecondCard = SecondCard.NOTHING
    busy_until: float = 0.0
