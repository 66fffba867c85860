"""The grid of pictures: what is on the card, what comes, what is deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

DELETE, WRITE_PROTECTED = "100b", "0x200d"


@pytest_asyncio.fixture(loop_scope="session")
async def grid(open_page: OpenPage, service: RunningService) -> AsyncIterator[PageRig]:
    """The page at the pictures, once the five on the card are shown."""
    async with open_page(service, "#/pictures") as rig:
        await expect(tiles(rig)).to_have_count(5)
        yield rig


def tiles(rig: PageRig) -> Locator:
    return rig.page.get_by_role("gridcell")


def tile(rig: PageRig, name: str) -> Locator:
    return rig.page.get_by_role("gridcell", name=re.compile(rf"\b{name}\b"))


async def delete_first(rig: PageRig) -> None:
    await tiles(rig).first.focus()
    await rig.page.keyboard.press("Delete")


async def test_the_pictures_on_the_card_have_their_thumbnails_the_newest_first(grid: PageRig) -> None:
    for place, number in enumerate((5, 4, 3, 2, 1)):
        await expect(tiles(grid).nth(place)).to_have_accessible_name(f"DSC_000{number} JPEG")

    await expect(tiles(grid).locator("img")).to_have_count(5)
    assert (
        await tiles(grid).first.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 160
    )


async def test_while_the_shutter_is_held_open_the_page_says_so_and_reads_the_card_afterwards(
    open_page: OpenPage, service: RunningService
) -> None:
    async with service.client() as client:
        await client.call("start_bulb")
        async with open_page(service, "#/pictures") as rig:
            await expect(rig.page.get_by_role("heading", name="The shutter is open.")).to_be_visible()
            await expect(rig.page.get_by_text("stop_bulb")).to_have_count(0)

            await client.call("stop_bulb")

            await expect(tiles(rig)).to_have_count(6)


async def test_a_picture_that_another_client_takes_appears(grid: PageRig, service: RunningService) -> None:
    async with service.client() as client:
        await client.call("capture_image")

    await expect(tiles(grid).first).to_have_accessible_name("DSC_0006 JPEG")
    await expect(tiles(grid).first.locator("img")).to_be_visible()
    await expect(grid.page.get_by_text("6 pictures", exact=True)).to_be_visible()
    await expect(grid.page.get_by_role("status").filter(has_text="New picture: DSC_0006.")).to_be_attached()


async def test_the_focus_stays_with_its_picture_when_another_comes(grid: PageRig, service: RunningService) -> None:
    await tile(grid, "DSC_0005").focus()
    async with service.client() as client:
        await client.call("capture_image")

    await expect(tile(grid, "DSC_0006")).to_be_visible()
    await expect(tile(grid, "DSC_0005")).to_be_focused()


async def test_raw_and_jpeg_are_one_picture_also_where_the_raw_comes_later(
    grid: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"set_property": "imagequality", "value": 7, "write_s": 0.1, "raw_later_s": 1})
    camera.control({"press_shutter": True})

    await expect(tile(grid, "DSC_0006")).to_have_accessible_name("DSC_0006 JPEG + NEF")
    await expect(tiles(grid)).to_have_count(6)


async def test_a_film_shows_its_type(grid: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"put": "MVI_0001.MP4"})

    await expect(tile(grid, "MVI_0001").locator(".none")).to_have_text("MP4")


async def test_deleting_asks_and_then_the_file_is_gone_from_the_card(grid: PageRig, service: RunningService) -> None:
    await delete_first(grid)
    dialog = grid.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("DSC_0005.JPG is deleted from the camera's card.")
    await dialog.get_by_role("button", name="Delete").click()

    await expect(tiles(grid)).to_have_count(4)
    async with service.client() as client:
        files = (await client.call("list_files", recursive=True))["files"]
    assert [file["filename"] for file in files if "0005" in file["filename"]] == []


async def test_a_confirmation_that_is_cancelled_deletes_nothing(grid: PageRig, camera: VirtualCameraProcess) -> None:
    await delete_first(grid)
    await expect(grid.page.get_by_role("button", name="Cancel")).to_be_focused()
    await grid.page.keyboard.press("Escape")

    await expect(grid.page.get_by_role("dialog")).to_be_hidden()
    await expect(tiles(grid)).to_have_count(5)
    assert camera.files() == 5


async def test_the_raw_is_named_before_it_is_deleted_too(grid: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"set_property": "imagequality", "value": 7})
    camera.control({"press_shutter": True})
    await expect(tile(grid, "DSC_0006")).to_have_accessible_name("DSC_0006 JPEG + NEF")
    await delete_first(grid)
    dialog = grid.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("The RAW goes too: DSC_0006.NEF.")

    await dialog.get_by_role("button", name="Delete").click()
    await expect(tiles(grid)).to_have_count(5)
    assert camera.files() == 5


async def test_what_was_deleted_is_counted_in_pictures_and_the_selection_ends(
    grid: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"set_property": "imagequality", "value": 7})
    camera.control({"press_shutter": True})
    await expect(tile(grid, "DSC_0006")).to_have_accessible_name("DSC_0006 JPEG + NEF")
    await grid.page.get_by_role("button", name="Select", exact=True).click()
    for name in ("DSC_0006", "DSC_0005"):
        await tile(grid, name).click()
    await grid.page.get_by_role("button", name="Delete").click()
    dialog = grid.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Delete 2 pictures?")
    await expect(dialog).to_contain_text("3 files are deleted")
    await dialog.get_by_role("button", name="Delete").click()

    await expect(grid.page.get_by_role("log")).to_contain_text("2 pictures deleted (3 files).")
    await expect(grid.page.get_by_text("4 pictures", exact=True)).to_be_visible()
    assert camera.files() == 4


async def test_a_deletion_that_is_refused_says_why_and_what_to_do(grid: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"refuse": DELETE, "code": WRITE_PROTECTED})
    await delete_first(grid)
    dialog = grid.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Delete").click()

    await expect(dialog).to_contain_text("1 file was not deleted:")
    await expect(dialog.get_by_role("alert")).to_contain_text("DSC_0005.JPG")
    await expect(dialog.get_by_role("alert").locator(".muted")).not_to_be_empty()  # the remedy
    await dialog.get_by_role("button", name="Close").click()
    await expect(tiles(grid)).to_have_count(5)


async def test_what_one_tab_or_another_client_deletes_goes_from_every_tab_at_once(
    grid: PageRig, open_page: OpenPage, service: RunningService
) -> None:
    async with open_page(service, "#/pictures") as second, service.client() as client:
        await expect(tiles(second)).to_have_count(5)
        files = (await client.call("list_files", recursive=True))["files"]
        await delete_first(grid)
        await grid.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        for rig in (grid, second):
            await expect(tiles(rig)).to_have_count(4)
            await expect(tile(rig, "DSC_0005")).to_have_count(0)

        (path,) = [file["path"] for file in files if file["filename"] == "DSC_0002.JPG"]
        await client.call("delete_file", path=path)
        for rig in (grid, second):
            await expect(tiles(rig)).to_have_count(3)
            await expect(tile(rig, "DSC_0002")).to_have_count(0)


async def test_the_corner_of_the_camera_shows_no_picture_that_is_deleted(
    open_page: OpenPage, service: RunningService
) -> None:
    async with open_page(service, "#/camera") as rig, service.client() as client:
        corner = rig.page.locator("rc-picture-corner a")
        await expect(rig.page.get_by_role("button", name="Take a picture")).to_be_enabled()
        (file,) = (await client.call("capture_image"))["files"]
        await expect(corner).to_be_visible()
        await client.call("delete_file", path=file["path"])

        await expect(corner).to_have_count(0)


async def test_pictures_are_selected_by_ctrl_shift_and_all(grid: PageRig) -> None:
    await tile(grid, "DSC_0004").click(modifiers=["ControlOrMeta"])
    await tile(grid, "DSC_0002").click(modifiers=["Shift"])
    await expect(grid.page.get_by_text("3 selected")).to_be_visible()

    await grid.page.keyboard.press("ControlOrMeta+a")
    await expect(grid.page.get_by_text("5 selected")).to_be_visible()

    await grid.page.keyboard.press("Escape")
    await expect(grid.page.get_by_text("5 pictures", exact=True)).to_be_visible()


async def test_arrows_move_in_the_grid(grid: PageRig) -> None:
    await grid.page.keyboard.press("ArrowRight")
    await expect(tile(grid, "DSC_0005")).to_be_focused()  # the first arrow goes to the grid
    await grid.page.keyboard.press("ArrowRight")
    await expect(tile(grid, "DSC_0004")).to_be_focused()
    await grid.page.keyboard.press("End")
    await grid.page.keyboard.press("Shift+ArrowLeft")
    await expect(tile(grid, "DSC_0002")).to_be_focused()
    await expect(grid.page.get_by_text("2 selected")).to_be_visible()


async def test_a_camera_that_is_unplugged_says_so_and_its_pictures_stay(
    grid: PageRig, camera: VirtualCameraProcess
) -> None:
    await tile(grid, "DSC_0004").click(modifiers=["ControlOrMeta"])
    camera.control({"offline": True})
    delete = grid.page.get_by_role("button", name="Delete")
    await expect(delete).to_be_disabled()
    await expect(delete).to_have_accessible_description(re.compile("."))  # why
    await expect(tiles(grid)).to_have_count(5)

    camera.control({"offline": False})
    await expect(delete).to_be_enabled()


async def test_a_card_without_pictures_says_so(grid: PageRig, camera: VirtualCameraProcess) -> None:
    await grid.page.keyboard.press("ControlOrMeta+a")
    await expect(grid.page.get_by_text("5 selected")).to_be_visible()
    await grid.page.keyboard.press("Delete")
    dialog = grid.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Delete 5 pictures?")
    await dialog.get_by_role("button", name="Delete").click()

    await expect(grid.page.get_by_role("heading", name="No pictures yet")).to_be_visible()
    assert camera.files() == 0


async def test_a_listing_that_fails_can_be_tried_again(
    open_page: OpenPage, service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.control({"refuse": "1007", "code": "0x2002"})
    async with open_page(service, "#/pictures") as rig:
        await expect(rig.page.get_by_role("alert").filter(has_text="Could not list")).to_be_visible()
        camera.control({"clear": True})
        await rig.page.get_by_role("button", name="Try again").click()

        await expect(tiles(rig)).to_have_count(5)
