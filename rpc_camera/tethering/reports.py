"""What tethering tells the event log: each file that is safe, and each reason why one is not, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName
from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.event_log import EventLog
    from rpc_camera.tethering.saving import Saved


@dataclass(frozen=True)
class Reports:
    """Emits `file_saved` and `save_failed`."""

    events: EventLog

    def saved(self, camera: str, path: str, saved: Saved, duration_s: float | None) -> None:
        """Tell of a file that has its final name; `duration_s` is None where a crash came between."""
        took: dict[str, JsonValue] = {} if duration_s is None else {"duration_s": round(duration_s, 3)}
        self.events.emit(
            EventName.FILE_SAVED,
            camera,
            file=reference(path),
            path=saved.path,
            size_bytes=saved.size_bytes,
            sha256=saved.sha256,
            **took,
        )

    def not_saved(self, camera: str, path: str, error: ServiceError, *, will_retry: bool) -> None:
        """Tell why a file is not saved now, or, without `will_retry`, at all."""
        self._failed(camera, path, error, "save", will_retry=will_retry)

    def not_deleted(self, camera: str, path: str, error: ServiceError) -> None:
        """Tell why a file that is saved stays on the camera."""
        self._failed(camera, path, error, "delete", will_retry=False)

    def _failed(self, camera: str, path: str, error: ServiceError, step: str, *, will_retry: bool) -> None:
        told = cast("dict[str, JsonValue]", failure_of(error))
        self.events.emit(
            EventName.SAVE_FAILED, camera, file=reference(path), step=step, error=told, will_retry=will_retry
        )


def reference(path: str) -> dict[str, JsonValue]:
    """Return the `FileReference` of a file on a camera."""
    return {"path": path, "filename": path.rpartition("/")[2], "mime_type": mime_type(path)}
