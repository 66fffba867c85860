"""The last picture on a real broker, of a camera that nobody has taken one with since the service was started."""

from __future__ import annotations

import asyncio
import base64
import io
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from rpc_camera.mqtt.last_pictures import LastPictures, NotKnownYetError
from tests.mqtt.test_bridge import rpc
from tests.rigs.mosquitto import Mosquitto
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

CAMERA = "rpc-camera/z-virtual-0000001"
PICTURE, INFO = f"{CAMERA}/picture", f"{CAMERA}/picture/info"
_LATENCY_S = 0.01
_FILES = 1500
_GET_THUMB, _EVENTS = "100a", {"90c7", "90c8"}


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@asynccontextmanager
async def served(tmp_path: Path, camera: VirtualCameraProcess, *options: str) -> AsyncIterator[ServeProcess]:
    arguments = ("--port=0", f"--camera={camera.port_string}", *options)
    async with ServeProcess(*arguments, state_dir=tmp_path / "state") as process:
        yield process


@asynccontextmanager
async def published(
    tmp_path: Path, camera: VirtualCameraProcess, *options: str
) -> AsyncIterator[tuple[ServeProcess, MqttClient]]:
    """Run the service on a broker of its own, on which nothing is retained at first."""
    with Mosquitto(tmp_path) as broker:
        on_broker = f"--mqtt=mqtt://127.0.0.1:{broker.port}"
        async with MqttClient(broker.port) as client, served(tmp_path, camera, on_broker, *options) as process:
            yield process, client


async def test_what_is_on_the_card_is_shown_once_and_then_the_next_one(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with published(tmp_path, camera) as (process, client), rpc(process) as direct:
        await client.has(PICTURE, INFO)
        path = client.json(INFO)["path"]
        folder, _, filename = path.rpartition("/")
        files = (await direct.call("list_files", folder=folder))["files"]
        small = base64.b64decode((await direct.call("get_thumbnail", path=path))["image_base64"])

        assert client.json(INFO)["filename"] == filename == max(file["filename"] for file in files)
        assert client.kept[PICTURE] == small
        assert Image.open(io.BytesIO(small)).format == "JPEG"

        taken = (await direct.call("capture_image"))["files"][0]["path"]
        await client.until(lambda: client.json(INFO)["path"] == taken)
        await asyncio.sleep(3)
        assert [topic for topic, _ in client.all].count(INFO) == 2


async def test_what_was_saved_and_deleted_from_the_card_is_shown_after_a_restart(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    saving = (f"--save-dir={tmp_path / 'saved'}", "--delete-after-save")
    async with served(tmp_path, camera, *saving) as process, rpc(process) as direct:
        await direct.call("subscribe", events=["file_deleted"])
        path = (await direct.call("capture_image"))["files"][0]["path"]
        assert (await direct.notification("file_deleted"))["file"]["path"] == path
    before = counts(camera)

    async with published(tmp_path, camera, *saving) as (_, client):
        await client.has(PICTURE, INFO)

        assert client.json(INFO)["path"] == path
        assert "at" not in client.json(INFO), "nobody knows any more when it came"
        assert Image.open(io.BytesIO(client.kept[PICTURE])).format == "JPEG"
        assert counts(camera).get(_GET_THUMB) == before.get(_GET_THUMB), "the disk has it"


async def test_a_card_without_pictures_has_none(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    async with served(tmp_path, camera) as process, rpc(process) as direct:
        for file in (await direct.call("list_files", folder="/", recursive=True))["files"]:
            await direct.call("delete_file", path=file["path"])
    async with published(tmp_path, camera) as (process, client):
        await client.has(f"{CAMERA}/iso", f"{CAMERA}/tethering")
        await asyncio.sleep(5)
        assert PICTURE not in client.kept
        assert "cannot be published" not in process.log


async def test_no_card_is_listed_for_it(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    """Until the service has looked at the card by itself, it is not known; after that, the camera says one thing."""
    camera.control({"fill": _FILES, "latency_s": _LATENCY_S})
    async with running_service(tmp_path, [camera.port_string]) as service:
        last, found = LastPictures(service.service), None
        loop = asyncio.get_running_loop()
        tries = 0
        async with asyncio.timeout(60):
            while found is None:
                begun = loop.time()
                try:
                    found = await last.find(camera.id)
                except NotKnownYetError:
                    assert loop.time() - begun < 1, "it waits for no look"
                    tries += 1
                await asyncio.sleep(0.05)
        assert tries
        await asyncio.sleep(1)
        before = counts(camera)
        assert await last.find(camera.id) == found
        after = counts(camera)
        assert {each: after[each] - before.get(each, 0) for each in after if after[each] != before.get(each)} == {
            _GET_THUMB: 1
        }
        assert await last.find("of-another-host") is None


def counts(camera: VirtualCameraProcess) -> dict[str, int]:
    """Return how often the camera was asked for each thing, but for events."""
    asked: dict[str, int] = camera.control({"status": True})["counts"]
    return {operation: count for operation, count in asked.items() if operation not in _EVENTS}
