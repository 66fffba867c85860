"""Work in a thread is finished before its caller goes on, whatever happens to the caller."""

from __future__ import annotations

import asyncio
import threading

import pytest

from rpc_camera.threads import finish_in_thread


async def test_the_result_or_the_error_is_the_callers() -> None:
    assert await finish_in_thread(lambda *numbers: sum(numbers), 1, 2) == 3
    with pytest.raises(ZeroDivisionError):
        await finish_in_thread(lambda: 1 / 0)


async def test_a_caller_that_is_cancelled_even_twice_waits_for_the_end() -> None:
    begun, end, done = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        end.wait(10)
        done.append("done")
        raise OSError("which nobody fetches, and which fails no test")

    calling = asyncio.create_task(finish_in_thread(work))
    await asyncio.to_thread(begun.wait, 10)
    for _ in range(2):
        calling.cancel()
        await asyncio.sleep(0.01)
        assert not calling.done()
    end.set()
    await asyncio.wait({calling})

    assert calling.cancelled()
    assert done == ["done"]
