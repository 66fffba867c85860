"""Series: the form, those under way whoever started them, and those that are over."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.page.series import SERIES, card, choose, fill, over, see_completed, start
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Page

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService


@pytest_asyncio.fixture(loop_scope="session")
async def rig(open_page: OpenPage, service: RunningService) -> AsyncIterator[PageRig]:
    async with open_page(service, SERIES) as rig:
        yield rig


@pytest.fixture
def page(rig: PageRig) -> Page:
    return rig.page


@asynccontextmanager
async def told_of(service: RunningService, *events: str) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        await client.call("subscribe", events=list(events))
        yield client


async def pictures(service: RunningService, camera: str | None = None) -> list[dict[str, Any]]:
    async with service.client() as client:
        events = (await client.call("get_events", since=0))["events"]
    files = [event["params"] for event in events if event["event"] == "file_added"]
    return [each for each in files if camera in (None, each["camera"])]


async def test_an_interval_of_three_pictures_runs_to_its_end(page: Page, service: RunningService) -> None:
    await fill(page, Interval="2", Pictures="3", Name="clouds")
    await expect(page.get_by_text("Takes 0:04, until about")).to_be_visible()
    await start(page)

    await expect(card(page, "clouds")).to_contain_text("every 2 s")
    await expect(card(page, "clouds").get_by_role("progressbar", name="Taken")).to_be_visible()
    await see_completed(page, "clouds", "3 of 3 taken")
    await expect(card(page, "clouds")).to_have_count(0)
    assert len(await pictures(service)) == 3


async def test_a_bracket_sets_the_values_that_were_shown_before(page: Page, service: RunningService) -> None:
    await choose(page, "Bracketing")
    values = page.get_by_role("group", name="What will be set").get_by_role("listitem")
    await expect(values).to_have_text(["1/250 s", "1/125 s", "1/60 s"])
    await page.get_by_label("Step", exact=True).select_option(label="2 EV")
    await expect(values).to_have_text(["1/500 s", "1/125 s", "1/30 s"])
    await start(page)
    await see_completed(page, "Exposure bracketing", "3 of 3 taken")
    await expect(page.get_by_role("log")).to_contain_text("completed, 3 pictures taken.")

    async with service.client() as client:
        tags = [
            (await client.call("get_metadata", path=each["file"]["path"]))["tags"]["exif"]
            for each in await pictures(service)
        ]
        exposure = await client.call("get_exposure")
    assert [round(1 / each["ExposureTime"]) for each in tags] == [500, 125, 30]
    assert exposure["settings"]["shutter_s"]["value"] == 0.008


async def test_a_bracket_follows_what_the_camera_is_set_to_and_says_where_there_is_none(
    page: Page, camera: VirtualCameraProcess
) -> None:
    await choose(page, "Bracketing")
    values = page.get_by_role("group", name="What will be set").get_by_role("listitem")
    await expect(values).to_have_text(["1/250 s", "1/125 s", "1/60 s"])

    camera.control({"set_property": "shutterspeed2", "value": "1/60"})
    await expect(values).to_have_text(["1/125 s", "1/60 s", "1/30 s"])
    camera.control({"set_property": "shutterspeed2", "value": "Bulb"})

    await expect(page.get_by_text("The camera is set to Bulb")).to_be_visible()
    await choose(page, "Compensation")
    await expect(values).to_have_text(["\N{MINUS SIGN}1 EV", "±0 EV", "+1 EV"])
    await expect(page.get_by_text("In manual mode with a fixed ISO")).to_be_visible()


async def test_what_is_started_is_what_was_shown(open_page: OpenPage, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "fuji") as camera:  # which does not report that a dial is turned
        async with running_service(tmp_path, [camera.port_string]) as service, open_page(service, SERIES) as rig:
            await choose(rig.page, "Bracketing")
            values = rig.page.get_by_role("group", name="What will be set").get_by_role("listitem")
            await expect(values).to_have_count(3)
            before = await values.all_text_contents()
            camera.control({"set_property": camera.make.shutter, "value": "1/30"})
            await start(rig.page)
            await expect(rig.page.get_by_role("alert")).to_contain_text("set to another exposure meanwhile")
            await expect(values).to_have_text(["1/60 s", "1/30 s", "1/15 s"])
            assert before != ["1/60 s", "1/30 s", "1/15 s"]
            await start(rig.page)
            await see_completed(rig.page, "Exposure bracketing", "3 of 3 taken")


async def test_focus_steps_drive_the_lens_before_each_picture(page: Page, camera: VirtualCameraProcess) -> None:
    before = camera.control({"status": True})["focus_position"]
    await choose(page, "Focus steps")
    await choose(page, "Nearer")
    await fill(page, Pictures="2", Steps_before_each_picture="300", Interval="0", Name="stack")
    await start(page)
    await see_completed(page, "stack", "2 of 2 taken")

    assert camera.control({"status": True})["focus_position"] == before - 600


async def test_bulb_exposures_need_nothing_set_on_the_camera(page: Page, service: RunningService) -> None:
    async with told_of(service, "capture_completed") as client:
        await page.get_by_label("Bulb exposure, seconds").fill("1")
        await fill(page, Interval="0", Pictures="1", Name="stars")
        await start(page)
        await see_completed(page, "stars", "1 of 1 taken")
        (picture,) = await pictures(service)
        tags = (await client.call("get_metadata", path=picture["file"]["path"]))["tags"]["exif"]
    assert 0.9 <= tags["ExposureTime"] < 5, "a bulb exposure ends late on a busy machine; the body's own is 1/125 s"


async def test_what_is_wrong_in_the_form_is_said_at_the_field_and_what_is_filled_in_is_kept(
    page: Page, service: RunningService
) -> None:
    await fill(page, Interval="5", Pictures="half", Name="wrong")
    await page.get_by_label("Bulb exposure, seconds").fill("9")
    await start(page)

    frames, bulb = page.get_by_role("textbox", name="Pictures"), page.get_by_label("Bulb exposure, seconds")
    await expect(frames).to_have_accessible_description("Give a whole number from 1 to 100,000.")
    await expect(bulb).to_have_accessible_description(
        re.compile("^This is longer than the interval: pictures would be missed")
    )
    await expect(frames).to_be_focused()
    async with service.client() as client:
        assert (await client.call("list_sequences"))["sequences"] == []

    await page.get_by_role("link", name="Log").click()
    await page.get_by_role("link", name="Series").click()
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("wrong")


async def test_what_is_wrong_in_one_kind_is_not_carried_into_another(page: Page) -> None:
    interval = page.get_by_role("textbox", name="Interval", exact=True)
    await interval.fill("abc")
    await page.get_by_label("Unit").select_option("min")
    await start(page)
    await expect(interval).to_have_attribute("aria-invalid", "true")

    await choose(page, "Focus steps")
    await expect(interval).to_have_value("5")
    await expect(page.get_by_label("Unit")).to_have_value("s")
    await expect(interval).to_have_attribute("aria-invalid", "false")
    await choose(page, "Interval")
    await expect(interval).to_have_value("abc")


async def test_a_refusal_is_shown_at_the_form_with_what_to_do(page: Page, tmp_path: Path) -> None:
    (tmp_path / ".sequences").write_text("where the folder should be")
    await fill(page, Pictures="1", Name="kept")
    await start(page)
    await expect(page.get_by_role("alert")).to_contain_text("cannot be kept in the state directory")
    await expect(page.get_by_role("alert")).to_contain_text("start the sequence without resume")

    await page.get_by_label("Go on after a restart").uncheck()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await start(page)

    await see_completed(page, "kept", "1 of 1 taken")


async def test_two_cameras_have_a_series_each(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    with VirtualCameraProcess("--serial", "0000002") as second:
        async with (
            running_service(tmp_path, [camera.port_string, second.port_string]) as service,
            open_page(service, SERIES) as rig,
        ):
            await fill(rig.page, Interval="2", Pictures="2", Name="both")
            await expect(rig.page.get_by_role("group", name="Cameras").get_by_role("checkbox")).to_have_count(2)
            await expect(rig.page.get_by_text("Pick a camera.")).to_be_hidden()  # nothing was done yet
            await start(rig.page)
            await expect(rig.page.get_by_text("Pick a camera.")).to_be_visible()
            for mark in ("0001", "0002"):  # the ends of their serial numbers
                await rig.page.get_by_role("group", name="Cameras").get_by_label(mark).check()
            await start(rig.page, "Start on 2 cameras")

            await expect(card(rig.page, "both")).to_have_count(2)
            await expect(rig.page.get_by_text("Has a series under way.")).to_have_count(2)
            await expect(over(rig.page, "both")).to_have_count(2, timeout=20_000)
            for each, mark in ((camera, "0001"), (second, "0002")):
                shown = await over(rig.page, "both").filter(has_text=mark).text_content() or ""
                taken, missed = (re.search(f"(\\d+) {of}", shown) for of in ("of 2 taken", "missed"))
                assert taken, shown
                assert len(await pictures(service, each.id)) == int(taken[1]) > 0, shown
                assert int(taken[1]) + int(missed[1] if missed else 0) == 2, "a busy machine misses the time of one"


async def test_one_of_another_client_is_shown_and_can_be_stopped(page: Page, service: RunningService) -> None:
    async with service.client() as client:
        await client.call("start_sequence", interval_s=0.5, name="other")
    await expect(card(page, "other")).to_contain_text("when stopped")
    await expect(page.get_by_text("Has a series under way.")).to_be_visible()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_disabled()

    await page.get_by_role("button", name="Stop other").click()
    await page.get_by_role("dialog").get_by_role("button", name="Keep going").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.get_by_role("button", name="Stop other").click()
    await page.get_by_role("dialog").get_by_role("button", name="Stop").click()

    await expect(over(page, "other")).to_contain_text("Stopped")
    await expect(page.get_by_text("Has a series under way.")).to_be_hidden()


async def test_one_of_another_client_is_shown_before_its_first_picture(page: Page, service: RunningService) -> None:
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_enabled()
    async with service.client() as client:
        started = (await client.call("start_sequence", frames=1, bulb_s=8, name="stars"))["sequence"]
        await expect(card(page, "stars")).to_contain_text("0 of 1")
        sequence = (await client.call("get_sequence", sequence_id=started["sequence_id"]))["sequence"]

    assert sequence["frames_taken"] == 0


async def test_one_without_an_interval_waits_for_its_camera_too(page: Page, camera: VirtualCameraProcess) -> None:
    await fill(page, Interval="0", Name="fast")
    await page.get_by_label("Until stopped").check()
    await start(page)
    await expect(card(page, "fast")).to_contain_text("Running")
    camera.control({"offline": True})
    await expect(card(page, "fast")).to_contain_text("Waiting for the camera", timeout=20_000)

    camera.control({"offline": False})
    await expect(card(page, "fast")).to_contain_text("Running", timeout=20_000)


async def test_pictures_are_missed_while_the_camera_is_away(page: Page, camera: VirtualCameraProcess) -> None:
    await fill(page, Interval="0.5", Name="tide")
    await page.get_by_label("Until stopped").check()
    await start(page)
    await expect(card(page, "tide")).to_contain_text("Running")
    camera.control({"offline": True})

    await expect(card(page, "tide")).to_contain_text("Waiting for the camera", timeout=20_000)
    await expect(card(page, "tide")).to_contain_text("goes on by itself when it is back")
    await expect(card(page, "tide").locator("dl > div", has_text="Missed").locator("dd")).not_to_have_text("0")

    camera.control({"offline": False})
    await expect(card(page, "tide")).to_contain_text("Running", timeout=20_000)
    await page.get_by_role("button", name="Stop tide").click()
    await page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    await expect(over(page, "tide")).to_contain_text("missed")


async def test_a_picture_that_failed_has_its_reason_and_what_to_do(page: Page, camera: VirtualCameraProcess) -> None:
    camera.fail_to_focus(0.2)
    await fill(page, Interval="3", Pictures="20", Name="soft")
    await start(page)
    await card(page, "soft").get_by_text("The picture that failed").click()

    await expect(card(page, "soft").get_by_role("listitem")).to_contain_text("Picture 1")
    await expect(card(page, "soft").get_by_role("listitem")).to_contain_text("focus")


async def test_it_goes_on_after_a_restart_of_the_service(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with AsyncExitStack() as first:
        service = await first.enter_async_context(running_service(tmp_path, [camera.port_string]))
        port = service.server.address.port or 0
        async with open_page(service, SERIES) as rig:
            await fill(rig.page, Interval="1", Name="night")
            await start(rig.page)
            await expect(card(rig.page, "night")).to_contain_text("1 of 100")
            await first.aclose()
            await expect(rig.page.get_by_text("The connection is lost.")).to_be_visible()
            await expect(rig.page.get_by_role("button", name="Stop night")).to_be_disabled()
            async with running_service(tmp_path, [camera.port_string], port=port):
                await expect(rig.page.get_by_text("The connection is lost.")).to_be_hidden(timeout=20_000)
                await expect(card(rig.page, "night")).to_contain_text("Running", timeout=20_000)
                await expect(card(rig.page, "night")).to_contain_text("of 100")
            rig.forgive("ERR_CONNECTION_REFUSED")
            rig.forgive("WebSocket")


async def test_the_next_picture_is_right_where_the_clocks_are_not(page: Page, service: RunningService) -> None:
    await page.clock.install(time=datetime.now(UTC) + timedelta(hours=1))
    await page.reload()
    async with service.client() as client:
        await client.call("start_sequence", frames=4, interval_s=40, name="slow")

    following = card(page, "slow").locator("dl > div", has_text="Next picture").locator("dd")
    await expect(card(page, "slow")).to_contain_text("1 of 4")
    await expect(following).to_have_text(re.compile("^0:[23]"))


async def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, SERIES, width=390, height=844) as rig:
        form = await rig.page.get_by_role("form", name="New series").bounding_box()
        under_way = await rig.page.get_by_role("region", name="Under way").bounding_box()
        assert form is not None
        assert under_way is not None
        assert form["y"] < under_way["y"]  # it is empty
        await fill(rig.page, Interval="1", Name="pocket")
        await start(rig.page)

        await expect(rig.page.get_by_role("button", name="Stop pocket")).to_be_in_viewport()
        main = rig.page.get_by_role("main")
        assert await main.evaluate("main => main.scrollWidth <= main.clientWidth")
