"""Several cameras side by side, and fired as a group."""

from __future__ import annotations

import asyncio
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from playwright.async_api import Locator

    from tests.page.page_rig import OpenPage, PageRig

_CAPTURES = ("0x9207", "0x100e")


@pytest.fixture
def three() -> Iterator[Sequence[VirtualCameraProcess]]:
    with ExitStack() as stack:
        yield [stack.enter_context(VirtualCameraProcess("--serial", f"000000{number}")) for number in (1, 2, 3)]


@pytest_asyncio.fixture(loop_scope="session")
async def wall(open_page: OpenPage, three: Sequence[VirtualCameraProcess], tmp_path: Path) -> AsyncIterator[PageRig]:
    ports = [camera.port_string for camera in three]
    async with running_service(tmp_path, ports) as service, open_page(service, "#/camera/all") as page:
        await expect(fire(page, "Fire 3 cameras")).to_be_enabled()
        yield page


def fire(page: PageRig, name: str) -> Locator:
    """Return the large button when it does that."""
    return page.page.locator("rc-shutter-button").get_by_role("button", name=name)


def outcome(page: PageRig) -> Locator:
    """Return what became of the last shot."""
    return page.page.locator("rc-wall .outcome")


def pictures(page: PageRig) -> Locator:
    """Return the last pictures."""
    return page.page.get_by_role("link", name="DSC_0006.JPG").locator("img")


async def test_all_fire_as_one(wall: PageRig, three: Sequence[VirtualCameraProcess]) -> None:
    for number in range(3):
        await expect(wall.page.locator("rc-live-picture canvas:not(.dimmed)").nth(number)).to_be_visible()

    await wall.page.keyboard.press(" ")

    await expect(outcome(wall)).to_have_text(re.compile(r"^All 3 pictures are there, fired within \d+\.\d ms\.$"))
    await expect(pictures(wall)).to_have_count(3)
    assert [camera.control({"status": True})["written"][-1] for camera in three] == ["DSC_0006.JPG"] * 3


async def test_three_tiles_fill_the_width_and_each_is_told_from_the_others(wall: PageRig) -> None:
    tiles = wall.page.locator("rc-wall-tile")
    await expect(tiles).to_have_count(3)
    room = await wall.page.locator("rc-wall").bounding_box()
    boxes = [await tiles.nth(number).bounding_box() for number in range(3)]
    assert room
    assert all(boxes)
    assert sum(box["width"] for box in boxes if box) > 0.9 * room["width"]
    assert len({box["y"] for box in boxes if box}) == 1
    for number in (1, 2, 3):
        await expect(wall.page.get_by_role("link", name=f"· 000{number}")).to_have_count(1)
        await expect(wall.page.get_by_role("checkbox", name=f"· 000{number} takes part")).to_have_count(1)
    await expect(wall.page.get_by_role("heading", level=1)).to_have_text(["All cameras"])

    await wall.page.set_viewport_size({"width": 390, "height": 844})

    await expect(tiles.last).not_to_be_in_viewport()
    await tiles.last.scroll_into_view_if_needed()
    narrow = await tiles.last.bounding_box()
    assert narrow
    assert 350 < narrow["width"] <= 390
    await expect(fire(wall, "Fire 3 cameras")).to_be_in_viewport(ratio=1)


async def test_a_tile_out_of_sight_asks_for_no_live_view(wall: PageRig, three: Sequence[VirtualCameraProcess]) -> None:
    async def frames(camera: VirtualCameraProcess) -> int:
        before = camera.control({"status": True})["live_view_frames"]
        await asyncio.sleep(1)
        return int(camera.control({"status": True})["live_view_frames"]) - int(before)

    async with asyncio.timeout(30):
        await wall.page.set_viewport_size({"width": 390, "height": 844})
        while await frames(three[-1]) > 0:
            pass
        assert await frames(three[0]) > 0

        await wall.page.locator("rc-wall-tile").last.scroll_into_view_if_needed()
        while await frames(three[-1]) == 0:
            pass


async def test_a_shutter_that_is_held_open_can_be_closed_on_its_tile(wall: PageRig) -> None:
    async with wall.service.client() as client:
        await client.call("start_bulb", camera="z-virtual-0000002")

        await wall.page.get_by_role("button", name=re.compile("Close the shutter of .* 0002")).click()

        await expect(pictures(wall)).to_have_count(1)
        await expect(wall.page.get_by_role("button", name=re.compile("with .* 0002 alone"))).to_be_enabled()


