"""What became of a group: who has fewer files than most, and its files on this computer."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

from tests.rigs.makes import MAKES
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Download

    from tests.page.page_rig import OpenPage, PageRig

NIKON = MAKES["nikon"]


@pytest_asyncio.fixture(loop_scope="session")
async def fired(open_page: OpenPage, tmp_path: Path) -> AsyncIterator[PageRig]:
    """The wall after a group of three cameras, the second of which writes no RAW; the first is called left top."""
    with ExitStack() as stack:
        bodies = [stack.enter_context(VirtualCameraProcess("--serial", f"000000{number}")) for number in (1, 2, 3)]
        async with running_service(tmp_path, [body.port_string for body in bodies]) as service:
            async with service.client() as client:
                for body, quality in zip(bodies, (NIKON.raw_and_jpeg, NIKON.jpeg, NIKON.raw_and_jpeg), strict=True):
                    await client.call("set_config", name=NIKON.quality, value=quality, camera=body.id)
                await client.call("label_camera", camera=bodies[0].id, label="left top")
            async with open_page(service, "#/camera/all") as page:
                await page.page.get_by_role("button", name="Fire 3 cameras").click()
                await expect(page.page.locator("rc-group-report .outcome")).to_be_visible()
                yield page


def downloads_of(page: PageRig) -> list[Download]:
    """Return the list to which the page's downloads are added."""
    found: list[Download] = []

    def add(download: Download) -> None:
        found.append(download)

    page.page.on("download", add)
    return found


async def test_who_has_fewer_files_is_named_and_can_be_shown_alone(fired: PageRig) -> None:
    page = fired.page
    await expect(page.locator("rc-group-report .outcome")).to_contain_text("but 1 has fewer files than most")
    missing = page.get_by_role("list", name="What is missing").get_by_role("listitem")
    await expect(missing).to_have_count(1)
    await expect(missing).to_contain_text("0002")
    await expect(missing).to_contain_text("1 file, where most have 2.")
    await expect(page.get_by_text("The other 2 cameras have all their files.")).to_be_visible()
    async with fired.service.client() as client:
        (group,) = (await client.call("list_groups"))["groups"]
    await expect(page.locator("rc-group-report code").last).to_contain_text(f"rpc-camera collect {group['group_id']} ")

    await page.get_by_role("button", name="Close the report").click()

    await expect(page.locator("rc-group-report .outcome")).to_be_hidden()


async def test_all_its_files_are_downloaded_by_the_names_that_collect_gives_them(fired: PageRig) -> None:
    downloads = downloads_of(fired)

    await fired.page.get_by_role("button", name="Download all 5 files").click()

    await expect(fired.page.get_by_role("list", name="Downloads and uploads")).to_contain_text("Saved")
    async with asyncio.timeout(20):
        while len(downloads) < 5:  # noqa: ASYNC110 - the browser is another process
            await asyncio.sleep(0.02)
    came = {}
    for download in downloads:
        content = await asyncio.to_thread(Path(await download.path()).read_bytes)
        came[download.suggested_filename] = hashlib.sha256(content).hexdigest()
    async with fired.service.client() as client:
        (group,) = (await client.call("list_groups"))["groups"]
        members = (await client.call("get_group", group_id=group["group_id"]))["cameras"]
        expected = {}
        for member in members:
            for file in member["files"]:
                label = member.get("label", member["camera"])
                link = await client.call("get_file_url", path=file["path"], camera=member["camera"])
                there = await (await client._http.get(fired.service.url + link["url"])).read()
                expected[f"{label}-{Path(file['path']).name}"] = hashlib.sha256(there).hexdigest()
    assert came == expected


async def test_a_file_that_is_gone_is_named_and_the_others_come(fired: PageRig) -> None:
    async with fired.service.client() as client:
        (group,) = (await client.call("list_groups"))["groups"]
        gone = (await client.call("get_group", group_id=group["group_id"]))["cameras"][1]
        await client.call("delete_file", path=gone["files"][0]["path"], camera=gone["camera"])
    downloads = downloads_of(fired)

    await fired.page.get_by_role("button", name="Download all 5 files").click()

    failure = fired.page.locator("rc-transfers").get_by_role("alert")
    await expect(failure).to_contain_text("These files did not come: z-virtual-0000002-DSC_0006.JPG.")
    await expect(failure).to_contain_text(f"rpc-camera collect {group['group_id']}")
    assert len(downloads) == 4
    fired.forgive("404")
