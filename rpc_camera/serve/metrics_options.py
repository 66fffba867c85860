"""How `rpc-camera serve` is told to count for Prometheus."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from rpc_camera.serve.option_error import OptionsError

if TYPE_CHECKING:
    import argparse

_CLIENT: Final = "prometheus_client"


@dataclass(frozen=True)
class MetricsOptions:
    """That there are metrics. `is_open`: for whoever reaches the service."""

    is_open: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that `serve` has for metrics."""
    group = parser.add_argument_group("metrics", "what the service counts, for Prometheus")
    group.add_argument(
        "--metrics", action="store_true", help="serve /metrics to those whose token has the scope view for all cameras"
    )
    group.add_argument(
        "--metrics-open", action="store_true", help="serve /metrics to whoever reaches the service, without a token"
    )


def resolve(arguments: argparse.Namespace) -> MetricsOptions | None:
    """Return what the flags say, None if there are to be no metrics. OptionsError: their library is missing."""
    if not (arguments.metrics or arguments.metrics_open):
        return None
    if find_spec(_CLIENT) is None:
        raise OptionsError(
            f"--metrics needs Prometheus' client: {shlex.quote(sys.executable)} -m pip install '.[metrics]', in the "
            "folder that rpc-camera was installed from."
        )
    return MetricsOptions(is_open=arguments.metrics_open)
