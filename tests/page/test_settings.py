"""The settings beside live view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Locator, expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService


def quick(page: PageRig, label: str) -> Locator:
    return page.page.get_by_label(label, exact=True)


async def config(service: RunningService, name: str) -> object:
    async with service.client() as client:
        return (await client.call("get_config", name=name))["value"]


async def test_a_value_is_chosen(page: PageRig, service: RunningService) -> None:
    await expect(quick(page, "ISO")).to_have_value("100")

    await quick(page, "ISO").select_option("400")

    await expect(page.page.locator("[aria-busy=true] #value")).to_have_count(0)
    assert await config(service, "iso") == "400"
    await expect(quick(page, "ISO")).to_have_value("400")


async def test_steps_go_to_the_next_value_and_back(page: PageRig, service: RunningService) -> None:
    await expect(quick(page, "Aperture")).to_have_value("f/5.6")

    for _ in range(3):
        await page.page.get_by_role("button", name="Aperture: next").click()
    await page.page.get_by_role("button", name="Aperture: previous").click()

    await expect(quick(page, "Aperture")).to_have_value("f/7.1")
    await expect(page.page.locator("[aria-busy=true] #value")).to_have_count(0)
    assert await config(service, "f-number") == "f/7.1"


async def test_a_value_that_did_not_take_says_so_there_and_shows_what_the_camera_has(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    await expect(quick(page, "ISO")).to_have_value("100")
    camera.control({"ignores_sets": True})

    await quick(page, "ISO").select_option("800")

    iso = page.page.locator("rc-quick-setting", has=page.page.get_by_label("ISO", exact=True))
    await expect(iso.get_by_role("alert")).to_contain_text('it has "100"')
    await expect(quick(page, "ISO")).to_have_value("100")


async def test_what_is_turned_on_the_body_shows_at_once(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(quick(page, "Shutter")).to_have_value("1/125")

    camera.control({"set_property": "shutterspeed2", "value": "1/60"})

    await expect(quick(page, "Shutter")).to_have_value("1/60")


async def test_what_another_client_sets_shows_at_once_in_two_tabs(
    open_page: OpenPage, page: PageRig, service: RunningService
) -> None:
    async with open_page(service) as other, service.client() as client:
        for tab in (page, other):
            await expect(quick(tab, "White balance")).to_have_value("Automatic")

        await client.call("set_config", name="whitebalance", value="Daylight")

        for tab in (page, other):
            await expect(quick(tab, "White balance")).to_have_value("Daylight")


async def test_what_the_mode_decides_is_disabled_and_says_what_frees_it(page: PageRig) -> None:
    await quick(page, "Mode").select_option("A")

    await expect(quick(page, "Shutter")).to_be_disabled()
    await expect(page.page.get_by_text("Not in mode A: there the camera decides it.")).to_be_visible()
    await expect(page.page.get_by_role("button", name="Shutter: next")).to_be_disabled()

    await quick(page, "Mode").select_option("M")

    await expect(quick(page, "Shutter")).to_be_enabled()


async def test_automatic_iso_is_beside_the_speeds_on_a_body_that_has_it_as_another_setting(
    page: PageRig, service: RunningService
) -> None:
    await quick(page, "ISO").select_option(label="Auto")

    await expect(quick(page, "ISO")).to_have_value("auto")
    assert await config(service, "autoiso") == "On"

    await quick(page, "ISO").select_option("200")

    await expect(quick(page, "ISO")).to_have_value("200")
    assert await config(service, "autoiso") == "Off"


async def test_others_are_found_by_search_and_set_by_their_type(page: PageRig, service: RunningService) -> None:
    search = page.page.get_by_role("searchbox", name="Search all settings")

    await search.fill("burst number")
    await page.page.get_by_role("spinbutton", name="Burst Number").first.fill("7")
    await page.page.keyboard.press("Enter")
    await search.fill("copyright")
    await page.page.get_by_role("textbox", name="Copyright", exact=True).fill("A. Person")
    await page.page.keyboard.press("Tab")
    await search.fill("fast filesystem")
    await page.page.get_by_role("switch", name="Fast Filesystem").uncheck()

    await expect(page.page.locator("[aria-busy=true]")).to_have_count(0)
    assert await config(service, "burstnumber") == 7
    assert await config(service, "copyright") == "A. Person"
    assert await config(service, "fastfs") is False


async def test_a_key_goes_to_a_setting(page: PageRig, service: RunningService) -> None:
    await expect(quick(page, "ISO")).to_have_value("100")

    await page.page.keyboard.press("i")
    await expect(quick(page, "ISO")).to_be_focused()
    await page.page.keyboard.press("ArrowDown")

    await expect(quick(page, "ISO")).to_have_value("125")
    await expect(page.page.locator("[aria-busy=true] #value")).to_have_count(0)
    assert await config(service, "iso") == "125"


async def test_a_phone_shows_the_cards_room_with_the_settings(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, width=390, height=844) as rig:
        await expect(rig.page.locator("rc-settings-panel").get_by_text("room for")).to_be_visible()


async def test_a_section_shows_facts_and_settings(page: PageRig) -> None:
    await page.page.get_by_text("Status 24").click()

    await expect(page.page.get_by_text("Camera Model")).to_be_visible()
    await expect(page.page.get_by_text("Z Virtual", exact=True)).to_be_visible()
    await expect(page.page.get_by_label("AC Power")).to_be_disabled()


async def test_of_a_camera_that_went_away_nothing_can_be_set_until_it_is_back(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    await expect(quick(page, "ISO")).to_be_enabled()

    camera.control({"offline": True})

    await expect(quick(page, "ISO")).to_be_disabled()
    await expect(page.page.get_by_text("Not answering", exact=True)).to_be_visible()

    camera.control({"offline": False})

    await expect(quick(page, "ISO")).to_be_enabled(timeout=20_000)


@pytest.mark.parametrize("make", ["canon", "canon-dslr", "sony", "fuji"])
async def test_each_make_has_its_own_words(open_page: OpenPage, make: str, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as body:
        async with running_service(tmp_path, [body.port_string]) as service, open_page(service) as page:
            for label in ("Shutter", "ISO", "White balance", "Quality"):
                await expect(quick(page, label)).to_be_visible()
            await page.page.get_by_role("button", name="ISO: next").click()
            await expect(page.page.locator("[aria-busy=true] #value")).to_have_count(0)
            await expect(page.page.get_by_role("alert").filter(has_text="ISO")).to_have_count(0)
