"""The automation of the docs for Home Assistant: what it asks is answered, and it tells a refusal by the answer."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Template

from tests.docs.blocks import blocks
from tests.rigs.mosquitto import Mosquitto
from tests.rigs.mqtt_client import MqttClient
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from pathlib import Path


def of_the_docs(begin: str) -> list[str]:
    """Return the rest of the lines of the docs' automations that begin so, in their order."""
    [automations] = [block.code for block in blocks("docs/home-assistant.md") if block.language == "yaml"]
    return [value.strip('"') for value in re.findall(rf"^ *{begin}(.+)$", automations, re.MULTILINE)]


@pytest.mark.parametrize("scope", ["operate", "view"])
async def test_the_automation_tells_why_there_is_no_picture(tmp_path: Path, scope: str) -> None:
    asked, answered = of_the_docs("topic: ")
    [condition], [message] = of_the_docs('- (?=")'), of_the_docs("message: ")
    with Mosquitto(tmp_path) as broker:
        options = ("--port=0", "--virtual=1", f"--mqtt=mqtt://127.0.0.1:{broker.port}", f"--mqtt-scope={scope}")
        async with ServeProcess(*options, state_dir=tmp_path / "state"), MqttClient(broker.port) as client:
            await client.has(f"{asked.removesuffix('capture/set')}iso")
            await client.publish(asked)
            await client.has(answered)
            trigger: dict[str, Any] = {"trigger": SimpleNamespace(payload_json=client.json(answered))}

    if scope == "operate":
        assert Template(condition).render(trigger) == "False"
    else:
        assert Template(condition).render(trigger) == "True"
        assert Template(message).render(trigger).endswith("Start the service without `--mqtt-scope view`.")
