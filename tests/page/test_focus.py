"""Focus: by the camera itself, and by steps of the lens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.page_rig import OpenPage, PageRig

pytestmark = pytest.mark.usefixtures("service")


async def test_autofocus_says_whether_it_has_found_it(page: PageRig, camera: VirtualCameraProcess) -> None:
    camera.control({"focus_s": 0.1, "focus_fails": True})

    await page.page.get_by_role("button", name="Autofocus").click()

    await expect(page.page.get_by_role("alert").filter(has_text="focus")).to_be_visible()
    camera.control({"focus_s": 0.1, "focus_fails": False})
    await page.page.keyboard.press("f")
    await expect(page.page.locator("rc-focus-bar .result.good")).to_be_visible()
    await expect(page.page.get_by_role("alert").filter(has_text="focus")).to_be_hidden()
    await expect(page.page.get_by_role("status").filter(has_text="In focus")).to_have_count(1)


async def test_the_lens_moves_by_three_sizes_of_steps_in_both_directions(
    page: PageRig, camera: VirtualCameraProcess
) -> None:
    position = camera.control({"status": True})["focus_position"]
    moved = []
    for direction in ("Farther", "Nearer"):
        for size in ("small", "middle", "large"):
            await page.page.get_by_role("button", name=f"{direction}, a {size} step").click()
            await expect(page.page.get_by_text(f"Moved {direction.lower()}, a {size} step").first).to_be_visible()
            before, position = position, camera.control({"status": True})["focus_position"]
            moved.append(position - before)

    assert 0 < moved[0] < moved[1] < moved[2]
    assert moved[3:] == [-step for step in moved[:3]]


async def test_the_end_of_the_lens_says_so(page: PageRig) -> None:
    farther = page.page.get_by_role("button", name="Farther, a large step")
    for _ in range(4):
        await farther.click()
        await expect(page.page.locator("rc-focus-bar .result")).to_have_text("Moved farther, a large step")

    await farther.click()

    await expect(page.page.get_by_role("alert").filter(has_text="end")).to_be_visible()


async def test_a_body_with_few_steps_is_driven_by_those(open_page: OpenPage, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "canon", "--serial", "0000002") as canon:
        async with running_service(tmp_path, [canon.port_string]) as service, open_page(service) as page:
            before = canon.control({"status": True})["focus_position"]

            await page.page.get_by_role("button", name="Nearer, a large step").click()

            await expect(page.page.get_by_text("Moved nearer, a large step").first).to_be_visible()
            assert canon.control({"status": True})["focus_position"] < before
