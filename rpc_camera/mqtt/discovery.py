"""What Home Assistant is told of a camera, so that it has it as a device: MQTT discovery of devices.

https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera import __version__
from rpc_camera.contract.types import CameraState
from rpc_camera.mqtt.choices import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.mqtt.choices import Choices
    from rpc_camera.mqtt.topics import CameraTopics

ONLINE, OFFLINE = "online", "offline"
GONE: Final = "gone"
"""The state of a camera that is not there: more than CameraState has, whose cameras are."""
_NAMES: Final = {
    "mode": "Exposure mode",
    "iso": "ISO",
    "aperture": "Aperture",
    "shutter_s": "Shutter",
    "exposure_compensation": "Exposure compensation",
    "quality": "Picture quality",
    "size": "Picture size",
    "compression": "Compression",
    "white_balance": "White balance",
    "kelvin": "Colour temperature",
    "drive": "Drive",
    "focus_mode": "Focus mode",
    "target": "Capture target",
}
_ICONS: Final = {
    "iso": "mdi:film",
    "aperture": "mdi:camera-iris",
    "shutter_s": "mdi:timer-outline",
    "white_balance": "mdi:white-balance-sunny",
}


@dataclass(frozen=True)
class Described:
    """What is known of a camera: as `list_cameras` and `get_camera` have it, and its settings.

    `takes_commands`: whether the broker's users may operate it.
    """

    camera: Mapping[str, Any]
    details: Mapping[str, Any]
    settings: Mapping[str, Choices]
    page: str
    takes_commands: bool


def device(described: Described, topics: CameraTopics) -> dict[str, Any]:
    """Return the config of a device: its entities are the same at each start, as long as its id is."""
    return {
        "device": _about(described, topics),
        "origin": {"name": "rpc-camera", "sw_version": __version__},
        "components": {
            name: {"unique_id": f"{topics.device_id}_{name}", **config} if len(config) > 1 else config
            for name, config in _components(described, topics).items()
        },
    }


def _about(described: Described, topics: CameraTopics) -> dict[str, Any]:
    camera, details = described.camera, described.details
    about = {
        "identifiers": [topics.device_id],
        "name": camera.get("label") or camera["name"],
        "model": details.get("model") or camera["name"],
        "manufacturer": details.get("manufacturer"),
        "serial_number": camera.get("serial_number"),
        "sw_version": details.get("firmware"),
        "configuration_url": described.page,
    }
    return {name: value for name, value in about.items() if value}


def _components(described: Described, topics: CameraTopics) -> dict[str, dict[str, Any]]:
    service = {"availability": [{"topic": topics.all.status}]}
    both = {
        "availability": [{"topic": topics.all.status}, {"topic": topics.of("availability")}],
        "availability_mode": "all",
    }
    sensors = {name: {**config, **service} for name, config in _sensors(topics).items()}
    own: dict[str, dict[str, Any]] = {
        "picture": {
            "platform": "image",
            "name": "Last picture",
            "image_topic": topics.of("picture"),
            "content_type": "image/jpeg",
            "json_attributes_topic": topics.of("picture/info"),
        },
        "capture": {
            "platform": "button",
            "name": "Take a picture",
            "icon": "mdi:camera",
            "command_topic": topics.command("capture"),
        },
        "battery": {
            "platform": "sensor",
            "name": "Battery",
            "device_class": "battery",
            "unit_of_measurement": "%",
            "state_class": "measurement",
            "entity_category": "diagnostic",
            "state_topic": topics.of("battery"),
        },
        "storage": {
            "platform": "sensor",
            "name": "Storage free",
            "device_class": "data_size",
            "unit_of_measurement": "GB",
            "suggested_display_precision": 1,
            "state_class": "measurement",
            "entity_category": "diagnostic",
            "state_topic": topics.of("storage"),
            "value_template": "{{ value_json.free_bytes / 1e9 if value_json.free_bytes is number else None }}",
            "json_attributes_topic": topics.of("storage"),
        },
    }
    if "battery_percent" not in described.details:
        own["battery"] = {"platform": "sensor"}
    if not described.takes_commands:
        own["capture"] = {"platform": "button"}
    offered = described.settings if described.takes_commands else {}
    selects = {name: _select(name, offered.get(name), topics) for name in SETTINGS}
    # A component of nothing but its platform is one that the device has no more.
    there = {name: {**config, **both} if len(config) > 1 else config for name, config in (own | selects).items()}
    return {**there, **sensors}


def _sensors(topics: CameraTopics) -> dict[str, dict[str, Any]]:
    """Return the entities that are there while the camera is not."""
    return {
        "state": {
            "platform": "sensor",
            "name": "State",
            "device_class": "enum",
            "options": [*CameraState, GONE],
            "entity_category": "diagnostic",
            "state_topic": topics.of("state"),
            "value_template": "{{ value_json.state }}",
            "json_attributes_topic": topics.of("state"),
        },
        "tethering": {
            "platform": "binary_sensor",
            "name": "Tethering",
            "device_class": "problem",
            "entity_category": "diagnostic",
            "state_topic": topics.of("tethering"),
            "value_template": "{{ 'ON' if value_json.failing else 'OFF' }}",
            "json_attributes_topic": topics.of("tethering"),
        },
    }


def _select(name: str, choices: Choices | None, topics: CameraTopics) -> dict[str, Any]:
    if choices is None or not choices.values:
        return {"platform": "select"}
    config: dict[str, Any] = {
        "platform": "select",
        "name": _NAMES[name],
        "entity_category": "config",
        "state_topic": topics.of(name),
        "command_topic": topics.command(name),
        "options": list(dict.fromkeys((*choices.values, choices.current))),
    }
    return {**config, "icon": _ICONS[name]} if name in _ICONS else config
