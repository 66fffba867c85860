"""What the page shows with a token that is good for less than everything."""

from __future__ import annotations

import re
from contextlib import ExitStack, asynccontextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from rpc_camera.token_file import KnownToken, write_tokens
from tests.page.page_rig import PageRig
from tests.page.series import SERIES
from tests.rigs.saving import make_pictures
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from playwright.async_api import Browser, Locator

    from tests.rigs.service import RunningService

VIEW, OPERATE = "a token to look", "a token to fire"
VIEW_SHA256, OPERATE_SHA256 = (sha256(token.encode()).hexdigest() for token in (VIEW, OPERATE))


@pytest.fixture
def two() -> Iterator[Sequence[VirtualCameraProcess]]:
    with ExitStack() as stack:
        yield [stack.enter_context(VirtualCameraProcess("--serial", f"000000{number}")) for number in (1, 2)]


@asynccontextmanager
async def served(tmp_path: Path, two: Sequence[VirtualCameraProcess]) -> AsyncIterator[RunningService]:
    """Run a service that has a token `display` for looking, and `booth` for the first one."""
    tokens = tmp_path / "tokens.json"
    known = [
        KnownToken("display", "view", VIEW_SHA256, None),
        KnownToken("booth", "operate", OPERATE_SHA256, (two[0].id,)),
    ]
    write_tokens(tokens, known)
    ports = [camera.port_string for camera in two]
    folder = make_pictures(tmp_path)
    async with running_service(tmp_path / "state", ports, tokens=tokens, save_dir=folder) as service:
        yield service


@asynccontextmanager
async def page_with(browser: Browser, service: RunningService, token: str, fragment: str) -> AsyncIterator[PageRig]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    async with context:
        rig = PageRig(await context.new_page(), service)
        await rig.open(fragment, token=token)
        yield rig
        assert rig.faults == []


def button(rig: PageRig, name: str) -> Locator:
    return rig.page.get_by_role("button", name=name, exact=True)


async def see_view(rig: PageRig, name: str) -> None:
    await rig.page.get_by_role("navigation", name="Views").get_by_role("link", name=name).click()


async def test_one_to_look_with_sees_everything_and_changes_nothing(
    browser: Browser, two: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    async with served(tmp_path, two) as service, page_with(browser, service, VIEW, "#/camera") as rig:
        page = rig.page
        await expect(page.get_by_text("The token display is not good for this: view only.")).to_be_visible()
        await expect(page.get_by_label("ISO", exact=True)).to_have_value("100")
        await expect(page.get_by_label("ISO", exact=True)).to_be_disabled()
        await expect(page.get_by_text(re.compile("640 . 480"))).to_be_visible()  # of the live view
        for name in ("Take a picture", "Trigger", "Autofocus", "Name and place"):
            await expect(button(rig, name)).to_have_count(0)
        await page.keyboard.press(" ")  # nor does the key fire

        await see_view(rig, "Pictures")
        await page.get_by_role("gridcell").first.click()
        await expect(page.get_by_role("button", name="Download DSC_0005.JPG")).to_be_enabled()
        await expect(button(rig, "Delete")).to_have_count(0)
        await page.keyboard.press("Delete")
        await expect(page.get_by_role("log")).to_contain_text("The token display is not good for this")
        await button(rig, "Close").click()
        await expect(button(rig, "Upload")).to_have_count(0)

        await see_view(rig, "Series")
        switch = page.get_by_role("switch").first
        await expect(switch).to_be_checked()
        await expect(switch).to_be_disabled()
        await expect(page.get_by_role("heading", name="New series")).to_have_count(0)

        await page.goto(f"{service.url}/#/camera/all")
        await expect(page.locator("rc-wall-tile")).to_have_count(2)
        await expect(page.locator("rc-shutter-button")).to_have_count(0)
        await expect(page.locator("rc-wall-tile").get_by_role("button")).to_have_count(0)
        await page.keyboard.press(" ")
        await expect(page.locator("rc-group-report .outcome")).to_have_count(0)

        async with service.client() as client:
            counts = [len((await client.call("list_files", camera=each.id, recursive=True))["files"]) for each in two]
        assert counts == [5, 5]


async def test_one_to_operate_one_camera_has_that_one_and_deletes_nothing(
    browser: Browser, two: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    async with served(tmp_path, two) as service, page_with(browser, service, OPERATE, "#/camera") as rig:
        page = rig.page
        await expect(page.get_by_text("booth", exact=True)).to_be_visible()
        await expect(page.get_by_label("Camera", exact=True).get_by_role("option")).to_have_count(1)
        await button(rig, "Take a picture").click()
        await expect(page.get_by_role("link", name="Open DSC_0006.JPG")).to_be_visible()

        await see_view(rig, "Pictures")
        await page.get_by_role("gridcell").first.hover()
        await button(rig, "Select").click()
        await page.get_by_role("gridcell").first.click()
        await expect(button(rig, "Download")).to_be_enabled()
        await expect(button(rig, "Delete")).to_have_count(0)

        await see_view(rig, "Series")
        await expect(page.get_by_role("heading", name="New series")).to_be_visible()
        await page.get_by_text("Names and deletion").click()
        await expect(page.get_by_role("checkbox", name="Delete")).to_be_disabled()
        await expect(page.get_by_text("The token booth is not good for this: no deleting.")).to_be_visible()


async def test_the_explorer_says_what_a_method_needs(
    browser: Browser, two: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    async with served(tmp_path, two) as service, page_with(browser, service, VIEW, "#/explorer/capture_image") as rig:
        await expect(rig.page.get_by_text("The token display is not good for this: view only.")).to_be_visible()
        await expect(button(rig, "Send")).to_be_disabled()
        await rig.page.goto(f"{service.url}/#/explorer/list_cameras")
        await expect(button(rig, "Send")).to_be_enabled()


async def test_signing_in_says_which_token_it_is(
    browser: Browser, two: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    async with served(tmp_path, two) as service:
        rig = PageRig(await browser.new_page(), service)
        await rig.open(token=None)
        await rig.page.get_by_label("Token").fill(VIEW)
        await button(rig, "Connect").click()
        await expect(rig.page.get_by_role("log")).to_contain_text("Signed in with the token display: view only.")
        assert rig.faults == []
        await rig.page.close()


async def test_a_token_that_is_good_for_more_after_a_restart_has_its_controls(
    browser: Browser, two: Sequence[VirtualCameraProcess], tmp_path: Path
) -> None:
    async with served(tmp_path, two) as service, page_with(browser, service, VIEW, SERIES) as rig:
        await expect(rig.page.get_by_role("switch").first).to_be_disabled()
        port = service.server.address.port or 0
        await service.server.stop()
        write_tokens(tmp_path / "tokens.json", [KnownToken("display", "admin", VIEW_SHA256, None)])
        async with running_service(tmp_path / "other", [], port=port, tokens=tmp_path / "tokens.json"):
            await expect(rig.page.get_by_role("heading", name="New series")).to_be_visible()
            await expect(rig.page.locator("rc-top-bar .token")).to_have_count(0)
        rig.forgive("ERR_CONNECTION_REFUSED")
        rig.forgive("WebSocket")
