"""The photo booth of the Python client's examples, in a browser, with a token for one camera."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from rpc_camera.token_file import KnownToken, write_tokens
from rpc_camera_client import Session
from tests.docs.page_run import free_ports
from tests.rigs.service import RunningService, running_service
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess

CLIENT: Final = CHECKOUT / "clients" / "python"
TOKEN: Final = "a token for the booth"
AWAY: Final = "The camera's computer does not answer."


def make(folder: Path) -> None:
    """Make a folder, unless there is one."""
    folder.mkdir(exist_ok=True)


@asynccontextmanager
async def served(tmp_path: Path, camera: VirtualCameraProcess, port: int = 0) -> AsyncIterator[RunningService]:
    """Run a service that has a token for the booth, good for its camera and up to `operate`."""
    make(tmp_path / "state")
    tokens = tmp_path / "tokens.json"
    write_tokens(tokens, [KnownToken("booth", "operate", sha256(TOKEN.encode()).hexdigest(), (camera.id,))])
    async with running_service(tmp_path / "state", [camera.port_string], tokens=tokens, port=port) as service:
        yield service


async def view_of(service: RunningService) -> str:
    """Return an address of live view that outlives the service, made with the booth's own token."""
    async with await Session.connect(rpc_url(service), token=TOKEN) as session:
        return service.url + (await session.create_link(kind="preview", name="booth"))["mjpeg_url"]


NO_VIEW = "http://localhost/links/none/preview.mjpeg"


async def start(
    url: str,
    folder: Path,
    *printer: str,
    token: str = TOKEN,
    view: str = "http://localhost/links/none/preview.mjpeg",
    port: int = 0,
) -> asyncio.subprocess.Process:
    """Run the example in an empty folder."""
    make(folder)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, str(CLIENT / "examples" / "photo_booth.py"), "party", *printer),
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CLIENT),
            "RPC_CAMERA_URL": url,
            "RPC_CAMERA_TOKEN": token,
            "BOOTH_VIEW": view,
            "BOOTH_PORT": str(port),
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def booth(service: RunningService, folder: Path, *printer: str) -> AsyncIterator[str]:
    """Run the example until the end of the block; yield the address of its page."""
    [port] = free_ports(1)
    process = await start(rpc_url(service), folder, *printer, view=await view_of(service), port=port)
    try:
        await answers(f"http://localhost:{port}/")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        _, complaints = await process.communicate()
    assert complaints.decode() == ""


async def answers(url: str) -> None:
    """Wait until there is a page."""
    async with asyncio.timeout(30), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(url) as answer:
                    answer.raise_for_status()
                    return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)


async def see_live(page: Page) -> None:
    """Wait until the camera's view is on the screen, and a picture can be taken."""
    await expect(page.get_by_role("button", name="Photo")).to_be_enabled()
    await page.wait_for_function("document.querySelector('#live').naturalWidth > 0")


def rpc_url(service: RunningService) -> str:
    return service.url.replace("http", "ws", 1) + "/rpc"


def pictures(folder: Path) -> Sequence[Path]:
    return sorted((folder / "party").glob("*.JPG"))


@pytest.mark.parametrize("way", ["button", "space"])
async def test_a_picture_is_counted_down_taken_shown_kept_and_printed(
    browser: Browser, camera: VirtualCameraProcess, tmp_path: Path, way: str
) -> None:
    folder = tmp_path / "booth"
    async with served(tmp_path, camera) as service, booth(service, folder, "cp", "-t", str(tmp_path)) as url:
        page = await browser.new_page()
        await page.goto(url)
        await see_live(page)
        if way == "button":
            await page.get_by_role("button", name="Photo").click()
        else:
            await page.keyboard.press(" ")
        for left in "321":
            await expect(page.get_by_role("timer")).to_have_text(left)
            await page.keyboard.press(" ")  # which takes no further picture
        shown = page.get_by_alt_text("Your picture")
        await expect(shown).to_be_visible()
        await page.wait_for_function("document.querySelector('#picture').naturalWidth > 640")

        await expect(page.get_by_role("list", name="The last pictures").get_by_role("img")).to_have_count(1)
        await expect(shown).to_be_hidden()
        await see_live(page)
        [kept] = pictures(folder)
        assert kept.read_bytes() == (tmp_path / kept.name).read_bytes()  # what the printer got
        await page.close()


async def test_a_camera_that_goes_away_is_told_and_comes_back(
    browser: Browser, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    folder = tmp_path / "booth"
    async with served(tmp_path, camera) as service, booth(service, folder) as url:
        page = await browser.new_page()
        await page.goto(url)
        await see_live(page)
        camera.control({"offline": True})
        camera.control({"drop": True})
        await expect(page.get_by_role("status")).not_to_be_empty()
        await expect(page.get_by_role("button", name="Photo")).to_be_disabled()

        camera.control({"offline": False})
        await expect(page.get_by_role("status")).to_be_empty()
        await see_live(page)
        await page.get_by_role("button", name="Photo").click()
        await expect(page.get_by_alt_text("Your picture")).to_be_visible()
        assert len(pictures(folder)) == 1
        await page.close()


async def test_a_service_that_is_started_again_is_found_again(
    browser: Browser, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    folder = tmp_path / "booth"
    async with served(tmp_path, camera) as service:
        port = service.server.address.port or 0
        running = booth(service, folder)
        url = await running.__aenter__()
        page = await browser.new_page()
        await page.goto(url)
        await see_live(page)
    try:
        await expect(page.get_by_role("status")).to_contain_text(AWAY)
        async with served(tmp_path, camera, port):
            await expect(page.get_by_role("status")).to_be_empty()
            await see_live(page)
            await page.get_by_role("button", name="Photo").click()
            await expect(page.get_by_alt_text("Your picture")).to_be_visible()
            await page.close()
    finally:
        await running.__aexit__(None, None, None)
    assert len(pictures(folder)) == 1


async def test_a_booth_that_the_service_does_not_let_in_ends_with_a_sentence(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with served(tmp_path, camera) as service:
        url = rpc_url(service)
        wrong = await start(url, tmp_path / "wrong", token="guess")
        _, complaints = await wrong.communicate()
    alone = await start(url, tmp_path / "alone")
    _, away = await alone.communicate()
    without_address = await start(url, tmp_path / "without", view="")
    _, usage = await without_address.communicate()

    for process, complaint, words in ((wrong, complaints, "The token is wrong. "), (alone, away, "No answer from ")):
        assert (process.returncode, complaint.count(b"\n")) == (1, 1)
        assert complaint.decode().startswith(words)
    assert without_address.returncode == 1
    assert "BOOTH_VIEW is its live view" in usage.decode()
    assert b"Traceback" not in usage


async def test_what_fails_is_told_in_words(browser: Browser, camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with served(tmp_path, camera) as service:
        async with booth(service, tmp_path / "booth", "false") as url:
            page = await browser.new_page()
            await page.goto(url)
            await see_live(page)
            await page.get_by_role("button", name="Photo").click()
            await expect(page.get_by_role("status")).to_contain_text("it was not printed")
            async with aiohttp.ClientSession() as http:
                answer = await http.post(f"{url}/shoot", headers={"Sec-Fetch-Site": "cross-site"})
                assert answer.status == 403
        assert len(pictures(tmp_path / "booth")) == 1
        await page.close()
