"""Files from the camera to this computer, and back."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Download, Locator

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService

_DROP = """(target, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
  }
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def pictures(open_page: OpenPage, service: RunningService) -> AsyncIterator[PageRig]:
    """The page at the pictures, once the five on the card are shown."""
    async with open_page(service, "#/pictures") as rig:
        await expect(rig.page.get_by_role("gridcell")).to_have_count(5)
        yield rig


@pytest.fixture
def with_large_file(tmp_path: Path) -> Iterator[VirtualCameraProcess]:
    card = tmp_path / "card"
    card.mkdir()
    (card / "LARGE.NEF").write_bytes(bytes(40_000_000))
    with VirtualCameraProcess("--pictures", str(card)) as camera:
        yield camera


@pytest.fixture
def without_uploads() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", "fuji") as camera:
        yield camera


def tile(rig: PageRig, name: str) -> Locator:
    return rig.page.get_by_role("gridcell", name=re.compile(rf"\b{name}\b"))


def transfers(rig: PageRig) -> Locator:
    return rig.page.get_by_role("list", name="Downloads and uploads").get_by_role("listitem")


async def contents(service: RunningService) -> dict[str, bytes]:
    """Return the content of each file on the camera, by its name."""
    async with service.client() as client:
        files = (await client.call("list_files", recursive=True))["files"]
        links = {file["filename"]: (await client.call("get_file_url", path=file["path"]))["url"] for file in files}
        http = client._http
        return {name: await (await http.get(service.url + link)).read() for name, link in links.items()}


async def saved(download: Download) -> bytes:
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


async def drop(rig: PageRig, name: str, text: str) -> None:
    await rig.page.locator("rc-drop-zone").evaluate(_DROP, [name, text])


async def test_one_picture_is_downloaded_as_it_is_on_the_camera(pictures: PageRig, service: RunningService) -> None:
    await tile(pictures, "DSC_0003").click(modifiers=["ControlOrMeta"])
    async with pictures.page.expect_download() as coming:
        await pictures.page.get_by_role("button", name="Download").click()
    download = await coming.value

    assert download.suggested_filename == "DSC_0003.JPG"
    there = (await contents(service))["DSC_0003.JPG"]
    assert hashlib.sha256(await saved(download)).digest() == hashlib.sha256(there).digest()
    await expect(transfers(pictures)).to_contain_text("Saved")


async def test_the_file_that_is_shown_large_can_be_downloaded(pictures: PageRig) -> None:
    await tile(pictures, "DSC_0002").click()
    async with pictures.page.expect_download() as coming:
        await pictures.page.get_by_role("button", name="Download DSC_0002.JPG").click()

    assert (await coming.value).suggested_filename == "DSC_0002.JPG"


async def test_a_download_tells_how_far_it_is_and_can_be_cancelled(
    open_page: OpenPage, with_large_file: VirtualCameraProcess, tmp_path: Path
) -> None:
    camera = with_large_file
    async with (
        running_service(tmp_path / "state", [camera.port_string]) as service,
        open_page(service, "#/pictures") as rig,
    ):
        await expect(rig.page.get_by_role("gridcell")).to_have_count(6)
        camera.control({"latency_s": 0.2})
        await tile(rig, "LARGE").click(modifiers=["ControlOrMeta"])
        await rig.page.get_by_role("button", name="Download").click()
        await expect(transfers(rig)).to_contain_text(re.compile(r"[1-9]\S* MB of 40.0 MB"))
        await rig.page.get_by_role("button", name="Cancel LARGE.NEF").click()

        await expect(transfers(rig)).to_have_count(0)
        camera.control({"latency_s": 0})


async def test_many_are_downloaded_as_one_archive(pictures: PageRig, service: RunningService) -> None:
    await tile(pictures, "DSC_0005").click(modifiers=["ControlOrMeta"])
    await tile(pictures, "DSC_0002").click(modifiers=["ControlOrMeta"])
    async with pictures.page.expect_download() as coming:
        await pictures.page.get_by_role("button", name="Download").click()
    download = await coming.value

    assert download.suggested_filename.endswith(".zip")
    there = await contents(service)
    with zipfile.ZipFile(io.BytesIO(await saved(download))) as archive:
        assert archive.testzip() is None
        came = {name: archive.read(name) for name in archive.namelist()}
    assert came == {name: there[name] for name in ("DSC_0002.JPG", "DSC_0005.JPG")}


