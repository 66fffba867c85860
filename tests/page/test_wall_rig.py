"""The wall of a rig: parts by host and place, filters, who shows itself, and names given on a walk."""

from __future__ import annotations

import asyncio
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.rigs.nats_server import NatsServer
from tests.rigs.rig_hosts import rig_of
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from playwright.async_api import Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.rpc_client import RpcClient

LEFT_ONE, LEFT_TWO, RIGHT = "z-virtual-0000001", "z-virtual-0000002", "z-virtual-0000003"


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path) as server:
        yield server


@pytest.fixture
def bodies() -> Iterator[Sequence[VirtualCameraProcess]]:
    with ExitStack() as stack:
        yield [stack.enter_context(VirtualCameraProcess("--serial", f"000000{number}")) for number in (1, 2, 3)]


@pytest_asyncio.fixture(loop_scope="session")
async def wall(
    open_page: OpenPage, nats: NatsServer, bodies: Sequence[VirtualCameraProcess], tmp_path: Path
) -> AsyncIterator[tuple[PageRig, RpcClient]]:
    """The wall of a gateway's page: two cameras of the host `left`, one of `right`; and a client."""
    one, two, three = (body.port_string for body in bodies)
    async with (
        rig_of(tmp_path, nats, {"left": [one, two], "right": [three]}) as rig,
        open_page(rig.services["left"], "#/camera/all") as page,
    ):
        await expect(page.page.get_by_role("button", name="Fire 3 cameras")).to_be_enabled()
        yield page, rig.clients["left"]


def headings(page: PageRig) -> Locator:
    return page.page.locator("rc-wall-tiles h2")


def tiles(page: PageRig) -> Locator:
    return page.page.locator("rc-wall-tile")


async def test_hosts_are_parts_that_take_part_as_a_whole(wall: tuple[PageRig, RpcClient]) -> None:
    page, _ = wall
    await expect(headings(page)).to_have_text(["left", "right"])
    await page.page.get_by_role("checkbox", name="All of left take part").click()
    await expect(page.page.get_by_role("button", name="Fire 1 camera")).to_be_enabled()
    await tiles(page).first.get_by_role("checkbox").click()
    mixed = page.page.get_by_role("checkbox", name="All of left take part")
    await expect(mixed).to_have_js_property("indeterminate", True)
    await mixed.click()
    await expect(page.page.get_by_role("button", name="Fire 3 cameras")).to_be_enabled()

    await page.page.get_by_role("button", name="Fire 3 cameras").click()

    outcome = page.page.locator("rc-group-report .outcome")
    await expect(outcome).to_have_text(
        re.compile(r"^All 3 pictures are there, fired within \d+\.\d ms ± \d+\.\d ms\.$")
    )


async def test_rows_are_parts_and_what_is_looked_for_is_shown(wall: tuple[PageRig, RpcClient]) -> None:
    page, client = wall
    for camera, label, place in ((LEFT_ONE, "a", "row 10, 1"), (RIGHT, "b", "row 9, 2")):
        await client.call("label_camera", camera=camera, label=label, place=place)
    await page.page.get_by_label("Group").select_option("place")
    await expect(headings(page)).to_have_text(["row 9", "row 10", "No place"])

    search = page.page.get_by_role("searchbox", name="Search by name, place, host or model")
    await page.page.keyboard.press("/")
    await search.press_sequentially("right")
    await expect(headings(page)).to_have_text(["row 9"])
    await expect(page.page.get_by_text("1 of 3 shown")).to_be_visible()
    await page.page.get_by_role("button", name="Tick none").click()
    await search.fill("")
    await expect(page.page.get_by_role("button", name="Fire 2 cameras")).to_be_enabled()
    await page.page.get_by_label("State").select_option("unnamed")
    await expect(tiles(page)).to_have_count(1)
    await search.fill("no such camera")
    await expect(page.page.get_by_text("No camera is like that.")).to_be_visible()


async def test_one_shows_itself_from_its_tile(
    wall: tuple[PageRig, RpcClient], bodies: Sequence[VirtualCameraProcess]
) -> None:
    page, _ = wall
    await page.page.get_by_role("checkbox", name="Live view").click()
    button = tiles(page).last.get_by_role("button", name=re.compile("^Have .* 0003 show itself$"))
    async with asyncio.timeout(10):
        while bodies[2].control({"status": True})["live_view"]:  # noqa: ASYNC110 - the camera is another process
            await asyncio.sleep(0.02)
    await button.click()

    await expect(button).to_have_attribute("aria-pressed", "true")
    async with asyncio.timeout(10):
        while not bodies[2].control({"status": True})["live_view"]:  # noqa: ASYNC110 - the camera is another process
            await asyncio.sleep(0.02)
    await expect(button).to_have_attribute("aria-pressed", "false")


