"""The guard: what is late is not done, what is asked again is answered as before, and a disk that fails stops it."""

from __future__ import annotations

import asyncio
import math
import resource
import sqlite3
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.guard import Guard
from rpc_camera.rig.guarded_request import MOST_PATIENCE_S, GuardedRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

SOON_S = 20
INSTANCE = "run-1"
MOST_IN_WORK = 1000
LARGE = b"a" * (1 << 20)
FRAME_HEADER_BYTES = 24


class Method:
    """What a request has done. `hold` keeps it from ending; `begun` is set when it has been begun."""

    def __init__(self, answer: bytes = b"done") -> None:
        self.runs = self.cancelled = 0
        self.begun = asyncio.Event()
        self._may_end = asyncio.Event()
        self._may_end.set()
        self._answer = answer

    async def begun_by(self, callers: int) -> None:
        while self.runs < callers:
            self.begun.clear()
            await self.begun.wait()

    def hold(self) -> None:
        self._may_end.clear()

    def let_end(self) -> None:
        self._may_end.set()

    async def __call__(self) -> bytes:
        self.runs += 1
        self.begun.set()
        try:
            await self._may_end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self._answer


class Bench:
    """A guard, the time of its host, and a method."""

    def __init__(self, path: Path, instance: str = INSTANCE) -> None:
        self.path = path
        self.now_s = 1000.0
        self.guard = Guard(path, "pi-1", instance, lambda: self.now_s)
        self.method = Method()

    def request(
        self,
        name: str = "a",
        patience_s: float = 5,
        instance: str = INSTANCE,
        *,
        ago_s: float = 0,
        changes: bool = True,
    ) -> GuardedRequest:
        deadline_s = self.now_s + patience_s
        return GuardedRequest(name, "gateway", "capture_image", instance, deadline_s, ago_s, changes=changes)

    async def ask(self, request: GuardedRequest) -> bytes:
        return await asyncio.wait_for(self.guard.answer(request, self.method), SOON_S)

    def asking(self, request: GuardedRequest) -> asyncio.Task[bytes]:
        return asyncio.create_task(self.ask(request))

    async def refusal(self, request: GuardedRequest) -> ServiceError:
        with pytest.raises(ServiceError) as refused:
            await self.ask(request)
        return refused.value


@asynccontextmanager
async def running(path: Path, instance: str = INSTANCE) -> AsyncIterator[Bench]:
    bench = Bench(path, instance)
    try:
        yield bench
    finally:
        bench.method.let_end()
        await bench.guard.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outcomes.sqlite"


@pytest.fixture
async def bench(path: Path) -> AsyncIterator[Bench]:
    async with running(path) as bench:
        yield bench


