"""A body that does not describe all that is on its card at once: libgphoto2 lists the rest, and says nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.wire import requests as wire

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.rigs.worker_process import RunningWorker

DCIM = "/store_00010001/DCIM"
FOLDER = f"{DCIM}/101VIRTL"
SAMPLES = [f"{FOLDER}/DSC_0004.JPG", f"{FOLDER}/DSC_0005.JPG"]
DESCRIBE, OPEN_SESSION = "1008", "1002"
GENERAL_ERROR, GONE, BUSY = "0x2002", "0x2009", "0x2019"
LONGER_THAN_LIBGPHOTO2_WAITS_S = 2.6


@pytest.mark.parametrize(("code", "times"), [(GENERAL_ERROR, 1), (GONE, 1), (BUSY, 2)])
def test_a_file_that_was_refused_at_first_is_listed(
    camera: VirtualCameraProcess, worker: RunningWorker, code: str, times: int
) -> None:
    camera.control({"refuse": DESCRIBE, "code": code, "times": times, "of": "DSC_0005.JPG"})

    assert worker.ask(wire.ListFolder(FOLDER)).files == SAMPLES


def test_a_folder_that_was_refused_at_first_is_listed(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    camera.control({"refuse": DESCRIBE, "code": GENERAL_ERROR, "times": 1, "of": "101VIRTL"})

    assert worker.ask(wire.ListFolder(DCIM)).folders == [f"{DCIM}/100VIRTL", FOLDER]


def test_a_file_that_was_described_too_late_is_listed(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    camera.control({"hang": DESCRIBE, "times": 1, "of": "DSC_0005.JPG"})
    listing = wire.ListFolder(FOLDER)
    number = worker.send(listing)
    asked_at = time.monotonic()
    while time.monotonic() - asked_at < LONGER_THAN_LIBGPHOTO2_WAITS_S:
        asked_at = max([asked_at, *(at for code, at, _ in _journal(camera) if code == DESCRIBE)])
        time.sleep(0.05)
    camera.control({"clear": True})

    assert worker.reply_to(listing, number).files == SAMPLES


def test_a_file_that_is_always_refused_hides_no_others_and_costs_no_more_sessions(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    camera.control({"refuse": DESCRIBE, "code": GENERAL_ERROR, "of": "DSC_0004.JPG"})
    lists = [worker.ask(wire.ListFolder(FOLDER)).files]
    _journal(camera)
    lists += [worker.ask(wire.ListFolder(FOLDER, fresh=fresh)).files for fresh in (False, True, False)]

    assert lists == [SAMPLES[1:]] * 4
    assert [code for code, *_ in _journal(camera)].count(OPEN_SESSION) == 1  # the fresh one


def test_what_was_left_out_before_anybody_listed_is_listed(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    camera.control({"refuse": DESCRIBE, "code": GENERAL_ERROR, "times": 1, "of": "DSC_0005.JPG"})
    assert len(worker.ask(wire.GetFileInfos(SAMPLES))) < len(SAMPLES)

    assert worker.ask(wire.ListFolder(FOLDER)).files == SAMPLES


def test_what_is_left_out_after_live_view_and_settings_is_listed(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    worker.ask(wire.PreviewFrame())
    camera.control({"refuse": DESCRIBE, "code": GENERAL_ERROR, "times": 1, "of": "DSC_0005.JPG"})
    worker.ask(wire.PreviewFrame())
    worker.ask(wire.GetConfig("iso"))

    assert worker.ask(wire.ListFolder(FOLDER)).files == SAMPLES


def test_the_log_is_not_listened_to_while_nothing_can_be_listed(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    """A frame of live view took a quarter longer with a listener, and a body's settings are a hundred lines."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", _PROGRAM, camera.port_string]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    heard = json.loads(done.stdout)
    assert [name for name, is_heard in heard.items() if is_heard] == ["opened", "events", "listed"]


_PROGRAM = """
import json, sys
from rpc_camera.worker.driver import Driver
from rpc_camera.worker.folder_cache import list_files
from rpc_camera.worker.left_out import _ear
from rpc_camera.worker.live_view import FrameGrabber
from rpc_camera.worker.setting_lookup import SettingLookup

driver = Driver(sys.argv[1], None)
heard = {"opened": bool(_ear()._listening)}
for name, action in {
    "frame": FrameGrabber(driver).frame,
    "setting": lambda: SettingLookup(driver).widget("iso"),
    "settings": SettingLookup(driver).read_all,
    "events": lambda: driver.next_event(1),
    "listed": lambda: list_files(driver, "/store_00010001/DCIM/101VIRTL"),
}.items():
    action()
    heard[name] = bool(_ear()._listening)
driver.close()
print(json.dumps(heard))
"""


def _journal(camera: VirtualCameraProcess) -> list[tuple[str, float, float | None]]:
    entries: list[tuple[str, float, float | None]] = camera.control({"journal": True})["journal"]
    return entries
