"""Whoever publishes on the broker, and a broker that is none, cost the service neither memory nor its cameras."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mqtt.test_bridge import CAMERA, rpc, served
from tests.rigs.mosquitto import Mosquitto
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.played_broker import PlayedBroker, packet, publication

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.rigs.serve_process import ServeProcess

_MORE_KB = 40_000


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path, "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 0") as broker:
        yield broker


def peak_kb(process: ServeProcess) -> int:
    """Return the most memory that it has had so far."""
    lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@asynccontextmanager
async def flat(process: ServeProcess) -> AsyncIterator[None]:
    """Whatever is done within the block, it takes next to no memory, logs next to nothing, and its cameras work."""
    before, lines, files = peak_kb(process), process.log.count("\n"), open_files(process)
    yield
    async with rpc(process) as direct:
        assert (await direct.call("get_exposure"))["settings"]["iso"]
    assert peak_kb(process) - before < _MORE_KB
    assert process.log.count("\n") - lines < 200, process.log[-3000:]
    assert "Traceback" not in process.log
    assert open_files(process) - files < 8


def open_files(process: ServeProcess) -> int:
    return len([*Path(f"/proc/{process.pid}/fd").iterdir()])


async def test_a_huge_command_is_not_read_into_memory(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path) as process:
        await client.has(f"{CAMERA}/iso")
        async with flat(process):
            await client.publish(f"{CAMERA}/capture/set", b"x" * (100 << 20))
            answer = await client.ask(CAMERA, "capture", "")
        assert answer["ok"] is True
        assert process.log.count("connected to the MQTT broker") == 1


async def test_a_flood_of_names_that_never_were(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path, "--log-level=INFO") as process:
        await client.has(f"{CAMERA}/iso")
        async with flat(process):
            for begin in range(0, 5000, 100):
                numbers = range(begin, begin + 100)
                await asyncio.gather(*(client.publish(f"rpc-camera/n{number}/forget/set") for number in numbers))
            answer = await client.ask(CAMERA, "iso", "400")
        assert answer["ok"] is True
        refused = [json.loads(payload) for topic, payload in client.all if "/n" in topic and topic.endswith("/result")]
    assert "rate_limited" in {each["error"]["data"]["name"] for each in refused if not each["ok"]}


async def test_names_that_are_retained_and_are_none(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client:
        names = [*(f"{number}-{'x' * 30_000}" for number in range(1200)), "a b", "$", "../..", "\u202e"]
        await asyncio.gather(
            *(client.publish(f"rpc-camera/{name}/availability", "online", retain=True) for name in names)
        )
        async with served(broker, tmp_path, "--log-level=INFO") as process:
            await client.has(f"{CAMERA}/iso")
            assert peak_kb(process) < 200_000
        assert not any(payload == b"offline" for topic, payload in client.all if "xxx" in topic)


async def test_who_may_only_look_has_nothing_forgotten(broker: Mosquitto, tmp_path: Path) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path, "--mqtt-scope=view"):
        await client.has(f"{CAMERA}/iso")
        answer = await client.ask("rpc-camera/gone", "forget", "")
        assert answer["error"]["data"]["name"] == "forbidden"


@pytest.mark.parametrize(
    "payload",
    [
        json.dumps({"id": json.loads("[" * 900 + "]" * 900), "value": 1}),
        '{"id": ' + "[" * 2000 + "]" * 2000 + ', "value": 1}',
        '{"value": ' + "[" * 2000 + "]" * 2000 + "}",
        '{"value": ' + "9" * 4000 + "}",
        '{"value": "\\ud800", "id": "\\udfff"}',
        '{"value": 1e999}',
        "\0",
        "{" * 4000,
    ],
    ids=str.__len__,
)
async def test_commands_that_are_made_to_break_the_parser_are_answered(
    broker: Mosquitto, tmp_path: Path, payload: str
) -> None:
    async with MqttClient(broker.port) as client, served(broker, tmp_path, "--log-level=INFO") as process:
        await client.has(f"{CAMERA}/iso")
        async with flat(process):
            answer = await client.ask(CAMERA, "iso", payload)
            assert answer["ok"] is False


def huge(writer: asyncio.StreamWriter, _version: int) -> None:
    """Begin a packet of 256 MB, and send some of it."""
    writer.write(b"\x30\xff\xff\xff\x7f" + b"\0" * (64 << 20))


def nonsense(writer: asyncio.StreamWriter, _version: int) -> None:
    writer.write(packet(0x30, b"\xff\xff") + b"\xf0\x05hello" + b"\x30\xff\xff\xff\xff\xff")


def mid_packet(writer: asyncio.StreamWriter, _version: int) -> None:
    writer.write(b"\x30\x7f\0\x05rpc-c")
    writer.close()


def odd_topics(writer: asyncio.StreamWriter, version: int) -> None:
    """Topics that were never subscribed to, wildcards among them, and one that is no UTF-8."""
    for topic in ("#", "+/+/+/set", "rpc-camera/#/iso/set", "rpc-camera//iso/set", "x" * 60_000, CAMERA + "/iso/set"):
        writer.write(publication(topic, b"400", version))
    writer.write(packet(0x30, b"\0\x02\xff\xfe" + (b"\0" if version == 5 else b"") + b"400"))


def kept_for_later(writer: asyncio.StreamWriter, version: int) -> None:
    """Messages of QoS 2 that are never released, each of 60 kB, so that they are kept."""
    name, properties = CAMERA.encode() + b"/iso/set", b"\0" if version == 5 else b""
    for number in range(1, 4000):
        head = len(name).to_bytes(2, "big") + name + number.to_bytes(2, "big") + properties
        writer.write(packet(0x34, head + b"4" * 60_000))


@pytest.mark.parametrize("play", [huge, nonsense, mid_packet, odd_topics, kept_for_later])
async def test_a_broker_that_is_none_costs_no_memory(broker: Mosquitto, tmp_path: Path, play: object) -> None:
    async with (
        PlayedBroker(play) as played,  # type: ignore[arg-type]  # of the parameters
        served(broker, tmp_path, f"--mqtt=mqtt://127.0.0.1:{played.port}", "--log-level=INFO") as process,
    ):
        async with flat(process):
            await asyncio.sleep(5)
        assert played.versions


async def test_a_broker_of_before_version_5_is_spoken_to_as_it_understands(broker: Mosquitto, tmp_path: Path) -> None:
    async with (
        PlayedBroker(lambda _writer, _version: None, only_version=4) as played,
        served(broker, tmp_path, f"--mqtt=mqtt://127.0.0.1:{played.port}") as process,
    ):
        async with asyncio.timeout(20):
            while not any(b"z-virtual-0000001/iso" in each for each in played.published):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        assert process.log.count("connected to the MQTT broker") == 1
        assert played.versions[-1] == 4
