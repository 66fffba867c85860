"""The original format around method calls, without a camera: what is called, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.legacy import Command, Token, recognise
from tests.legacy.canned import ask, result

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

ISO = {
    "name": "iso",
    "label": "ISO Sensitivity",
    "path": "imgsettings/iso",
    "type": "menu",
    "value": "100",
    "readonly": False,
    "choices": ["100", "200"],
}
FOCUS = {
    "name": "focus",
    "label": "Focus",
    "path": "actions/focus",
    "type": "range",
    "value": 5.5,
    "readonly": False,
    "range": {"min": 0, "max": 10, "step": 0.5},
}


@pytest.mark.parametrize(
    "message",
    [
        1,
        "command",
        [],
        {},
        ["command"],
        {"method": "list_cameras"},
        {"jsonrpc": "2.0", "method": "list_cameras", "command": "list_cameras"},
        {"jsonrpc": "2.0", "token": "x"},
    ],
)
def test_everything_else_is_left_to_json_rpc(message: JsonValue) -> None:
    assert recognise(message) is None


def test_a_command_is_recognised_with_and_without_payload() -> None:
    assert recognise({"command": "get_config", "payload": {"name": "iso"}}) == Command("get_config", {"name": "iso"})
    assert recognise({"command": "list_cameras"}) == Command("list_cameras", None)


def test_a_token_is_recognised_and_never_shown() -> None:
    token = recognise({"token": "s3cret"})

    assert token == Token("s3cret")
    assert "s3cret" not in repr(token)


@pytest.mark.parametrize("token", [None, 5, ["s3cret"], {}])
def test_a_token_that_is_no_string_is_a_wrong_one(token: JsonValue) -> None:
    assert recognise({"token": token}) == Token("")


async def test_list_cameras() -> None:
    camera = {"id": "d850-1", "name": "Nikon D850", "port": "usb:001,003", "index": 0, "state": "ready"}
    service = result({"cameras": [camera]})

    assert await ask(service, "list_cameras", {}) == {
        "status": "ok",
        "cameras": [{"name": "Nikon D850", "port": "usb:001,003", "index": 0}],
        "command": "list_cameras",
    }
    assert service.called == [("list_cameras", {})]


async def test_select_camera() -> None:
    service = result({"camera": {}})

    assert await ask(service, "select_camera", {"port": "usb:001,003"}) == {
        "status": "ok",
        "message": "Camera on port usb:001,003 selected",
        "command": "select_camera",
    }
    assert service.called == [("select_camera", {"camera": "usb:001,003"})]


async def test_capture_image() -> None:
    service = result({"files": [{"path": "/store_00010001/DCIM/A.JPG", "mime_type": "image/jpeg"}]})

    assert await ask(service, "capture_image", {}) == {
        "status": "ok",
        "message": "Image captured successfully",
        "camera_filepath": "/store_00010001/DCIM/A.JPG",
        "command": "capture_image",
    }
    assert service.called == [("capture_image", {})]


async def test_capture_image_of_a_raw_and_jpeg_pair_names_the_jpeg() -> None:
    files = [{"path": "/A.NEF", "mime_type": "image/x-nikon-nef"}, {"path": "/A.JPG", "mime_type": "image/jpeg"}]

    assert (await ask(result({"files": files}), "capture_image"))["camera_filepath"] == "/A.JPG"
    assert (await ask(result({"files": files[:1]}), "capture_image"))["camera_filepath"] == "/A.NEF"


async def test_download_last_image() -> None:
    service = result(
        {"path": "/A.JPG", "filename": "A.JPG", "mime_type": "image/jpeg", "size_bytes": 3, "image_base64": "/9j/"}
    )

    assert await ask(service, "download_last_image", {"camera_filepath": "/A.JPG"}) == {
        "status": "ok",
        "message": "Image downloaded successfully",
        "filename": "A.JPG",
        "mimetype": "image/jpeg",
        "image_b64": "/9j/",
        "command": "download_last_image",
    }
    assert service.called == [("download_image", {"path": "/A.JPG"})]


async def test_get_config_by_name_has_null_for_what_does_not_apply() -> None:
    service = result(ISO)

    assert await ask(service, "get_config", {"name": "iso"}) == {
        "status": "ok",
        "config_name": "iso",
        "label": "ISO Sensitivity",
        "type": "menu",
        "value": "100",
        "readonly": False,
        "choices": ["100", "200"],
        "range": None,
        "path": None,
        "command": "get_config",
    }
    assert service.called == [("get_config", {"name": "iso"})]


@pytest.mark.parametrize("payload", [{}, None, {"name": None}])
async def test_get_config_without_a_name_lists_all_with_their_paths(payload: JsonValue) -> None:
    service = result({"widgets": [ISO, FOCUS]})

    assert await ask(service, "get_config", payload) == {
        "status": "ok",
        "configs": [
            {
                "config_name": "iso",
                "label": "ISO Sensitivity",
                "type": "menu",
                "value": "100",
                "readonly": False,
                "choices": ["100", "200"],
                "path": "imgsettings/iso",
            },
            {
                "config_name": "focus",
                "label": "Focus",
                "type": "range",
                "value": 5.5,
                "readonly": False,
                "range": {"min": 0, "max": 10, "step": 0.5},
                "path": "actions/focus",
            },
        ],
        "command": "get_config",
    }
    assert service.called == [("list_config", {})]


async def test_set_config() -> None:
    service = result(ISO | {"value": "200"})

    answer = await ask(service, "set_config", {"name": "iso", "value": "200"})

    assert answer["message"] == "Config iso set to 200"
    assert answer["config_name"] == "iso"
    assert answer["value"] == "200"
    assert answer["range"] is None
    assert answer["path"] is None
    assert service.called == [("set_config", {"name": "iso", "value": "200"})]


@pytest.mark.parametrize(
    ("kind", "value", "old"),
    [
        ("text", "me", "me"),
        ("radio", "On", "On"),
        ("range", 5.5, 5.5),
        ("toggle", False, 0),
        ("toggle", True, 1),
        ("toggle", None, 2),
        ("date", "2025-02-03T04:05:06Z", 1738555506),
        ("date", "2025-02-03T04:05:06.700+00:00", 1738555506),
        ("date", None, None),
        ("button", None, None),
    ],
)
async def test_values_are_those_of_libgphoto2(kind: str, value: JsonValue, old: JsonValue) -> None:
    answer = await ask(result(ISO | {"type": kind, "value": value}), "get_config", {"name": "iso"})

    assert answer["value"] == old
    assert type(answer["value"]) is type(old)
