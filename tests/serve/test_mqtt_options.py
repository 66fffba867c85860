"""Options of MQTT: what cannot be used is refused in a sentence, and no secret is shown."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from rpc_camera.contract.types import Scope
from rpc_camera.serve.mqtt_options import SECRET_VARIABLES, MqttOptions, add_arguments, resolve
from rpc_camera.serve.option_error import OptionsError

PASSWORD = "a-secret-of-the-house"
CERTIFICATE = Path(__file__).parents[1] / "edge" / "data" / "certificate.pem"


def resolved(*flags: str, **environment: str) -> MqttOptions | None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return resolve(parser.parse_args(flags), environment)


def options(*flags: str, **environment: str) -> MqttOptions:
    found = resolved(*flags, **environment)
    assert found
    return found


def test_without_a_broker_there_is_none_whatever_the_environment_has() -> None:
    assert resolved() is None
    assert resolved(MQTT_USER="booth", MQTT_PASSWORD=PASSWORD) is None


def test_an_address_will_do() -> None:
    found = options("--mqtt", "mqtt://broker.example")

    assert (found.access.host, found.access.port, found.access.tls, found.access.user) == (
        *("broker.example", 1883),
        *(False, ""),
    )
    assert (found.topics.prefix, found.topics.discovery, found.scope) == ("rpc-camera", "homeassistant", Scope.OPERATE)


def test_who_it_is_comes_from_the_environment_and_is_not_shown() -> None:
    found = options("--mqtt", "mqtts://[::1]:8884", MQTT_USER="booth", MQTT_PASSWORD=PASSWORD)

    assert (found.access.host, found.access.port, found.access.tls) == ("::1", 8884, True)
    assert (found.access.user, found.access.password) == ("booth", PASSWORD)
    assert PASSWORD not in f"{found!r} {found.access}"
    assert {*SECRET_VARIABLES} == {"MQTT_USER", "MQTT_PASSWORD"}


def test_the_user_of_the_address_wins() -> None:
    assert options("--mqtt", "mqtt://a%20b@host", MQTT_USER="c", MQTT_PASSWORD=PASSWORD).access.user == "a b"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--mqtt", "http://broker"], "mqtt://"),
        (["--mqtt", "broker"], "mqtt://"),
        (["--mqtt", "mqtt://"], "HOST"),
        (["--mqtt", "mqtt://host/path"], "HOST"),
        (["--mqtt", "mqtt://host:port"], "port"),
        (["--mqtt", "mqtt://host:70000"], "port"),
        (["--mqtt", f"mqtt://user:{PASSWORD}@host"], "MQTT_PASSWORD"),
        (["--mqtt", "mqtt://host", "--mqtt-ca", str(CERTIFICATE)], "mqtts://"),
        (["--mqtt", "mqtts://host", "--mqtt-ca", "/nowhere"], "cannot be read"),
        (["--mqtt", "mqtts://host", "--mqtt-ca", __file__], "cannot be read"),
        (["--mqtt", "mqtt://host", "--mqtt-prefix", "a/#"], "--mqtt-prefix"),
        (["--mqtt", "mqtt://host", "--mqtt-prefix", ""], "--mqtt-prefix"),
        (["--mqtt", "mqtt://host", "--mqtt-prefix", "/a"], "--mqtt-prefix"),
        (["--mqtt", "mqtt://host", "--mqtt-discovery", "a+"], "--mqtt-discovery"),
        (["--mqtt-prefix", "a"], "--mqtt "),
    ],
)
def test_what_cannot_be_used_is_refused(flags: list[str], words: str) -> None:
    with pytest.raises(OptionsError) as raised:
        resolved(*flags)
    assert words in str(raised.value)
    assert PASSWORD not in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_password_without_a_user_is_refused() -> None:
    with pytest.raises(OptionsError, match="MQTT_USER"):
        resolved("--mqtt", "mqtt://host", MQTT_PASSWORD=PASSWORD)


def test_without_its_client_the_option_says_what_to_install() -> None:
    program = """
import sys
sys.modules["aiomqtt"] = None
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "aiomqtt" else found(name, *more)
from rpc_camera.cli import main
sys.exit(main(["serve", "--mqtt", "mqtt://127.0.0.1"]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "-m pip install '.[mqtt]'" in done.stderr
