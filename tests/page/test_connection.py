"""Services that end and begin again, laptops that sleep, cameras that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess


async def test_a_service_that_is_started_again_is_found_again_and_no_button_is_dead(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as first:
        port = first.server.address.port or 0
        opened = open_page(first)
        rig = await opened.__aenter__()
        await expect(rig.page.get_by_label("ISO", exact=True)).to_be_enabled()
    await expect(rig.page.get_by_text("The connection is lost.")).to_be_visible()  # the only one that says so
    await expect(rig.page.locator("rc-top-bar .state")).to_have_text("Not connected")
    for name in ("Take a picture", "Trigger", "Autofocus", "Nearer, a small step", "ISO: next"):
        button = rig.page.get_by_role("button", name=name)
        await expect(button).to_be_disabled()
        await expect(button).to_have_attribute("title", "The connection is lost. Trying again…")
    await expect(rig.page.get_by_label("ISO", exact=True)).to_be_disabled()

    async with running_service(tmp_path, [camera.port_string], port=port):
        await expect(rig.page.get_by_text("Connected again.")).to_be_visible(timeout=20_000)
        await expect(rig.page.get_by_label("ISO", exact=True)).to_be_enabled()
        await rig.page.get_by_label("ISO", exact=True).select_option("200")
        await expect(rig.page.locator("[aria-busy=true] #value")).to_have_count(0)
        await expect(rig.page.get_by_label("ISO", exact=True)).to_have_value("200")
        rig.forgive("ERR_CONNECTION_REFUSED")  # the tries in between
        await opened.__aexit__(None, None, None)


async def test_after_a_sleep_it_shows_what_there_is_now(page: PageRig, service: RunningService) -> None:
    """A browser freezes the page of a laptop that sleeps; the service goes on meanwhile."""
    await expect(page.page.get_by_label("ISO", exact=True)).to_have_value("100")
    developer = await page.page.context.new_cdp_session(page.page)
    await developer.send("Page.setWebLifecycleState", {"state": "frozen"})

    async with service.client() as client:
        await client.call("set_config", name="iso", value="640")
    await developer.send("Page.setWebLifecycleState", {"state": "active"})

    await expect(page.page.get_by_label("ISO", exact=True)).to_have_value("640")


async def test_without_a_camera_it_says_what_to_do_and_shows_one_as_it_comes(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path) as service, open_page(service) as rig:
        await expect(rig.page.get_by_role("heading", name="No camera yet")).to_be_visible()

        service.cameras.add([camera.port_string])

        await expect(rig.page.get_by_text("is connected.")).to_be_visible()
        await expect(rig.page.get_by_label("ISO", exact=True)).to_be_enabled()


async def test_a_bookmark_of_a_camera_that_is_not_there_says_so(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, "#/camera/d850-9") as rig:
        await expect(rig.page.get_by_role("heading", name="d850-9 is not connected.")).to_be_visible()


async def test_the_keys_are_listed(page: PageRig) -> None:
    await expect(page.page.get_by_text("Ready")).to_be_visible()

    await page.page.keyboard.press("?")

    await expect(page.page.get_by_role("dialog", name="Keys")).to_be_visible()
    await page.page.keyboard.press("Escape")
    await expect(page.page.get_by_role("dialog", name="Keys")).to_be_hidden()


async def test_no_key_stands_for_two_things_on_a_view(page: PageRig) -> None:
    for view in ("camera", "camera/all", "pictures", "series", "explorer", "log"):
        await page.page.goto(f"{page.service.url}/#/{view}")
        await expect(page.page.get_by_role("link", name=view.split("/")[0].title())).to_have_attribute(
            "aria-current", "page"
        )
        await expect(page.page.locator("rc-app main > :not(h1)")).not_to_have_count(0)
        await page.page.keyboard.press("?")
        dialog = page.page.get_by_role("dialog", name="Keys")
        await expect(dialog).to_be_visible()
        listed = await dialog.locator("kbd").all_text_contents()
        assert len(listed) == len(set(listed)), f"{view}: {listed}"
        assert view != "camera" or {"a", "f", "u"} <= set(listed)
        await page.page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
