"""The service on a real broker: what it publishes, what it is asked, and what happens when either of them dies."""

from __future__ import annotations

import asyncio
import io
import signal
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiomqtt import TLSParameters
from jinja2 import Template
from PIL import Image

from rpc_camera.contract.contract import Contract
from tests.mqtt.home_assistant import check_device
from tests.rigs.mosquitto import Mosquitto, password_file
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.rpc_client import RpcClient
from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

CAMERA = "rpc-camera/z-virtual-0000001"
DEVICE = "homeassistant/device/rpc-camera_z-virtual-0000001/config"
STATUS = "rpc-camera/status"
CERTIFICATE = Path(__file__).parents[1] / "edge" / "data" / "certificate.pem"
KEY = CERTIFICATE.with_name("key.pem")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path) as broker:
        yield broker


@asynccontextmanager
async def served(broker: Mosquitto, folder: Path, *options: str, **more: str) -> AsyncIterator[ServeProcess]:
    """Run the service with one virtual camera on the broker, unless `options` have another address of it."""
    url = () if any(option.startswith("--mqtt=") for option in options) else (f"--mqtt=mqtt://127.0.0.1:{broker.port}",)
    cameras = () if any(option.startswith("--camera") for option in options) else ("--virtual=1",)
    arguments = ("--port=0", "--log-level=DEBUG", *cameras, *url, *options)
    async with ServeProcess(*arguments, state_dir=folder / "state", **more) as process:
        yield process


async def test_a_camera_is_published_and_its_next_picture(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path):
        await client.has(DEVICE, f"{CAMERA}/battery", f"{CAMERA}/iso", f"{CAMERA}/white_balance", f"{CAMERA}/tethering")
        assert client.kept[STATUS] == client.kept[f"{CAMERA}/availability"] == b"online"
        assert client.kept[f"{CAMERA}/battery"] == b"87"
        assert client.json(f"{CAMERA}/state")["state"] == "ready"
        assert client.json(f"{CAMERA}/storage")["free_bytes"] > 0
        assert client.json(f"{CAMERA}/tethering")["failing"] == []
        assert "1/125" in client.json(f"{CAMERA}/shutter_s/choices")
        assert client.kept[f"{CAMERA}/shutter_s"] == b"1/125"

        answer = await client.ask(CAMERA, "capture", '{"id": "now", "timeout_s": 30}')
        path = answer["result"]["files"][0]["path"]
        await client.until(lambda: client.kept.get(f"{CAMERA}/picture/info", b"").find(path.encode()) >= 0)

        assert (answer["ok"], answer["id"]) == (True, "now")
        assert client.json(f"{CAMERA}/picture/info")["at"]
        picture = client.kept[f"{CAMERA}/picture"]
        assert Image.open(io.BytesIO(picture)).format == "JPEG"
        assert len(picture) <= 200_000


async def test_settings_change_by_the_words_that_are_published(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path):
        await client.has(f"{CAMERA}/iso", f"{CAMERA}/white_balance")

        answers = [
            await client.ask(CAMERA, "iso", "400"),
            await client.ask(CAMERA, "shutter_s", '{"id": 3, "value": "1/60"}'),
            await client.ask(CAMERA, "white_balance", "daylight"),
        ]

        assert [answer["ok"] for answer in answers] == [True] * 3
        assert answers[1]["id"] == 3
        await client.value(f"{CAMERA}/iso", "400")
        await client.value(f"{CAMERA}/shutter_s", "1/60")
        await client.value(f"{CAMERA}/white_balance", "daylight")


async def test_home_assistant_finds_a_device_on_every_make(broker: Mosquitto, tmp_path: Path) -> None:
    others = [f"--virtual={make}" for make in ("canon", "sony", "fuji")]
    async with MqttClient(broker.port) as client, served(broker, tmp_path, *others):
        await client.until(lambda: sum(topic.startswith("homeassistant/device/") for topic in client.kept) == 4)
        topics = [topic for topic in client.kept if topic.startswith("homeassistant/")]
        await asyncio.sleep(1)

        for topic in topics:
            config = client.json(topic)
            check_device(config)
            assert config["device"]["configuration_url"].startswith("http://localhost:")
            for component in filter(lambda each: len(each) > 1, config["components"].values()):
                for key in ("state_topic", "image_topic"):
                    if key in component and not component[key].endswith("/picture"):
                        assert component[key] in client.kept
                if component["platform"] == "select":
                    assert client.kept[component["state_topic"]].decode() in component["options"]


async def test_home_assistant_that_starts_is_told_again(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path):
        await client.has(DEVICE)
        await asyncio.sleep(1)
        before = sum(topic == DEVICE for topic, _ in client.all)

        await client.publish("homeassistant/status", "online")

        await client.until(lambda: sum(topic == DEVICE for topic, _ in client.all) == before + 1)