@pytest.fixture(params=[True, False], ids=["changes", "reads"])
def changes(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


# ---- what is too much


async def test_one_caller_leaves_room_for_the_others(bench: Bench, changes: bool) -> None:
    bench.method.hold()
    asking = [bench.asking(bench.request(str(number), changes=changes)) for number in range(MOST_IN_WORK // 2)]
    await bench.method.begun_by(MOST_IN_WORK // 2)
    error = await bench.refusal(bench.request("more", changes=changes))
    other = bench.asking(replace(bench.request("more", changes=changes), caller="another"))
    await bench.method.begun_by(MOST_IN_WORK // 2 + 1)
    bench.method.let_end()
    await asyncio.gather(other, *asking)

    assert (error.name, error.untouched) == (ErrorName.RATE_LIMITED, True)
    assert "500 requests of gateway" in error.message
    assert await bench.ask(bench.request("more", changes=changes))


# ---- what is late


@pytest.mark.parametrize("patience_s", [-0.001, -math.inf, math.nan])
async def test_what_is_late_is_refused_and_not_done(bench: Bench, patience_s: float, changes: bool) -> None:
    error = await bench.refusal(bench.request(patience_s=patience_s, changes=changes))

    assert (error.name, error.untouched, error.details) == (ErrorName.HOST_UNREACHABLE, True, {"host": "pi-1"})
    assert bench.method.runs == 0


@pytest.mark.parametrize("patience_s", [MOST_PATIENCE_S + 1, math.inf])
async def test_a_deadline_too_far_ahead_is_refused(bench: Bench, patience_s: float, changes: bool) -> None:
    error = await bench.refusal(bench.request(patience_s=patience_s, changes=changes))

    assert (error.name, error.untouched, bench.method.runs) == (ErrorName.INVALID_REQUEST, True, 0)


async def test_what_is_meant_for_another_run_is_refused(bench: Bench, changes: bool) -> None:
    error = await bench.refusal(bench.request(instance="run-0", changes=changes))

    assert (error.name, error.untouched, bench.method.runs) == (ErrorName.HOST_UNREACHABLE, True, 0)


async def test_what_was_refused_as_late_is_done_when_it_comes_in_time(bench: Bench, changes: bool) -> None:
    await bench.refusal(bench.request(patience_s=-1, changes=changes))
    assert await bench.ask(bench.request(patience_s=1, changes=changes)) == b"done"


async def test_what_becomes_late_while_the_disk_is_slow_is_not_done(bench: Bench) -> None:
    await bench.ask(bench.request("first"))
    with slow_disk(bench.path):
        asking = bench.asking(bench.request(patience_s=1))
        await asyncio.sleep(0.1)
        bench.now_s += 2

    with pytest.raises(ServiceError) as refused:
        await asking
    assert (refused.value.name, refused.value.untouched) == (ErrorName.HOST_UNREACHABLE, True)
    assert bench.method.runs == 1
    assert await bench.ask(bench.request()) == b"done"  # it was not begun


@pytest.mark.parametrize("text", ["", "a" * 65, "a\0", "\ud800"])
def test_an_id_is_a_short_text_that_can_be_printed(text: str) -> None:
    with pytest.raises(ServiceError) as refused:
        GuardedRequest(text, "gateway", "capture_image", INSTANCE, 1.0, 0.0, changes=True)
    assert refused.value.name is ErrorName.INVALID_REQUEST


# ---- what is asked again


async def test_who_asks_again_gets_the_same_answer_and_it_is_done_once(bench: Bench, changes: bool) -> None:
    answers = [await bench.ask(bench.request(changes=changes)) for _ in range(3)]
    bench.now_s += 10
    answers.append(await bench.ask(bench.request(patience_s=-1, instance="run-0", changes=changes)))

    assert answers == [b"done"] * 4
    assert bench.method.runs == 1


async def test_who_asks_meanwhile_waits_for_the_same_answer(bench: Bench, changes: bool) -> None:
    bench.method.hold()
    asking = [bench.asking(bench.request(changes=changes)) for _ in range(3)]
    await bench.method.begun.wait()
    late = bench.asking(bench.request(patience_s=-1, changes=changes))
    await asyncio.sleep(0.05)
    assert not any(each.done() for each in (*asking, late))

    bench.method.let_end()
    assert await asyncio.gather(*asking, late) == [b"done"] * 4
    assert bench.method.runs == 1


async def test_an_answer_that_is_too_large_to_keep_is_read_again(bench: Bench) -> None:
    bench.method = Method(LARGE)
    answers = [await bench.ask(bench.request(changes=False)) for _ in range(2)]

    assert answers == [LARGE, LARGE]
    assert bench.method.runs == 2


async def test_what_changed_something_is_not_done_again_for_an_answer_that_was_too_large_to_keep(bench: Bench) -> None:
    bench.method = Method(LARGE)
    assert await bench.ask(bench.request()) == LARGE
    error = await bench.refusal(bench.request())

    assert (error.name, error.details, bench.method.runs) == (ErrorName.OUTCOME_UNKNOWN, {"host": "pi-1"}, 1)
    assert "answered this before" in error.message


async def test_what_failed_in_an_unforeseen_way_is_not_done_again(bench: Bench) -> None:
    async def run() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await bench.guard.answer(bench.request(), run)
    error = await bench.refusal(bench.request())

    assert (error.name, bench.method.runs) == (ErrorName.OUTCOME_UNKNOWN, 0)


async def test_many_at_once_share_the_writes_to_the_disk(bench: Bench) -> None:
    await bench.ask(bench.request("first"))
    before = commits(bench.path)
    requests = [bench.request(str(number)) for number in range(50)]
    await asyncio.gather(*map(bench.ask, requests))

    assert bench.method.runs == 51
    assert 0 < commits(bench.path) - before <= 10


@pytest.mark.parametrize("ago_s", [MOST_PATIENCE_S + 1, math.inf, math.nan])
async def test_what_may_have_been_forgotten_is_not_done_and_its_outcome_is_unknown(bench: Bench, ago_s: float) -> None:
    error = await bench.refusal(bench.request(ago_s=ago_s))
    assert (error.name, error.untouched, bench.method.runs) == (ErrorName.OUTCOME_UNKNOWN, False, 0)
    assert await bench.ask(bench.request("read", ago_s=ago_s, changes=False)) == b"done"

    assert await bench.ask(bench.request("b", ago_s=MOST_PATIENCE_S)) == b"done"
    assert await bench.ask(bench.request("b", ago_s=ago_s)) == b"done"  # it is known still


async def test_who_asks_again_and_again_for_hours_has_it_done_once(path: Path) -> None:
    async with running(path) as bench:
        bench.method = Method(LARGE)  # kept nowhere
        await bench.ask(bench.request())
        for minutes in range(180):
            bench.now_s += 60
            await bench.ask(bench.request(str(minutes)))  # what is old is forgotten
            assert (await bench.refusal(bench.request(ago_s=60 * (minutes + 1)))).name is ErrorName.OUTCOME_UNKNOWN
        assert bench.method.runs == 181


# ---- a later run of the service


async def test_a_later_run_gives_the_answer_of_an_earlier_one_and_does_what_is_new(path: Path) -> None:
    async with running(path) as bench:
        await bench.ask(bench.request())
        await bench.ask(bench.request("read", changes=False))

    async with running(path, "run-2") as bench:
        bench.method = Method(b"new")
        assert await bench.ask(bench.request()) == b"done"  # though it is meant for the run before
        assert await bench.ask(bench.request(instance="run-2")) == b"done"
        assert await bench.ask(bench.request("read", instance="run-2", changes=False)) == b"new"
        assert await bench.ask(bench.request("b", instance="run-2")) == b"new"
        assert bench.method.runs == 2


async def test_a_later_run_does_not_know_the_outcome_of_what_was_cut_off(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.rig.guard._CLOSE_S", 0.1)
    bench = Bench(path)
    bench.method.hold()
    asking = bench.asking(bench.request())
    await bench.method.begun.wait()
    await bench.guard.close()
    with pytest.raises(ServiceError) as cut_off:
        await asking
    assert cut_off.value.name is ErrorName.OUTCOME_UNKNOWN

    async with running(path, "run-2") as bench:
        for instance in (INSTANCE, "run-2"):
            error = await bench.refusal(bench.request(instance=instance))
            assert (error.name, error.details) == (ErrorName.OUTCOME_UNKNOWN, {"host": "pi-1"})
        assert bench.method.runs == 0


async def test_the_end_of_the_service_waits_for_what_changes_something_and_not_for_what_reads(path: Path) -> None:
    async with running(path) as bench:
        bench.method.hold()
        changing = bench.asking(bench.request())
        reading = bench.asking(bench.request("read", changes=False))
        await bench.method.begun_by(2)
        closing = asyncio.create_task(bench.guard.close())
        with pytest.raises(ServiceError) as cancelled:
            await reading
        assert cancelled.value.name is ErrorName.CANCELLED
        refused = await bench.refusal(bench.request("late"))
        assert (refused.name, refused.untouched) == (ErrorName.CANCELLED, True)
        bench.method.let_end()
        assert await changing == b"done"
        await closing

    async with running(path, "run-2") as bench:
        assert await bench.ask(bench.request()) == b"done"
        assert bench.method.runs == 0


# ---- who asked is gone


async def test_what_changes_something_goes_on_to_its_end_when_nobody_waits_any_more(bench: Bench) -> None:
    bench.method.hold()
    await leave(bench, bench.asking(bench.request()))
    bench.method.let_end()

    assert await bench.ask(bench.request()) == b"done"
    assert (bench.method.runs, bench.method.cancelled) == (1, 0)


async def test_what_only_reads_ends_with_the_last_who_waits_for_it(bench: Bench) -> None:
    bench.method.hold()
    first, last = (bench.asking(bench.request(changes=False)) for _ in range(2))
    await leave(bench, first)
    assert bench.method.cancelled == 0
    await leave(bench, last)
    await asyncio.sleep(0)
    assert bench.method.cancelled == 1

    bench.method.let_end()
    assert await bench.ask(bench.request(changes=False)) == b"done"
    assert bench.method.runs == 2


async def test_what_is_not_begun_yet_is_not_done_when_nobody_waits_any_more(bench: Bench) -> None:
    await bench.ask(bench.request("first"))
    with slow_disk(bench.path):
        asking = bench.asking(bench.request())
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    await asyncio.sleep(0.3)
    assert bench.method.runs == 1

    assert await bench.ask(bench.request()) == b"done"
    assert bench.method.runs == 2


async def leave(bench: Bench, asking: asyncio.Task[bytes]) -> None:
    await bench.method.begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


# ---- the disk


async def test_nothing_that_changes_something_is_begun_while_the_disk_cannot_be_used(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(path.mkdir)
    async with running(path) as bench:
        error = await bench.refusal(bench.request())
        assert (error.name, error.untouched) == (ErrorName.DISK_ERROR, True)
        assert (await bench.refusal(bench.request(patience_s=-1))).name is ErrorName.DISK_ERROR
        assert bench.method.runs == 0
        assert caplog.text.count("cannot be noted") == 1
        assert await bench.ask(bench.request(changes=False)) == b"done"

        await asyncio.to_thread(path.rmdir)
        assert await bench.ask(bench.request()) == b"done"


async def test_a_disk_that_fails_later_has_the_same_effect_and_what_was_answered_still_is(bench: Bench) -> None:
    await bench.ask(bench.request("before"))
    with full_disk(bench.path):
        error = await bench.refusal(bench.request())
        assert (error.name, error.untouched) == (ErrorName.DISK_ERROR, True)
        assert await bench.ask(bench.request("before")) == b"done"
        assert bench.method.runs == 1

    assert await bench.ask(bench.request()) == b"done"
    assert bench.method.runs == 2


async def test_an_outcome_that_cannot_be_written_is_remembered_by_this_run_and_unknown_to_the_next(path: Path) -> None:
    async with running(path) as bench:
        bench.method.hold()
        asking = bench.asking(bench.request())
        await bench.method.begun.wait()
        with full_disk(path):
            bench.method.let_end()
            assert await asking == b"done"
            assert (await bench.refusal(bench.request("b"))).name is ErrorName.DISK_ERROR
        assert await bench.ask(bench.request()) == b"done"

    async with running(path, "run-2") as bench:
        assert (await bench.refusal(bench.request(instance="run-2"))).name is ErrorName.OUTCOME_UNKNOWN


async def test_whatever_else_fails_there_nobody_waits_for_ever(path: Path) -> None:
    bench = Bench(path)
    guard = Guard(path, "pi-1", INSTANCE, ClockThatBreaks(bench.now_s))
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(guard.answer(bench.request(), bench.method), SOON_S)
    assert bench.method.runs == 0
    await guard.close()


class ClockThatBreaks:
    """A clock that can be read once."""

    def __init__(self, now_s: float) -> None:
        self._times = [now_s]

    def __call__(self) -> float:
        if not self._times:
            raise ZeroDivisionError
        return self._times.pop()


@contextmanager
def slow_disk(path: Path) -> Iterator[None]:
    """Have nothing written to the file within the block: somebody else holds its lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Let the -wal grow no further within the block."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size_bytes = path.with_name(path.name + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def commits(path: Path) -> int:
    """Count the transactions in the -wal: https://www.sqlite.org/fileformat2.html#the_write_ahead_log."""
    data = path.with_name(path.name + "-wal").read_bytes()
    page_bytes = int.from_bytes(data[8:12], "big")
    frames = range(32, len(data), FRAME_HEADER_BYTES + page_bytes)
    return sum(int.from_bytes(data[at + 4 : at + 8], "big") != 0 for at in frames)
