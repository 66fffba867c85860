"""A link keeps a worker running: when it is opened again, who waits for that, and who is refused meanwhile."""

from __future__ import annotations

import asyncio
import gc
import time
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.line.link import Link
from rpc_camera.errors import ErrorName, ServiceError
from tests.rigs.played_worker import PlayedWorker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.camera.line.process import WorkerProcess

CLOSED = ServiceError(ErrorName.CANCELLED, "The test is over.")
LOST = ServiceError(ErrorName.CAMERA_LOST, "The cable is out.")
CLAIMED = ServiceError(ErrorName.CAMERA_CLAIMED, "Another program has it.")
SOON_S = 10
LONG_S = 1000.0
STEPS = "rpc_camera.camera.line.link._STEPS_S"


class Bench:
    """A link whose workers are played. `failing` is raised by each try to open the camera, while it is set.

    `deaf` is raised, while it is set, by whoever is notified that the link is up.
    """

    def __init__(self) -> None:
        self.failing: Exception | None = None
        self.deaf: Exception | None = None
        self.opening = asyncio.Event()  # cleared: a try to open the camera does not end
        self.opening.set()
        self.tries: list[float] = []
        self.workers: list[PlayedWorker] = []
        self.reported: list[str] = []
        self.changed = asyncio.Event()

    @cached_property
    def link(self) -> Link:
        """The link, which begins when it is first wanted."""
        return Link(self.open, lambda: self.note("up"), lambda reason: self.note(reason.name))

    async def open(self) -> WorkerProcess:
        self.tries.append(time.monotonic())
        await self.opening.wait()
        if self.failing:
            raise self.failing
        self.workers.append(PlayedWorker(lambda _request: None))
        return await self.workers[-1].start(lambda _event: None)

    def note(self, what: str) -> None:
        if what == "up" and self.deaf:
            raise self.deaf
        self.reported.append(what)
        self.changed.set()

    async def until_reported(self, *expected: str) -> None:
        assert isinstance(self.link, Link)
        async with asyncio.timeout(SOON_S):
            while len(self.reported) < len(expected):
                self.changed.clear()
                await self.changed.wait()
        assert self.reported == list(expected)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    bench.opening.set()
    await bench.link.close(0, CLOSED)


async def refusal(link: Link) -> ServiceError:
    async with asyncio.timeout(SOON_S):
        with pytest.raises(ServiceError) as raised:
            await link.worker()
    return raised.value


async def test_all_who_wait_get_the_worker_that_is_being_opened(bench: Bench) -> None:
    first, second = await asyncio.gather(bench.link.worker(), bench.link.worker())

    assert first is second is await bench.link.worker()
    assert (len(bench.tries), bench.reported, bench.link.is_up) == (1, ["up"], True)
    assert bench.link.worker_pid == first.pid


async def test_before_it_is_opened_there_is_no_worker(bench: Bench) -> None:
    bench.opening.clear()
    assert not bench.link.is_up
    assert bench.link.worker_pid is None
    first = asyncio.create_task(bench.link.first_attempt())
    await asyncio.sleep(0.01)
    assert (first.done(), bench.link.has_been_tried) == (False, False)

    bench.opening.set()
    await asyncio.wait_for(first, SOON_S)
    assert bench.link.has_been_tried is bench.link.is_up is True


async def test_a_lost_camera_is_opened_again_by_itself(bench: Bench) -> None:
    first = await bench.link.worker()
    bench.workers[0].lose(LOST)
    await bench.until_reported("up", "camera_lost", "up")

    assert bench.link.is_up
    assert await bench.link.worker() is not first


async def test_a_worker_that_cannot_be_asked_any_more_is_not_given_to_anybody(bench: Bench) -> None:
    first = await bench.link.worker()
    bench.workers[0].lose(LOST)
    await first.gone

    assert not bench.link.is_up
    assert await bench.link.worker() is not first


async def test_the_pauses_grow_while_the_camera_cannot_be_opened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STEPS, (0.02, 0.1, 0.3))
    bench.failing = CLAIMED
    await bench.until_reported(*["camera_claimed"] * 5)

    pauses = [later - earlier for earlier, later in zip(bench.tries, bench.tries[1:], strict=False)]
    assert [low <= pause for low, pause in zip((0.02, 0.1, 0.3, 0.3), pauses, strict=True)] == [True] * 4


async def test_who_wants_a_camera_that_cannot_be_opened_has_it_tried_at_once_and_gets_the_reason(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (LONG_S,))
    bench.failing = CLAIMED
    await bench.until_reported("camera_claimed")

    assert (await refusal(bench.link)).name is ErrorName.CAMERA_CLAIMED
    assert len(bench.tries) == 2
    bench.failing = None
    assert (await bench.link.worker()).alive


async def test_tries_that_somebody_asked_for_make_no_pause_longer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.2, LONG_S))
    bench.failing = CLAIMED
    await bench.until_reported("camera_claimed")
    for _ in range(3):
        await refusal(bench.link)

    assert len(bench.tries) == 4
    async with asyncio.timeout(SOON_S):
        while len(bench.tries) < 5:  # noqa: ASYNC110 - the next comes by itself
            await asyncio.sleep(0.01)


