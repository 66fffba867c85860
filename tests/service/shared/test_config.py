"""Settings: which names and values are taken, whatever the camera is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_setting_is_found_by_its_path_too(client: RpcClient) -> None:
    assert (await client.call("get_config", name="imgsettings/iso"))["name"] == "iso"


async def test_all_settings_come_in_one_list_and_by_section(client: RpcClient) -> None:
    everything = (await client.call("list_config"))["widgets"]
    section = (await client.call("list_config", section="imgsettings"))["widgets"]

    assert len(everything) > 40
    assert [widget for widget in everything if widget["path"].startswith("imgsettings/")] == section


async def test_an_unknown_section_is_refused_with_those_there_are(client: RpcClient) -> None:
    error = await client.error("list_config", section="imagesettings")

    assert error.name == "config_not_found"
    assert "imgsettings" in error.data["similar"]


@pytest.mark.parametrize(
    ("name", "value", "has_after"),
    [
        ("iso", "400", "400"),
        ("iso", 800, "800"),
        ("f-number", "f/8", "f/8"),
        ("burstnumber", 7, 7),
        ("burstnumber", "7", 7),
        ("fastfs", False, False),
        ("fastfs", "0", False),
        ("artist", "Ansel Adams", "Ansel Adams"),
        ("artist", "Jean\u00a0Dupont\tand\nStudio", "Jean\u00a0Dupont\tand\nStudio"),
        ("datetime", "20260701", "2026-07-01T00:00:0"),
        ("datetime", "1767225600", "2026-01-01T00:00:0"),
        ("datetime", "2026-01-31T12:00:00Z", "2026-01-31T12:00:0"),
    ],
)
async def test_a_setting_takes_its_own_type_or_a_string_of_it(
    client: RpcClient, name: str, value: object, has_after: object
) -> None:
    widget = await client.call("set_config", name=name, value=value)

    read = await client.call("get_config", name=name)
    if isinstance(has_after, str):
        assert widget["value"].startswith(has_after)
        assert read["value"].startswith(has_after)
    else:
        assert widget["value"] == read["value"] == has_after


@pytest.mark.parametrize("value", [0, 21, 3.5, "many", True, 1e300])
async def test_a_value_outside_the_range_or_between_its_steps_is_refused_with_it(
    client: RpcClient, value: object
) -> None:
    error = await client.error("set_config", name="burstnumber", value=value)

    assert (error.name, error.data["range"]) == ("config_invalid_value", {"min": 1, "max": 20, "step": 1})


@pytest.mark.parametrize(
    ("name", "value"),
    [("fastfs", 2), ("fastfs", "perhaps"), ("datetime", "tomorrow"), ("datetime", "202607"), ("artist", "a\0b")],
)
async def test_a_value_of_another_type_is_refused(client: RpcClient, name: str, value: object) -> None:
    assert (await client.error("set_config", name=name, value=value)).name == "config_invalid_value"


async def test_half_a_character_is_refused_and_nothing_is_set(client: RpcClient) -> None:
    before = await client.call("get_config", name="artist")

    alone = await client.error("set_config", name="artist", value="a\ud800")
    among = await client.error("set_configs", values={"iso": "100", "artist": "\udfff"})

    assert {alone.name, among.name} == {"invalid_params"}
    assert await client.call("get_config", name="artist") == before


async def test_a_read_only_setting_is_refused(client: RpcClient) -> None:
    assert (await client.error("set_config", name="batterylevel", value="100%")).name == "config_read_only"


async def test_an_unknown_setting_is_refused_with_similar_ones(client: RpcClient) -> None:
    for method, params in (("get_config", {}), ("set_config", {"value": "1"})):
        error = await client.error(method, name="shuterspeed", **params)

        assert error.name == "config_not_found"
        assert "shutterspeed" in error.data["similar"]


@pytest.mark.parametrize(
    ("wrong", "meant"), [("ISO", "iso"), ("F_Number", "f-number"), ("Shutter Speed", "shutterspeed"), ("ISSO", "iso")]
)
async def test_a_name_written_otherwise_is_recognised(client: RpcClient, wrong: str, meant: str) -> None:
    error = await client.error("get_config", name=wrong)

    assert meant in error.data["similar"]
    assert f"Did you mean {meant!r}" in error.data["remedy"]


@pytest.mark.parametrize("size", [100_000, 15_000_000])
async def test_no_value_and_no_name_is_too_long_for_the_worker(client: RpcClient, size: int) -> None:
    value = await client.error("set_config", name="artist", value="x" * size)
    name = await client.error("set_configs", values={"x" * size: "1"})

    assert (value.name, name.name) == ("invalid_params", "config_not_found")
    assert len(str(name)) < 2000
