"""Names that people give to cameras: set on the page, and shown wherever a camera is."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService

FIRST, SECOND = "z-virtual-0000001", "z-virtual-0000002"


@pytest_asyncio.fixture(loop_scope="session")
async def pair(
    camera: VirtualCameraProcess, open_page: OpenPage, tmp_path: Path
) -> AsyncIterator[tuple[RunningService, PageRig]]:
    """The page of a service with two cameras of one model."""
    with VirtualCameraProcess("--serial", "0000002") as second:
        ports = [camera.port_string, second.port_string]
        async with running_service(tmp_path, ports) as service, open_page(service, f"#/camera/{FIRST}") as rig:
            yield service, rig


def chooser(rig: PageRig) -> Locator:
    return rig.page.get_by_role("combobox", name="Camera", exact=True)


async def name_it(rig: PageRig, label: str, place: str = "") -> Locator:
    """Give the camera that is shown a name; return the form."""
    await rig.page.get_by_role("button", name="Name and place").click()
    form = rig.page.get_by_role("dialog", name="Name and place")
    await form.get_by_label("Name", exact=True).fill(label)
    await form.get_by_label("Place in the rig").fill(place)
    await form.get_by_role("button", name="Save").click()
    return form


async def test_a_name_is_set_and_shown_in_the_chooser_and_on_the_wall(pair: tuple[RunningService, PageRig]) -> None:
    service, rig = pair
    await expect(chooser(rig).locator("option:checked")).to_have_text(re.compile(r"· 0001$"))
    await expect(await name_it(rig, "left", "row 3")).to_be_hidden()

    await expect(chooser(rig).locator("option:checked")).to_have_text("left")
    await expect(chooser(rig).locator("option").nth(2)).not_to_have_text(re.compile("·"))  # the only one without a name
    await rig.open("#/camera/all")
    tile = rig.page.locator("rc-wall-tile").filter(has_text="left")
    await expect(tile.get_by_role("link", name="left")).to_have_attribute("title", re.compile("^left · row 3 · Nikon"))
    async with service.client() as other:
        await other.call("label_camera", camera=FIRST, label="right")
    await expect(rig.page.get_by_role("link", name="right")).to_have_count(1)


async def test_a_name_that_is_taken_is_refused_in_the_form(pair: tuple[RunningService, PageRig]) -> None:
    service, rig = pair
    async with service.client() as other:
        await other.call("label_camera", camera=SECOND, label="left")
    form = await name_it(rig, "left")

    await expect(form.get_by_role("alert")).to_contain_text(f"'left' is the label of {SECOND}.")
    await form.get_by_role("button", name="Cancel").click()
    await expect(form).to_be_hidden()


async def test_it_shows_itself(pair: tuple[RunningService, PageRig], camera: VirtualCameraProcess) -> None:
    _, rig = pair
    await expect(rig.page.locator("rc-stage canvas:not(.dimmed)").first).to_be_visible()
    await rig.page.get_by_role("button", name="Name and place").click()
    form = rig.page.get_by_role("dialog", name="Name and place")
    await form.get_by_role("button", name="Show it").click()

    await expect(form.get_by_role("button", name="Showing…")).to_be_visible()
    await expect(rig.page.locator("rc-stage")).to_contain_text("shows itself")
    async with asyncio.timeout(3):
        while camera.control({"status": True})["live_view"]:  # noqa: ASYNC110 - the camera is another process
            await asyncio.sleep(0.02)
    await expect(form.get_by_role("button", name="Show it")).to_be_visible()
    await expect(form.get_by_role("alert")).to_be_empty()
