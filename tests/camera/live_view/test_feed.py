"""Live view of one camera: one reading for all who watch, pauses for pictures, and what lasts through a lost link."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.live_view.feed import PreviewFeed
from rpc_camera.camera.live_view.viewer import LiveFrame, Viewer
from rpc_camera.contract.types import PreviewState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.event_log import EventLog
from rpc_camera.wire.requests import PreviewFrame, StopPreview, Trigger
from tests.rigs.played_camera import FRAME, PlayedCamera, lost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FAST = 100_000.0  # so that no frame ever comes too early for a viewer
REFUSED = ServiceError(ErrorName.CAMERA_ERROR, "The mirror does not move.")
BUSY = ServiceError(ErrorName.CAMERA_BUSY, "It is busy.")
OVER = ServiceError(ErrorName.CANCELLED, "The test is over.")
SOON_S = 10


class Watching(Viewer):
    """A viewer that keeps what it is shown."""

    def __init__(self, max_fps: float = FAST, ended: Callable[[], None] | None = None) -> None:
        super().__init__(max_fps, self.keep, ended)
        self.frames: list[LiveFrame] = []
        self._came = asyncio.Event()

    def keep(self, frame: LiveFrame) -> None:
        self.frames.append(frame)
        self._came.set()

    async def more(self, count: int = 1) -> None:
        """Wait for so many frames from now on."""
        wanted = len(self.frames) + count
        async with asyncio.timeout(SOON_S):
            while len(self.frames) < wanted:
                self._came.clear()
                await self._came.wait()


class Bench:
    def __init__(self) -> None:
        self.camera = PlayedCamera()
        self.events = EventLog()
        self.feed = PreviewFeed(self.camera.line, self.events)

    def join(self, max_fps: float = FAST, ended: Callable[[], None] | None = None) -> Watching:
        viewer = Watching(max_fps, ended)
        self.feed.join(viewer)
        return viewer

    async def until(self, state: PreviewState) -> None:
        async with asyncio.timeout(SOON_S):
            while self.feed.state is not state:  # noqa: ASYNC110 - only clients are notified of it
                await asyncio.sleep(0.001)

    @property
    def frames_asked(self) -> int:
        return len(self.camera.requests(PreviewFrame))

    @property
    def stops(self) -> int:
        return len(self.camera.requests(StopPreview))

    @property
    def states(self) -> list[object]:
        return [event.params["state"] for event in self.events.since(0, 1000).events]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    await bench.feed.close(OVER)
    await bench.camera.close()


# ---- who watches


async def test_all_see_the_same_frames_which_are_read_once(bench: Bench) -> None:
    first, second = bench.join(), bench.join()
    await asyncio.gather(first.more(5), second.more(5))

    assert first.frames[0].jpeg == FRAME
    assert [frame.sequence for frame in first.frames[:5]] == [1, 2, 3, 4, 5]
    assert first.frames[:5] == second.frames[:5]
    assert bench.frames_asked <= len(first.frames) + 1


async def test_one_who_wants_few_frames_skips_some_and_slows_nobody(bench: Bench) -> None:
    fast, slow = bench.join(), bench.join(0.05)
    await fast.more(20)

    assert len(slow.frames) == 1


async def test_frames_are_read_no_faster_than_anybody_wants_them_and_faster_as_soon_as_somebody_does(
    bench: Bench,
) -> None:
    slow = bench.join(0.1)
    await slow.more()
    await asyncio.sleep(0.05)
    assert bench.frames_asked == 1

    fast = bench.join()
    await fast.more(3)
    assert len(slow.frames) == 1


async def test_the_mirror_comes_down_when_the_last_has_left(bench: Bench) -> None:
    first, second = bench.join(), bench.join()
    await first.more()
    first.leave()
    await second.more(3)
    assert bench.stops == 0
    second.leave()
    await bench.until(PreviewState.STOPPED)

    assert bench.stops == 1
    assert bench.camera.worker.requests[-1] == StopPreview()
    assert bench.states == ["running", "stopped"]


async def test_it_stays_up_for_one_who_comes_back_soon(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    viewer.leave(linger_s=SOON_S)
    await asyncio.sleep(0.05)
    asked = bench.frames_asked
    await bench.join().more()

    assert asked < bench.frames_asked
    assert (bench.stops, bench.states) == (0, ["running"])


async def test_it_comes_down_when_nobody_has_come_back(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    viewer.leave(linger_s=0.1)
    begun = time.monotonic()
    await bench.until(PreviewState.STOPPED)

    assert time.monotonic() - begun >= 0.09
    assert bench.stops == 1


# ---- pauses


async def test_no_frame_is_read_while_a_picture_is_taken_and_then_it_goes_on(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    with bench.camera.line.occupancy.shooting() as begin:
        begin()
        assert bench.feed.state is PreviewState.PAUSED
        await bench.camera.line.ask(Trigger())
        asked = bench.frames_asked
        await asyncio.sleep(0.05)
        assert bench.frames_asked == asked
    await viewer.more()

    assert bench.states == ["running", "paused", "running"]


async def test_one_who_comes_during_a_picture_is_sure_of_frames_after_it(bench: Bench) -> None:
    with bench.camera.line.occupancy.shooting() as begin:
        begin()
        viewer = bench.join()
        async with asyncio.timeout(SOON_S):
            await viewer.started
        assert (viewer.frames, bench.frames_asked) == ([], 0)
    await viewer.more()


async def test_a_frame_that_was_asked_for_just_before_a_picture_is_shown_but_starts_nothing_anew(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    with bench.camera.line.occupancy.shooting() as begin:
        with bench.camera.held(PreviewFrame):
            await bench.camera.asked(PreviewFrame, bench.frames_asked + 1)
            begin()
        await viewer.more()
        await asyncio.sleep(0.02)
        assert bench.states == ["running", "paused"]


async def test_a_frame_that_still_waits_in_line_when_a_picture_begins_is_not_asked_for(bench: Bench) -> None:
    with bench.camera.line.occupancy.shooting() as begin:
        async with bench.camera.line.reserve():
            viewer = bench.join()
            await asyncio.sleep(0.02)
            begin()
        await bench.camera.line.ask(Trigger())
        assert bench.frames_asked == 0
    await viewer.more()


async def test_pictures_that_overlap_are_one_pause(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    with bench.camera.line.occupancy.shooting() as begin_first:
        begin_first()
        with bench.camera.line.occupancy.shooting() as begin_second:
            begin_second()
        shown = len(viewer.frames)
        await asyncio.sleep(0.05)
        assert len(viewer.frames) <= shown + 1
    await viewer.more()


# ---- a camera that goes


async def test_one_who_waits_for_a_camera_that_is_unplugged_goes_on_watching_when_it_is_back(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    bench.feed.stop(lost())
    await bench.camera.unplug()
    assert bench.states == ["running", "paused"]
    bench.camera.plug()
    await viewer.more()

    assert bench.states == ["running", "paused", "running"]


async def test_a_camera_that_is_back_at_once_is_read_though_the_last_reading_has_not_ended_yet(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    bench.feed.stop(lost())
    bench.camera.line.went_up()
    shown = len(viewer.frames)
    await viewer.more(3)

    sequence = [frame.sequence for frame in viewer.frames[shown:]]
    assert sequence == sorted(set(sequence)), "one reading, not two"


async def test_one_who_does_not_wait_is_notified_once_and_sees_no_more(bench: Bench) -> None:
    ended: list[str] = []
    other = bench.join()
    viewer = bench.join(ended=lambda: ended.append("ended"))
    await asyncio.gather(viewer.more(), other.more())
    bench.feed.stop(lost())
    bench.camera.line.went_up()
    shown = len(viewer.frames)
    await other.more(3)
    bench.feed.stop(lost())

    assert (ended, len(viewer.frames), viewer.feed) == (["ended"], shown, None)


async def test_nobody_can_begin_to_watch_a_camera_that_is_away(bench: Bench) -> None:
    bench.feed.stop(lost())
    with pytest.raises(ServiceError, match="The cable is out"):
        bench.join()
    bench.camera.line.went_up()
    await bench.join().more()


async def test_a_body_that_was_unplugged_has_no_live_view_to_end(bench: Bench) -> None:
    viewer = bench.join(ended=lambda: None)
    await viewer.more()
    bench.feed.stop(lost())
    bench.camera.line.went_up()
    with bench.camera.line.occupancy.shooting() as begin:
        begin()
        bench.join().leave()
    await bench.until(PreviewState.STOPPED)
    await asyncio.sleep(0.02)

    assert bench.stops == 0


async def test_a_link_that_is_lost_is_a_pause(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    with bench.camera.held(PreviewFrame):
        await bench.camera.asked(PreviewFrame, bench.frames_asked + 1)
        bench.camera.worker.lose(lost())
        await bench.until(PreviewState.PAUSED)
    await viewer.more()


# ---- errors


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.live_view.feed._RETRY_S", (0.02, 0.1, 0.2))


async def test_one_who_has_just_come_is_refused_with_the_reason(bench: Bench) -> None:
    bench.camera.refusals[PreviewFrame] = [REFUSED.but()]
    viewer = bench.join()
    with pytest.raises(ServiceError, match="The mirror does not move"):
        await viewer.started
    await bench.until(PreviewState.STOPPED)

    assert viewer.feed is None


@pytest.mark.usefixtures("short_pauses")
async def test_who_had_frames_already_waits_longer_each_time_for_the_next(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    bench.camera.refusals[PreviewFrame] = [REFUSED.but() for _ in range(4)]
    begun = time.monotonic()
    await bench.until(PreviewState.PAUSED)
    shown = len(viewer.frames)
    await viewer.more()

    assert time.monotonic() - begun >= 0.02 + 0.1 + 0.2 + 0.2 - 0.02
    assert len(viewer.frames) == shown + 1
    assert bench.states == ["running", "paused", "running"]


async def test_a_frame_makes_the_pauses_short_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.live_view.feed._RETRY_S", (0.02, 1000.0))
    viewer = bench.join()
    await viewer.more()
    for _ in range(5):
        bench.camera.refusals[PreviewFrame] = refusals = [REFUSED.but()]
        async with asyncio.timeout(SOON_S):
            while refusals:  # noqa: ASYNC110 - the pause itself may be too short to be seen
                await asyncio.sleep(0.001)
        await viewer.more()


async def test_a_busy_body_is_asked_again_and_nobody_is_refused(bench: Bench) -> None:
    bench.camera.refusals[PreviewFrame] = [BUSY.but(), BUSY.but()]
    viewer = bench.join()
    await viewer.more()

    await viewer.started
    assert bench.frames_asked >= 3


async def test_a_body_that_stays_busy_refuses_live_view_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.live_view.feed._BUSY_AT_MOST_S", 0.15)
    bench.camera.refusals[PreviewFrame] = [BUSY.but() for _ in range(20)]
    viewer = bench.join()

    async with asyncio.timeout(SOON_S):
        with pytest.raises(ServiceError, match="It is busy"):
            await viewer.started


@pytest.mark.usefixtures("short_pauses")
async def test_a_mirror_that_does_not_come_down_is_tried_again(bench: Bench) -> None:
    viewer = bench.join()
    await viewer.more()
    bench.camera.refusals[StopPreview] = [REFUSED.but(), REFUSED.but()]
    viewer.leave()
    await bench.camera.asked(StopPreview, 3)
    await bench.until(PreviewState.STOPPED)
