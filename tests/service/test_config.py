"""Settings: read typed, set with proof, several or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.dial import turn_dial
from tests.rigs.makes import Need
from tests.rigs.rpc_client import RpcError

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

nikons = pytest.mark.needs(Need.NIKON_SETTINGS)

SET_PROPERTY_VALUE = "1016"
BUTTON = "d2c"  # of a Sony, by their codes: they read back as they please
NO_ISO = 3


async def test_a_setting_has_its_type_path_and_choices(client: RpcClient) -> None:
    iso = await client.call("get_config", name="iso")

    assert (iso["name"], iso["path"], iso["type"], iso["value"]) == ("iso", "imgsettings/iso", "radio", "100")
    assert iso["readonly"] is False
    assert {"100", "125", "160"} <= set(iso["choices"])


@nikons
async def test_values_have_the_type_of_their_setting(client: RpcClient) -> None:
    assert (await client.call("get_config", name="burstnumber"))["value"] == 3
    assert (await client.call("get_config", name="fastfs"))["value"] is True
    assert (await client.call("get_config", name="datetime"))["value"].endswith("Z")
    assert (await client.call("get_config", name="autofocusdrive"))["value"] in (True, False, None)


async def test_a_value_outside_the_choices_is_refused_with_them(client: RpcClient) -> None:
    error = await client.error("set_config", name="iso", value="401")

    assert error.name == "config_invalid_value"
    assert "400" in error.data["choices"]
    assert (await client.call("get_config", name="iso"))["value"] == "100"


async def test_every_setting_takes_the_value_that_it_has(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    if Need.ARTIST in each_make.abilities:
        await turn_dial(camera, client, "artist", "Jean\u00a0Dupont\nStudio")
    listed = (await client.call("list_config"))["widgets"]
    refused = {}
    for widget in listed:
        acts = widget["path"].startswith("actions/") or widget["name"].startswith(BUTTON)
        if not widget["readonly"] and widget["value"] is not None and not acts:
            value = (await client.call("get_config", name=widget["name"]))["value"]
            try:
                await client.call("set_config", name=widget["name"], value=value)
            except RpcError as error:
                refused[widget["name"]] = str(error)

    assert not refused


@nikons
async def test_a_value_that_the_camera_drops_is_an_error_with_what_it_has_instead(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    camera.control({"refuse": SET_PROPERTY_VALUE, "code": "0x200f"})

    error = await client.error("set_config", name="iso", value="400")

    assert error.name == "config_not_applied"
    assert (error.data["requested"], error.data["actual"]) == ("400", "100")
    assert "gphoto2" in error.data


@nikons
async def test_a_busy_camera_is_told_as_busy(client: RpcClient, camera: VirtualCameraProcess) -> None:
    camera.control({"refuse": SET_PROPERTY_VALUE, "code": "0x2019"})

    error = await client.error("set_config", name="iso", value="400")

    assert (error.name, error.data["retryable"]) == ("camera_busy", True)


@nikons
async def test_several_settings_are_set_together(client: RpcClient) -> None:
    values = {"iso": "400", "f-number": "f/11", "burstnumber": 5}

    widgets = (await client.call("set_configs", values=values))["widgets"]

    assert {widget["name"]: widget["value"] for widget in widgets} == values


async def test_of_several_settings_none_is_set_when_one_is_refused_beforehand(
    client: RpcClient, each_make: Make
) -> None:
    error = await client.error("set_configs", values={"iso": "400", each_make.aperture: each_make.stop(99)})

    assert (error.name, error.data["config"]) == ("config_invalid_value", each_make.aperture)
    assert (await client.call("get_config", name="iso"))["value"] == "100"


@nikons
async def test_of_several_settings_those_already_set_go_back_when_the_camera_refuses_one(
    client: RpcClient,
) -> None:
    # The body lets the aperture be set only where the photographer chooses it.
    error = await client.error("set_configs", values={"iso": "400", "expprogram": "S", "f-number": "f/11"})

    assert (error.name, error.data["config"]) == ("config_read_only", "f-number")
    assert set(error.data["restored"]) >= {"iso", "expprogram"}
    assert (await client.call("get_config", name="iso"))["value"] == "100"
    assert (await client.call("get_config", name="expprogram"))["value"] == "M"


@nikons
async def test_a_setting_that_an_earlier_one_makes_writable_can_be_set_with_it(client: RpcClient) -> None:
    await client.call("set_config", name="expprogram", value="A")
    assert (await client.error("set_config", name="shutterspeed2", value="1/60")).name == "config_read_only"

    widgets = (await client.call("set_configs", values={"expprogram": "M", "shutterspeed2": "1/60"}))["widgets"]

    assert [widget["value"] for widget in widgets] == ["M", "1/60"]


@nikons
async def test_a_dial_turned_on_the_camera_is_seen_and_told(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["config_changed"])

    camera.control({"set_property": "iso", "value": 1600})

    told = await client.notification("config_changed", name="iso")
    assert told["value"] == "1600"
    assert (await client.call("get_config", name="iso"))["value"] == "1600"


async def test_a_value_outside_its_own_choices_does_not_crash_the_driver(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    # python-gphoto2 #203: its get_value() segfaults on this.
    await turn_dial(camera, client, "iso", NO_ISO, force=True)

    assert (await client.call("get_config", name="iso"))["value"] in {"3", "Unknown value 0003"}
    assert len((await client.call("list_config"))["widgets"]) > 30
