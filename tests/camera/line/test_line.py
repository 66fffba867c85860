"""The line to one camera: through lost links and other ports, and what is repeated, prepared, refused and kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.camera.line.turns import Priority
from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import CardChanged, FileArrived
from rpc_camera.wire.requests import Arm, Capture, DeleteFile, GetFileInfo, ListFolder, Trigger
from rpc_camera.work import Stop, Work, working_on
from tests.rigs.played_camera import ID, PlayedCamera, lost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerRequest

SOON_S = 10
BUSY = ServiceError(ErrorName.CAMERA_BUSY, "The shutter is held open.")


@pytest.fixture
async def camera() -> AsyncIterator[PlayedCamera]:
    camera = PlayedCamera()
    yield camera
    await camera.close()


async def refusal(camera: PlayedCamera, request: WorkerRequest[Any]) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        await camera.line.ask(request)
    return raised.value


# ---- the link


async def test_a_body_that_is_away_is_lost_and_asked_again_on_whatever_port_it_comes_back(camera: PlayedCamera) -> None:
    await camera.line.ask(Arm())
    await camera.unplug()
    refused = await refusal(camera, Arm())
    assert (refused.name, refused.camera, refused.message) == (ErrorName.CAMERA_LOST, ID, f"{ID} was unplugged.")
    assert not camera.line.is_attached
    assert not camera.line.is_up
    assert camera.line.worker_pid is None

    camera.plug()
    await camera.line.ask(Arm())
    assert [len(worker.requests) for worker in camera.workers] == [1, 1]


class FrozenCamera(PlayedCamera):
    """It cannot be opened, which is known when `deadline` is set; then it is not frozen any more."""

    def __init__(self) -> None:
        self.tries = 0
        self.deadline = asyncio.Event()
        super().__init__()

    async def _open(self) -> WorkerProcess:
        self.tries += 1
        if self.deadline.is_set():
            return await super()._open()
        await self.deadline.wait()
        raise ServiceError(ErrorName.CAMERA_TIMEOUT, "The driver did not open the camera within 30 s.")


async def test_of_those_who_wait_while_a_frozen_body_is_opened_none_has_it_tried_again() -> None:
    camera = FrozenCamera()
    try:
        waiting = [asyncio.create_task(refusal(camera, request)) for request in (Arm(), ListFolder("/"), Arm())]
        await asyncio.sleep(0)
        camera.deadline.set()
        refused = await asyncio.gather(*waiting)

        assert [(error.name, error.camera) for error in refused] == [(ErrorName.CAMERA_TIMEOUT, ID)] * 3
        assert camera.tries == 1
        await camera.line.ask(Arm())
        assert camera.tries == 2
    finally:
        await camera.close()


async def test_who_waits_in_line_is_refused_when_the_body_goes(camera: PlayedCamera) -> None:
    with camera.held(Arm):
        first = asyncio.create_task(refusal(camera, Arm()))
        waiting = asyncio.create_task(refusal(camera, ListFolder("/")))
        await camera.asked(Arm, 1)
        await camera.unplug()

        assert (await first).name is (await waiting).name is ErrorName.CAMERA_LOST
    assert camera.requests(ListFolder) == []


async def test_another_body_that_comes_to_the_port_while_it_is_opened_is_not_asked(camera: PlayedCamera) -> None:
    """The registry moves the link of the port to that body's own line."""
    asking = asyncio.create_task(refusal(camera, Arm()))
    await asyncio.sleep(0)
    camera.line.detach()

    assert (await asking).name is ErrorName.CAMERA_LOST
    await camera.link.worker()
    assert camera.requests(Arm) == []


async def test_features_are_notified_of_the_link_and_of_the_events_that_they_subscribed_to(
    camera: PlayedCamera,
) -> None:
    seen: list[object] = []
    camera.line.add_listener(lambda: seen.append("up"), lambda reason: seen.append(reason.message))
    camera.line.subscribe(FileArrived, seen.append)
    await camera.line.ask(Arm())
    arrived = FileArrived("/A.JPG", FileOrigin.CAMERA)
    camera.worker.report(CardChanged())
    camera.worker.report(arrived)
    await camera.line.ask(Arm())
    await camera.unplug()

    assert seen == ["up", arrived, "The cable is out."]


