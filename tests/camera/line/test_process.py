"""A worker process as the server sees it: real processes that answer, hang, crash, fall silent and babble."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import FileArrived
from rpc_camera.wire.requests import Arm, GetConfig, ReadChunk, SetConfig, Trigger
from tests.rigs.child_worker import start_child

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerEvent, WorkerRequest

OVER = ServiceError(ErrorName.CANCELLED, "The test is over.")
SOON_S = 20


@dataclass
class Child:
    worker: WorkerProcess
    events: list[WorkerEvent]

    async def gone(self) -> ServiceError:
        async with asyncio.timeout(SOON_S):
            return await asyncio.shield(self.worker.gone)

    async def failure(self, request: WorkerRequest[Any] | None = None, deadline_s: float = SOON_S) -> ServiceError:
        with pytest.raises(ServiceError) as raised:
            await self.worker.request(request or Arm(), deadline_s)
        return raised.value


@asynccontextmanager
async def child(program: str) -> AsyncIterator[Child]:
    """Run a program as a worker; its end is waited for."""
    events: list[WorkerEvent] = []
    worker = await start_child(program, events.append)
    try:
        yield Child(worker, events)
    finally:
        await worker.close(0, OVER)


async def test_what_the_body_says_of_itself_comes_first_and_other_events_are_passed_on() -> None:
    async with child("opened(); publish(FileArrived('/A.JPG', 'camera')); publish(Alive()); serve()") as each:
        opened = await each.worker.opened(SOON_S)
        await each.worker.request(Arm())

        assert (opened.id, opened.driver_model) == ("z-1", "Z driver")
        assert [type(event) for event in each.events] == [FileArrived]


async def test_replies_find_the_request_that_they_belong_to_in_whatever_order_they_come() -> None:
    program = """
    first, second = receive(), receive()
    for header in (second, first):
        send({"id": header["id"], "ok": header["args"]["name"]})
    serve()
    """
    async with child(program) as each:
        names = await asyncio.gather(*(each.worker.request(GetConfig(name)) for name in ("iso", "aperture")))

    assert list(map(str, names)) == ["iso", "aperture"]


async def test_bytes_come_with_a_reply() -> None:
    program = """send({"id": receive()["id"], "ok": {"length": 300000, "read_s": 0.1}}, bytes(300000)); serve()"""
    async with child(program) as each:
        chunk = await each.worker.request(ReadChunk("/A.JPG", 0, 300_000))

    assert (chunk.length, len(chunk.data)) == (300_000, 300_000)


async def test_text_that_is_none_never_reaches_the_worker_which_goes_on() -> None:
    async with child("opened(); serve()") as each:
        error = await each.failure(GetConfig("a\ud800"))
        await each.worker.request(Arm(), SOON_S)

        assert error.name is ErrorName.INVALID_PARAMS
        assert "U+D800" in error.message


async def test_a_crash_fails_all_that_wait_with_its_signal_and_each_has_an_error_of_its_own() -> None:
    async with child("receive(); receive(); os.kill(os.getpid(), signal.SIGSEGV)") as each:
        first, second = await asyncio.gather(each.failure(), each.failure(Trigger()))
        later = await each.failure()

        assert {error.name for error in (first, second, later)} == {ErrorName.DRIVER_CRASHED}
        assert first.message == "The camera driver's process was ended by SIGSEGV."
        assert first.details == {"exit_status": -signal.SIGSEGV}
        assert len({id(error) for error in (first, second, later, await each.gone())}) == 4
        assert not each.worker.alive


async def test_a_crash_has_its_signal_though_that_is_known_later_than_its_end() -> None:
    async with child("receive(); connection.close(); time.sleep(0.3); os.abort()") as each:
        assert (await each.failure()).message == "The camera driver's process was ended by SIGABRT."


async def test_a_crash_is_reported_before_its_signal_is_known_if_that_takes_long() -> None:
    async with child("receive(); connection.close(); time.sleep(60)") as each:
        async with asyncio.timeout(SOON_S):
            crash = await each.failure()
        each.worker.kill("The test is over.")

    assert (crash.name, "without a word" in crash.message) == (ErrorName.DRIVER_CRASHED, True)


async def test_a_reason_that_is_known_does_not_wait_for_the_end_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.line.process._REAP_S", 60)
    program = """
    receive()
    publish(Failed(pack_error(ServiceError(ErrorName.CAMERA_LOST, "The cable is out."))))
    connection.close()
    time.sleep(60)
    """
    async with child(program) as each:
        async with asyncio.timeout(SOON_S):
            assert (await each.failure()).message == "The cable is out."


async def test_a_crash_before_the_camera_is_open_is_the_reason_why_it_is_not() -> None:
    async with child("sys.exit(3)") as each:
        with pytest.raises(ServiceError, match="with exit status 3") as raised:
            await each.worker.opened(SOON_S)

    assert raised.value.name is ErrorName.DRIVER_CRASHED


async def test_a_worker_that_ends_by_itself_has_lost_its_camera() -> None:
    async with child("opened()") as each:
        assert (await each.gone()).name is ErrorName.CAMERA_LOST


async def test_a_camera_that_does_not_open_in_time_costs_the_worker_its_life() -> None:
    async with child("time.sleep(60)") as each:
        with pytest.raises(ServiceError, match=r"did not open the camera within 0\.05 s") as raised:
            await each.worker.opened(0.05)

        assert raised.value.name is (await each.gone()).name is ErrorName.CAMERA_TIMEOUT
        assert raised.value.is_retryable
        assert "shutter" not in raised.value.advice


@pytest.mark.parametrize(
    ("request_", "advice", "retryable"),
    [
        (Trigger(), "The shutter may have been released", False),
        (SetConfig("iso", "400"), "may have done it", False),
        (GetConfig("iso"), "each request opens it anew", True),
    ],
)
async def test_what_to_do_after_a_hang_depends_on_what_may_have_been_done(
    request_: WorkerRequest[Any], advice: str, *, retryable: bool
) -> None:
    async with child("opened(); time.sleep(60)") as each:
        hung = await each.failure(request_, deadline_s=0.05)

    assert advice in hung.advice
    assert hung.is_retryable is retryable


async def test_a_request_that_overruns_its_deadline_has_the_worker_killed_and_all_others_fail_with_it() -> None:
    async with child("opened(); time.sleep(60)") as each:
        patient = asyncio.create_task(each.failure())
        hasty = await each.failure(deadline_s=0.05)

        assert hasty.name is ErrorName.CAMERA_TIMEOUT
        assert not each.worker.alive
        assert (await patient).message == hasty.message == (await each.gone()).message


async def test_a_reply_after_all_that_nobody_waits_for_any_more_does_no_harm() -> None:
    program = """
    abandoned, other = receive(), receive()
    send({"id": abandoned["id"], "ok": None})
    send({"id": other["id"], "ok": None})
    serve()
    """
    async with child(program) as each:
        asking = asyncio.create_task(each.worker.request(Arm()))
        await asyncio.sleep(0)
        asking.cancel()
        await each.worker.request(Arm(), SOON_S)
        await each.worker.request(Arm(), SOON_S)


async def test_a_worker_that_is_silent_though_nothing_is_asked_of_it_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.line.process._SILENCE_S", 0.1)
    async with child("time.sleep(60)") as each:
        reason = await each.gone()

    assert (reason.name, "silent" in reason.message) == (ErrorName.CAMERA_TIMEOUT, True)


async def test_a_worker_that_is_asked_something_may_be_silent_until_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rpc_camera.camera.line.process._SILENCE_S", 0.1)
    async with child("header = receive(); time.sleep(0.5); send({'id': header['id'], 'ok': None}); serve()") as each:
        await each.worker.request(Arm(), SOON_S)


@pytest.mark.parametrize("sent", ["PREFIX.pack(100, 0)[:5]", "PREFIX.pack(100, 0) + b'{'", "PREFIX.pack(2, 9) + b'{}'"])
async def test_a_frame_that_is_cut_by_a_crash_fails_what_waits(sent: str) -> None:
    async with child(f"receive(); connection.sendall({sent}); os.kill(os.getpid(), signal.SIGABRT)") as each:
        assert "by SIGABRT" in (await each.failure()).message


@pytest.mark.parametrize("sent", ["PREFIX.pack(1 << 31, 0)", "PREFIX.pack(3, 0) + b'}{!'", "PREFIX.pack(2, 0) + b'{}'"])
async def test_a_worker_that_babbles_is_killed(sent: str, caplog: pytest.LogCaptureFixture) -> None:
    async with child(f"receive(); connection.sendall({sent}); time.sleep(60)") as each:
        assert "by SIGKILL" in (await each.failure()).message

    assert "sent something that cannot be read" in caplog.text


async def test_a_frame_that_comes_in_pieces_is_put_together() -> None:
    program = """
    frame = Frame({"id": receive()["id"], "ok": "whole"}).encode_head()
    for index in range(len(frame)):
        connection.sendall(frame[index:index + 1])
        time.sleep(0.002)
    serve()
    """
    async with child(program) as each:
        reply = await each.worker.request(GetConfig("iso"), SOON_S)
        assert str(reply) == "whole"


async def test_a_camera_that_is_lost_is_the_reason_whatever_the_driver_does_then() -> None:
    program = """
    receive()
    publish(Failed(pack_error(ServiceError(ErrorName.CAMERA_LOST, "The cable is out."))))
    time.sleep(60)
    """
    async with child(program) as each:
        lost = await each.failure()  # a second later, when the driver has not let go of it

        assert (lost.name, lost.message) == (ErrorName.CAMERA_LOST, "The cable is out.")
        assert (await each.failure()).message == "The cable is out."


async def test_what_a_worker_has_not_begun_when_it_loses_its_camera_is_untouched() -> None:
    program = """
    receive()
    publish(Failed(pack_error(ServiceError(ErrorName.CAMERA_LOST, "The cable is out."))))
    """
    async with child(program) as each:
        pending = await asyncio.gather(each.failure(), each.failure())
        late = await each.failure()

        assert [error.untouched for error in (*pending, late)] == [True] * 3


async def test_what_it_has_begun_when_it_loses_its_camera_may_have_been_done() -> None:
    program = """
    send({"id": receive()["id"], "error": pack_error(ServiceError(ErrorName.CAMERA_LOST, "No."))})
    """
    async with child(program) as each:
        begun, waiting = await asyncio.gather(each.failure(), each.failure())

        assert (begun.untouched, waiting.untouched) == (False, True)


async def test_a_refusal_is_the_callers_alone_but_one_for_a_lost_camera_ends_the_worker() -> None:
    program = """
    for name in (ErrorName.CAMERA_ERROR, ErrorName.CAMERA_LOST):
        send({"id": receive()["id"], "error": pack_error(ServiceError(name, "No."))})
    """
    async with child(program) as each:
        assert (await each.failure()).name is ErrorName.CAMERA_ERROR
        assert each.worker.alive
        assert (await each.failure()).name is ErrorName.CAMERA_LOST
        assert not each.worker.alive


async def test_what_it_prints_is_in_the_log_and_its_last_words_with_a_crash(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    program = r"""
    sys.stderr.buffer.write(b"DEBUG of the driver \xff\nWARNING: the battery is low\n")
    sys.stderr.flush()
    receive()
    os.kill(os.getpid(), signal.SIGSEGV)
    """
    async with child(program) as each:
        await each.failure()
        await each.worker.close(0, OVER)

    levels = {record.message.partition(": ")[2]: record.levelno for record in caplog.records}
    assert levels["DEBUG of the driver �"] == logging.DEBUG
    assert levels["WARNING: the battery is low"] == logging.WARNING
    assert "ended unasked; its last words:\n  DEBUG of the driver" in caplog.text


async def test_one_that_prints_a_line_without_an_end_is_not_kept_from_answering(
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = r"""
    sys.stderr.write("x" * (5 << 20) + "\nWARNING: the battery is low\n")
    sys.stderr.flush()
    send({"id": receive()["id"], "error": pack_error(ServiceError(ErrorName.CAMERA_ERROR, "No."))})
    receive()
    """
    async with child(program) as each:
        assert (await each.failure()).name is ErrorName.CAMERA_ERROR
        await each.worker.close(SOON_S, OVER)

    assert "WARNING: the battery is low" in caplog.text


@pytest.mark.parametrize("printed", [r'b"\xff\0\x9b2J" * (8 << 20)', r'(b"WARNING \xff" * 5000 + b"\n") * 5'])
async def test_little_is_logged_of_what_is_no_line_and_some_is_when_it_crashes(
    printed: str, caplog: pytest.LogCaptureFixture
) -> None:
    program = f"""
    sys.stderr.buffer.write({printed})
    sys.stderr.flush()
    receive()
    os.abort()
    """
    async with child(program) as each:
        await each.failure()
        await each.worker.close(SOON_S, OVER)

    assert "ended unasked; its last words:\n  " in caplog.text
    assert len(caplog.text) < 100_000


async def test_one_that_is_closed_may_release_its_camera(caplog: pytest.LogCaptureFixture) -> None:
    program = """
    opened()
    try:
        receive()
    finally:
        print("WARNING released", file=sys.stderr)
    """
    async with child(program) as each:
        await each.worker.opened(SOON_S)
        await each.worker.close(SOON_S, OVER)

        assert (await each.gone()).message == OVER.message
    assert "WARNING released" in caplog.text
    assert "unasked" not in caplog.text


async def test_one_that_does_not_let_go_of_its_camera_is_killed_after_the_grace() -> None:
    async with child("opened(); time.sleep(60)") as each:
        await each.worker.opened(SOON_S)
        waiting = asyncio.create_task(each.failure())
        await asyncio.sleep(0)
        async with asyncio.timeout(SOON_S):
            await each.worker.close(0.05, OVER)

        assert (await waiting).message == OVER.message