async def test_who_does_not_take_part_is_not_fired(wall: PageRig, three: Sequence[VirtualCameraProcess]) -> None:
    await wall.page.get_by_role("checkbox", name="takes part").nth(1).click()

    await fire(wall, "Fire 2 cameras").click()

    await expect(outcome(wall)).to_contain_text("All 2 pictures are there")
    assert "DSC_0006.JPG" not in three[1].control({"status": True})["written"]


async def test_the_one_that_fails_is_named_with_the_reason(
    wall: PageRig, three: Sequence[VirtualCameraProcess]
) -> None:
    for operation in _CAPTURES:
        three[1].control({"refuse": operation, "code": "0x2002"})

    await fire(wall, "Fire 3 cameras").click()

    await expect(outcome(wall)).to_contain_text("1 of 3 cameras have no picture")
    await expect(wall.page.locator("rc-wall-tile").nth(1).get_by_role("alert")).not_to_be_empty()
    await expect(pictures(wall)).to_have_count(2)


async def test_one_that_released_and_lost_its_link_is_said_to_have_released(
    wall: PageRig, three: Sequence[VirtualCameraProcess]
) -> None:
    three[1].control({"develop_s": 60})
    three[2].control({"hang": three[2].make.release})

    await fire(wall, "Fire 3 cameras").click()
    await expect(pictures(wall)).to_have_count(1)
    await asyncio.sleep(2)
    three[1].control({"drop": True})
    three[2].control({"drop": True})

    await expect(outcome(wall)).to_contain_text("2 of 3 cameras have no picture, though 1 of them released")
    wrong = wall.page.get_by_role("list", name="What is missing").get_by_role("listitem")
    await expect(wrong.nth(0)).to_contain_text("It released, and its picture did not come (it may be on the card).")
    await expect(wrong.nth(1)).to_contain_text("It may have released (its picture may be on the card).")


async def test_nothing_is_fired_where_one_cannot_unless_that_is_wanted(
    wall: PageRig, three: Sequence[VirtualCameraProcess]
) -> None:
    three[1].control({"offline": True})
    await expect(wall.page.locator("rc-wall-tile").nth(1).locator(".state")).to_contain_text("Not answering")

    await fire(wall, "Fire 3 cameras").click()

    await expect(wall.page.get_by_role("alert").filter(has_text="Nothing was fired")).to_be_visible()
    await expect(pictures(wall)).to_have_count(0)
    await wall.page.get_by_role("checkbox", name="Fire the others").click()
    await fire(wall, "Fire 3 cameras").click()
    await expect(outcome(wall)).to_contain_text("1 of 3 cameras have no picture")
    await expect(pictures(wall)).to_have_count(2)


async def test_one_fires_alone_by_its_own_button(wall: PageRig, three: Sequence[VirtualCameraProcess]) -> None:
    await wall.page.get_by_role("button", name=re.compile("alone")).nth(2).click()

    await expect(pictures(wall)).to_have_count(1)
    assert three[2].control({"status": True})["written"][-1] == "DSC_0006.JPG"
    await expect(fire(wall, "Fire 3 cameras")).to_be_enabled()


async def test_the_self_timer_of_the_group_can_be_cancelled(wall: PageRig) -> None:
    await wall.page.get_by_label("Self-timer").select_option("5")
    await fire(wall, "Fire 3 cameras").click()
    await expect(wall.page.get_by_role("timer")).to_have_text("4")

    await wall.page.keyboard.press("Escape")

    await expect(wall.page.get_by_role("timer")).to_be_hidden()
    await expect(fire(wall, "Fire 3 cameras")).to_be_enabled()
    await expect(pictures(wall)).to_have_count(0)


async def test_all_is_reached_by_the_keyboard(wall: PageRig) -> None:
    reached = set()
    for _ in range(40):
        await wall.page.keyboard.press("Tab")
        reached.add(await wall.page.evaluate(_FOCUSED))
        if "Fire 3 cameras" in reached:
            break
    assert sum("takes part" in name for name in reached) == 3
    assert sum("alone" in name for name in reached) == 3

    await wall.page.keyboard.press("Enter")

    await expect(outcome(wall)).to_contain_text("All 3 pictures are there")
    assert await wall.page.evaluate(_FOCUSED) == "Fire 3 cameras"


_FOCUSED = """() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const id = element.closest("rc-wall-tile, *").getRootNode().host?.camera?.id ?? "";
  return (element.getAttribute("aria-label") ?? element.textContent.trim()) + (id && ` (${id})`);
}"""
