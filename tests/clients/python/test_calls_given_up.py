"""The Python client against the service: calls that are given up, and their progress."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera_client import Session
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera_client.events import CaptureCompletedParams, ProgressParams
    from rpc_camera_client.types import CaptureImageResult
    from tests.rigs.service import RunningService

ONE, OTHER = (f"/store_00010001/DCIM/100VIRTL/DSC_000{number}.JPG" for number in (1, 2))


@pytest.fixture
async def session(service: RunningService) -> AsyncIterator[Session]:
    url = f"{service.url.replace('http', 'ws')}/rpc"
    async with await Session.connect(url, token=TOKEN) as session:
        yield session


async def given_up_while_exposing(session: Session, bulb_s: float | None = None) -> None:
    """Take a picture whose time is over as soon as it is being exposed."""
    async with asyncio.timeout(None) as bound:

        def when_exposing(progress: ProgressParams) -> None:
            if progress["stage"] == "exposing":
                bound.reschedule(0)

        await session.with_progress(when_exposing).capture_image(bulb_s=bulb_s)


async def completed(session: Session) -> CaptureCompletedParams:
    async with asyncio.timeout(30):
        async for event in session.events():
            if event["method"] == "capture_completed":
                return event["params"]
    raise AssertionError("the connection was closed")


async def test_bulb_exposure_whose_time_is_over_is_closed_and_its_picture_told(session: Session) -> None:
    await session.subscribe(["capture_completed"])
    with pytest.raises(TimeoutError):
        await given_up_while_exposing(session, bulb_s=600)

    picture = await completed(session)
    assert picture["exposure_s"] < 20
    after = await session.capture_image()
    assert after["files"][0]["path"] > picture["files"][0]["path"]


async def test_bulb_exposure_is_closed_though_its_client_closes_the_connection_at_once(
    service: RunningService, session: Session
) -> None:
    await session.subscribe(["capture_completed"])
    async with await Session.connect(f"{service.url.replace('http', 'ws')}/rpc", token=TOKEN) as leaving:
        with pytest.raises(TimeoutError):
            await given_up_while_exposing(leaving, bulb_s=600)

    assert (await completed(session))["exposure_s"] < 20


async def test_capture_that_cannot_be_stopped_is_finished(session: Session) -> None:
    await session.set_config("shutterspeed2", "1")
    await session.subscribe(["capture_completed"])
    with pytest.raises(TimeoutError):
        await given_up_while_exposing(session)

    assert (await completed(session))["files"]


async def test_capture_that_waits_is_not_begun_once_cancelled(session: Session) -> None:
    await session.set_config("shutterspeed2", "1")
    waits = asyncio.Event()
    first = asyncio.create_task(session.capture_image())
    watched = session.with_progress(lambda progress: waits.set() if progress["stage"] == "waiting" else None)
    second = asyncio.create_task(watched.capture_image())
    await waits.wait()
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second

    third = await session.capture_image()
    assert [file_name(await first), file_name(third)] == ["DSC_0006.JPG", "DSC_0007.JPG"]


async def test_download_tells_its_bytes_until_all_are_there(session: Session) -> None:
    steps: list[ProgressParams] = []
    file = await session.with_progress(steps.append).download_image(ONE)

    assert {(step["stage"], step["unit"], step["total"]) for step in steps} == {
        ("reading", "bytes", file["size_bytes"])
    }
    assert steps[-1]["done"] == steps[-1]["total"]
    assert len({step["request_id"] for step in steps}) == 1


async def test_downloads_at_the_same_time_each_tell_their_own(session: Session) -> None:
    steps: list[list[ProgressParams]] = [[], []]
    files = await asyncio.gather(
        session.with_progress(steps[0].append).download_image(ONE),
        session.with_progress(steps[1].append).download_image(OTHER),
        session.get_thumbnail(ONE),
    )

    assert files[0]["size_bytes"] != files[1]["size_bytes"]
    assert [{step["total"] for step in each} for each in steps] == [{file["size_bytes"]} for file in files[:2]]
    ids = [{step["request_id"] for step in each} for each in steps]
    assert [len(each) for each in (*ids, set.union(*ids))] == [1, 1, 2]


async def test_progress_is_no_notification_unless_the_user_subscribed_to_it(session: Session) -> None:
    watched = session.with_progress(lambda _: None)
    await session.subscribe(["config_changed"])
    await watched.download_image(ONE)
    await session.set_config("iso", "400")
    await session.subscribe(["progress"])
    await watched.download_image(ONE)
    await session.close()

    names = [event["method"] async for event in session.events()]
    assert names[0] == "config_changed"
    assert names[-1] == "progress"


def file_name(picture: CaptureImageResult) -> str:
    return picture["files"][0]["filename"]
