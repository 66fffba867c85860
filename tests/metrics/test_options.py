"""The options of the metrics."""

from __future__ import annotations

import argparse
import sys

import pytest

from rpc_camera.serve.metrics_options import MetricsOptions, add_arguments, resolve
from rpc_camera.serve.option_error import OptionsError


def resolved(*flags: str) -> MetricsOptions | None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return resolve(parser.parse_args(flags))


def test_there_are_none_unless_they_are_asked_for() -> None:
    assert resolved() is None
    assert resolved("--metrics") == MetricsOptions(is_open=False)
    assert resolved("--metrics-open") == resolved("--metrics", "--metrics-open") == MetricsOptions(is_open=True)


def test_without_their_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert resolved() is None
    with pytest.raises(OptionsError, match=r"-m pip install '\.\[metrics\]'"):
        resolved("--metrics")
