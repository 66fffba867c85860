"""Calls by method: how many, how long, and with which errors they end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import Counter, Histogram

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prometheus_client import CollectorRegistry

    from rpc_camera.errors import ServiceError
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.several import Handler
    from rpc_camera.metrics.body_reports import BodyReports

UNKNOWN: Final = "unknown"
# From what needs no camera to what waits for a long exposure.
_BUCKETS_S: Final = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)


class CallMetrics:
    """Counts calls. The name of a method that there is not, which can be anything, becomes no label."""

    def __init__(self, registry: CollectorRegistry, reports: BodyReports) -> None:
        self._reports = reports
        self._duration = Histogram(
            "rpc_camera_call_duration_seconds",
            "How long calls took, failed ones too, by method; without those refused for their token or params.",
            ["method"],
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._errors = Counter(
            "rpc_camera_call_errors",
            f"Calls that failed or were refused, by method and error; those of no method there is are {UNKNOWN}.",
            ["method", "error"],
            registry=registry,
        )
        self._methods: frozenset[str] = frozenset()

    def around(self, methods: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return the methods with each call of them counted."""
        self._methods |= methods.keys()
        return {name: self._counted(name, handler) for name, handler in methods.items()}

    def note_error(self, method: str, error: ServiceError) -> None:
        """Count a call that failed or was refused."""
        self._errors.labels(method if method in self._methods else UNKNOWN, error.name).inc()

    def _counted(self, name: str, handler: Handler) -> Handler:
        duration: Histogram | None = None  # from the first call on: a method that nobody calls has no series

        async def counted(call: Call, params: Any) -> Any:  # noqa: ANN401 - those of any method
            nonlocal duration
            begun = time.perf_counter()
            try:
                result = await handler(call, params)
            finally:
                duration = duration or self._duration.labels(name)
                duration.observe(time.perf_counter() - begun)
            self._reports.note(name, result)
            return result

        return counted
