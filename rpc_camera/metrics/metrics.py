"""All metrics of a service together, and their text for Prometheus."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import prometheus_client
from prometheus_client import CollectorRegistry, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder

from rpc_camera.metrics.body_reports import BodyReports
from rpc_camera.metrics.calls import CallMetrics
from rpc_camera.metrics.camera_series import CameraSeries
from rpc_camera.metrics.event_counts import EventCounts
from rpc_camera.metrics.service_series import ServiceSeries
from rpc_camera.metrics.tethering_series import TetheringSeries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import ServiceError
    from rpc_camera.methods.service import Service
    from rpc_camera.methods.several import Handler
    from rpc_camera.metrics.service_series import ListeningServer

_FRESH_S: Final = 0.2
_LAG_BUCKETS_S: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """Counts from its making on. `is_open`: `/metrics` asks for no token. `host` is this one's name in a rig."""

    def __init__(self, service: Service, *, is_open: bool, host: str | None = None) -> None:
        prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # they double counters for little
        self.is_open = is_open
        self._made: dict[str, tuple[float, bytes]] = {}  # by content type, of which there are a handful
        self._registry = registry = CollectorRegistry()
        reports = BodyReports(host)
        self._calls = CallMetrics(registry, reports)
        self._lag = Histogram(
            "rpc_camera_event_loop_lag_seconds",
            "How late the event loop was, measured some times a second: while it is, everybody waits.",
            buckets=_LAG_BUCKETS_S,
            registry=registry,
        )
        self._of_service = ServiceSeries(service)
        for collector in (
            CameraSeries(service.cameras, reports),
            TetheringSeries(service.tethering, service.cameras),
            self._of_service,
        ):
            registry.register(collector)
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        counts = EventCounts(registry)
        service.cameras.events.add_listener(counts)
        service.cameras.part_listeners.append(counts.part)

    def around(self, methods: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return the methods with each call of them counted."""
        return self._calls.around(methods)

    def note_error(self, method: str, error: ServiceError) -> None:
        """Count a call that failed or was refused."""
        self._calls.note_error(method, error)

    def watch(self, server: ListeningServer) -> None:
        """Count the connections of `server`."""
        self._of_service.server = server

    def note_lag(self, late_s: float) -> None:
        """Count how late the event loop was."""
        self._lag.observe(late_s)

    def text(self, accept: str) -> tuple[bytes, str]:
        """Return all metrics, and the content type, as who accepts `accept` understands it.

        Where they are open, they are made anew some times a second at most: to make them holds up everybody, and so
        would anybody who scrapes without a pause.
        """
        encode, content_type = choose_encoder(accept)
        now = time.monotonic()
        if (made := self._made.get(content_type)) is None or not self.is_open or now - made[0] > _FRESH_S:
            made = self._made[content_type] = now, encode(self._registry)
        return made[1], content_type
