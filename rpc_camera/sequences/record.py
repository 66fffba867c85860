"""The record of one sequence: what it does, how far it is, and what a restart needs to know."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.clock import rfc3339_ms, utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import SequenceState
from rpc_camera.contract.violation import ContractViolationError
from rpc_camera.sequences.kept_start import kept_start, restored_start

if TYPE_CHECKING:
    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.types import Sequence, SequenceCounts, SequenceFailure, SequenceStep
    from rpc_camera.errors import JsonValue, ServiceError

_VERSION: Final = 1
_UNREADABLE: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)
_FAILURES_KEPT: Final = 10
OVER: Final = frozenset(
    {SequenceState.COMPLETED, SequenceState.STOPPED, SequenceState.FAILED, SequenceState.INTERRUPTED}
)


class UnreadableError(Exception):
    """A file is no record of a sequence; its text says why."""


@dataclass
class SequenceRecord:
    """`sequence` is what clients see of it. `start` is when frame 0 is due, as `time.monotonic` counts.

    `originals` are the settings it changes, with the values they had. `writing` is held while its file is written.
    """

    sequence: Sequence
    start: float
    originals: dict[str, JsonValue] = field(default_factory=dict)
    writing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def id(self) -> str:
        """The id of the sequence."""
        return self.sequence["sequence_id"]

    @property
    def camera_id(self) -> str:
        """The id of its camera."""
        return self.sequence["camera"]

    @property
    def is_over(self) -> bool:
        """Whether it has ended, whatever the way."""
        return self.sequence["state"] in OVER

    @property
    def shots(self) -> list[SequenceStep]:
        """The steps, each with the sequence's own `bulb_s` and `focus_steps` where it has none."""
        common = {name: value for name, value in self.sequence.items() if name in {"bulb_s", "focus_steps"}}
        return [cast("SequenceStep", {**common, **step}) for step in self.sequence["steps"] or [{}]]

    def shots_of(self, frame: int) -> list[SequenceStep]:
        """Return how the pictures of one frame are taken."""
        return self.shots if self.sequence["bracket"] else [self.shots[frame % len(self.shots)]]

    def start_in(self, seconds: float) -> None:
        """Have frame 0 be due so long from now."""
        self.start = time.monotonic() + seconds
        self.sequence["started_at"] = self.wall_time(self.start)

    def wall_time(self, instant: float) -> str:
        """Return an instant of `time.monotonic` by the system's clock as it is set now."""
        return rfc3339_ms(time.time() + instant - time.monotonic())

    def counts(self) -> SequenceCounts:
        """Return how far it is."""
        sequence = self.sequence
        return {
            "frames": sequence["frames"],
            "frames_taken": sequence["frames_taken"],
            "frames_failed": sequence["frames_failed"],
            "slots_missed": sequence["slots_missed"],
            "drift_last_s": sequence["drift_last_s"],
            "drift_max_s": sequence["drift_max_s"],
        }

    def count_taken(self, frame: int, late_s: float | None) -> None:
        """Count a frame that was taken, the next one."""
        self.sequence["frames_taken"] += 1
        self.sequence["next_frame"] = frame + 1
        if late_s is not None:
            self.sequence["drift_last_s"] = late_s
            self.sequence["drift_max_s"] = max(late_s, self.sequence["drift_max_s"] or 0.0)

    def count_failed(self, frame: int, error: ServiceError) -> None:
        """Count a frame that failed, the next one."""
        self.sequence["frames_failed"] += 1
        self.sequence["next_frame"] = frame + 1
        failure: SequenceFailure = {"frame": frame, "at": utc_now(), "error": failure_of(error)}
        self.sequence["failures"] = [*self.sequence["failures"], failure][-_FAILURES_KEPT:]

    def skip_to(self, frame: int) -> int:
        """Have `frame` be the next, and count those before it as missed."""
        self.sequence["slots_missed"] += frame - self.sequence["next_frame"]
        self.sequence["next_frame"] = frame
        return frame

    def to_json(self) -> str:
        """Return what is kept in a file: some kilobytes, however long the sequence."""
        kept = {"version": _VERSION, "sequence": self.sequence, **kept_start(self.start), "originals": self.originals}
        return json.dumps(kept, indent=1)

    @classmethod
    def from_json(cls, text: str, contract: Contract) -> SequenceRecord:
        """Read what `to_json` made. UnreadableError: it is something else, or of another version."""
        try:
            kept: Any = json.loads(text)
            version, sequence = kept["version"], kept["sequence"]
            contract.methods["get_sequence"].check_result({"sequence": sequence})
            start = restored_start(kept, sequence)
            originals = {str(name): value for name, value in kept["originals"].items()}
        except (*_UNREADABLE, ContractViolationError) as error:
            raise UnreadableError(f"{type(error).__name__}: {str(error)[:200]}") from None
        if version != _VERSION:
            raise UnreadableError(f"it is of version {version!r:.20}")
        sequence["state"] = SequenceState(sequence["state"])
        return cls(sequence, start, originals)
