"""What the original format answers to commands that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.legacy import Command, serve
from tests.legacy.canned import ask, error, result

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue


@pytest.mark.parametrize("name", ["nope", "", None, 5, ["list_cameras"], {}, "rpc.discover", "get_camera"])
async def test_an_unknown_command_is_named(name: JsonValue) -> None:
    assert await ask(result(None), name) == {"status": "error", "message": f"Unknown command: {name}", "command": name}


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("select_camera", {}),
        ("select_camera", None),
        ("select_camera", {"port": 5}),
        ("select_camera", {"port": None}),
        ("select_camera", "usb:001,003"),
        ("download_last_image", {}),
        ("get_config", {"name": 5}),
        ("get_config", []),
        ("set_config", {"name": "iso"}),
        ("set_config", {"name": "iso", "value": 200}),
        ("set_config", {"value": "200"}),
    ],
)
async def test_a_payload_that_does_not_fit_is_refused(name: str, payload: JsonValue) -> None:
    service = result(None)

    answer = await ask(service, name, payload)

    assert answer["status"] == "error"
    assert str(answer["message"]).startswith("Invalid payload: ")
    assert answer["command"] == name
    assert service.called == []


async def test_further_members_of_a_payload_are_ignored() -> None:
    assert (await ask(result({"camera": {}}), "select_camera", {"port": "usb:", "index": 0}))["status"] == "ok"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("capture_image", {}),
        ("download_last_image", {"camera_filepath": "/A.JPG"}),
        ("get_config", {"name": "iso"}),
        ("get_config", {}),
        ("set_config", {"name": "iso", "value": "200"}),
    ],
)
async def test_without_a_selected_camera(name: str, payload: JsonValue) -> None:
    service = result(None)

    assert await serve(Command(name, payload), service, camera_selected=False) == {
        "status": "error",
        "message": "No camera selected.",
        "command": name,
    }
    assert service.called == []


async def test_cameras_are_listed_and_selected_before_one_is_selected() -> None:
    for name, payload in (("list_cameras", {}), ("select_camera", {"port": "usb:"})):
        answer = await serve(Command(name, payload), result({"cameras": []}), camera_selected=False)
        assert answer["status"] == "ok"


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        ("config_not_found", "Config 'iso' not found."),
        ("no_camera_selected", "No camera selected."),
        ("invalid_params", "Invalid payload: what the service says"),
        ("config_read_only", "what the service says"),
        ("internal_error", "what the service says"),
    ],
)
async def test_errors_of_the_service(failure: str, message: str) -> None:
    answer = await ask(error(failure, "what the service says"), "set_config", {"name": "iso", "value": "1"})

    assert answer == {"status": "error", "message": message, "command": "set_config"}
