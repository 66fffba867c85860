"""The address of old clients, `/`: both formats on one WebSocket, distinguished message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from yarl import URL

from tests.edge.conftest import TOKEN, call, closing, request

if TYPE_CHECKING:
    from tests.edge.conftest import Serve


async def test_the_first_token_is_not_answered(serve: Serve) -> None:
    socket = await (await serve()).connect("/", token=False)

    await socket.send_json({"token": TOKEN})
    await socket.send_json({"command": "list_cameras", "payload": {}})

    assert await socket.receive_json() == {
        "status": "ok",
        "cameras": [{"name": "Nikon D850", "port": "usb:001,003", "index": 0}],
        "command": "list_cameras",
    }


@pytest.mark.parametrize("message", [{"token": "wrong"}, {"token": None}, {"command": "list_cameras"}])
async def test_a_wrong_first_message_is_unauthorized_and_closes(serve: Serve, message: dict[str, object]) -> None:
    socket = await (await serve()).connect("/", token=False)

    await socket.send_json(message)

    assert await socket.receive_json() == {"status": "error", "message": "Unauthorized"}
    assert await closing(socket) == (aiohttp.WSCloseCode.POLICY_VIOLATION, "unauthorized")


async def test_commands_are_answered_one_at_a_time_in_their_order(serve: Serve) -> None:
    socket = await (await serve()).connect("/")

    await socket.send_json({"command": "select_camera", "payload": {"port": "usb:001,003"}})
    await socket.send_json({"command": "capture_image"})
    await socket.send_json({"command": "nonsense"})
    await socket.send_json({"command": "list_cameras"})

    answers = [await socket.receive_json() for _ in range(4)]
    assert [answer["command"] for answer in answers] == ["select_camera", "capture_image", "nonsense", "list_cameras"]
    assert answers[0]["message"] == "Camera on port usb:001,003 selected"
    assert answers[1]["camera_filepath"] == "/A.JPG"
    assert answers[2]["message"] == "Unknown command: nonsense"


async def test_without_a_selected_camera(serve: Serve) -> None:
    socket = await (await serve()).connect("/")

    await socket.send_json({"command": "capture_image"})

    assert (await socket.receive_json())["message"] == "No camera selected."


async def test_both_formats_share_the_connections_state(serve: Serve) -> None:
    socket = await (await serve()).connect("/")

    await socket.send_json({"command": "select_camera", "payload": {"port": "usb:001,003"}})
    await socket.send_json(request("capture_image", 1))

    assert (await socket.receive_json())["status"] == "ok"
    assert (await socket.receive_json())["result"]["camera"] == "usb:001,003"


async def test_a_json_rpc_request_overtakes_a_slow_one_but_no_command_overtakes_a_command(serve: Serve) -> None:
    rig = await serve()
    socket = await rig.connect("/")
    await socket.send_json(request("wait", 1, name="slow"))
    await rig.handlers.started.until(1)

    await socket.send_json({"command": "list_cameras"})

    assert (await socket.receive_json())["command"] == "list_cameras"


async def test_what_is_not_json_is_answered_in_the_format_last_spoken(serve: Serve) -> None:
    socket = await (await serve()).connect("/")

    await socket.send_str("nonsense")
    assert await socket.receive_json() == {"status": "error", "message": "Invalid JSON"}
    await call(socket, "echo", value=7)
    await socket.send_str("nonsense")
    assert (await socket.receive_json())["error"]["code"] == -32700
    await socket.send_json({"command": "list_cameras"})
    await socket.receive_json()
    await socket.send_str("nonsense")
    assert await socket.receive_json() == {"status": "error", "message": "Invalid JSON"}


async def test_a_message_of_neither_format_is_an_invalid_request(serve: Serve) -> None:
    socket = await (await serve()).connect("/")

    await socket.send_json({"foo": "bar"})

    assert (await socket.receive_json())["error"]["code"] == -32600


async def test_a_failure_inside_is_reported_without_its_text(serve: Serve) -> None:
    socket = await (await serve()).connect("/")
    await call(socket, "select_camera", camera="d850")

    await socket.send_json({"command": "get_config", "payload": {"name": "iso"}})

    answer = await socket.receive_json()
    assert answer["status"] == "error"
    assert "incident" in answer["message"]
    assert "KeyError" not in answer["message"]


async def test_the_original_format_is_not_spoken_at_rpc(serve: Serve) -> None:
    socket = await (await serve()).connect()

    await socket.send_json({"command": "list_cameras"})

    assert (await socket.receive_json())["error"]["code"] == -32600


async def test_a_browser_gets_the_page(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url("/"))

    assert answer.content_type == "text/html"
    assert 'src="page/app.js"' in await answer.text()


async def test_the_page_runs_scripts_of_its_own_and_no_others(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url("/"))

    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["app.js", "style.css", "icon.svg"])
async def test_the_pages_files_are_compressed_and_fetched_once(serve: Serve, name: str) -> None:
    rig = await serve()
    url = rig.url(f"/page/{name}")

    whole = await rig.http.get(url, headers={"Accept-Encoding": "identity"})
    small = await rig.http.get(url, headers={"Accept-Encoding": "gzip"})
    again = await rig.http.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]})

    assert small.headers["Content-Encoding"] == "gzip"
    assert await small.read() == await whole.read()  # the client decompresses it
    assert small.headers["ETag"] != whole.headers["ETag"]
    assert again.status == 304
    assert await again.read() == b""


@pytest.mark.parametrize("name", ["none.js", "..%2fpage.py", "%2e%2e/page.py"])
async def test_the_page_has_no_other_files(serve: Serve, name: str) -> None:
    rig = await serve()

    answer = await rig.http.get(URL(rig.url(f"/page/{name}"), encoded=True))

    assert answer.status == 404
