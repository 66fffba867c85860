"""The instant of a group: a worker that was made ready for it goes by what it found then, unless that has changed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire import requests as wire
from rpc_camera.wire.events import SettingChanged
from rpc_camera.worker.instant import awake_at

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.rigs.worker_process import RunningWorker

SOON_S = 0.1


def may_be_urgent() -> bool:
    """Return whether this process may have the real-time scheduler, found out in a child: it is not tried here."""
    child = os.fork()
    if not child:
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def in_a_moment() -> wire.Capture:
    return wire.Capture(timeout_s=20, at=time.monotonic() + SOON_S, armed=True)


def test_it_is_awake_at_its_instant_and_urgent_only_then() -> None:
    before, at = os.sched_getscheduler(0), time.monotonic() + SOON_S

    with awake_at(at):
        woken, within = time.monotonic(), os.sched_getscheduler(0)

    assert at <= woken < at + 1
    assert within == (os.SCHED_FIFO if may_be_urgent() else before)
    assert os.sched_getscheduler(0) == before


def test_it_is_not_urgent_any_more_after_a_failure() -> None:
    before = os.sched_getscheduler(0)

    with pytest.raises(RuntimeError), awake_at(time.monotonic() + SOON_S):
        raise RuntimeError

    assert os.sched_getscheduler(0) == before


def test_an_instant_that_has_passed_is_now_and_without_one_nothing_is_waited_for() -> None:
    begun = time.monotonic()

    with awake_at(begun - 1), awake_at(None):
        assert time.monotonic() - begun < SOON_S


def test_what_a_client_has_set_since_it_was_made_ready_counts(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    camera.control({"write_s": 0, "raw_later_s": 0.5})
    worker.ask(wire.Arm(releases=True))
    worker.ask(wire.SetConfig("imagequality", "NEF+Fine"))

    captured = worker.ask(in_a_moment())

    assert sorted(file["path"][-4:] for file in captured.files) == [".JPG", ".NEF"]


def test_a_dial_that_was_turned_since_it_was_made_ready_counts(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    worker.ask(wire.Arm(releases=True))
    camera.control({"set_property": "shutterspeed2", "value": "Bulb"})
    while worker.await_event(SettingChanged).name != "shutterspeed2":
        pass

    with pytest.raises(ServiceError) as refused:
        worker.ask(in_a_moment())

    assert refused.value.name is ErrorName.NOT_SUPPORTED
    assert camera.control({"status": True})["released_at"] is None
