"""The camera view: live view, and the shutter in all its ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.page.page_rig import PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

_LARGE_BUTTON = "rc-shutter-button button"
_SOME_FPS = re.compile(r"^([5-9]|[1-3]\d)\.\d fps$")


async def test_live_view_is_drawn_and_counted(page: PageRig) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    await expect(page.page.get_by_text(re.compile(r"^640 . 480$"))).to_be_visible()

    await page.page.get_by_role("button", name="Live view").click()

    await expect(page.page.get_by_text("Live view is off.")).to_be_visible()
    await expect(page.page.get_by_text("fps")).to_be_hidden()


async def test_live_view_ends_with_the_switch_and_with_the_view(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    assert camera.control({"status": True})["live_view"]

    await page.page.get_by_role("link", name="Log").click()

    await expect_live_view(page, camera, on=False)
    await page.page.get_by_role("link", name="Camera").click()
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    await page.page.keyboard.press("l")
    await expect_live_view(page, camera, on=False)


async def expect_live_view(page: PageRig, camera: VirtualCameraProcess, *, on: bool) -> None:
    """Wait until the body's live view is on, or off."""
    for _ in range(100):
        if camera.control({"status": True})["live_view"] is on:
            return
        await page.page.wait_for_timeout(50)
    raise AssertionError(f"the body's live view is not {'on' if on else 'off'}")


async def test_space_fires_and_the_thumbnail_appears(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()

    await page.page.keyboard.press(" ")

    await expect(page.page.get_by_text("The camera is taking the picture.")).to_be_visible()
    thumbnail = page.page.get_by_role("link", name="DSC_0006.JPG").locator("img")
    await expect(thumbnail).to_be_visible()
    assert await thumbnail.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert camera.control({"status": True})["written"][-1] == "DSC_0006.JPG"
    await expect(page.page.get_by_role("status").filter(has_text="DSC_0006.JPG")).to_have_count(1)
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()
    await page.page.get_by_role("link", name="DSC_0006.JPG").click()
    await expect(page.page).to_have_url(re.compile("#/pictures/z-virtual-0000001$"))


async def test_a_picture_of_another_client_shows_as_well(page: PageRig, service: RunningService) -> None:
    await expect(page.page.get_by_role("button", name="Take a picture")).to_be_enabled()

    async with service.client() as client:
        await client.call("capture_image")

    await expect(page.page.get_by_role("link", name="DSC_0006.JPG").locator("img")).to_be_visible()