# ---- once more


async def test_what_may_be_repeated_is_asked_once_more_of_a_new_worker_when_the_link_is_lost(
    camera: PlayedCamera,
) -> None:
    camera.refusals[ListFolder] = [lost()]
    await camera.line.ask(ListFolder("/"))

    assert [len(worker.requests) for worker in camera.workers] == [1, 1]


async def test_it_is_repeated_once_only(camera: PlayedCamera) -> None:
    camera.refusals[ListFolder] = [lost(), lost("Out again."), lost()]

    assert (await refusal(camera, ListFolder("/"))).message == "Out again."
    assert len(camera.requests(ListFolder)) == 2


@pytest.mark.parametrize("untouched", [False, True])
async def test_what_changes_something_is_repeated_only_where_nothing_was_done(
    camera: PlayedCamera, *, untouched: bool
) -> None:
    camera.refusals[DeleteFile] = [lost().but(untouched=untouched)]
    camera.files["/A.JPG"] = b"a"
    if untouched:
        await camera.line.ask(DeleteFile("/A.JPG"))
    else:
        assert (await refusal(camera, DeleteFile("/A.JPG"))).name is ErrorName.CAMERA_LOST

    assert len(camera.requests(DeleteFile)) == (2 if untouched else 1)


async def test_the_caller_can_say_otherwise(camera: PlayedCamera) -> None:
    camera.refusals[ListFolder] = [lost()]
    with pytest.raises(ServiceError):
        await camera.line.ask(ListFolder("/"), repeatable=False)

    assert len(camera.requests(ListFolder)) == 1


async def test_a_refusal_of_a_camera_that_is_there_is_no_reason_to_repeat(camera: PlayedCamera) -> None:
    refused = await refusal(camera, GetFileInfo("/A.JPG"))

    assert (refused.name, refused.camera, len(camera.requests(GetFileInfo))) == (ErrorName.FILE_NOT_FOUND, ID, 1)


async def test_a_crash_is_not_provoked_twice(camera: PlayedCamera) -> None:
    with camera.held(ListFolder):
        asking = asyncio.create_task(refusal(camera, ListFolder("/")))
        await camera.asked(ListFolder, 1)
        camera.worker.crash()

        assert (await asking).name is ErrorName.DRIVER_CRASHED
    assert len(camera.requests(ListFolder)) == 1


# ---- before the shutter is released


def prepare(camera: PlayedCamera, *failures: ServiceError) -> list[WorkerProcess]:
    """Have something done before each release, which fails so at first; return with which workers it was done."""
    left, prepared = list(failures), []

    async def look(worker: WorkerProcess) -> None:
        prepared.append(worker)
        if left:
            raise left.pop(0)
        await worker.request(ListFolder("/"))

    camera.line.before_release(look)
    return prepared


async def test_each_release_is_prepared_within_its_turn_and_nothing_else_is(camera: PlayedCamera) -> None:
    prepared = prepare(camera)
    await asyncio.gather(camera.line.ask(Trigger()), camera.line.ask(Arm()), camera.line.ask(Capture(1)))

    assert [type(request) for request in camera.worker.requests] == [ListFolder, Trigger, Arm, ListFolder, Capture]
    assert len(prepared) == 2


async def test_a_link_that_is_lost_meanwhile_is_made_anew_before_anything_is_released(camera: PlayedCamera) -> None:
    prepared = prepare(camera, lost())
    await camera.line.ask(Trigger())
    assert (len(prepared), len(camera.requests(Trigger))) == (2, 1)


async def test_what_cannot_be_prepared_releases_nothing(camera: PlayedCamera) -> None:
    prepare(camera, ServiceError(ErrorName.CAMERA_ERROR, "It cannot be read."))

    assert (await refusal(camera, Trigger())).name is ErrorName.CAMERA_ERROR
    assert camera.requests(Trigger) == []


# ---- turns