async def test_names_are_given_on_a_walk_by_the_keyboard(wall: tuple[PageRig, RpcClient]) -> None:
    page, client = wall
    await page.page.get_by_role("button", name="Name them").click()
    walk = page.page.get_by_role("dialog", name="Name the cameras")
    await expect(walk).to_contain_text("1 of 3")
    await expect(walk.get_by_role("button", name="Showing…")).to_be_visible()
    await page.page.keyboard.type("cam-09")
    await page.page.keyboard.press("Tab")
    await page.page.keyboard.type("row 1, 1")
    await page.page.keyboard.press("Enter")
    await expect(walk).to_contain_text("2 of 3")
    await expect(walk.get_by_label("Name", exact=True)).to_have_value("cam-10")
    await expect(walk.get_by_label("Place in the rig")).to_have_value("row 1, 2")
    await page.page.keyboard.press("Enter")
    await expect(walk).to_contain_text("3 of 3")
    await page.page.keyboard.press("Enter")
    await expect(walk).to_be_hidden()

    await expect(page.page.get_by_text("3 cameras were named.")).to_be_visible()
    found = (await client.call("list_cameras"))["cameras"]
    assert {each["id"]: (each["label"], each["place"]) for each in found} == {
        LEFT_ONE: ("cam-09", "row 1, 1"),
        LEFT_TWO: ("cam-10", "row 1, 2"),
        RIGHT: ("cam-11", "row 1, 3"),
    }


async def test_a_name_that_is_taken_is_told_on_the_walk_which_goes_on_with_another(
    wall: tuple[PageRig, RpcClient],
) -> None:
    page, client = wall
    await client.call("label_camera", camera=LEFT_ONE, label="a")
    await expect(tiles(page).get_by_role("link", name="a", exact=True)).to_be_visible()
    await page.page.get_by_role("button", name="Name them").click()
    walk = page.page.get_by_role("dialog", name="Name the cameras")
    await expect(walk).to_contain_text("2 of 3")  # the first without a name
    await page.page.keyboard.type("a")
    await page.page.keyboard.press("Enter")
    await expect(walk.get_by_role("alert").last).to_contain_text("'a' is the label of")
    await walk.get_by_label("Name", exact=True).fill("b")
    await page.page.keyboard.press("Enter")
    await expect(walk).to_contain_text("3 of 3")
    await page.page.keyboard.press("Escape")
    await expect(tiles(page).nth(1).get_by_role("link", name="b", exact=True)).to_be_visible()


async def test_a_host_that_dies_is_told_and_its_cameras_of_a_group_are_named(
    open_page: OpenPage, nats: NatsServer, bodies: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    arguments = [f"--rig=nats://127.0.0.1:{nats.port}", "--rig-host=right", "--port=0", "--host=127.0.0.1"]
    arguments += [f"--camera={body.port_string}" for body in bodies[1:]]
    right = ServeProcess(*arguments, state_dir=tmp_path / "right", API_TOKEN=TOKEN)
    async with (
        rig_of(tmp_path, nats, {"left": [bodies[0].port_string]}) as rig,
        right,
        open_page(rig.services["left"], "#/camera/all") as page,
    ):
        await expect(page.page.get_by_role("button", name="Fire 3 cameras")).to_be_enabled()
        await expect(page.page.locator("rc-wall-tile .state.ready")).to_have_count(3)
        right.process.kill()
        await page.page.get_by_role("checkbox", name="Fire the others").click()
        await page.page.get_by_role("button", name="Fire 3 cameras").click()

        report = page.page.get_by_role("list", name="What is missing").get_by_role("listitem")
        await expect(report).to_have_count(1)  # one sentence for both of the host's
        await expect(report).to_contain_text("on right")
        await expect(report).to_contain_text("z-virtual-0000002")
        await expect(report).to_contain_text("z-virtual-0000003")
        await expect(page.page.get_by_text("The other camera has all its files.")).to_be_visible()
        await expect(page.page.get_by_text("The host right does not answer")).to_be_visible()
