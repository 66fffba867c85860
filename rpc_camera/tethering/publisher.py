"""The events of tethering: each file that is saved, and each reason why one is not, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rpc_camera.camera.files.file_reference import file_reference
from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName, FileOrigin, SaveStep

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.event_log import EventLog
    from rpc_camera.tethering.saving import SavedFile


@dataclass(frozen=True)
class SavePublisher:
    """Publishes `file_saved` and `save_failed` of one camera; `file_added` too, where no look at the card could."""

    events: EventLog
    camera_id: str

    def added(self, path: str) -> None:
        """Publish a file that was taken to be old, and turns out to be saved nowhere."""
        file = _json(file_reference(path))
        self.events.emit(EventName.FILE_ADDED, self.camera_id, file=file, origin=FileOrigin.CAMERA)

    def saved(self, path: str, saved: SavedFile, duration_s: float | None) -> None:
        """Publish that a file has its final name; `duration_s` is None where a crash came between."""
        duration: dict[str, JsonValue] = {} if duration_s is None else {"duration_s": round(duration_s, 3)}
        self.events.emit(
            EventName.FILE_SAVED,
            self.camera_id,
            file=_json(file_reference(path)),
            path=saved.path,
            size_bytes=saved.size_bytes,
            sha256=saved.sha256,
            **duration,
        )

    def not_saved(self, path: str, error: ServiceError, *, will_retry: bool) -> None:
        """Publish why a file is not saved now, or, without `will_retry`, at all."""
        self._failed(path, error, SaveStep.SAVE, will_retry=will_retry)

    def not_deleted(self, path: str, error: ServiceError, *, will_retry: bool = False) -> None:
        """Publish why a file that is saved stays on the camera, for good or for now."""
        self._failed(path, error, SaveStep.DELETE, will_retry=will_retry)

    def _failed(self, path: str, error: ServiceError, step: SaveStep, *, will_retry: bool) -> None:
        file, failure = _json(file_reference(path)), _json(failure_of(error))
        self.events.emit(
            EventName.SAVE_FAILED, self.camera_id, file=file, step=step, error=failure, will_retry=will_retry
        )


def _json(value: object) -> JsonValue:
    return cast("JsonValue", value)