WRONG: tuple[tuple[str, str | bytes, str, str], ...] = (
    ("iso", "banana", "config_invalid_value", "banana"),
    ("iso", "", "invalid_params", "iso"),
    ("iso", '{"value": 100, "camera": "other"}', "invalid_params", "topic"),
    ("iso", "{", "parse_error", "JSON"),
    ("iso", '{"value": NaN}', "parse_error", "JSON"),
    ("iso", "nan", "config_invalid_value", "nan"),
    ("iso", b"\xff\xfe", "invalid_request", "UTF-8"),
    ("iso", "4" * 5000, "too_large", "5000"),
    ("iso", '{"value": [1], "id": 1}', "invalid_params", "iso"),
    ("capture", '{"timeout_s": -1}', "invalid_params", "timeout_s"),
    ("capture", '{"path": "/"}', "invalid_params", "path"),
    ("delete_file", "/store_00010001", "method_not_found", "delete_file"),
    ("forget", "", "invalid_request", "unplug"),
)


async def test_wrong_commands_are_refused_in_words(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path, "--mqtt-discovery="):
        await client.has(f"{CAMERA}/iso")
        for command, payload, name, words in WRONG:
            answer = await client.ask(CAMERA, command, payload)

            assert answer["ok"] is False
            assert answer["error"]["data"]["name"] == name, (command, payload)
            assert words in str(answer["error"])
        await client.publish(f"rpc-camera/{'x' * 65000}/capture/set")
        await client.publish("rpc-camera/$/capture/set/set")
        answer = await client.ask("rpc-camera/nobody", "capture", "")
        assert answer["error"]["data"]["name"] == "camera_not_found"
        assert not any(topic.startswith("homeassistant") for topic in client.kept)