async def test_commands_are_refused_while_frames_and_chunks_wait(camera: PlayedCamera) -> None:
    camera.line.refuse_commands(lambda: BUSY)
    with pytest.raises(ServiceError) as refused:
        await camera.line.ask(Arm())
    for priority in (Priority.FRAME, Priority.CHUNK):
        await camera.line.ask(ListFolder("/"), priority=priority)
    camera.line.refuse_commands(None)
    await camera.line.ask(Arm())

    assert refused.value.message == BUSY.message
    assert len(camera.requests(Arm)) == 1


async def test_one_request_is_asked_at_a_time_and_the_start_of_each_turn_is_reported(camera: PlayedCamera) -> None:
    started: list[str] = []
    with camera.held(Arm):
        asking = [
            asyncio.create_task(camera.line.ask(Arm(), started=lambda name=name: started.append(name)))  # type: ignore[misc]
            for name in ("first", "second")
        ]
        await camera.asked(Arm, 1)
        assert started == ["first"]
    await asyncio.gather(*asking)

    assert started == ["first", "second"]


async def test_several_things_in_one_turn_let_nobody_in_between(camera: PlayedCamera) -> None:
    async with camera.line.reserve():
        other = asyncio.create_task(camera.line.ask(Arm()))
        for _ in range(2):
            await camera.line.ask_within(ListFolder("/"))
    await other

    assert [type(request) for request in camera.worker.requests] == [ListFolder, ListFolder, Arm]


async def test_an_error_names_the_camera_by_its_present_id_and_says_no_more_that_nothing_was_done(
    camera: PlayedCamera,
) -> None:
    camera.refusals[Trigger] = [ServiceError(ErrorName.CAMERA_ERROR, "No.", untouched=True)]
    camera.line.camera = "z-5-1"
    refused = await refusal(camera, Trigger())

    assert (refused.camera, refused.untouched) == ("z-5-1", False)


# ---- what is kept


async def test_what_is_kept_goes_on_without_its_caller_and_frees_its_turn(camera: PlayedCamera) -> None:
    turn = camera.line.reserve()
    kept = camera.line.keep(camera.line.ask(Trigger(), turn=turn), turn)
    caller = asyncio.ensure_future(asyncio.shield(kept))
    await asyncio.sleep(0)
    caller.cancel()
    await camera.line.idle()

    assert kept.done()
    assert len(camera.requests(Trigger)) == 1
    async with asyncio.timeout(SOON_S):
        await camera.line.ask(Arm())


async def test_a_turn_that_was_kept_for_what_never_began_is_free_again(camera: PlayedCamera) -> None:
    turn = camera.line.reserve()

    async def fail() -> None:
        raise ServiceError(ErrorName.CANCELLED, "It was not wanted.")

    camera.line.keep(fail(), turn)
    async with asyncio.timeout(SOON_S):
        await camera.line.ask(Arm())


async def test_what_is_kept_ends_with_the_work_that_it_is_part_of_when_that_is_cancelled(camera: PlayedCamera) -> None:
    work = Work()
    with camera.held(ListFolder), working_on(work):
        kept = camera.line.keep(camera.line.ask(ListFolder("/")))
        await camera.asked(ListFolder, 1)
        stops = work.stop
        work.cancel()
        await camera.line.idle()

    assert (stops, kept.cancelled()) == (Stop.AT_NEXT_CHUNK, True)


async def test_quiet_is_waited_for_and_not_for_ever(camera: PlayedCamera) -> None:
    loop = asyncio.get_running_loop()

    async def waited_s(within_s: float) -> float:
        begun = loop.time()
        await camera.line.until_quiet(0.1, within_s)
        return loop.time() - begun

    assert 0.1 <= await waited_s(SOON_S) < SOON_S
    with camera.held(Arm):
        asked = asyncio.create_task(camera.line.ask(Arm()))
        assert 0.3 <= await waited_s(0.3) < SOON_S
    await asked


async def test_what_is_kept_in_the_course_of_what_is_kept_is_waited_for_too(camera: PlayedCamera) -> None:
    ended: list[str] = []

    async def second() -> None:
        await asyncio.sleep(0.05)
        ended.append("second")

    async def first() -> None:
        camera.line.keep(second())

    camera.line.keep(first())
    await camera.line.idle()
    assert ended == ["second"]
