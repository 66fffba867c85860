"""When a sequence began, as its file has it, for a restart whose clocks may be other ones.

Within a boot all processes share the monotonic clock, which nobody sets. Across boots there is only the system's clock,
and a machine without one of its own (a Raspberry Pi) starts with the time that it had when it was last on, or earlier.
"""

from __future__ import annotations

import logging
import math
import time
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.clock import boot_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.types import Sequence
    from rpc_camera.errors import JsonValue

LEAD_AT_MOST_S: Final = 2.0  # from `start_sequence` to the first frame
_CLOCK_IS_SET_FROM: Final = 1_767_225_600.0  # 2026: a clock that shows an earlier time than this software is not set
_log = logging.getLogger(__name__)


def kept_start(start: float) -> dict[str, JsonValue]:
    """Return the members of a sequence's file for its start, which is an instant of `time.monotonic`."""
    return {"start": time.time() + start - time.monotonic(), "boot": {"id": boot_id(), "start": start}}


def restored_start(kept: Mapping[str, Any], sequence: Sequence) -> float:
    """Return the start as `time.monotonic` counts now. ValueError, TypeError, KeyError, …: `kept` is something else.

    It is such that the next frame is due within one interval, whatever the clocks say: the one before is over.
    """
    now = time.monotonic()
    by_wall = float(kept["start"])
    boot = kept.get("boot") or {}
    is_same_boot = bool(boot_id()) and boot.get("id") == boot_id()
    start = float(boot["start"]) if is_same_boot else by_wall - time.time() + now
    if not math.isfinite(start):
        raise ValueError("its start is no time")
    passed_s = sequence["next_frame"] * sequence["interval_s"]
    latest = now + LEAD_AT_MOST_S + sequence["interval_s"] - passed_s
    was_set = is_same_boot or by_wall > _CLOCK_IS_SET_FROM
    if was_set and start <= latest:
        return start
    if "ended_at" not in sequence:
        _log.warning(
            "sequence %s: the system's clock is not what it was before this start; its next frame is due within %g s",
            sequence["sequence_id"],
            LEAD_AT_MOST_S + sequence["interval_s"],
        )
    return latest
