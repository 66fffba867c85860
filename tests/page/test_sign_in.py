"""Getting in: with a token, a wrong one, and one that is not good any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.page.page_rig import PageRig
from tests.rigs.service import TOKEN, running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.page.page_rig import OpenPage
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(browser: Browser, service: RunningService) -> AsyncIterator[PageRig]:
    """The page in a tab that has no token."""
    rig = PageRig(await browser.new_page(), service)
    await rig.open(token=None)
    yield rig
    assert rig.faults == []


async def sign_in(rig: PageRig, token: str) -> None:
    await rig.page.get_by_label("Token").fill(token)
    await rig.page.get_by_role("button", name="Connect").click()


async def test_a_token_that_is_typed_in_is_kept_for_the_tab(stranger: PageRig) -> None:
    await sign_in(stranger, TOKEN)
    await expect(stranger.page.get_by_role("navigation", name="Views")).to_be_visible()

    await stranger.page.reload()

    await expect(stranger.page.get_by_role("navigation", name="Views")).to_be_visible()


async def test_a_wrong_token_gets_a_sentence(stranger: PageRig) -> None:
    await sign_in(stranger, "guess")

    await expect(stranger.page.get_by_role("alert")).to_contain_text("The token is wrong.")
    await expect(stranger.page.get_by_text("was given one as API_TOKEN")).to_be_visible()


async def test_no_token_at_all_is_not_sent(stranger: PageRig) -> None:
    await sign_in(stranger, "  ")

    await expect(stranger.page.get_by_role("alert")).to_contain_text("Type the token.")


async def new_ticket(service: RunningService) -> str:
    async with service.client() as client:
        return str((await client.call("create_ticket"))["ticket"])


async def test_the_printed_address_lets_in_and_is_not_in_the_address_bar_any_more(
    stranger: PageRig, service: RunningService
) -> None:
    ticket = await new_ticket(service)

    await expect(stranger.page.get_by_label("Token")).to_be_enabled()
    await stranger.page.goto(f"{service.url}/#ticket={ticket}")  # into the tab that has the page already

    await expect(stranger.page.get_by_role("navigation", name="Views")).to_be_visible()
    assert ticket not in stranger.page.url
    await stranger.page.reload()
    await expect(stranger.page.get_by_role("navigation", name="Views")).to_be_visible()


async def test_a_ticket_that_was_used_says_so_and_asks_for_the_token(
    browser: Browser, service: RunningService, stranger: PageRig
) -> None:
    address = f"{service.url}/#ticket={await new_ticket(service)}"
    first = await browser.new_page()
    await first.goto(address)
    await expect(first.get_by_role("navigation", name="Views")).to_be_visible()

    await stranger.page.goto("about:blank")
    await stranger.page.goto(address)

    await expect(stranger.page.get_by_role("alert")).to_contain_text("ticket")
    await sign_in(stranger, TOKEN)
    await expect(stranger.page.get_by_role("navigation", name="Views")).to_be_visible()


async def test_the_address_of_a_new_start_lets_an_open_tab_in_again(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, open_page(service) as rig:
        await expect(rig.page.get_by_role("navigation", name="Views")).to_be_visible()
        port = service.server.address.port or 0
        await service.server.stop()
        async with running_service(tmp_path / "other", token="another", port=port) as started_again:
            async with started_again.client("another") as client:
                ticket = (await client.call("create_ticket"))["ticket"]
            await rig.page.evaluate("ticket => { location.hash = `#ticket=${ticket}` }", ticket)
            await expect(rig.page.get_by_role("heading", name="No camera yet")).to_be_visible(timeout=20_000)
            assert await rig.page.evaluate("sessionStorage.getItem('rpc-camera token')") == "another"
        rig.forgive("ERR_CONNECTION_REFUSED")
        rig.forgive("WebSocket")


async def test_an_address_that_is_no_ticket_is_a_wrong_one(stranger: PageRig, service: RunningService) -> None:
    await stranger.page.goto(f"{service.url}/#ticket=abc%")

    await expect(stranger.page.get_by_role("alert")).to_contain_text("ticket is wrong")
    await expect(stranger.page.get_by_label("Token")).to_be_enabled()


async def test_a_text_that_is_longer_than_any_token_is_refused_at_once(stranger: PageRig) -> None:
    await sign_in(stranger, "x" * 5000)

    await expect(stranger.page.get_by_role("alert")).to_contain_text("longer than any token")
    await expect(stranger.page.get_by_label("Token")).to_be_enabled()


async def test_signing_out_forgets_the_token(page: PageRig) -> None:
    await page.page.get_by_role("button", name="Sign out").click()

    await expect(page.page.get_by_label("Token")).to_be_visible()
    assert await page.page.evaluate("sessionStorage.getItem('rpc-camera token')") is None


async def test_a_service_that_was_started_again_with_another_token_says_so(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service:
        port = service.server.address.port or 0
        async with open_page(service) as rig:
            await expect(rig.page.get_by_role("navigation", name="Views")).to_be_visible()
            # The service ends, and another begins at its place.
            await service.server.stop()
            async with running_service(tmp_path / "other", token="another", port=port):
                alert = rig.page.get_by_role("alert").filter(has_text="started again with another one")
                await expect(alert).to_be_visible()
            rig.forgive("ERR_CONNECTION_REFUSED")
            rig.forgive("WebSocket")
