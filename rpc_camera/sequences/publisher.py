"""The events of a sequence: published once its record is saved, so that what is published outlives the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import EventLog
    from rpc_camera.sequences.folder import SequenceFolder
    from rpc_camera.sequences.frame import FrameResult
    from rpc_camera.sequences.record import SequenceRecord


@dataclass
class SequencePublisher:
    """Publishes the events of one sequence. `progress` is yet to be published."""

    record: SequenceRecord
    folder: SequenceFolder
    events: EventLog
    progress: dict[str, JsonValue] | None = None

    def started(self, *, resumed: bool) -> None:
        """Publish that the sequence begins, or goes on after a restart of the service."""
        name = {"name": self.record.sequence["name"]} if "name" in self.record.sequence else {}
        self._emit(EventName.SEQUENCE_STARTED, {**name, "resumed": resumed})

    def frame(self, number: int, due: float, result: FrameResult, late_s: float | None = None) -> None:
        """Have a frame published with the next `save`."""
        due_at = self.record.wall_time(due)
        progress: dict[str, JsonValue] = {"frame": number, "due_at": due_at, "files": result.files}
        if result.released_at is not None:
            progress["started_at"] = self.record.wall_time(result.released_at)
        if late_s is not None:
            progress["late_s"] = late_s
        if result.error:
            progress["error"] = cast("dict[str, JsonValue]", failure_of(result.error))
        self.progress = progress

    async def save(self) -> None:
        """Save the record, then publish the last frame."""
        await self.folder.try_save(self.record)
        if self.progress:
            progress, self.progress = self.progress, None
            self._emit(EventName.SEQUENCE_PROGRESS, progress)

    def ended(self) -> None:
        """Publish how the sequence has ended."""
        sequence = cast("dict[str, JsonValue]", self.record.sequence)
        members = ("state", "reason", "not_restored")
        self._emit(EventName.SEQUENCE_ENDED, {name: sequence[name] for name in members if name in sequence})

    def _emit(self, name: EventName, params: dict[str, JsonValue]) -> None:
        counts = cast("dict[str, JsonValue]", self.record.counts())
        self.events.emit(name, self.record.camera_id, sequence_id=self.record.id, **params, **counts)
