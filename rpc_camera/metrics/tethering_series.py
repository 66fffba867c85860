"""The series of each camera's tethering, read from it at the moment of a scrape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.tethering.tetherings import Tetherings

_CAMERA: Final = ("camera",)


class TetheringSeries(Collector):
    """Has those of cameras that are there, and of those that are away with pictures that are not saved yet."""

    def __init__(self, tetherings: Tetherings, cameras: CameraRegistry) -> None:
        self._tetherings = tetherings
        self._cameras = cameras

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what is collected needs no look at the tetherings to be registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield all series."""
        there = {camera.id for camera in self._cameras.cameras}
        shown = [each for each in self._tetherings.all if each.camera_id in there or each.pending]
        active = GaugeMetricFamily("rpc_camera_tethering_active", "1 while pictures are to be saved.", labels=_CAMERA)
        pending = GaugeMetricFamily(
            "rpc_camera_tethering_pending_files", "Pictures that are not saved yet.", labels=_CAMERA
        )
        oldest = GaugeMetricFamily(
            "rpc_camera_tethering_oldest_pending_seconds",
            "How long the oldest picture has waited to be saved since this run of the service knows of it; 0: none.",
            labels=_CAMERA,
        )
        failing = GaugeMetricFamily(
            "rpc_camera_tethering_failing", "What cannot be saved at present, and is tried again.", labels=_CAMERA
        )
        for each in shown:
            active.add_metric([each.camera_id], each.state.is_active)
            pending.add_metric([each.camera_id], each.pending)
            oldest.add_metric([each.camera_id], each.oldest_s)
            failing.add_metric([each.camera_id], each.failing)
        yield from (active, pending, oldest, failing)
