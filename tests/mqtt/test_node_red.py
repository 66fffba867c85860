"""The flow of the docs, in a real Node-RED: its button takes a picture, and its page shows that."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

import aiohttp
import pytest
from PIL import Image

from tests.install.conftest import made_once, run
from tests.rigs.mosquitto import Mosquitto
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.ports import hold_port
from tests.rigs.serve_process import ServeProcess
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NODE_RED: Final = "node-red@4"
CAMERA: Final = "rpc-camera/z-virtual-0000001"
START_S: Final = 60
pytestmark = [
    pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="needs Node with npm"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="session")
def node_red(common: Path) -> Path:
    """The program, as `npm install node-red` brings it."""
    root = common / "node-red"
    with made_once(root) as is_first:
        if is_first:
            run("npm", "install", "--silent", "--no-audit", "--no-fund", NODE_RED, cwd=root)
    return root / "node_modules" / "node-red" / "red.js"


def prepared(folder: Path, broker: Mosquitto) -> int:
    """Make Node-RED's folder, with the flow, and return the port that it is to listen on."""
    folder.mkdir()
    flow = json.loads((CHECKOUT / "docs" / "node-red.json").read_text(encoding="utf-8"))
    next(node for node in flow if node["type"] == "mqtt-broker").update(broker="127.0.0.1", port=str(broker.port))
    (folder / "flow.json").write_text(json.dumps(flow))
    holder = hold_port()
    port = holder.getsockname()[1]
    settings = {"uiHost": "127.0.0.1", "uiPort": port, "flowFile": "flow.json", "userDir": str(folder)}
    quiet = {"telemetry": {"enabled": False, "updateNotification": False}}
    (folder / "settings.js").write_text(f"module.exports = {json.dumps({**settings, **quiet})}")
    holder.close()
    return int(port)


@asynccontextmanager
async def running(program: Path, folder: Path, broker: Mosquitto) -> AsyncIterator[str]:
    """Run Node-RED with the flow, and yield its address once it has started."""
    port = prepared(folder, broker)
    process = await asyncio.create_subprocess_exec(
        *("node", str(program), "--settings", str(folder / "settings.js")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    reading = asyncio.create_task(has_started(process))
    try:
        async with asyncio.timeout(START_S):
            await reading
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def has_started(process: asyncio.subprocess.Process) -> None:
    assert process.stdout
    log = b""
    while line := await process.stdout.readline():
        log += line
        assert b"[error]" not in line, log.decode()
        if b"Connected to broker" in line:
            return
    raise AssertionError(log.decode())


async def test_the_flow_takes_a_picture_and_shows_it(node_red: Path, tmp_path: Path) -> None:
    with Mosquitto(tmp_path) as broker:
        arguments = ("--port=0", "--virtual=1", f"--mqtt=mqtt://127.0.0.1:{broker.port}")
        async with (
            MqttClient(broker.port) as client,
            ServeProcess(*arguments, state_dir=tmp_path / "state"),
            running(node_red, tmp_path / "node-red", broker) as url,
            aiohttp.ClientSession() as http,
        ):
            await client.has(f"{CAMERA}/iso", f"{CAMERA}/picture")
            before = client.kept[f"{CAMERA}/picture"]
            async with http.post(f"{url}/inject/camera-hourly") as pressed:
                assert pressed.status == 200
            await client.until(lambda: client.kept[f"{CAMERA}/picture"] != before)

            async with asyncio.timeout(20):
                while True:
                    async with http.get(f"{url}/picture") as response:
                        shown = await response.read()
                        if shown == client.kept[f"{CAMERA}/picture"]:
                            break
                    await asyncio.sleep(0.1)

            assert response.content_type == "image/jpeg"
            assert Image.open(io.BytesIO(shown)).format == "JPEG"
