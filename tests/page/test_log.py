"""The log: what happened before and what comes, found again by words, kind and camera; and how the service is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

from rpc_camera.contract.types import EventName
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Locator, Page

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService


@pytest_asyncio.fixture(loop_scope="session")
async def tab(page: PageRig) -> Page:
    """The page with the log open, read to its end."""
    await show_log(page.page)
    return page.page


async def show_log(page: Page) -> None:
    await page.evaluate("location.hash = '#/log'")
    await expect(rows(page).first).to_be_visible()


def rows(page: Page) -> Locator:
    return page.locator("rc-event")


async def change_iso(service: RunningService, *values: str) -> None:
    async with service.client() as client:
        for value in values:
            await client.call("set_config", name="iso", value=value)


async def test_it_has_what_happened_before_and_what_comes_with_its_raw_json(
    page: PageRig, service: RunningService
) -> None:
    async with service.client() as client:
        (file,) = (await client.call("capture_image"))["files"]
    await show_log(page.page)
    await expect(rows(page.page).filter(has_text="capture_completed")).to_contain_text(file["path"])

    await change_iso(service, "800")

    changed = rows(page.page).filter(has_text="iso: 800")
    await expect(changed).to_contain_text("config_changed")
    await changed.locator("summary").click()
    params = json.loads(await changed.get_by_role("region").inner_text())
    assert (params["name"], params["value"]) == ("iso", "800")


async def test_words_kind_and_camera_narrow_it(tab: Page, service: RunningService) -> None:
    await change_iso(service, "400", "800")
    # Of the log itself, a camera that is not here.
    service.cameras.events.emit(EventName.CONFIG_CHANGED, "another-camera", name="iso", value="640")
    await expect(rows(tab).filter(has_text="iso: 640")).to_be_visible()

    await tab.get_by_label("Kind").select_option("config_changed")
    await tab.get_by_role("searchbox", name="Search").fill("ISO 00")
    await expect(rows(tab)).to_have_count(2)
    await tab.get_by_role("searchbox", name="Search").fill("")
    await tab.get_by_role("combobox", name="Camera", exact=True).last.select_option("another-camera")
    await expect(rows(tab)).to_have_count(1)
    await tab.get_by_role("searchbox", name="Search").fill("nothing like it")
    await expect(tab.get_by_text("No event is like that.")).to_be_visible()


async def test_words_are_looked_for_in_what_is_shown(tab: Page, service: RunningService) -> None:
    service.cameras.events.emit(EventName.CONFIG_CHANGED, "c", name="iso", value="640", unseen="wombat")
    await expect(rows(tab).filter(has_text="iso: 640")).to_be_visible()

    await tab.get_by_role("searchbox", name="Search").fill("wombat")
    await expect(tab.get_by_text("No event is like that.")).to_be_visible()
    await tab.get_by_role("searchbox", name="Search").fill("iso 640")
    await expect(rows(tab)).to_have_count(1)


async def test_cameras_of_one_name_are_told_apart(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    with VirtualCameraProcess("--serial", "0000002") as second:
        async with (
            running_service(tmp_path, [camera.port_string, second.port_string]) as service,
            open_page(service, "#/log") as rig,
        ):
            for mark in ("0001", "0002"):  # the ends of their serial numbers
                added = rows(rig.page).filter(has_text="camera_added").locator(".camera", has_text=mark)
                await expect(added).to_have_count(1)
            await rig.page.get_by_role("searchbox", name="Search").fill("0002")
            await expect(rows(rig.page).locator(".camera", has_text="0001")).to_have_count(0)
            await expect(rows(rig.page).locator(".camera", has_text="0002").first).to_be_visible()


async def test_what_failed_says_why_and_what_to_do(
    tab: Page, service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.fail_to_focus()
    async with service.client() as client:
        error = await client.error("capture_image")

    failed = rows(tab).filter(has_text="capture_failed")
    await expect(failed).to_contain_text("Out of Focus")
    await expect(failed).to_contain_text(str(error.data["remedy"]).replace("`", ""))  # shown as code


async def test_pausing_holds_back_what_comes(tab: Page, service: RunningService) -> None:
    await tab.get_by_role("button", name="Pause").click()
    await change_iso(service, "800")
    await expect(tab.get_by_role("button", name=re.compile("new event"))).to_be_visible()
    await expect(rows(tab).filter(has_text="iso: 800")).to_have_count(0)

    await tab.get_by_role("button", name="Pause").click()

    await expect(rows(tab).filter(has_text="iso: 800")).to_be_visible()


async def test_it_does_not_jump_while_somebody_reads_further_down(tab: Page, service: RunningService) -> None:
    log = service.cameras.events
    for number in range(60):
        log.emit(EventName.CONFIG_CHANGED, "c", name="n", value=f"value-{number}")
    await expect(rows(tab).filter(has_text="value-59")).to_be_visible()
    read = rows(tab).filter(has_text="value-20")
    await read.scroll_into_view_if_needed()
    await tab.evaluate("new Promise(requestAnimationFrame)")  # the page hears of scrolling with the next frame
    place = await read.bounding_box()

    log.emit(EventName.CONFIG_CHANGED, "c", name="n", value="the-newest")

    await expect(tab.get_by_role("button", name=re.compile(r"\d+ new event"))).to_be_visible()
    assert await read.bounding_box() == place
    await tab.get_by_role("button", name=re.compile(r"\d+ new event")).click()
    await expect(rows(tab).filter(has_text="the-newest")).to_be_visible()
    log.emit(EventName.CONFIG_CHANGED, "c", name="n", value="and-one-more")
    await expect(rows(tab).filter(has_text="and-one-more")).to_be_visible()


async def test_it_is_bounded_and_says_what_the_service_has_forgotten(page: PageRig, service: RunningService) -> None:
    log = service.cameras.events
    for number in range(10_500):
        log.emit(EventName.CONFIG_CHANGED, "c", name="n", value=f"value-{number}")
    await show_log(page.page)

    await expect(rows(page.page).filter(has_text="value-10499")).to_be_visible()
    await expect(rows(page.page)).to_have_count(200)
    await page.page.get_by_role("button", name="Show 200 older").click()
    await expect(rows(page.page)).to_have_count(400)
    await expect(page.page.get_by_text("The newest 2000 are kept here.")).to_be_visible()


async def test_a_gap_is_told_where_it_is(page: PageRig, service: RunningService) -> None:
    log = service.cameras.events
    log.emit(EventName.CONFIG_CHANGED, "c", name="n", value="the oldest there is")
    while log.oldest_seq != log.last_seq:
        log._events.popleft()  # as 10,000 more would; the page keeps fewer than those, and would not show the gap
    await show_log(page.page)

    await expect(rows(page.page).filter(has_text="the oldest there is")).to_be_visible()
    await expect(rows(page.page).last).to_contain_text("the service's log had no room for them")


async def test_a_restart_of_the_service_is_a_gap(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service:
        port = service.server.address.port or 0
        async with open_page(service, "#/log") as rig:
            await expect(rows(rig.page).filter(has_text="camera_added")).to_have_count(1)
            await service.server.stop()
            await expect(rig.page.locator("rc-server-state")).to_contain_text("lost; it is tried again")
            async with running_service(tmp_path / "other", port=port) as other:
                await expect(rig.page.locator("rc-server-state")).to_contain_text("connected")
                other.cameras.events.emit(EventName.CONFIG_CHANGED, "c", name="n", value="after it")
                await expect(rows(rig.page).filter(has_text="after it")).to_be_visible()
                await expect(rows(rig.page).filter(has_text="The service was restarted here")).to_have_count(1)
                await expect(rows(rig.page).filter(has_text="camera_added")).to_have_count(1)
            rig.forgive("ERR_CONNECTION_REFUSED")
            rig.forgive("WebSocket")


async def test_a_bug_report_has_all_but_the_token(tab: Page, service: RunningService) -> None:
    async with service.client() as client:
        info = await client.call("get_server_info")
        (camera,) = (await client.call("list_cameras"))["cameras"]
    state = tab.locator("rc-server-state")
    await expect(state).to_contain_text(info["libgphoto2_version"])
    await expect(state).to_contain_text(camera["id"])
    await tab.context.grant_permissions(["clipboard-read", "clipboard-write"])

    await tab.get_by_role("button", name="Copy for a bug report").click()

    await expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    report = await tab.evaluate("navigator.clipboard.readText()")
    for part in (info["version"], info["libgphoto2_version"], info["started_at"], camera["id"], "camera_added"):
        assert part in report
    assert TOKEN not in report


async def test_on_a_phone_nothing_is_cut_off(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, "#/log", width=390, height=844) as rig:
        await expect(rows(rig.page).first).to_be_visible()
        await expect(rig.page.get_by_text("libgphoto2", exact=True)).to_be_hidden()
        await rig.page.get_by_text("The service", exact=True).first.click()
        await expect(rig.page.get_by_text("libgphoto2", exact=True)).to_be_visible()
        for part in await rig.page.locator("rc-log-view .list, rc-log-view .tools, rc-server-state").all():
            assert await part.evaluate("it => it.scrollWidth <= it.clientWidth")