async def test_one_crash_makes_nobody_wait_and_a_second_has_callers_refused_for_the_pause(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.05, LONG_S))
    await bench.link.worker()
    bench.workers[0].crash()
    await bench.until_reported("up", "driver_crashed")
    assert (await bench.link.worker()).alive

    bench.workers[1].crash()
    await bench.until_reported("up", "driver_crashed", "up", "driver_crashed")
    refused = await refusal(bench.link)

    assert refused.name is ErrorName.DRIVER_CRASHED
    assert "ended by SIGSEGV. It has crashed 2 times lately" in refused.message
    retry_after_s = refused.details["retry_after_s"]
    assert isinstance(retry_after_s, float)
    assert LONG_S - SOON_S < retry_after_s <= LONG_S
    assert len(bench.tries) == 2, "and the driver is not made to crash again"


async def test_who_asks_in_the_moment_of_a_second_crash_is_refused_and_does_not_wait_out_the_pause(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.05, LONG_S))
    await bench.link.worker()
    bench.workers[0].crash()
    await bench.until_reported("up", "driver_crashed")
    worker = await bench.link.worker()
    asked: asyncio.Future[ServiceError] = asyncio.get_running_loop().create_future()

    async def ask() -> None:
        asked.set_result(await refusal(bench.link))

    asking: list[asyncio.Task[None]] = []
    worker.gone.add_done_callback(lambda _gone: asking.append(asyncio.create_task(ask())))
    bench.workers[1].crash()

    async with asyncio.timeout(SOON_S):
        assert "retry_after_s" in (await asked).details
    await asking[0]


async def test_a_driver_that_has_crashed_gets_its_pause_even_if_somebody_asks_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.2, LONG_S))
    await bench.link.worker()
    bench.workers[0].crash()
    await bench.until_reported("up", "driver_crashed")
    crashed = time.monotonic()
    assert (await bench.link.worker()).alive
    assert bench.tries[1] - crashed > 0.1


async def test_once_the_pause_is_over_callers_wait_for_the_try_that_is_under_way(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.01, 0.01))
    await bench.link.worker()
    bench.workers[0].crash()
    await bench.until_reported("up", "driver_crashed", "up")
    bench.opening.clear()
    bench.workers[1].crash()
    async with asyncio.timeout(SOON_S):
        while len(bench.tries) < 3:  # noqa: ASYNC110 - the next comes by itself
            await asyncio.sleep(0.01)
    waiting = asyncio.create_task(bench.link.worker())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    bench.opening.set()
    assert (await asyncio.wait_for(waiting, SOON_S)).alive


async def test_failures_before_a_first_crash_make_its_pause_no_longer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.05, LONG_S))
    bench.failing = CLAIMED
    await bench.until_reported("camera_claimed")
    bench.failing = None
    await bench.until_reported("camera_claimed", "up")
    bench.workers[0].crash()
    await bench.until_reported("camera_claimed", "up", "driver_crashed", "up")


async def test_a_camera_that_was_only_lost_is_no_crash_loop(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STEPS, (0.01, LONG_S))
    await bench.link.worker()
    bench.workers[0].crash()
    await bench.until_reported("up", "driver_crashed", "up")
    bench.workers[1].lose(LOST)
    await bench.until_reported("up", "driver_crashed", "up", "camera_lost")

    assert (await bench.link.worker()).alive


async def test_a_worker_that_has_run_for_long_makes_earlier_crashes_forgotten(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.01, LONG_S))
    monkeypatch.setattr("rpc_camera.camera.line.link._STABLE_S", 0.0)
    await bench.link.worker()
    for number in range(3):
        bench.workers[number].crash()
        await bench.until_reported("up", *["driver_crashed", "up"] * (number + 1))


async def test_a_fault_of_our_own_ends_only_that_try(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(STEPS, (0.01,))
    bench.failing = KeyError("model")
    assert "could not be run: 'model'" in (await refusal(bench.link)).message
    bench.failing = None

    await bench.link.first_attempt()
    assert (await bench.link.worker()).alive
    assert "the link to a camera failed" in caplog.text


async def test_a_fault_of_our_own_once_a_worker_runs_ends_that_worker(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(STEPS, (0.01,))
    bench.deaf = KeyError("a listener's")
    assert (await refusal(bench.link)).name is ErrorName.DRIVER_CRASHED
    bench.deaf = None

    assert (await bench.link.worker()).alive
    async with asyncio.timeout(SOON_S):
        await bench.workers[0].closed()


async def test_a_failure_that_nobody_waits_for_is_no_fault_in_the_log(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(STEPS, (0.01,))
    bench.failing = CLAIMED
    await bench.until_reported(*["camera_claimed"] * 3)
    gc.collect()
    assert "never retrieved" not in caplog.text


async def test_who_waits_for_a_camera_that_is_being_opened_gets_the_reason_of_its_closing(bench: Bench) -> None:
    bench.opening.clear()
    waiting = asyncio.create_task(refusal(bench.link))
    await asyncio.sleep(0.01)
    assert not bench.link.has_been_tried
    await bench.link.close(0, CLOSED)

    assert (await waiting).message == CLOSED.message
    assert len(bench.tries) == 1


async def test_one_who_stops_waiting_ends_no_others_try(bench: Bench) -> None:
    bench.opening.clear()
    hasty, patient = asyncio.create_task(bench.link.worker()), asyncio.create_task(bench.link.worker())
    await asyncio.sleep(0.01)
    hasty.cancel()
    bench.opening.set()

    assert (await patient).alive
    assert hasty.cancelled()


async def test_closing_fails_what_the_worker_still_has_to_answer_and_opens_nothing_more(bench: Bench) -> None:
    worker = await bench.link.worker()
    await bench.link.close(0, CLOSED)

    assert (await worker.gone).message == CLOSED.message
    assert (await refusal(bench.link)).message == CLOSED.message
    assert (len(bench.tries), bench.reported) == (1, ["up"])