async def test_a_download_of_a_file_whose_card_was_taken_out_says_so(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    await tile(pictures, "DSC_0003").click(modifiers=["ControlOrMeta"])
    camera.control({"card": "remove"})
    await pictures.page.get_by_role("button", name="Download").click()

    await expect(transfers(pictures).get_by_role("alert")).to_contain_text("DSC_0003.JPG")
    await pictures.page.get_by_role("button", name="Dismiss").click()
    await expect(transfers(pictures)).to_have_count(0)
    pictures.forgive("404")
    pictures.forgive("CONTENT_LENGTH_MISMATCH")  # it had begun when the card was found to be away


async def test_files_that_are_dropped_arrive_on_the_camera(pictures: PageRig, service: RunningService) -> None:
    await drop(pictures, "POSTER.JPG", "a poster")

    await expect(tile(pictures, "POSTER")).to_be_visible()
    await expect(transfers(pictures)).to_contain_text("On the camera")
    assert (await contents(service))["POSTER.JPG"] == b"a poster"


async def test_files_that_are_chosen_arrive_and_a_name_that_is_taken_is_refused(
    pictures: PageRig, service: RunningService
) -> None:
    async with pictures.page.expect_file_chooser() as coming:
        await pictures.page.get_by_role("button", name="Upload").click()
    chooser = await coming.value
    assert chooser.is_multiple()
    taken = FilePayload(name="DSC_0005.JPG", mimeType="image/jpeg", buffer=b"another")
    second = FilePayload(name="SECOND.JPG", mimeType="image/jpeg", buffer=b"second")
    await chooser.set_files([taken, second])

    await expect(transfers(pictures).filter(has_text="DSC_0005.JPG").get_by_role("alert")).to_contain_text("exists")
    await expect(tile(pictures, "SECOND")).to_be_visible()
    there = await contents(service)
    assert there["SECOND.JPG"] == b"second"
    assert there["DSC_0005.JPG"] != b"another"
    pictures.forgive("409")


async def test_what_is_no_picture_is_not_put_on_the_card(pictures: PageRig, service: RunningService) -> None:
    await drop(pictures, "LICENSE", "no picture")
    await expect(transfers(pictures).get_by_role("alert")).to_contain_text("neither a picture nor a film")
    for name in ("POSTER.NEF", "CLIP.MOV"):
        await drop(pictures, name, name)
        await expect(tile(pictures, name.partition(".")[0])).to_be_visible()

    names = await contents(service)
    assert "LICENSE" not in names
    assert {"POSTER.NEF", "CLIP.MOV"} <= set(names)


async def test_of_raw_and_jpeg_one_can_be_downloaded(
    open_page: OpenPage, service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.control({"set_property": "imagequality", "value": 7})
    for _ in range(2):
        async with service.client() as client:
            await client.call("capture_image")
    async with open_page(service, "#/pictures", width=390, height=844) as rig:
        for name in ("DSC_0006", "DSC_0007"):
            await expect(tile(rig, name).get_by_text("+ NEF", exact=True)).to_be_in_viewport()
        await rig.page.get_by_role("button", name="Select", exact=True).click()
        await tile(rig, "DSC_0005").click()
        which = rig.page.get_by_label("What to download")
        await expect(which).to_have_count(0)
        for name in ("DSC_0006", "DSC_0007"):
            await tile(rig, name).click()
        for label, expected in (
            ("RAW and JPEG", {"DSC_0005.JPG", "DSC_0006.JPG", "DSC_0006.NEF", "DSC_0007.JPG", "DSC_0007.NEF"}),
            ("JPEG only", {"DSC_0005.JPG", "DSC_0006.JPG", "DSC_0007.JPG"}),
            ("RAW only", {"DSC_0006.NEF", "DSC_0007.NEF"}),
        ):
            if label == "RAW and JPEG":
                await expect(which).to_have_value("both")
            else:
                await which.select_option(label=label)
            async with rig.page.expect_download() as coming:
                await rig.page.get_by_role("button", name="Download").click()
            with zipfile.ZipFile(io.BytesIO(await saved(await coming.value))) as archive:
                assert set(archive.namelist()) == expected
        assert await rig.page.get_by_role("main").evaluate("main => main.scrollWidth <= main.clientWidth")


async def test_a_notice_does_not_lie_over_what_failed(pictures: PageRig) -> None:
    await drop(pictures, "DSC_0005.JPG", "another")
    failed = transfers(pictures).get_by_role("alert")
    await expect(failed).to_contain_text("exists")
    await tile(pictures, "DSC_0003").focus()
    await pictures.page.keyboard.press("Delete")
    await pictures.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    notice = pictures.page.get_by_role("log")
    await expect(notice).to_contain_text("1 picture deleted.")

    above, below = await notice.bounding_box(), await transfers(pictures).bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    pictures.forgive("409")


async def test_a_camera_that_takes_no_files_says_so(
    open_page: OpenPage, without_uploads: VirtualCameraProcess, tmp_path: Path
) -> None:
    ports = [without_uploads.port_string]
    async with running_service(tmp_path, ports) as service, open_page(service, "#/pictures") as rig:
        upload = rig.page.get_by_role("button", name="Upload")
        await expect(upload).to_be_disabled()
        await expect(upload).to_have_accessible_description("This camera takes no files from a computer.")


async def test_many_uploads_come_one_after_another(pictures: PageRig) -> None:
    for number in range(3):
        await drop(pictures, f"MANY{number}.JPG", str(number))

    for number in range(3):
        await expect(tile(pictures, f"MANY{number}")).to_be_visible()


async def test_a_file_that_is_too_large_for_memory_is_left_to_the_browser(
    pictures: PageRig, camera: VirtualCameraProcess
) -> None:
    camera.control({"put": "LONG.MOV", "from": __file__, "reported_bytes": 300_000_000})
    await tile(pictures, "LONG").click(modifiers=["ControlOrMeta"])
    await expect(pictures.page.get_by_text("300 MB")).to_be_visible()
    async with pictures.page.expect_download() as coming:
        await pictures.page.get_by_role("button", name="Download").click()

    assert (await coming.value).suggested_filename == "LONG.MOV"
    await expect(transfers(pictures)).to_contain_text("Goes on in the browser's downloads")