async def test_a_command_that_is_retained_fires_no_camera(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client:
        await client.publish(f"{CAMERA}/capture/set", "PRESS", retain=True)
        async with served(broker, tmp_path) as process:
            await client.has(f"{CAMERA}/result", f"{CAMERA}/iso")

            assert "retain" in client.json(f"{CAMERA}/result")["error"]["message"]
            assert client.json(f"{CAMERA}/state")["state"] == "ready"
            assert not any(b'"busy"' in payload for _, payload in client.all)
            await until_logged(process, "takes this one off the broker")
            await client.publish(f"{CAMERA}/capture/set", retain=True)
        async with served(broker, tmp_path) as process:
            await client.has(f"{CAMERA}/iso")
            assert "takes this one off" not in process.log


async def test_who_may_only_look_fires_no_camera(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path, "--mqtt-scope=view"):
        await client.has(f"{CAMERA}/iso")

        answers = [await client.ask(CAMERA, "capture", '{"id": 5}'), await client.ask(CAMERA, "iso", "400")]

        assert [answer["error"]["data"]["name"] for answer in answers] == ["forbidden"] * 2
        assert answers[0]["id"] == 5
        assert "--mqtt-scope" in answers[0]["error"]["data"]["remedy"]


async def test_home_assistant_has_no_button_where_nobody_may_press_it(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client:
        async with served(broker, tmp_path):
            await client.until(lambda: "select" in shown(client))
            assert shown(client) == {"image", "button", "sensor", "select", "binary_sensor"}
        async with served(broker, tmp_path, "--mqtt-scope=view"):
            await client.until(lambda: shown(client) == {"image", "sensor", "binary_sensor"})
            check_device(client.json(DEVICE))


async def test_free_space_is_read_in_gigabytes_and_unknown_where_no_card_says_it(
    broker: Mosquitto, tmp_path: Path
) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path):
        await client.has(DEVICE, f"{CAMERA}/storage")

        sensor = client.json(DEVICE)["components"]["storage"]
        storage = client.json(f"{CAMERA}/storage")

        template = Template(sensor["value_template"])
        assert sensor["unit_of_measurement"] == "GB"
        assert float(template.render(value_json=storage)) == storage["free_bytes"] / 1e9
        assert template.render(value_json={"free_bytes": None}) == "None"


async def test_the_last_will_says_that_the_service_is_gone_and_a_stop_says_it_too(
    broker: Mosquitto, tmp_path: Path
) -> None:
    async with MqttClient(broker.port) as client:
        for number in (signal.SIGKILL, signal.SIGTERM):
            async with served(broker, tmp_path) as process:
                await client.value(STATUS, "online")
                await process.stop(number)
                await client.value(STATUS, "offline")


async def test_a_broker_that_has_lost_everything_has_it_again(broker: Mosquitto, tmp_path: Path) -> None:
    async with served(broker, tmp_path) as process:
        async with MqttClient(broker.port) as client:
            await client.has(DEVICE, f"{CAMERA}/iso", f"{CAMERA}/tethering")
            await client.ask(CAMERA, "capture", "")
            await client.has(f"{CAMERA}/picture/info")
        broker.kill()
        async with rpc(process) as direct:
            await direct.call("set_exposure", iso=800)
        broker.start()

        async with MqttClient(broker.port) as client:
            await client.has(DEVICE, f"{CAMERA}/picture", f"{CAMERA}/picture/info")
            await client.value(f"{CAMERA}/iso", "800")
            await client.value(STATUS, "online")
        assert process.log.count("is out of reach") <= 3


async def test_a_frozen_broker_delays_no_camera(broker: Mosquitto, tmp_path: Path) -> None:
    async with served(broker, tmp_path) as process, MqttClient(broker.port) as client, rpc(process) as direct:
        await client.has(f"{CAMERA}/iso")
        await direct.call("capture_image")
        broker.freeze()
        try:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            for iso in (400, 800, 1600):
                await direct.call("set_exposure", iso=iso)
                await direct.call("capture_image")
            taken_s = loop.time() - begun
        finally:
            broker.thaw()
        assert taken_s < 8
        await client.value(f"{CAMERA}/iso", "1600")
        await client.value(STATUS, "online")


async def test_a_camera_that_is_unplugged_stays_as_gone_until_it_is_forgotten(
    broker: Mosquitto, tmp_path: Path
) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        options = (f"--camera={camera.port_string}",)
        async with MqttClient(broker.port) as client, served(broker, tmp_path, *options) as process:
            await client.has(DEVICE, f"{CAMERA}/iso")
            await process.stop(signal.SIGKILL)
    async with MqttClient(broker.port) as client, served(broker, tmp_path, *options) as process:
        assert client.retained[f"{CAMERA}/availability"] == b"online"
        await client.value(f"{CAMERA}/availability", "offline")
        await client.until(lambda: client.json(f"{CAMERA}/state")["state"] == "gone")
        assert client.kept[DEVICE]

        answer = await client.ask(CAMERA, "forget", "")

        assert answer["ok"] is True
        await client.value(DEVICE, "")
    async with MqttClient(broker.port) as client:
        await asyncio.sleep(1)
        assert not any(topic.startswith(CAMERA) or topic == DEVICE for topic in client.retained)


async def test_a_frozen_broker_holds_up_no_stop(broker: Mosquitto, tmp_path: Path) -> None:
    async with served(broker, tmp_path) as process, MqttClient(broker.port) as client:
        await client.has(f"{CAMERA}/iso")
        broker.freeze()
        try:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            assert await process.stop() == 0
            assert loop.time() - begun < 8
        finally:
            broker.thaw()
        await client.value(STATUS, "offline")


async def test_a_service_starts_without_its_broker_and_is_there_when_that_comes(
    broker: Mosquitto, tmp_path: Path
) -> None:
    broker.kill()
    async with served(broker, tmp_path) as process, rpc(process) as direct:
        await direct.call("capture_image")
        await until_logged(process, "is out of reach")
        broker.start()
        async with MqttClient(broker.port) as client:
            await client.has(DEVICE, f"{CAMERA}/iso", f"{CAMERA}/picture")


async def test_a_camera_that_is_off_is_not_available_and_is_again_when_it_is_back(
    broker: Mosquitto, tmp_path: Path
) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        options = (f"--camera={camera.port_string}",)
        async with MqttClient(broker.port) as client, served(broker, tmp_path, *options):
            await client.has(DEVICE, f"{CAMERA}/iso")
            camera.control({"offline": True})

            await client.value(f"{CAMERA}/availability", "offline")
            camera.control({"offline": False})
            await client.value(f"{CAMERA}/availability", "online")
            assert (await client.ask(CAMERA, "iso", "200"))["ok"] is True
            await client.value(f"{CAMERA}/iso", "200")


async def test_a_broker_with_passwords_and_tls(tmp_path: Path) -> None:
    passwords = password_file(tmp_path, "booth", "a-secret-of-the-house")
    tls = (f"certfile {CERTIFICATE}", f"keyfile {KEY}")
    with Mosquitto(tmp_path, f"password_file {passwords}", *tls) as broker:
        options = (f"--mqtt=mqtts://booth@localhost:{broker.port}", f"--mqtt-ca={CERTIFICATE}")
        login: dict[str, Any] = {"username": "booth", "password": "a-secret-of-the-house", "tls_insecure": True}
        tls_params = TLSParameters(ca_certs=str(CERTIFICATE))
        async with (
            served(broker, tmp_path, *options, MQTT_PASSWORD="a-secret-of-the-house") as process,
            MqttClient(broker.port, tls_params=tls_params, **login) as client,
        ):
            await client.has(f"{CAMERA}/iso")
            assert b"a-secret" not in environment_of(process)
            assert "a-secret" not in process.log
        async with served(broker, tmp_path, *options, MQTT_PASSWORD="a-wrong-one") as process:
            await until_logged(process, "does not let the service in (")
            assert "see that MQTT_USER and MQTT_PASSWORD are right" in process.log
            assert "a-wrong-one" not in process.log


def shown(client: MqttClient) -> set[str]:
    """Return the platforms that Home Assistant has entities of."""
    components = client.json(DEVICE)["components"].values() if client.kept.get(DEVICE) else ()
    return {each["platform"] for each in components if len(each) > 1}


def environment_of(process: ServeProcess) -> bytes:
    return Path(f"/proc/{process.pid}/environ").read_bytes()


async def until_logged(process: ServeProcess, words: str) -> None:
    async with asyncio.timeout(20):
        while words not in process.log:  # noqa: ASYNC110 - what another process writes
            await asyncio.sleep(0.05)


def rpc(process: ServeProcess) -> RpcClient:
    return RpcClient(f"{process.url}/rpc", Contract.load(), process.token)
