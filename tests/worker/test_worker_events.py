"""What a worker reports by itself: each event with its type."""

from __future__ import annotations

import time
from pathlib import Path

from rpc_camera.contract.types import FileOrigin
from rpc_camera.wire import requests as wire
from rpc_camera.wire.events import CardChanged, Exposing, Failed, FileArrived, Released, SettingChanged, Uploading
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

OPENED_S = 1.0
ONE_SECOND = "1.0000s"
DIALS = {
    "iso": "800",
    "aperture": "8",
    "shutterspeed": "1/60",
    "exposurecompensation": 3,
    "whitebalance": 1,
    "drivemode": 1,
    "meteringmode": 1,
    "picturestyle": 0x82,
}
FOLDER = "/store_00010001/DCIM/100VIRTL"


def test_the_first_event_says_which_camera_it_is(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    with RunningWorker(camera.port_string, tmp_path) as worker:
        opened = worker.opened()

    assert (opened.id, opened.model, opened.serial_number) == ("z-virtual-0000001", "Z Virtual", "0000001")
    assert opened.driver_model == "PTP/IP Camera"
    assert "capture_image" in opened.abilities


def test_a_serial_number_that_only_a_setting_of_the_make_has_is_found(tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "canon", "--serial", " ") as camera:
        camera.control({"set_property": "eosserialnumber", "value": "012021001234", "force": True})
        with RunningWorker(camera.port_string, tmp_path) as worker:
            assert worker.opened().serial_number == "012021001234"


def test_a_picture_is_reported_stage_by_stage(worker: RunningWorker) -> None:
    captured = worker.ask(wire.Capture(timeout_s=20))

    stages = [event for event in worker.events if isinstance(event, Exposing | Released | FileArrived)]
    path = captured.files[0]["path"]
    info = worker.ask(wire.GetFileInfo(path))
    assert stages == [
        Exposing(exposure_s=0.008),
        Released(captured.released_at),
        FileArrived(path, FileOrigin.CAPTURE_IMAGE, info["size_bytes"], info["modified_at"]),
    ]


def test_what_waits_for_a_picture_is_answered_before_the_events_are_read_anew(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    worker.ask(wire.SetConfig("shutterspeed", ONE_SECOND))
    before = worker.ask(wire.Capture(timeout_s=20)).files[0]["path"]
    camera.control({"journal": True})
    taking, reading = wire.Capture(timeout_s=20), wire.GetThumbnail(before)
    numbers = worker.send(taking), worker.send(reading)
    assert worker.reply_to(taking, numbers[0]).files
    assert worker.reply_to(reading, numbers[1]).data

    operations = [operation for operation, _, _ in camera.control({"journal": True})["journal"]]
    looked, read = operations.index("1008"), operations.index("100a")
    assert operations[looked + 1 : read] == ["90c7"], "which says that the picture is complete"


def test_what_someone_does_at_the_body_is_reported(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    camera.control({"set_property": "iso", "value": "800"})
    assert worker.await_event(SettingChanged) == SettingChanged("iso", "800")

    camera.control({"press_shutter": True})
    assert worker.await_event(FileArrived).origin is FileOrigin.CAMERA

    camera.control({"card": "remove"})
    assert worker.await_event(CardChanged) == CardChanged()


def test_a_picture_of_trigger_is_the_bodys_own(worker: RunningWorker) -> None:
    worker.ask(wire.Trigger())

    assert worker.await_event(FileArrived).origin is FileOrigin.CAMERA


def test_an_upload_is_reported_before_and_after(
    camera: VirtualCameraProcess, worker: RunningWorker, tmp_path: Path
) -> None:
    source = tmp_path / "new.jpg"
    source.write_bytes(bytes(5000))
    path = f"{FOLDER}/NEW.JPG"

    camera.control({"upload": "held_up", "after_bytes": 0})
    request = wire.UploadFile(path, str(source))
    number = worker.send(request)

    uploading = worker.await_event(Uploading)
    assert uploading.path == path
    assert Path(f"/proc/{worker.process.pid}/fd/{uploading.descriptor}").samefile(source)
    camera.control({"clear": True})
    assert worker.reply_to(request, number)["path"] == path
    arrived = worker.await_event(FileArrived)
    assert (arrived.path, arrived.origin, arrived.size_bytes) == (path, FileOrigin.UPLOAD, 5000)


def test_a_body_that_freezes_while_its_settings_are_read_is_lost(tmp_path: Path) -> None:
    """Of an EOS, libgphoto2 answers from what it knows: the dials that were turned would take 5 s each."""
    with (
        VirtualCameraProcess("--make", "canon", "--serial", "0000001") as camera,
        RunningWorker(camera.port_string, tmp_path) as worker,
    ):
        worker.opened()
        worker.ask(wire.GetConfig("iso"))
        time.sleep(OPENED_S)
        camera.control({"latency_s": 0.1})
        for name, value in DIALS.items():
            camera.control({"set_property": name, "value": value})
        worker.await_event(SettingChanged)
        camera.control({"hang": "9116"})

        failed = worker.await_event(Failed)
        camera.control({"clear": True})

    assert failed.error["name"] == "camera_lost"
    assert sum(isinstance(event, SettingChanged) for event in worker.events) < len(DIALS) / 2


def test_a_lost_link_is_reported_with_its_reason(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    camera.control({"offline": True})

    assert worker.await_event(Failed).error["name"] == "camera_lost"
    assert worker.process.wait(timeout=20) == 0
