"""A card with 5,000 pictures: only rows in sight are drawn, each once, and nothing is fetched that nobody sees.

How long that takes is measured by benchmarks.page: on a busy machine it says nothing of the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.async_api import Page

    from tests.page.page_rig import OpenPage

PICTURES = 5_000
LISTED_S = 120.0
MOST_ELEMENTS = 1_500
STEPS, STEP = 60, 700  # pixels, about a screen
# Scrolls a screen further in each frame. Returns the most elements that there were at a time, how many rows were made,
# and how many were passed.
_SCROLL = """async (grid, [steps, pixels]) => {
  const scroller = grid.renderRoot.querySelector(".scroller");
  let [elements, made] = [0, 0];
  const added = records => records.flatMap(each => [...each.addedNodes]).filter(each => each.matches?.(".line"));
  const observer = new MutationObserver(records => made += added(records).length);
  observer.observe(grid.renderRoot, { childList: true, subtree: true });
  for (let step = 0; step < steps; step += 1) {
    await new Promise(resolve => requestAnimationFrame(resolve));
    scroller.scrollTop += pixels;
    scroller.dispatchEvent(new Event("scroll"));
    await grid.updateComplete;
    elements = Math.max(elements, grid.renderRoot.querySelectorAll("*").length);
  }
  made += added(observer.takeRecords()).length;
  observer.disconnect();
  return { elements, made, passed: Number(scroller.querySelector(".line").ariaRowIndex) };
}"""


@pytest.fixture
def full_camera(tmp_path: Path) -> Iterator[VirtualCameraProcess]:
    card = tmp_path / "card"
    card.mkdir()
    for number in range(PICTURES):
        (card / f"P{number:07}.JPG").touch()
    with VirtualCameraProcess("--pictures", str(card)) as camera:
        yield camera


def thumbnails_asked_for(page: Page) -> list[str]:
    """Return the paths of which the page asks for a thumbnail, as it does."""
    paths: list[str] = []

    def note(sent: bytes | str) -> None:
        message = json.loads(sent)
        if message.get("method") == "get_thumbnail":
            paths.append(message["params"]["path"])

    page.on("websocket", lambda socket: socket.on("framesent", note))
    return paths


@pytest.mark.timeout(240)
async def test_five_thousand_pictures(open_page: OpenPage, full_camera: VirtualCameraProcess, tmp_path: Path) -> None:
    ports = [full_camera.port_string]
    async with running_service(tmp_path / "state", ports) as service, open_page(service, "#/log") as rig:
        paths = thumbnails_asked_for(rig.page)
        await rig.open("#/pictures")
        await rig.page.reload()
        await expect(rig.page.get_by_text("Reading the card…")).to_be_visible()
        await expect(rig.page.get_by_text("5,005 pictures")).to_be_visible(timeout=LISTED_S * 1000)
        grid, tiles = rig.page.locator("rc-picture-grid"), rig.page.get_by_role("gridcell")
        in_sight = await tiles.count()
        assert 20 < in_sight < 100
        await expect(tiles.first.locator(".none")).to_be_visible()
        assert len(paths) <= in_sight

        rows = await rig.page.get_by_role("row").count()
        scrolled = await grid.evaluate(_SCROLL, [STEPS, STEP])
        assert scrolled["passed"] > 2 * STEPS
        assert scrolled["made"] <= scrolled["passed"] + rows, "no row is made anew while it is in sight"
        assert scrolled["elements"] < MOST_ELEMENTS
        await rig.page.keyboard.press("ArrowRight")
        await rig.page.keyboard.press("End")

        await expect(tiles.last).to_be_focused()
        await expect(tiles.last).to_be_in_viewport()
        await expect(tiles.last.locator(".none, img")).to_be_visible()
        elements = await grid.evaluate("grid => grid.renderRoot.querySelectorAll('*').length")
        assert elements < MOST_ELEMENTS
        assert len(paths) < PICTURES / 10  # a loaded machine stops on the way, and asks for some there
