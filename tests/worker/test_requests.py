"""Each request once, to a real worker with a camera: its reply has the type that the request says."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire import requests as wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.rigs.worker_process import RunningWorker

FOLDER = "/store_00010001/DCIM/100VIRTL"
PICTURE = f"{FOLDER}/DSC_0001.JPG"
JPEG_BEGIN = b"\xff\xd8"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[str]:
    """The name of an open file with `CONTENT`, as a server gives it to its worker."""
    file = tmp_path / "upload"
    file.write_bytes(CONTENT)
    descriptor = os.open(file, os.O_RDWR)
    yield f"/proc/{os.getpid()}/fd/{descriptor}"
    os.close(descriptor)


CONTENT = JPEG_BEGIN + bytes(range(256)) * 40


def test_details(shared: RunningWorker) -> None:
    details: Any = shared.ask(wire.GetDetails())

    assert details["battery_percent"] == 87
    assert details["storage"][0]["access"] == "read_write"


def test_settings_are_listed_by_section_or_all(shared: RunningWorker) -> None:
    every = shared.ask(wire.ListConfig())
    some = shared.ask(wire.ListConfig("imgsettings"))

    assert {"iso", "f-number"} < {widget["name"] for widget in every}
    assert {widget["path"].partition("/")[0] for widget in some} == {"imgsettings"}
    assert len(some) < len(every)


def test_a_setting_is_set_and_read(shared: RunningWorker) -> None:
    assert shared.ask(wire.SetConfig("iso", "400"))["value"] == "400"
    assert shared.ask(wire.GetConfig("iso"))["value"] == "400"


def test_several_settings_are_set(shared: RunningWorker) -> None:
    widgets = shared.ask(wire.SetConfigs({"iso": "200", "whitebalance": "Daylight"}))

    assert [(widget["name"], widget["value"]) for widget in widgets] == [("iso", "200"), ("whitebalance", "Daylight")]


def test_a_picture_is_taken_at_its_instant(shared: RunningWorker) -> None:
    shared.ask(wire.Arm())
    at = time.monotonic() + 0.2

    captured = shared.ask(wire.Capture(timeout_s=20, at=at, armed=True))

    assert captured.exposure_s is None
    assert at <= captured.released_at < at + 1
    assert [file["mime_type"] for file in captured.files] == ["image/jpeg"]
    assert captured.files[0]["size_bytes"] == shared.ask(wire.GetFileInfo(captured.files[0]["path"]))["size_bytes"]


def test_a_bulb_exposure_puts_the_settings_back(shared: RunningWorker) -> None:
    speed = shared.ask(wire.GetConfig("shutterspeed2"))["value"]

    assert shared.ask(wire.OpenBulb(max_s=20)) == {"shutterspeed2": speed}
    captured = shared.ask(wire.FinishBulb(timeout_s=20))

    assert len(captured.files) == 1
    assert captured.exposure_s is not None
    assert shared.ask(wire.GetConfig("shutterspeed2"))["value"] == speed


def test_live_view_is_turned_on_and_off(shared: RunningWorker) -> None:
    assert shared.ask(wire.PreviewFrame()).data.startswith(JPEG_BEGIN)

    shared.ask(wire.StopPreview())

    assert shared.ask(wire.GetConfig("viewfinder"))["value"] is False


def test_the_lens_is_driven(shared: RunningWorker) -> None:
    shared.ask(wire.DriveFocus(100))

    assert shared.ask(wire.Autofocus()) is True


def test_the_lens_goes_to_and_fro(shared: RunningWorker) -> None:
    shared.ask(wire.SwayFocus())

    assert shared.ask(wire.CanEndLiveView()) is True


def test_folders_and_files_are_listed(shared: RunningWorker) -> None:
    assert FOLDER in shared.ask(wire.ListFolder("/store_00010001/DCIM")).folders
    assert PICTURE in shared.ask(wire.ListFolder(FOLDER)).files


def test_of_several_files_those_that_are_there_are_described(shared: RunningWorker) -> None:
    infos = shared.ask(wire.GetFileInfos([f"{FOLDER}/NOT_HERE.JPG", PICTURE]))

    assert infos == [shared.ask(wire.GetFileInfo(PICTURE))]
    assert infos[0]["deletable"] is True


def test_a_chunk_is_a_part_of_the_file(shared: RunningWorker) -> None:
    size_bytes = shared.ask(wire.GetFileInfo(PICTURE))["size_bytes"]

    whole = shared.ask(wire.ReadChunk(PICTURE, 0, size_bytes + 1))
    part = shared.ask(wire.ReadChunk(PICTURE, 100, 50))

    assert (whole.length, len(whole.data)) == (size_bytes, size_bytes)
    assert part.data == whole.data[100:150]
    assert part.read_s > 0


def test_a_chunk_goes_past_the_socket_into_a_file(shared: RunningWorker, source: str, tmp_path: Path) -> None:
    chunk = shared.ask(wire.ReadChunk(PICTURE, 0, 50, into=source))

    assert (chunk.length, chunk.data) == (50, b"")
    written = (tmp_path / "upload").read_bytes()
    assert written == bytes(shared.ask(wire.ReadChunk(PICTURE, 0, 50)).data) + CONTENT[50:]


def test_a_chunk_comes_over_the_socket_where_the_file_cannot_be_opened(shared: RunningWorker) -> None:
    assert len(shared.ask(wire.ReadChunk(PICTURE, 0, 50, into="/proc/0/fd/0")).data) == 50


def test_a_thumbnail_is_smaller_than_its_picture(shared: RunningWorker) -> None:
    thumbnail = shared.ask(wire.GetThumbnail(PICTURE))

    assert thumbnail.mime_type == "image/jpeg"
    assert thumbnail.data.startswith(JPEG_BEGIN)
    assert len(thumbnail.data) < shared.ask(wire.GetFileInfo(PICTURE))["size_bytes"]


def test_a_file_is_uploaded_and_deleted(shared: RunningWorker, source: str) -> None:
    path = f"{FOLDER}/NEW.JPG"

    assert shared.ask(wire.CheckUpload(path, len(CONTENT))) == path
    assert shared.ask(wire.UploadFile(path, source)) == {
        "path": path,
        "filename": "NEW.JPG",
        "mime_type": "image/jpeg",
        "size_bytes": len(CONTENT),
        "modified_at": shared.ask(wire.GetFileInfo(path))["modified_at"],
    }
    assert shared.ask(wire.ReadChunk(path, 0, len(CONTENT))).data == CONTENT
    shared.ask(wire.DeleteFile(path))
    with pytest.raises(ServiceError) as refused:
        shared.ask(wire.GetFileInfo(path))
    assert refused.value.name is ErrorName.FILE_NOT_FOUND


def test_uploads_leave_no_descriptor_behind_and_can_be_read_and_listed(shared: RunningWorker, source: str) -> None:
    def descriptors() -> int:
        return len(list(Path(f"/proc/{shared.process.pid}/fd").iterdir()))

    paths = [f"{FOLDER}/MANY{number}.JPG" for number in range(4)]
    before = descriptors()
    for path in paths:
        shared.ask(wire.UploadFile(path, source))

    assert descriptors() == before
    assert Path(source).read_bytes() == CONTENT
    assert set(paths) <= set(shared.ask(wire.ListFolder(FOLDER)).files)
    assert [shared.ask(wire.ReadChunk(path, 0, len(CONTENT))).data for path in paths] == [CONTENT] * 4
    for path in paths:
        shared.ask(wire.DeleteFile(path))


def test_what_an_upload_has_left_is_removed_unless_it_is_another_file(shared: RunningWorker, source: str) -> None:
    assert shared.ask(wire.RemoveLeftover(f"{FOLDER}/NONE.JPG", source)) is wire.Leftover.NOTHING
    assert shared.ask(wire.RemoveLeftover(PICTURE, source)) is wire.Leftover.KEPT


def test_files_are_identified_as_long_as_that_takes_no_time_in_which_others_wait(
    worker: RunningWorker, camera: VirtualCameraProcess
) -> None:
    paths = [PICTURE, PICTURE.replace("DSC_0001", "DSC_0002")]
    camera.control({"latency_s": 0.05})
    first = worker.ask(wire.IdentifyFiles(paths))
    camera.control({"latency_s": 0})

    assert len(first.sizes_bytes) == len(first.modified_at) == 1, "the driver has listed the folder for that"
    both = worker.ask(wire.IdentifyFiles(paths))
    assert both.sizes_bytes == [first.sizes_bytes[0], worker.ask(wire.GetFileInfo(paths[1]))["size_bytes"]]
    assert both.modified_at[0] == first.modified_at[0]
