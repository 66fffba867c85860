"""What is counted as it happens: pictures taken and saved, and those that were not."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import Counter, Histogram

from rpc_camera.contract.types import EventName, SaveStep

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from rpc_camera.event_log import LoggedEvent

_CAMERA: Final = ("camera",)
_BUCKETS_S: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class EventCounts:
    """Counts the events of the cameras here. A camera that is removed takes its series along.

    What is told of it after that counts no more: nobody would ever remove the series.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._there: set[str] = set()
        self._captures = Histogram(
            "rpc_camera_capture_duration_seconds",
            "From when a camera was asked for a picture until all its files were on the card.",
            _CAMERA,
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._failed = Counter(
            "rpc_camera_capture_failures", "Captures that failed once they had begun.", _CAMERA, registry=registry
        )
        self._saved = Counter(
            "rpc_camera_tethering_saved_files", "Files that tethering saved.", _CAMERA, registry=registry
        )
        self._saved_bytes = Counter(
            "rpc_camera_tethering_saved_bytes", "Bytes of files that tethering saved.", _CAMERA, registry=registry
        )
        self._not_saved = Counter(
            "rpc_camera_tethering_failures",
            "Files that could not be saved, or not deleted after that; once for each file and reason.",
            ("camera", "step"),
            registry=registry,
        )

    def __call__(self, event: LoggedEvent) -> None:
        """Count an event."""
        camera, params = str(event.params["camera"]), event.params
        if event.name is EventName.CAMERA_ADDED:
            self._begin(camera)
        elif camera not in self._there:
            return
        match event.name:
            case EventName.CAMERA_REMOVED:
                self._end(camera)
            case EventName.CAPTURE_COMPLETED:
                self._captures.labels(camera).observe(_seconds_between(params["captured_at"], params["at"]))
            case EventName.CAPTURE_FAILED:
                self._failed.labels(camera).inc()
            case EventName.FILE_SAVED:
                self._saved.labels(camera).inc()
                self._saved_bytes.labels(camera).inc(_number(params["size_bytes"]))
            case EventName.SAVE_FAILED:
                self._not_saved.labels(camera, str(params["step"])).inc()
            case _:
                pass

    def _begin(self, camera: str) -> None:
        """Have all series of a camera from its coming on: an increase from nothing to 1 would not be seen."""
        self._there.add(camera)
        for metric in (self._captures, self._failed, self._saved, self._saved_bytes):
            metric.labels(camera)
        for step in SaveStep:
            self._not_saved.labels(camera, step)

    def _end(self, camera: str) -> None:
        self._there.discard(camera)
        for metric in (self._captures, self._failed, self._saved, self._saved_bytes):
            with suppress(KeyError):
                metric.remove(camera)
        for step in SaveStep:
            with suppress(KeyError):
                self._not_saved.remove(camera, step)


def _seconds_between(begin: Any, end: Any) -> float:  # noqa: ANN401 - of an event, whose schema says that it is a time
    return max(0.0, (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds())


def _number(value: Any) -> float:  # noqa: ANN401 - of an event, whose schema says that it is a number
    return float(value)
