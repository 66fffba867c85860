"""The metrics of a service that is started with `--metrics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.methods.service import Service
    from rpc_camera.metrics.metrics import Metrics
    from rpc_camera.serve.options import ServeOptions


def make_metrics(service: Service, options: ServeOptions) -> Metrics | None:
    """Return what counts, None where nobody wants it; then nothing of it is imported."""
    if options.metrics is None:
        return None
    from rpc_camera.metrics.metrics import Metrics  # noqa: PLC0415 - see above

    return Metrics(service, is_open=options.metrics.is_open, host=options.rig.host if options.rig else None)
