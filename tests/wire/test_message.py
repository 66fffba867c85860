"""Requests, replies and events on their way through JSON."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import DriverCode, ErrorName, ServiceError
from rpc_camera.wire import events
from rpc_camera.wire import requests as wire
from rpc_camera.wire.errors import pack_error, unpack_error
from rpc_camera.wire.message import WorkerEvent, WorkerRequest, operations, read_event, read_request, reply_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rpc_camera.contract.types import CommonSetting, File, FileInfo

PATH = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"
FILE: File = {"path": PATH, "filename": "DSC_0001.JPG", "mime_type": "image/jpeg", "size_bytes": 5}
INFO: FileInfo = {
    "path": PATH,
    "filename": "DSC_0001.JPG",
    "mime_type": "image/jpeg",
    "size_bytes": 5,
    "modified_at": "2026-01-31T12:00:00Z",
    "deletable": True,
}
WIDGET: Any = {"name": "iso", "path": "imgsettings/iso", "value": "100"}
COMMON: CommonSetting = {"config": "iso", "value": 400, "text": "400", "readonly": False, "allowed": [100, 400, "auto"]}
CHOSEN = wire.ChosenSettings({"iso": COMMON}, {"iso": 400}, [WIDGET])
ERROR = ServiceError(
    ErrorName.CAMERA_LOST,
    "The cable is out.",
    remedy="Put it in.",
    retryable=True,
    driver=DriverCode(-7, "GP_ERROR_IO", "I/O in progress"),
    details={"config": "iso"},
    untouched=True,
)
REQUESTS_AND_REPLIES: list[tuple[WorkerRequest[Any], object]] = [
    (wire.UseId("z-5-7-2"), None),
    (wire.CloseShutter(), None),
    (wire.GetDetails(), {"summary": "", "storage": []}),
    (wire.ListConfig(), [WIDGET]),
    (wire.ListConfig(section="imgsettings"), []),
    (wire.GetConfig("iso"), WIDGET),
    (wire.SetConfig("iso", "400"), WIDGET),
    (wire.SetConfigs({"iso": "400", "autoiso": False}), [WIDGET]),
    (wire.GetCommonSettings("exposure"), {"iso": COMMON}),
    (wire.SetCommonSettings("exposure", {"iso": 400}, take_nearest=True), CHOSEN),
    (wire.FindConfigs("exposure", {"iso": 400}), {"iso": "400"}),
    (wire.Arm(), None),
    (wire.Capture(timeout_s=20.0, at=12.5, armed=True), wire.Captured([FILE], 12.5)),
    (wire.Trigger(), None),
    (wire.OpenBulb(max_s=30.0), {"shutterspeed2": "1/125"}),
    (wire.FinishBulb(timeout_s=20.0), wire.Captured([FILE, FILE], 12.5, exposure_s=3.25)),
    (wire.PreviewFrame(), wire.Jpeg(b"\xff\xd8")),
    (wire.StopPreview(), None),
    (wire.DriveFocus(-3), None),
    (wire.SwayFocus(), None),
    (wire.CanEndLiveView(), True),
    (wire.Autofocus(), True),
    (wire.Autofocus(), None),
    (wire.ListFolder("/"), wire.Folder(["/store_00010001"], [])),
    (wire.GetFileInfos([PATH]), [INFO]),
    (wire.IdentifyFiles([PATH, PATH]), wire.FileMarks([5, None], ["2026-11-28T12:00:00Z", None])),
    (wire.GetFileInfo(PATH), INFO),
    (wire.ReadChunk(PATH, 0, 5), wire.Chunk(5, 0.01, b"bytes")),
    (wire.ReadChunk(PATH, 0, 5, into="/proc/1/fd/9"), wire.Chunk(5, 0.01, b"")),
    (wire.ReadChunk(PATH, 0, 5, piece_bytes=3), wire.Chunk(3, 0.01, b"byt")),
    (wire.GiveWay(), None),
    (wire.GetThumbnail(PATH), wire.ThumbnailImage("image/jpeg", b"\xff\xd8")),
    (wire.DeleteFile(PATH), None),
    (wire.CheckUpload(PATH, 5), PATH),
    (wire.UploadFile(PATH, "/proc/1/fd/9"), FILE),
    (wire.RemoveLeftover(PATH, "/proc/1/fd/9"), wire.Leftover.DELETED),
]
EVENTS: list[WorkerEvent] = [
    events.CameraOpened("z-5-0000001", "Nikon", "Z 5", None, None, "Nikon Z5", ["config"]),
    events.Failed(pack_error(ERROR)),
    events.Alive(),
    events.Exposing(0.5),
    events.Exposing(None),
    events.ShutterOpening({"shutterspeed2": "1/125"}),
    events.Releasing(),
    events.Released(12.5),
    events.Uploading(PATH, 9),
    events.FileArrived(PATH, FileOrigin.UPLOAD),
    events.FileArrived(PATH, FileOrigin.CAMERA, 5, "2026-11-28T12:00:00Z"),
    events.SettingChanged("iso", "400"),
    events.CardChanged(),
    events.PicturesWait("The disk is full."),
    events.PicturesWait(None),
    events.SessionRenewed(),
]


def through_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def types_of(messages: Iterable[object]) -> set[type]:
    return {type(message) for message in messages}


@pytest.mark.parametrize(("request_", "reply"), REQUESTS_AND_REPLIES)
def test_a_request_and_its_reply_arrive_as_they_were_sent(request_: WorkerRequest[Any], reply: object) -> None:
    assert read_request(through_json(request_.to_header(3))) == request_

    value, data = reply_parts(reply)
    read = request_.read_reply(through_json(value), bytes(data))
    assert read == reply
    assert type(read) is type(reply)


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_arrives_as_it_was_sent(event: WorkerEvent) -> None:
    assert read_event(through_json(event.to_header())) == event


def test_every_request_and_every_event_is_tried_here() -> None:
    assert types_of(request for request, _ in REQUESTS_AND_REPLIES) == operations()
    assert types_of(EVENTS) == set(WorkerEvent.__subclasses__())


def test_a_request_has_its_number_and_its_operation_in_the_header() -> None:
    assert wire.GetConfig("iso").to_header(3) == {"id": 3, "operation": "get_config", "args": {"name": "iso"}}


def test_requests_are_equal_by_kind_and_content_and_can_be_read_in_a_log() -> None:
    assert wire.GetConfig("iso") == wire.GetConfig("iso") != wire.GetConfig("f-number")
    assert wire.GetConfig("iso") != wire.ListConfig("iso")
    assert len({wire.GetConfig("iso"), wire.GetConfig("iso"), wire.ListConfig("iso")}) == 2
    assert repr(wire.GetConfig("iso")) == "GetConfig(name='iso')"


def test_a_request_is_not_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        wire.GetConfig("iso").name = "f-number"  # type: ignore[misc]


def test_an_event_has_its_name_in_the_header() -> None:
    assert events.Uploading("/a", 9).to_header() == {"event": "uploading", "args": {"path": "/a", "descriptor": 9}}


def test_an_origin_is_one_of_its_enumeration() -> None:
    header = through_json(events.FileArrived(PATH, FileOrigin.CAMERA).to_header())

    event = read_event(header)

    assert isinstance(event, events.FileArrived)
    assert event.origin is FileOrigin.CAMERA
    header["args"]["origin"] = "moon"
    with pytest.raises(ValueError, match="moon"):
        read_event(header)


def test_bytes_travel_beside_the_json_uncopied() -> None:
    data = bytearray(b"bytes")

    value, blob = reply_parts(wire.Chunk(5, 0.01, data))

    assert value == {"length": 5, "read_s": 0.01}
    assert blob is data


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ({}, KeyError),
        ({"operation": "make_coffee", "args": {}}, KeyError),
        ({"operation": "get_config"}, KeyError),
        ({"operation": "get_config", "args": {}}, TypeError),
        ({"operation": "arm", "args": {"name": "iso"}}, TypeError),
    ],
)
def test_what_is_no_request_is_not_read(header: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        read_request(header)


def test_what_is_no_event_is_not_read() -> None:
    with pytest.raises(KeyError):
        read_event({"event": "nothing", "args": {}})


def test_what_changes_something_is_not_repeated() -> None:
    changing = {
        wire.SetConfig,
        wire.SetConfigs,
        wire.SetCommonSettings,
        wire.FindConfigs,
        wire.Capture,
        wire.Trigger,
        wire.OpenBulb,
        wire.FinishBulb,
        wire.DriveFocus,
        wire.SwayFocus,
        wire.Autofocus,
        wire.DeleteFile,
        wire.UploadFile,
    }

    assert {kind for kind in operations() if not kind.repeatable} == changing
    assert {kind for kind in operations() if kind.releases_shutter} == {wire.Capture, wire.Trigger, wire.OpenBulb}


def test_an_error_arrives_as_it_was_raised() -> None:
    assert unpack_error(through_json(pack_error(ERROR))) == ERROR


def test_an_error_without_a_driver_has_none_on_arrival() -> None:
    error = unpack_error(through_json(pack_error(ServiceError(ErrorName.CAMERA_BUSY, "Wait."))))

    assert (error.driver, error.untouched, error.retryable) == (None, False, None)
