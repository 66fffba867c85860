"""How `rpc-camera serve` is told of an MQTT broker: flags, and the environment for what nobody else is to read."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import Scope
from rpc_camera.serve.option_error import OptionsError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from rpc_camera.mqtt.access import MqttAccess
    from rpc_camera.mqtt.topics import Topics

SECRET_VARIABLES: Final = ("MQTT_PASSWORD", "MQTT_USER")
_PREFIX: Final = "rpc-camera"
_DISCOVERY: Final = "homeassistant"


@dataclass(frozen=True)
class MqttOptions:
    """Which broker, below which topics, and how far those may go who publish there."""

    access: MqttAccess
    topics: Topics
    scope: Scope


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that `serve` has for a broker."""
    group = parser.add_argument_group("MQTT", "the cameras on a broker, and in Home Assistant")
    group.add_argument(
        "--mqtt",
        metavar="URL",
        help="publish the cameras on this broker, as in mqtt://broker.example or mqtts://USER@broker.example:8883, and "
        "take commands from there; MQTT_USER and MQTT_PASSWORD say as whom",
    )
    group.add_argument(
        "--mqtt-ca", type=Path, metavar="FILE", help="PEM certificates of who vouches for the broker (mqtts://)"
    )
    group.add_argument(
        "--mqtt-prefix",
        metavar="TOPIC",
        help=f"with what topics begin (default {_PREFIX}); each service on a broker needs its own",
    )
    group.add_argument(
        "--mqtt-discovery",
        metavar="TOPIC",
        help=f"where Home Assistant finds devices (default {_DISCOVERY}); '' for no devices",
    )
    group.add_argument(
        "--mqtt-scope",
        choices=[Scope.VIEW.value, Scope.OPERATE.value],  # argparse shows them as they print
        metavar="view|operate",
        help="whether who publishes on the broker can take pictures and change settings (operate, the default), or "
        "commands are refused (view)",
    )


def resolve(arguments: argparse.Namespace, environment: Mapping[str, str] | None = None) -> MqttOptions | None:
    """Return how to use a broker, None if there is none. OptionsError: an option cannot be used."""
    if arguments.mqtt is None:
        for name, value in vars(arguments).items():
            if name.startswith("mqtt_") and value is not None:
                raise OptionsError(f"--{name.replace('_', '-')} is about a broker: give --mqtt as well.")
        return None
    if find_spec("aiomqtt") is None:
        raise OptionsError(
            f"--mqtt needs a client of MQTT: {shlex.quote(sys.executable)} -m pip install '.[mqtt]', in the folder "
            "that rpc-camera was installed from."
        )
    env = os.environ if environment is None else environment
    return MqttOptions(_access(arguments, env), _topics(arguments), Scope(arguments.mqtt_scope or Scope.OPERATE))


def _access(arguments: argparse.Namespace, env: Mapping[str, str]) -> MqttAccess:
    from rpc_camera.mqtt.access import WrongAddressError, parse_address  # noqa: PLC0415 - only where there is a broker

    try:
        address = parse_address(arguments.mqtt)
    except WrongAddressError as error:
        raise OptionsError(f"The URL of --mqtt cannot be used: it {error}.") from None
    user, password = address.user or env.get("MQTT_USER", "").strip(), env.get("MQTT_PASSWORD", "").strip()
    if password and not user:
        raise OptionsError("MQTT_PASSWORD needs a user: set MQTT_USER, or give it in --mqtt mqtt://USER@HOST.")
    if arguments.mqtt_ca and not address.tls:
        raise OptionsError("--mqtt-ca is about TLS: give --mqtt an address that begins with mqtts://.")
    access = replace(address, user=user, password=password, ca=arguments.mqtt_ca and _file(arguments.mqtt_ca))
    try:
        access.tls_context()
    except WrongAddressError as error:
        raise OptionsError(f"--mqtt-ca {arguments.mqtt_ca} {error}.") from None
    return access


def _topics(arguments: argparse.Namespace) -> Topics:
    from rpc_camera.mqtt.topics import Topics, is_prefix  # noqa: PLC0415 - as above

    prefix = _PREFIX if arguments.mqtt_prefix is None else arguments.mqtt_prefix
    discovery = _DISCOVERY if arguments.mqtt_discovery is None else arguments.mqtt_discovery
    for option, topic in (("--mqtt-prefix", prefix), ("--mqtt-discovery", discovery)):
        if not is_prefix(topic) and (topic or option == "--mqtt-prefix"):
            raise OptionsError(
                f"{option} is {topic!r}, with which no topic begins: give 100 characters at most, without +, # and a "
                "/ at either end."
            )
    return Topics(prefix, discovery)


def _file(path: Path) -> Path:
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError):
        raise OptionsError(f"{path} cannot be used: that home directory is not known.") from None
