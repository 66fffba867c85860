"""One picture over the whole screen, and two side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import CDPSession, Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

_SIZES = "images => images.map(image => Math.round(image.getBoundingClientRect().width))"
_LEFTS = """images => images.map(
  image => image.getBoundingClientRect().left - image.getRootNode().host.getBoundingClientRect().left
)"""


@pytest_asyncio.fixture(loop_scope="session")
async def pictures(open_page: OpenPage, service: RunningService) -> AsyncIterator[PageRig]:
    """The page at the pictures, once the five on the card are shown."""
    async with open_page(service, "#/pictures") as rig:
        await expect(rig.page.get_by_role("gridcell")).to_have_count(5)
        yield rig


def tile(rig: PageRig, name: str) -> Locator:
    return rig.page.get_by_role("gridcell", name=re.compile(rf"\b{name}\b"))


def whole(rig: PageRig) -> Locator:
    """The pictures that are shown whole, not by their thumbnails."""
    return rig.page.locator("rc-zoom-pane[data-whole] img")


def heading(rig: PageRig) -> Locator:
    return rig.page.get_by_role("dialog").get_by_role("heading", level=2).first


class Finger:
    """A finger on a touch screen, by the browser's own input."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._at = {"x": 0.0, "y": 0.0}

    @classmethod
    async def of(cls, rig: PageRig) -> Finger:
        return cls(await rig.page.context.new_cdp_session(rig.page))

    async def down(self, on: Locator) -> None:
        box = await on.bounding_box()
        assert box is not None
        self._at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        await self._send("touchStart", [self._at])

    async def move(self, by: float) -> None:
        """Move to the right by so many pixels."""
        self._at["x"] += by
        await self._send("touchMove", [self._at])

    async def up(self) -> None:
        await self._send("touchEnd", [])

    async def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        await self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


