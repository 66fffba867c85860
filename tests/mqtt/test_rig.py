"""A rig on a broker: the host that is on it publishes the cameras of all hosts."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

from tests.mqtt.home_assistant import check_device
from tests.rigs.mosquitto import Mosquitto
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.nats_server import NatsServer
from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

LEFT, RIGHT = "studio/z-virtual-0000001", "studio/z-virtual-0000002"


async def test_cameras_of_all_hosts_are_published_by_one(tmp_path: Path) -> None:
    with (
        Mosquitto(tmp_path) as broker,
        NatsServer(tmp_path) as nats,
        VirtualCameraProcess("--serial", "0000001") as left_camera,
        VirtualCameraProcess("--serial", "0000002") as right_camera,
    ):

        def host(name: str, camera: VirtualCameraProcess, *options: str) -> ServeProcess:
            rig = (f"--rig=nats://127.0.0.1:{nats.port}", f"--rig-host={name}")
            arguments = ("--port=0", f"--camera={camera.port_string}", *rig, *options)
            return ServeProcess(*arguments, state_dir=tmp_path / name)

        on_broker = (f"--mqtt=mqtt://127.0.0.1:{broker.port}", "--mqtt-prefix=studio", "--mqtt-discovery=ha")
        async with (
            MqttClient(broker.port) as client,
            host("left", left_camera, *on_broker),
            host("right", right_camera) as right,
        ):
            devices = [f"ha/device/studio_z-virtual-000000{number}/config" for number in (1, 2)]
            await client.has(*devices, f"{LEFT}/iso", f"{RIGHT}/iso")
            for device in devices:
                check_device(client.json(device))

            answers = [await client.ask(RIGHT, "capture", '{"id": 1}'), await client.ask(RIGHT, "iso", "400")]
            await client.has(f"{RIGHT}/picture", f"{RIGHT}/picture/info")

            assert [answer["ok"] for answer in answers] == [True, True], json.dumps(answers)
            await client.value(f"{RIGHT}/iso", "400")

            await right.stop(signal.SIGKILL)

            await client.value(f"{RIGHT}/availability", "offline")
            assert client.kept[f"{LEFT}/availability"] == b"online"
            assert client.kept[devices[1]]
