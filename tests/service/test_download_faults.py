"""Downloads when the camera, its driver's process or the client fails half-way."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_file_links import fetch, link

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.full_size
READ_PART = "101b"
PATH = "/store_00010001/DCIM/900MYPIX/BIG.NEF"
OTHER_PATH = "/store_00010001/DCIM/900MYPIX/OTHER.NEF"
DATA = os.urandom(1 << 20) * 12

pytestmark = pytest.mark.needs(Need.CARD)


@pytest.fixture
def camera(tmp_path: Path, each_make: Make) -> Iterator[VirtualCameraProcess]:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for path in (PATH, OTHER_PATH):
        (pictures / Path(path).name).write_bytes(DATA)
    with VirtualCameraProcess("--make", each_make.name, "--pictures", str(pictures)) as camera:
        yield camera


@pytest.fixture
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path / "state", [camera.port_string]) as service:
        yield service


@pytest.mark.parametrize("failure", ["the camera hangs", "the worker is killed", "the link breaks twice"])
async def test_a_download_goes_on_after(service: RunningService, camera: VirtualCameraProcess, failure: str) -> None:
    async with service.client() as client:
        url = await link(service, client, PATH)
    camera.control({"latency_s": 0.02})
    async with fetch(url) as response:
        begun = await response.content.readexactly(100_000)
        match failure:
            case "the camera hangs":
                camera.control({"hang": READ_PART, "times": 1})
            case "the worker is killed":
                os.kill(service.cameras.cameras[0].worker_pid or 0, signal.SIGKILL)
            case _:
                camera.control({"drop": True})
                begun += await response.content.readexactly(1_000_000)
                camera.control({"drop": True})

        assert begun + await response.content.read() == DATA


async def test_a_client_that_goes_away_ends_the_reading(service: RunningService, camera: VirtualCameraProcess) -> None:
    async with service.client() as client:
        url = await link(service, client, PATH)
        camera.control({"latency_s": 0.1})
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            await response.content.readexactly(1000)
            response.close()
        async with asyncio.timeout(30):
            while service.cameras.cameras[0].downloads.under_way:  # noqa: ASYNC110 - nobody tells of its end
                await asyncio.sleep(0.01)

        assert (await client.call("capture_image"))["files"]


async def test_a_chunk_that_nobody_waits_for_any_more_gets_into_no_other_file(
    service: RunningService, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with service.client() as client:
        url = await link(service, client, PATH)
        camera.control({"latency_s": 0.5})
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            await response.content.readexactly(1000)
            response.close()
        async with asyncio.timeout(30):
            while any(task.get_name().startswith("download of ") for task in asyncio.all_tasks()):  # noqa: ASYNC110 - nobody tells of its end
                await asyncio.sleep(0.02)
        with ExitStack() as stack:
            others = [stack.enter_context((tmp_path / f"other{number}").open("w+b")) for number in range(100)]
            camera.control({"clear": True})
            await client.call("get_file_info", path=PATH)  # the worker is done with the chunk

            assert [os.fstat(other.fileno()).st_size for other in others] == [0] * 100


async def test_a_client_that_goes_away_is_no_error(
    service: RunningService, camera: VirtualCameraProcess, caplog: pytest.LogCaptureFixture
) -> None:
    async with service.client() as client:
        url = await link(service, client, PATH)
        camera.control({"latency_s": 0.1})
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            await response.content.readexactly(1000)
            response.close()
        async with asyncio.timeout(30):
            while service.cameras.cameras[0].downloads.under_way:  # noqa: ASYNC110 - nobody tells of its end
                await asyncio.sleep(0.01)
        await client.call("get_file_info", path=PATH)

    assert [record.message for record in caplog.records if record.name == "aiohttp.server"] == []


async def test_memory_that_a_worker_reads_into_is_used_again(service: RunningService) -> None:
    async with service.client() as client:
        urls = [await link(service, client, path) for path in (PATH, OTHER_PATH)]
    pages = []
    for url in urls:
        before = minor_faults(service.cameras.cameras[0].worker_pid)
        async with fetch(url) as response:
            assert await response.read() == DATA
        pages.append(minor_faults(service.cameras.cameras[0].worker_pid) - before)
    assert pages[1] < len(DATA) / os.sysconf("SC_PAGESIZE")  # it is twice that where none is kept


def minor_faults(pid: int | None) -> int:
    """How many pages a process has had to be given: the tenth field of proc(5), the eighth after the name."""
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[7])