async def test_a_click_opens_the_picture_itself(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0004").click()

    await expect(whole(pictures)).to_be_visible()
    assert await whole(pictures).evaluate("image => image.naturalWidth") == 1600
    await pictures.page.keyboard.press("Escape")
    await expect(tile(pictures, "DSC_0004")).to_be_focused()


async def test_back_closes_what_is_open_and_leaves_nothing_behind(pictures: PageRig) -> None:
    page, dialog = pictures.page, pictures.page.get_by_role("dialog")
    await page.get_by_role("link", name="Log").click()
    await page.get_by_role("link", name="Pictures").click()
    length = await page.evaluate("history.length")

    await tile(pictures, "DSC_0004").click()
    await expect(whole(pictures)).to_be_visible()
    await page.go_back()
    await expect(dialog).to_be_hidden()
    await expect(tile(pictures, "DSC_0004")).to_be_focused()

    await tile(pictures, "DSC_0004").click(modifiers=["ControlOrMeta"])
    await tile(pictures, "DSC_0003").click(modifiers=["ControlOrMeta"])
    await page.get_by_role("button", name="Compare").click()
    await expect(dialog).to_be_visible()
    await page.go_back()
    await expect(dialog).to_be_hidden()
    await page.keyboard.press("Escape")  # selects none

    for name in ("DSC_0005", "DSC_0003"):
        await tile(pictures, name).click()
        await expect(heading(pictures)).to_have_text(name)
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
    assert await page.evaluate("history.length") <= length + 1  # what was opened last, for Forward
    await page.go_back()
    await expect(page.get_by_role("heading", name="Log")).to_be_attached()
    await page.go_forward()
    await expect(tile(pictures, "DSC_0004")).to_be_visible()


async def test_a_page_that_is_loaded_anew_goes_back_to_where_one_was(pictures: PageRig) -> None:
    page = pictures.page
    await page.get_by_role("link", name="Log").click()
    await page.get_by_role("link", name="Pictures").click()
    await tile(pictures, "DSC_0004").click()
    await expect(whole(pictures)).to_be_visible()
    await page.reload()
    await expect(tile(pictures, "DSC_0004")).to_be_visible()
    await page.wait_for_function("history.state === null")

    await page.go_back()
    await expect(page.get_by_role("heading", name="Log")).to_be_attached()


async def test_a_hundred_percent_is_a_pixel_for_a_pixel_and_is_dragged(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0005").click()
    await expect(whole(pictures)).to_be_visible()
    assert await whole(pictures).evaluate_all(_SIZES) != [1600]

    await whole(pictures).click()
    await expect(pictures.page.get_by_role("button", name="100 %")).to_have_attribute("aria-pressed", "true")
    assert await whole(pictures).evaluate_all(_SIZES) == [1600]

    [before] = await whole(pictures).evaluate_all(_LEFTS)
    await pictures.page.mouse.move(600, 500)
    await pictures.page.mouse.down()
    await pictures.page.mouse.move(560, 500, steps=4)
    await pictures.page.mouse.up()
    [after] = await whole(pictures).evaluate_all(_LEFTS)
    assert after - before == -40


async def test_the_wheel_zooms_and_z_does(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0005").click()
    await expect(whole(pictures)).to_be_visible()
    [fits] = await whole(pictures).evaluate_all(_SIZES)
    await pictures.page.mouse.move(500, 500)
    await pictures.page.mouse.wheel(0, -300)
    await expect(pictures.page.get_by_role("button", name="100 %")).to_have_attribute("aria-pressed", "true")
    assert (await whole(pictures).evaluate_all(_SIZES))[0] > fits

    await pictures.page.keyboard.press("z")
    await expect(pictures.page.get_by_role("button", name="100 %")).to_have_attribute("aria-pressed", "false")
    assert await whole(pictures).evaluate_all(_SIZES) == [fits]


async def test_arrows_browse(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0005").click()
    await pictures.page.keyboard.press("ArrowRight")
    await pictures.page.keyboard.press("ArrowRight")
    await expect(heading(pictures)).to_have_text("DSC_0003")
    await pictures.page.keyboard.press("ArrowLeft")

    await expect(heading(pictures)).to_have_text("DSC_0004")
    await expect(pictures.page.get_by_text("2 of 5")).to_be_visible()
    await expect(whole(pictures)).to_have_attribute("alt", "DSC_0004.JPG")
    await pictures.page.keyboard.press("Escape")
    await expect(tile(pictures, "DSC_0004")).to_be_focused()


async def test_exif_is_shown_and_every_tag(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0002").click()
    dialog = pictures.page.get_by_role("dialog")

    await expect(dialog.get_by_text("1/500 s · f/2.8 · ISO 100")).to_be_visible()
    await expect(dialog.get_by_text("AF-S Nikkor 24-70mm 1:2.8G ED").first).to_be_visible()
    await dialog.get_by_text("All tags").click()
    await expect(dialog.get_by_role("row", name="BodySerialNumber 0000001")).to_be_visible()


async def test_the_raw_of_a_picture_is_the_preview_and_a_sentence(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"set_property": "imagequality", "value": 7})
    camera.control({"press_shutter": True})
    await expect(tile(pictures, "DSC_0006")).to_have_accessible_name("DSC_0006 JPEG + NEF")
    await tile(pictures, "DSC_0006").click()
    await expect(whole(pictures)).to_be_visible()

    await pictures.page.get_by_role("button", name="NEF", exact=True).click()

    await expect(pictures.page.get_by_text("This browser cannot show NEF files")).to_be_visible()
    await expect(pictures.page.get_by_role("img", name="DSC_0006.NEF")).to_be_visible()
    preview = pictures.page.locator("rc-zoom-pane img")
    hundred = pictures.page.get_by_role("button", name="100 %")
    await expect(hundred).to_be_disabled()
    await expect(hundred).to_have_attribute("title", re.compile("only the camera's preview"))
    before = await preview.evaluate_all(_SIZES)
    await preview.click()
    await pictures.page.keyboard.press("z")
    assert await preview.evaluate_all(_SIZES) == before

    await pictures.page.get_by_role("button", name="Show the JPEG").click()
    await expect(whole(pictures)).to_be_visible()
    await expect(hundred).to_be_enabled()


async def test_a_picture_that_is_deleted_gives_way_to_the_next(pictures: PageRig, camera: VirtualCameraProcess) -> None:
    await tile(pictures, "DSC_0004").click()
    await expect(whole(pictures)).to_be_visible()
    await pictures.page.keyboard.press("Delete")
    await pictures.page.get_by_role("dialog", name="Delete this picture?").get_by_role("button", name="Delete").click()

    await expect(heading(pictures)).to_have_text("DSC_0003")
    await expect(pictures.page.get_by_text("2 of 4")).to_be_visible()
    assert camera.files() == 4


async def test_a_picture_that_cannot_be_read_says_so_and_can_be_tried_again(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"card": "remove"})
    await tile(pictures, "DSC_0004").click()

    dialog = pictures.page.get_by_role("dialog")
    await expect(dialog.get_by_role("alert").filter(has_text="DSC_0004").first).to_be_visible()
    await expect(dialog.get_by_role("button", name="Try again")).to_be_visible()
    camera.control({"card": "insert"})
    await dialog.get_by_role("button", name="Try again").click()
    await expect(whole(pictures)).to_be_visible()
    pictures.forgive("404")
    pictures.forgive("CONTENT_LENGTH_MISMATCH")  # it had begun when the card was found to be away


async def test_two_pictures_zoom_and_move_together(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0005").click(modifiers=["ControlOrMeta"])
    compare = pictures.page.get_by_role("button", name="Compare")
    await expect(compare).to_be_disabled()
    await tile(pictures, "DSC_0003").click(modifiers=["ControlOrMeta"])
    await compare.click()
    await expect(whole(pictures)).to_have_count(2)
    await expect(pictures.page.get_by_text("1/125 s · f/11 · ISO 100")).to_be_visible()

    await whole(pictures).first.click()
    await expect(pictures.page.get_by_role("button", name="100 %")).to_have_attribute("aria-pressed", "true")
    assert await whole(pictures).evaluate_all(_SIZES) == [1600, 1600]
    await pictures.page.mouse.move(300, 500)
    await pictures.page.mouse.down()
    await pictures.page.mouse.move(260, 480, steps=4)
    await pictures.page.mouse.up()
    left, right = await whole(pictures).evaluate_all(_LEFTS)
    assert left == right

    await pictures.page.keyboard.press("Escape")
    await expect(tile(pictures, "DSC_0005")).to_be_focused()


async def test_a_heif_that_the_browser_cannot_show_is_the_preview_and_a_sentence(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"put": "DSC_0900.HIF", "from": __file__})
    await tile(pictures, "DSC_0900").click()

    await expect(pictures.page.get_by_text("This browser cannot show HIF files")).to_be_visible()


async def test_a_film_is_offered_for_download(pictures: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"put": "MVI_0001.MP4", "from": __file__})
    await tile(pictures, "MVI_0001").click()

    await expect(pictures.page.get_by_text("Films are not played here")).to_be_visible()
    await expect(pictures.page.get_by_role("button", name="Download MVI_0001.MP4")).to_be_enabled()


async def test_a_camera_that_is_unplugged_while_a_picture_is_shown(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    await tile(pictures, "DSC_0005").click()
    await expect(whole(pictures)).to_be_visible()
    camera.control({"offline": True})
    delete = pictures.page.get_by_role("dialog").get_by_role("button", name="Delete")
    await expect(delete).to_be_disabled()
    await expect(whole(pictures)).to_be_visible()

    camera.control({"offline": False})
    await expect(delete).to_be_enabled()


async def test_a_finger_selects_by_a_long_press_and_browses_by_a_swipe(
    open_page: OpenPage, service: RunningService
) -> None:
    async with open_page(service, "#/pictures", width=390, height=800, has_touch=True) as rig:
        await expect(rig.page.get_by_role("gridcell")).to_have_count(5)
        touch = await Finger.of(rig)
        await touch.down(tile(rig, "DSC_0004"))
        await expect(rig.page.get_by_text("1 selected")).to_be_visible()
        await touch.up()
        await expect(rig.page.get_by_text("1 selected")).to_be_visible()
        await rig.page.get_by_role("button", name="Select none").tap()

        await tile(rig, "DSC_0004").tap()
        await expect(whole(rig)).to_be_visible()
        await touch.down(whole(rig))
        await touch.move(-120)
        await touch.up()
        await expect(heading(rig)).to_have_text("DSC_0003")
