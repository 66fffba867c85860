"""Checks what Home Assistant is sent against its schemas, as the package ha-mqtt-models-pydantic has them.

They are the voluptuous schemas of homeassistant/components/mqtt (home-assistant/core: schemas.py, and a file for each
component) as models. Home Assistant drops keys that it does not know; here they are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ha_mqtt_models_pydantic.components.common import DeviceDiscoveryPayload
from ha_mqtt_models_pydantic.discovery import (
    COMPONENT_MODELS,
    parse_component_payload,
    parse_device_discovery_payload,
)

if TYPE_CHECKING:
    from pydantic import BaseModel


def check_device(config: dict[str, Any]) -> None:
    """Raise unless Home Assistant would make a device of this, with all its components, and use every key of it."""
    parse_device_discovery_payload(config, expand_aliases=False)
    _check_keys(DeviceDiscoveryPayload, config)
    ids = [each["unique_id"] for each in config["components"].values() if len(each) > 1]
    assert len({*ids}) == len(ids)
    for component in config["components"].values():
        own = {name: value for name, value in component.items() if name != "platform"}
        model = cast("type[BaseModel]", COMPONENT_MODELS[component["platform"]])
        if own:  # a platform alone takes the component away
            parse_component_payload(component["platform"], {**own, "device": config["device"]}, expand_aliases=False)
            _check_keys(model, own)


def _check_keys(model: type[BaseModel], config: dict[str, Any]) -> None:
    known = {field.alias or name for name, field in model.model_fields.items()}
    assert config.keys() <= known, config.keys() - known
