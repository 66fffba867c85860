"""Clients of the original format, against the whole service."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import websockets

from tests.rigs.makes import Need
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

ORIGINAL_CLIENT = Path(__file__).parent / "data" / "original_client.txt"


class OldClient:
    """What a client of the original does: a token, then commands, each answered before the next."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket

    async def command(self, name: str, payload: object = None) -> dict[str, Any]:
        message = {"command": name} | ({} if payload is None else {"payload": payload})
        await self._socket.send(json.dumps(message))
        return await self.receive()

    async def receive(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(await asyncio.wait_for(self._socket.recv(), 30))
        return answer


@asynccontextmanager
async def old_client(service: RunningService) -> AsyncIterator[OldClient]:
    url = service.url.replace("http", "ws")
    async with websockets.connect(url, max_size=None) as socket:
        await socket.send(json.dumps({"token": TOKEN}))
        yield OldClient(socket)


@pytest.mark.needs(Need.NIKON_SETTINGS)
async def test_a_whole_session_of_the_original(service: RunningService, camera: VirtualCameraProcess) -> None:
    port = camera.port_string
    async with old_client(service) as client:
        listed = await client.command("list_cameras", {})
        selected = await client.command("select_camera", {"port": port})
        taken = await client.command("capture_image", {})
        path = taken["camera_filepath"]
        got = await client.command("download_last_image", {"camera_filepath": path})

    assert listed == {
        "status": "ok",
        "cameras": [{"name": "Nikon Corporation Z Virtual", "port": port, "index": 0}],
        "command": "list_cameras",
    }
    assert selected == {"status": "ok", "message": f"Camera on port {port} selected", "command": "select_camera"}
    assert path == "/store_00010001/DCIM/101VIRTL/DSC_0006.JPG"
    assert taken["message"] == "Image captured successfully"
    assert (got["message"], got["filename"], got["mimetype"]) == (
        "Image downloaded successfully",
        "DSC_0006.JPG",
        "image/jpeg",
    )
    assert base64.b64decode(got["image_b64"]).startswith(b"\xff\xd8")


@pytest.mark.needs(Need.NIKON_SETTINGS)
async def test_settings_of_the_original(service: RunningService, camera: VirtualCameraProcess) -> None:
    async with old_client(service) as client:
        await client.command("select_camera", {"port": camera.port_string})
        iso = await client.command("get_config", {"name": "iso"})
        changed = await client.command("set_config", {"name": "iso", "value": "200"})
        number = await client.command("set_config", {"name": "burstnumber", "value": "5"})
        toggle = await client.command("set_config", {"name": "fastfs", "value": "0"})
        everything = await client.command("get_config", {})

    assert iso["config_name"] == "iso"
    assert (iso["label"], iso["type"], iso["value"], iso["readonly"]) == ("ISO Speed", "radio", "100", False)
    assert (iso["choices"][0], iso["range"], iso["path"]) == ("100", None, None)
    assert (changed["message"], changed["value"]) == ("Config iso set to 200", "200")
    assert (number["value"], number["range"]) == (5, {"min": 1, "max": 20, "step": 1})
    assert toggle["value"] == 0
    named = {config["config_name"]: config for config in everything["configs"]}
    assert (named["iso"]["path"], named["iso"]["value"]) == ("imgsettings/iso", "200")
    assert isinstance(named["datetime"]["value"], int)


async def test_mistakes_of_an_old_client(service: RunningService, camera: VirtualCameraProcess) -> None:
    async with old_client(service) as client:
        unselected = await client.command("capture_image", {})
        unknown = await client.command("fly_drone", {})
        await client.command("select_camera", {"port": camera.port_string})
        missing = await client.command("get_config", {"name": "isoo"})
        payload = await client.command("set_config", {"name": "iso"})
        refused = await client.command("set_config", {"name": "iso", "value": "401"})
        nowhere = await client.command("select_camera", {"port": "usb:009,009"})

    assert unselected == {"status": "error", "message": "No camera selected.", "command": "capture_image"}
    assert unknown == {"status": "error", "message": "Unknown command: fly_drone", "command": "fly_drone"}
    assert missing["message"] == "Config 'isoo' not found."
    assert payload["message"].startswith("Invalid payload: ")
    assert (refused["status"], nowhere["status"]) == ("error", "error")


async def test_answers_come_in_the_order_of_the_commands(service: RunningService, camera: VirtualCameraProcess) -> None:
    url = service.url.replace("http", "ws")
    names = ["select_camera", "capture_image", "list_cameras", "get_config", "list_cameras"]
    payloads: list[object] = [{"port": camera.port_string}, {}, {}, {"name": "iso"}, {}]
    async with websockets.connect(url) as socket:
        await socket.send(json.dumps({"token": TOKEN}))
        for name, payload in zip(names, payloads, strict=True):
            await socket.send(json.dumps({"command": name, "payload": payload}))
        client = OldClient(socket)
        answers = [await client.receive() for _ in names]

    assert [answer["command"] for answer in answers] == names
    assert {answer["status"] for answer in answers} == {"ok"}


async def test_the_example_client_of_the_original_readme_runs_as_it_stands(tmp_path: Path) -> None:
    # It has its address, ws://localhost:8765, its token and a port of its author's camera written into it.
    async with ServeProcess("--virtual", "1", state_dir=tmp_path, API_TOKEN="mysecrettoken"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ORIGINAL_CLIENT), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        said, complaints = await asyncio.wait_for(process.communicate(), 30)

    assert (process.returncode, complaints) == (0, b"")
    cameras, selected, captured = [line.partition(": ") for line in said.decode().splitlines()]
    assert (cameras[0], selected[0], captured[0]) == ("Cameras", "Select camera", "Capture image")
    assert json.loads(cameras[2])["cameras"][0]["name"] == "Nikon Corporation Z Virtual"
    assert json.loads(selected[2])["status"] == "error"
    assert json.loads(captured[2])["message"] == "No camera selected."
