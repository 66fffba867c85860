"""The shutter in all its ways: at once, after the self-timer, held open, and without waiting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

_PICTURE = "DSC_0006.JPG"


def shutter(page: PageRig, name: str | re.Pattern[str]) -> Locator:
    """Return the large button when it does that."""
    return page.page.locator("rc-shutter-button").get_by_role("button", name=name)


async def test_space_fires_and_the_thumbnail_appears(page: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"set_property": camera.make.shutter, "value": "2"})  # so that it can be seen while it lasts
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()

    await page.page.keyboard.press(" ")

    await expect(page.page.locator("rc-shutter-button").get_by_text("Taking a picture")).to_be_visible()
    thumbnail = page.page.get_by_role("link", name="DSC_0006.JPG").locator("img")
    await expect(thumbnail).to_be_visible()
    assert await thumbnail.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert camera.control({"status": True})["written"][-1] == "DSC_0006.JPG"
    await expect(page.page.get_by_role("status").filter(has_text="DSC_0006.JPG")).to_have_count(1)
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()
    await page.page.get_by_role("link", name="DSC_0006.JPG").click()
    await expect(page.page).to_have_url(re.compile("#/pictures/z-virtual-0000001$"))
    await expect(page.page.get_by_role("dialog", name="DSC_0006")).to_be_visible()
    await page.page.keyboard.press("Escape")
    await expect(page.page.get_by_role("dialog", name="DSC_0006")).to_be_hidden()


async def test_a_picture_of_another_client_shows_as_well(page: PageRig, service: RunningService) -> None:
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()

    async with service.client() as client:
        await client.call("capture_image")

    await expect(page.page.get_by_role("link", name="DSC_0006.JPG").locator("img")).to_be_visible()


async def test_the_self_timer_counts_and_then_fires(page: PageRig) -> None:
    await page.page.get_by_label("Self-timer").select_option("2")
    await expect(shutter(page, "Take a picture")).to_be_enabled()

    await page.page.keyboard.press(" ")

    countdown = page.page.get_by_role("timer")
    await expect(countdown).to_have_text("2")
    await expect(countdown).to_have_text("1")
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()


async def test_the_self_timer_can_be_cancelled(page: PageRig, camera: VirtualCameraProcess) -> None:
    await page.page.get_by_label("Self-timer").select_option("2")
    for cancel in ("the button", "Escape", "leaving"):
        await expect(shutter(page, "Take a picture")).to_be_enabled()
        await page.page.keyboard.press(" ")
        await expect(page.page.get_by_role("timer")).to_have_text("2")
        if cancel == "the button":
            await shutter(page, "Cancel").click()
            await page.page.evaluate("document.activeElement.blur()")
        elif cancel == "Escape":
            await page.page.keyboard.press("Escape")
        else:
            await page.page.get_by_role("link", name="Log").click()
        await expect(page.page.get_by_role("timer")).to_be_hidden()
    await page.page.get_by_role("link", name="Camera").click()
    # One that is left alone fires after two seconds; by then the others would have.
    await expect(shutter(page, "Take a picture")).to_be_enabled()
    await page.page.keyboard.press(" ")
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
    assert camera.control({"status": True})["written"][-1] == _PICTURE


async def test_bulb_is_open_until_it_is_closed(page: PageRig, camera: VirtualCameraProcess) -> None:
    await page.page.get_by_role("button", name="Bulb").click()

    await shutter(page, "Open the shutter").click()

    await expect(shutter(page, "Close the shutter · 0:01")).to_be_visible()
    assert camera.control({"status": True})["exposing"]
    await page.page.get_by_role("link", name="Log").click()  # it goes on meanwhile
    await page.page.get_by_role("link", name="Camera").click()
    await shutter(page, "Close the shutter").click()
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
    assert not camera.control({"status": True})["exposing"]
    await expect(shutter(page, "Open the shutter")).to_be_enabled()


async def test_an_open_shutter_can_be_closed_after_a_reload(page: PageRig) -> None:
    await page.page.get_by_role("button", name="Bulb").click()
    await shutter(page, "Open the shutter").click()
    await expect(shutter(page, "Close the shutter")).to_be_visible()

    await page.page.reload()

    await shutter(page, "Close the shutter").click()
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()


async def test_a_shutter_that_another_client_holds_open_can_be_closed_at_once(
    open_page: OpenPage, service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client:
        await client.call("start_bulb")
        async with open_page(service) as page:  # a tab that never chose bulb
            await expect(shutter(page, "Close the shutter")).to_be_enabled()
            await expect(page.page.get_by_text("The shutter is open: the settings are read")).to_be_visible()
            await expect(page.page.locator("rc-live-picture").get_by_text("The shutter is open.")).to_be_visible()
            await expect(page.page.get_by_text("stop_bulb")).to_have_count(0)

            await page.page.keyboard.press(" ")

            await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
            assert not camera.control({"status": True})["exposing"]
            await expect(page.page.get_by_label("ISO", exact=True)).to_be_enabled()
            await expect(shutter(page, "Take a picture")).to_be_enabled()


async def test_a_shutter_that_is_opened_elsewhere_meanwhile_can_be_closed(
    page: PageRig, service: RunningService
) -> None:
    await expect(page.page.get_by_label("ISO", exact=True)).to_be_enabled()

    async with service.client() as client:
        await client.call("start_bulb")

        await expect(page.page.get_by_label("ISO", exact=True)).to_be_disabled()
        await shutter(page, "Close the shutter").click()
        await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
        await expect(page.page.get_by_label("ISO", exact=True)).to_be_enabled()


async def test_bulb_by_seconds_tells_how_far_it_is_and_can_be_cancelled(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    await page.page.get_by_role("button", name="Bulb").click()
    await page.page.get_by_label("Exposure in seconds").fill("40")

    await shutter(page, "Expose for 40 s").click()

    await expect(shutter(page, re.compile("of 40 s"))).to_be_visible()
    assert camera.control({"status": True})["exposing"]
    await page.page.keyboard.press("Escape")
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
    assert not camera.control({"status": True})["exposing"]


async def test_on_a_phone_all_of_the_bar_can_be_read_and_the_stop_stands_still(
    open_page: OpenPage, service: RunningService
) -> None:
    async with open_page(service, width=390, height=844) as page:
        await expect(page.page.get_by_role("button", name="Trigger")).to_have_attribute(
            "title", "Fires without waiting for the picture"
        )
        await expect(page.page.get_by_text(re.compile(r"\d+ skipped"))).to_have_attribute(
            "title", re.compile("faster than this page could draw or the network bring")
        )
        for word in ("Near", "Far"):
            await expect(page.page.get_by_text(word, exact=True)).to_be_in_viewport(ratio=1)
        await page.page.get_by_role("button", name="Bulb").click()
        seconds = page.page.get_by_label("Exposure in seconds")
        assert await seconds.evaluate(_ROOM_BEYOND_PLACEHOLDER) >= 0

        await shutter(page, "Open the shutter").click()

        stop = shutter(page, "Close the shutter")
        await expect(stop).to_be_enabled()
        assert await stop.evaluate("b => getComputedStyle(b, '::before').animationName") == "none"
        assert await stop.evaluate("b => getComputedStyle(b, '::after').animationName") == "turn"
        await stop.click()
        await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()


async def test_wrong_seconds_are_named_at_the_field_and_fire_nothing(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    await page.page.get_by_role("button", name="Bulb").click()
    seconds = page.page.get_by_label("Exposure in seconds")
    for wrong in ("-3", "0", "soon", "3601"):
        await seconds.fill(wrong)
        await expect(page.page.locator("#wrong")).to_have_text(re.compile("More than 0, and at most 3,600 seconds"))
        await expect(seconds).to_have_attribute("aria-invalid", "true")
        await expect(shutter(page, "Open the shutter")).to_be_disabled()
    await page.page.keyboard.press("Tab")
    await page.page.evaluate("document.activeElement.blur()")

    await page.page.keyboard.press(" ")
    await expect(shutter(page, "Open the shutter")).to_be_disabled()
    await seconds.fill("0,5")
    await expect(page.page.locator("#wrong")).to_be_empty()
    await shutter(page, "Expose for 0.5 s").click()

    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()  # the first, so nothing was fired before
    assert camera.control({"status": True})["written"][-1] == _PICTURE


async def test_trigger_fires_without_waiting(page: PageRig) -> None:
    await page.page.get_by_role("button", name="Trigger").click()

    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()


async def test_a_refusal_says_why_and_what_to_do(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(shutter(page, "Take a picture")).to_be_enabled()
    camera.fail_to_focus()
    await page.page.keyboard.press("l")  # in live view a Nikon takes pictures without focusing
    await expect(page.page.get_by_text("Live view is off.")).to_be_visible()

    await page.page.keyboard.press(" ")

    await expect(page.page.get_by_role("alert").filter(has_text="focus")).to_be_visible()
    camera.find_focus()
    await shutter(page, "Take a picture").click()
    await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
    await expect(page.page.get_by_role("alert").filter(has_text="focus")).to_be_hidden()


async def test_on_a_phone_the_shutter_stays_in_reach_of_the_thumb(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, width=390, height=844) as page:
        navigation = page.page.get_by_role("navigation", name="Views")
        await expect(shutter(page, "Take a picture")).to_be_enabled()
        await page.page.mouse.move(200, 400)
        await page.page.mouse.wheel(0, 5000)

        await expect(shutter(page, "Take a picture")).to_be_in_viewport(ratio=1)
        button, bar = await shutter(page, "Take a picture").bounding_box(), await navigation.bounding_box()
        assert button
        assert bar
        assert 0 < bar["y"] - (button["y"] + button["height"]) < 60
        await shutter(page, "Take a picture").click()
        await expect(page.page.get_by_role("link", name=_PICTURE)).to_be_visible()
        assert await page.page.evaluate(_WIDEST) <= 390


_ROOM_BEYOND_PLACEHOLDER = """input => {
  const style = getComputedStyle(input), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  return input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    - pen.measureText(input.placeholder).width;
}"""
_WIDEST = """() => {
  const all = root => [...root.querySelectorAll("*")].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
  const shown = all(document).filter(e => e.matches("button, p, select, input, canvas") && e.checkVisibility());
  return Math.max(...shown.map(e => e.getBoundingClientRect().right));
}"""
