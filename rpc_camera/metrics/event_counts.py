"""What is counted as it happens: pictures taken and saved, and those that were not."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import Counter, Histogram

from rpc_camera.contract.types import EventName, SaveStep
from rpc_camera.errors import ErrorName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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

        self._counts: Mapping[EventName, Callable[[str, Mapping[str, Any]], None]] = {
            EventName.CAPTURE_COMPLETED: self._completed,
            EventName.CAPTURE_FAILED: self._capture_failed,
            EventName.SEQUENCE_PROGRESS: self._frame,
            EventName.GROUP_CAPTURED: self._group,
            EventName.FILE_SAVED: self._file_saved,
            EventName.SAVE_FAILED: self._save_failed,
        }

    def __call__(self, event: LoggedEvent) -> None:
        """Count an event."""
        camera, params = str(event.params["camera"]), event.params
        if event.name is EventName.CAMERA_ADDED:
            self._begin(camera)
        elif event.name is EventName.CAMERA_REMOVED:
            self._end(camera)
        elif count := self._counts.get(event.name):
            count(camera, params)

    def part(self, camera: str, took_s: float, has_picture: bool) -> None:
        """Count a camera's shot in a group of a rig."""
        if has_picture:
            self._taken(camera, took_s)
        else:
            self._not_taken(camera)

    def _completed(self, camera: str, params: Mapping[str, Any]) -> None:
        self._taken(camera, _seconds_between(params["captured_at"], params["at"]))

    def _capture_failed(self, camera: str, params: Mapping[str, Any]) -> None:
        if params["error"]["name"] != ErrorName.NOT_SUPPORTED:  # else nothing was tried, as with a shutter without end
            self._not_taken(camera)

    def _frame(self, camera: str, params: Mapping[str, Any]) -> None:
        if "error" in params:
            self._not_taken(camera)
        elif "started_at" in params:
            self._taken(camera, _seconds_between(params["started_at"], params["at"]))

    def _group(self, _first: str, params: Mapping[str, Any]) -> None:
        manifest = params["manifest"]
        for member in manifest["cameras"]:
            if "host" in member:
                continue  # `part` counts those, at each host its own, whichever of them has asked for the group
            if "error" not in member:
                self._taken(member["camera"], _seconds_between(manifest["captured_at"], params["at"]))
            elif "released_ms" in member or "may_have_released" in member:
                self._not_taken(member["camera"])

    def _file_saved(self, camera: str, params: Mapping[str, Any]) -> None:
        if camera in self._there:
            self._saved.labels(camera).inc()
            self._saved_bytes.labels(camera).inc(params["size_bytes"])

    def _save_failed(self, camera: str, params: Mapping[str, Any]) -> None:
        if camera in self._there:
            self._not_saved.labels(camera, params["step"]).inc()

    def _taken(self, camera: str, took_s: float) -> None:
        if camera in self._there:
            self._captures.labels(camera).observe(max(0.0, took_s))

    def _not_taken(self, camera: str) -> None:
        if camera in self._there:
            self._failed.labels(camera).inc()

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


def _seconds_between(begun: str, ended: str) -> float:
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(begun)).total_seconds()
