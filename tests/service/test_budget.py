"""Large answers are bounded for all clients together, and a batch cannot wait for itself."""

from __future__ import annotations

import asyncio

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.budget import ByteBudget


async def take_in_message(budget: ByteBudget, size_bytes: int, sent: asyncio.Event) -> None:
    with budget.message():
        await budget.take(size_bytes)
        await sent.wait()


async def test_who_finds_no_room_waits_until_an_answer_has_been_sent() -> None:
    budget, first_sent, second_sent = ByteBudget(100), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(take_in_message(budget, 60, first_sent))
    await asyncio.sleep(0)
    second = asyncio.create_task(take_in_message(budget, 60, second_sent))
    second_sent.set()
    done, _ = await asyncio.wait({second}, timeout=0.05)
    assert not done

    first_sent.set()

    await asyncio.wait_for(asyncio.gather(first, second), 5)


async def test_a_batch_that_asks_for_more_than_there_is_is_refused() -> None:
    budget = ByteBudget(100)
    with budget.message():
        await budget.take(60)
        with pytest.raises(ServiceError) as refused:
            await budget.take(60)

    assert refused.value.name is ErrorName.TOO_LARGE


async def test_what_a_message_took_is_given_back_even_if_its_work_was_cancelled() -> None:
    budget = ByteBudget(100)
    work = asyncio.create_task(take_in_message(budget, 100, asyncio.Event()))
    await asyncio.sleep(0)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)

    with budget.message():
        await asyncio.wait_for(budget.take(100), 5)
