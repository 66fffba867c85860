"""Live view: frames, what is computed of them, and what keeps them from coming."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.virtual_camera import VirtualCameraProcess

_SET_VISIBILITY = """state => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
_SHARE_PAINTED = """async canvas => {
  await new Promise(resolve => setTimeout(resolve, 500));
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, at) => at % 4 === 3 && value > 0).length / (data.length / 4);
}"""
# Whether the white patch of the chart, down on the right, is where it is to be when it is magnified.
_IS_WHITE = """() => {
  const shadow = (root, name) => root.querySelector(name).shadowRoot;
  const view = shadow(shadow(document, "rc-app"), "rc-camera-view");
  const canvas = shadow(shadow(view, "rc-stage"), "rc-live-picture").querySelector("canvas");
  const [r, g, b] = canvas.getContext("2d").getImageData(0.45 * canvas.width, 0.714 * canvas.height, 1, 1).data;
  return Math.min(r, g, b) > 230;
}"""
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


async def test_it_says_that_live_view_waits_for_a_picture(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    camera.control({"develop_s": 3})
    live = page.page.locator("rc-live-picture")

    await page.page.keyboard.press(" ")

    await expect(live.get_by_text("Taking a picture.")).to_be_visible()
    await expect(live.locator("canvas.dimmed")).to_be_visible()
    await expect(live.get_by_text("Taking a picture.")).to_be_hidden()
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()


async def test_live_view_goes_on_in_a_tab_that_is_seen_again(page: PageRig, camera: VirtualCameraProcess) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()

    await page.page.evaluate(_SET_VISIBILITY, "hidden")

    await expect_live_view(page, camera, on=False)
    await page.page.evaluate(_SET_VISIBILITY, "visible")
    await expect_live_view(page, camera, on=True)
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()


async def test_a_camera_without_live_view_says_why_and_is_tried_again(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    await page.page.get_by_role("button", name="Live view").click()
    await expect_live_view(page, camera, on=False)
    camera.control({"battery": 3})

    await page.page.get_by_role("button", name="Live view").click()

    await expect(page.page.get_by_role("alert").filter(has_text="Battery")).to_be_visible()
    camera.control({"battery": 80})
    await page.page.get_by_role("button", name="Try again").click()
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()


async def test_a_camera_that_goes_away_comes_back_by_itself(page: PageRig, camera: VirtualCameraProcess) -> None:
    shutter = page.page.locator("rc-shutter-button").get_by_role("button")
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()

    camera.control({"offline": True})

    await expect(shutter).to_be_disabled()
    await expect(page.page.get_by_role("button", name="Autofocus")).to_be_disabled()
    await expect(page.page.locator("rc-live-picture canvas.dimmed")).to_be_visible()
    camera.control({"offline": False})
    await expect(shutter).to_be_enabled(timeout=20_000)
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    await expect(page.page.locator("rc-live-picture canvas:not(.dimmed)")).to_be_visible()


async def test_a_connection_that_is_lost_comes_back_by_itself(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service:
        port = service.server.address.port or 0
        async with open_page(service) as page:
            shutter = page.page.locator("rc-shutter-button").get_by_role("button")
            await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
            await service.server.stop()
            await expect(shutter).to_be_disabled()
            await service.cameras.close()
            async with running_service(tmp_path / "other", [camera.port_string], port=port):
                await expect(shutter).to_be_enabled(timeout=20_000)
                await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
            page.forgive("ERR_CONNECTION_REFUSED")
            page.forgive("WebSocket")


async def test_the_picture_fills_the_screen_and_space_fires_there(page: PageRig) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()

    await page.page.keyboard.press("u")

    await page.page.wait_for_function("() => document.fullscreenElement !== null")
    await expect(page.page.locator("rc-settings-panel")).to_be_hidden()
    await expect(page.page.locator("rc-shutter-button").get_by_role("button")).to_be_in_viewport(ratio=1)
    await page.page.keyboard.press(" ")
    await expect(page.page.get_by_role("link", name="DSC_0006.JPG")).to_be_visible()
    await page.page.keyboard.press("u")
    await page.page.wait_for_function("() => document.fullscreenElement === null")


async def test_the_tools_draw_over_the_picture(page: PageRig) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    for name, element in (("Focus peaking", "rc-peaking"), ("Histogram", "rc-histogram")):
        await page.page.get_by_role("button", name=name).click()
        canvas = page.page.locator(f"{element} canvas")
        await expect(canvas).to_be_visible()
        painted = await canvas.evaluate(_SHARE_PAINTED)
        assert 0.01 < painted < 0.9, element

    await page.page.keyboard.press("g")

    await expect(page.page.locator("rc-stage .grid")).to_be_visible()
    await page.page.reload()  # they are kept for the tab
    await expect(page.page.locator("rc-peaking canvas")).to_be_visible()
    await page.page.get_by_role("button", name="Focus peaking").click()
    await expect(page.page.locator("rc-peaking")).to_be_hidden()


async def test_the_magnifier_shows_the_point_that_is_clicked(page: PageRig) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    picture = page.page.get_by_role("group", name="Live view")
    box = await picture.bounding_box()
    assert box
    assert not await page.page.evaluate(_IS_WHITE)

    # A point above the patch: the magnified part ends at the picture's edge.
    await picture.click(position={"x": box["width"] * 0.727, "y": box["height"] * 0.875})

    await expect(page.page.get_by_role("button", name="End the magnifier")).to_be_visible()
    await page.page.wait_for_function(_IS_WHITE)
    await page.page.mouse.move(box["x"] + 200, box["y"] + 200)
    await page.page.mouse.down()
    await page.page.mouse.move(box["x"] + 600, box["y"] + 200, steps=4)
    await page.page.mouse.up()
    await page.page.wait_for_function(f"() => !({_IS_WHITE})()")
    await page.page.keyboard.press("Escape")
    await expect(page.page.get_by_role("button", name="End the magnifier")).to_be_hidden()


async def test_the_magnifier_is_moved_by_the_arrow_keys(page: PageRig) -> None:
    await expect(page.page.get_by_text(_SOME_FPS)).to_be_visible()
    await page.page.keyboard.press("z")
    await expect(page.page.get_by_role("group", name="arrow keys")).to_be_focused()

    for key in ("ArrowRight",) * 4 + ("ArrowDown",) * 6:
        await page.page.keyboard.press(key)

    await page.page.wait_for_function(_IS_WHITE)
