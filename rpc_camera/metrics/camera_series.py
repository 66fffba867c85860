"""The series of each camera that is there, read from it at the moment of a scrape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from rpc_camera.contract.types import CameraState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.metrics.body_reports import BodyReport, BodyReports

_CAMERA: Final = ("camera",)
_CARD: Final = ("camera", "card")
_AT_WORK: Final = frozenset({CameraState.READY, CameraState.BUSY})


class CameraSeries(Collector):
    """Has no series of a camera that is gone."""

    def __init__(self, cameras: CameraRegistry, reports: BodyReports) -> None:
        self._cameras = cameras
        self._reports = reports

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what is collected needs no look at the cameras to be registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield all series."""
        cameras = {camera.id: camera for camera in self._cameras.cameras}
        yield _states(cameras.values())
        info = InfoMetricFamily("rpc_camera_camera", "The cameras that are there.", labels=_CAMERA)
        for name, camera in cameras.items():
            model, port = camera.identity.name, camera.source.port
            info.add_metric([name], {"name": model, "port": port, "label": camera.label or ""})
        yield info
        for family, value in _families():
            for name, camera in cameras.items():
                family.add_metric([name], value(camera))
            yield family
        yield from _reported(self._reports.of(cameras))


def _states(cameras: Iterable[TetheredCamera]) -> Metric:
    states = [camera.state for camera in cameras]
    family = GaugeMetricFamily("rpc_camera_cameras", "Cameras that are there, by state.", labels=["state"])
    for state in CameraState:
        family.add_metric([state], states.count(state))
    return family


def _families() -> list[tuple[Any, Callable[[TetheredCamera], float]]]:
    return [
        (
            GaugeMetricFamily("rpc_camera_camera_up", "1 while the camera is ready or busy.", labels=_CAMERA),
            lambda camera: camera.state in _AT_WORK,
        ),
        (
            CounterMetricFamily(
                "rpc_camera_worker_restarts",
                "How often a new process has opened the camera after its first one was lost.",
                labels=_CAMERA,
            ),
            lambda camera: max(0, camera.line.times_up - 1),
        ),
        (
            CounterMetricFamily("rpc_camera_read_bytes", "Bytes of files read from the camera.", labels=_CAMERA),
            lambda camera: camera.downloads.read_bytes,
        ),
        (
            CounterMetricFamily("rpc_camera_written_bytes", "Bytes of files written to the camera.", labels=_CAMERA),
            lambda camera: camera.uploads.written_bytes,
        ),
        (
            CounterMetricFamily(
                "rpc_camera_preview_frames_read", "Frames of live view read from the camera.", labels=_CAMERA
            ),
            lambda camera: camera.preview.frames_read,
        ),
        (
            CounterMetricFamily(
                "rpc_camera_preview_frames_sent",
                "Frames of live view sent to viewers, each counted for each viewer.",
                labels=_CAMERA,
            ),
            lambda camera: camera.preview.frames_sent,
        ),
        (
            GaugeMetricFamily("rpc_camera_preview_viewers", "Who watches live view now.", labels=_CAMERA),
            lambda camera: camera.preview.viewers,
        ),
    ]


def _reported(reports: dict[str, BodyReport]) -> Iterator[Metric]:
    """Yield what the bodies said last, and when."""
    battery = GaugeMetricFamily("rpc_camera_battery_ratio", "The battery's level when last told.", labels=_CAMERA)
    free = GaugeMetricFamily("rpc_camera_card_free_bytes", "Room on the card when last told.", labels=_CARD)
    whole = GaugeMetricFamily("rpc_camera_card_size_bytes", "The card's size when last told.", labels=_CARD)
    told = GaugeMetricFamily(
        "rpc_camera_body_report_timestamp_seconds",
        "When the camera last told its battery and cards, which it is not asked for by a scrape.",
        labels=_CAMERA,
    )
    for camera, report in reports.items():
        told.add_metric([camera], report.at)
        if report.battery is not None:
            battery.add_metric([camera], report.battery)
        for card, (free_bytes, size_bytes) in report.cards.items():
            if free_bytes is not None:
                free.add_metric([camera, card], free_bytes)
            if size_bytes is not None:
                whole.add_metric([camera, card], size_bytes)
    yield from (battery, free, whole, told)
