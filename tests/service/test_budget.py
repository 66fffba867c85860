"""Large answers are bounded for all clients together, and a batch cannot wait for itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.budget import ByteBudget
from tests.rigs.makes import Need

if TYPE_CHECKING:
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

READ_PART = "101b"


async def answer_with(budget: ByteBudget, size_bytes: int, sent: asyncio.Event, client: str = "one") -> None:
    share = budget.share(client)
    try:
        await share.reserve(size_bytes)
        await sent.wait()
    finally:
        share.release()


async def test_who_finds_no_room_waits_until_an_answer_has_been_sent() -> None:
    budget, first_sent, second_sent = ByteBudget(100), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(answer_with(budget, 60, first_sent))
    await asyncio.sleep(0)
    second = asyncio.create_task(answer_with(budget, 60, second_sent, "another"))
    second_sent.set()
    done, _ = await asyncio.wait({second}, timeout=0.05)
    assert not done

    first_sent.set()

    await asyncio.wait_for(asyncio.gather(first, second), 5)


async def test_who_asks_for_much_at_once_leaves_room_for_others() -> None:
    budget, sent = ByteBudget(100), asyncio.Event()
    greedy = [asyncio.create_task(answer_with(budget, 30, sent)) for _ in range(3)]
    await asyncio.sleep(0)
    another = budget.share("another")
    await asyncio.wait_for(another.reserve(60), 5)
    another.release()
    small = asyncio.create_task(answer_with(budget, 20, asyncio.Event(), "small"))
    await asyncio.sleep(0)
    await asyncio.wait_for(answer_with(budget, 5, _set(), "small"), 5)

    sent.set()
    await asyncio.wait_for(asyncio.gather(*greedy), 5)
    small.cancel()


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


async def test_a_batch_that_asks_for_more_than_there_is_is_refused() -> None:
    budget = ByteBudget(100)
    share = budget.share("one")
    await share.reserve(60)
    with pytest.raises(ServiceError) as refused:
        await share.reserve(60)

    assert refused.value.name is ErrorName.TOO_LARGE


async def test_what_a_message_took_is_given_back_even_if_its_work_was_cancelled() -> None:
    budget = ByteBudget(100)
    work = asyncio.create_task(answer_with(budget, 100, asyncio.Event()))
    await asyncio.sleep(0)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)

    await asyncio.wait_for(budget.share("one").reserve(100), 5)


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_download_whose_client_has_gone_ends(
    service: RunningService, camera: VirtualCameraProcess, picture: str
) -> None:
    camera.control({"hang": READ_PART})
    async with service.client() as client:
        for _ in range(3):
            client.send("download_image", path=picture)
        await client.call("list_cameras")
        async with asyncio.timeout(10):
            while not service.service.budget.used_bytes:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async with asyncio.timeout(10):
        while service.service.budget.used_bytes:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    camera.control({"clear": True})
