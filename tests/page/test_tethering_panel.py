"""Tethering: on and off, what is saved, and what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from rpc_camera.contract.types import EventName
from tests.page.series import SERIES
from tests.rigs.saving import no_room_for_more_than, pictures, saved_files, saving_service, until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Locator, Page

    from tests.page.page_rig import OpenPage
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess


def switch(page: Page) -> Locator:
    return page.get_by_role("switch", name="Save the pictures of")


def saved(page: Page) -> Locator:
    return page.get_by_role("list", name="Last saved").get_by_role("listitem")


async def test_a_picture_is_saved_and_told_while_it_is_on(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client), open_page(service, SERIES) as rig:
        page = rig.page
        await expect(page.get_by_text(str(pictures(tmp_path)))).to_be_visible()
        await expect(switch(page)).to_be_checked()
        await client.call("capture_image")
        await expect(saved(page)).to_contain_text([f"{camera.id}/DSC_0006.JPG"])
        await expect(page.get_by_text("1 saved")).to_be_visible()
        assert saved_files(tmp_path) == [f"{camera.id}/DSC_0006.JPG"]

        await switch(page).click()
        await expect(switch(page)).not_to_be_checked()
        await expect(switch(page)).to_be_enabled()
        await client.call("capture_image")
        await switch(page).click()
        await expect(switch(page)).to_be_checked()
        await expect(switch(page)).to_be_enabled()
        await client.call("capture_image")

        await expect(saved(page)).to_have_count(2)
        assert saved_files(tmp_path) == [f"{camera.id}/DSC_0006.JPG", f"{camera.id}/DSC_0008.JPG"]


async def test_what_was_saved_before_the_page_was_opened_is_told(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        await client.call("capture_image")
        await client.call("capture_image")
        await until(lambda: len(saved_files(tmp_path)) == 2)
        for number in range(1_500):  # more than one page of the log
            service.cameras.events.emit(EventName.CONFIG_CHANGED, "c", name="n", value=str(number))
        async with open_page(service, SERIES) as rig:
            await expect(saved(rig.page)).to_contain_text([f"{camera.id}/DSC_0007.JPG", f"{camera.id}/DSC_0006.JPG"])
            await client.call("capture_image")
            await expect(saved(rig.page)).to_have_count(3)
            await expect(saved(rig.page).first).to_contain_text("DSC_0008.JPG")


async def test_names_and_deletion_are_kept_when_it_is_switched(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    stock = camera.files()
    async with saving_service(tmp_path, camera) as (service, client), open_page(service, SERIES) as rig:
        page = rig.page
        await page.get_by_text("Names and deletion").click()
        await page.get_by_label("Name of a file").fill("{nothing}")
        await page.get_by_role("button", name="Apply").click()
        await expect(page.get_by_role("alert").filter(has_text="nothing")).to_be_visible()

        await page.get_by_label("Name of a file").fill("booth-{counter:03}")
        await page.get_by_label("Delete from the camera").check()
        await page.get_by_role("button", name="Apply").click()
        await expect(page.get_by_text("deletes from the card")).to_be_visible()
        for is_on in (False, True):
            await switch(page).click()
            await expect(switch(page)).to_be_checked(checked=is_on)
            await expect(switch(page)).to_be_enabled()
        await client.call("capture_image")

        await expect(saved(page)).to_contain_text(["booth-001.JPG"])
        await until(lambda: camera.files() == stock)


async def test_what_is_in_the_way_is_said_as_long_as_it_is(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client), open_page(service, SERIES) as rig:
        page = rig.page
        await client.call("capture_image")
        await expect(saved(page)).to_have_count(1)
        pictures(tmp_path).rename(tmp_path / "disk")  # as the disk leaves an empty mount point
        pictures(tmp_path).mkdir()
        await client.call("capture_image")

        trouble = page.get_by_role("region", name="Tethering").get_by_role("alert").filter(has_text="Mount the disk of")
        await expect(trouble).to_be_visible()
        await expect(page.get_by_text("1 waiting")).to_be_visible()
        await expect(page.get_by_role("log")).to_contain_text("DSC_0007.JPG is not saved")

        pictures(tmp_path).rmdir()
        (tmp_path / "disk").rename(pictures(tmp_path))
        await expect(saved(page)).to_have_count(2, timeout=20_000)
        await expect(trouble).to_be_hidden()


async def test_a_full_disk_is_told_with_what_to_do_and_all_is_saved_when_there_is_room(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client), open_page(service, SERIES) as rig:
        page = rig.page
        trouble = page.get_by_role("region", name="Tethering").get_by_role("alert").filter(has_text="File too large")
        await expect(switch(page)).to_be_checked()
        with no_room_for_more_than(1000, service):
            await client.call("capture_image")

            await expect(trouble).to_contain_text("Free space on the server's disk")
            await expect(page.get_by_text("1 waiting")).to_be_visible()
        await expect(saved(page)).to_have_count(1, timeout=30_000)
        await expect(trouble).to_be_hidden()


async def test_without_a_folder_the_page_says_how_to_have_one(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, SERIES) as rig:
        await expect(rig.page.get_by_text("--save-dir")).to_be_visible()
        await expect(switch(rig.page)).to_have_count(0)
