"""A session whose link is cut or frozen, or whose server ends: what it restores, and which events come."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.edge import Bounds
from rpc_camera_client import CallTimedOut, ConnectionLost, Session, errors
from tests.clients.python.rig import AT_ONCE, Proxy, rpc_url
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN, RunningService, running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rpc_camera_client import EventStream, SessionEvent
    from tests.rigs.virtual_camera import VirtualCameraProcess

NOTICED_S = 5.0


@pytest.fixture
async def proxy(service: RunningService) -> AsyncIterator[Proxy]:
    async with Proxy(service.server.port) as proxy:
        yield proxy


@pytest.fixture
async def behind(proxy: Proxy) -> AsyncIterator[Session]:
    """A session through the proxy, which notices within a second that nothing comes."""
    async with await Session.connect(proxy.url, token=TOKEN, reconnect=AT_ONCE, keepalive_s=0.5) as session:
        yield session


@asynccontextmanager
async def away(proxy: Proxy, session: Session) -> AsyncIterator[None]:
    """Cut the session's link, and let it connect no more until the end of the block."""
    proxy.accepts = False
    proxy.cut()
    while session.is_connected:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield
    proxy.accepts = True


def emit(service: RunningService, count: int) -> None:
    from rpc_camera.contract.types import EventName

    for _ in range(count):
        service.service.cameras.events.emit(EventName.CONFIG_CHANGED, "z", name="iso", value="100", origin="client")


async def seqs_until(events: EventStream, last: int) -> list[int]:
    """Return the numbers of the events up to `last`; 0 stands for `events_missed`."""
    seqs: list[int] = []
    async with asyncio.timeout(30):
        async for event in events:
            seqs.append(seq_of(event))
            if seqs[-1] == last:
                break
    return seqs


def seq_of(event: SessionEvent) -> int:
    assert event["method"] in {"config_changed", "events_missed"}
    return event["params"]["seq"] if event["method"] == "config_changed" else 0


async def test_link_that_was_cut_is_made_again_with_token_selection_and_subscriptions(
    service: RunningService, proxy: Proxy, behind: Session
) -> None:
    [camera] = (await behind.list_cameras())["cameras"]
    await behind.select_camera(camera["id"])
    await behind.subscribe(["config_changed"])
    events = behind.events()
    async with away(proxy, behind):
        emit(service, 3)
        later = asyncio.create_task(behind.get_server_info())
    info = await later

    assert (info["authenticated"], info["selected_camera"]) == (True, camera["id"])
    emit(service, 1)
    last = service.service.cameras.events.last_seq
    assert await seqs_until(events, last) == [last - 3, last - 2, last - 1, last]
    assert proxy.connections == 2


async def test_each_event_comes_once_and_in_order_however_often_the_link_is_cut(
    service: RunningService, proxy: Proxy, behind: Session
) -> None:
    log, choose = service.service.cameras.events, random.Random(11)
    handled: list[int] = []
    behind.on("config_changed", lambda params: handled.append(params["seq"]))
    before = (await behind.subscribe(["config_changed"]))["last_seq"]
    first, second = behind.events(), behind.events()
    for _ in range(12):
        for _ in range(choose.randrange(1, 40)):
            emit(service, 1)
            await asyncio.sleep(choose.choice([0, 0, 0.002]))
        proxy.cut()
        emit(service, choose.randrange(20))
        await asyncio.sleep(choose.uniform(0, 0.05))
    emit(service, 1)

    due = list(range(before + 1, log.last_seq + 1))
    assert await seqs_until(first, log.last_seq) == due
    assert await seqs_until(second, log.last_seq) == due
    while len(handled) < len(due):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert handled == due
    assert proxy.connections > 3


async def test_what_the_log_has_forgotten_is_a_gap_before_what_it_still_has(
    service: RunningService, proxy: Proxy, behind: Session
) -> None:
    await behind.subscribe(["config_changed"])
    missed: list[str] = []
    behind.on_events_missed(lambda params: missed.append(params["reason"]))
    events = behind.events()
    async with away(proxy, behind):
        emit(service, 10_500)
    log = service.service.cameras.events
    gap = await anext(events)

    assert gap["method"] == "events_missed"
    assert (gap["params"]["reason"], gap["params"]["before_seq"]) == ("log_full", log.oldest_seq)
    assert await seqs_until(events, log.last_seq) == list(range(log.oldest_seq or 0, log.last_seq + 1))
    assert missed == ["log_full"]


async def test_events_that_the_service_had_no_room_to_send_are_fetched(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with (
        running_service(tmp_path, [camera.port_string], bounds=Bounds(queued_events=5)) as service,
        await Session.connect(rpc_url(service.url), token=TOKEN) as session,
    ):
        before = (await session.subscribe(["config_changed"]))["last_seq"]
        events = session.events()
        for count in (400, 1, 60):
            emit(service, count)
            await asyncio.sleep(0.01)
        last = service.service.cameras.events.last_seq
        assert await seqs_until(events, last) == list(range(before + 1, last + 1))


async def test_new_subscription_brings_nothing_from_before_it(
    service: RunningService, proxy: Proxy, behind: Session
) -> None:
    await behind.subscribe(["camera_removed"])
    emit(service, 5)
    await behind.subscribe(["config_changed"])
    events = behind.events()
    async with away(proxy, behind):
        emit(service, 1)
    last = service.service.cameras.events.last_seq
    assert await seqs_until(events, last) == [last]
    await behind.unsubscribe(["config_changed"])
    async with away(proxy, behind):
        emit(service, 1)
    assert (await behind.get_events(0))["last_seq"] == last + 1
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(events), 0.2)


async def test_frozen_link_is_noticed_and_calls_say_whether_to_repeat_them(proxy: Proxy, behind: Session) -> None:
    began = time.monotonic()
    proxy.freeze()
    lost = await asyncio.gather(behind.list_cameras(), behind.capture_image(), return_exceptions=True)

    assert time.monotonic() - began < NOTICED_S
    assert [type(each) for each in lost] == [ConnectionLost, ConnectionLost]
    safe = [each.is_safe_to_repeat for each in lost if isinstance(each, ConnectionLost)]
    assert safe == [True, False]
    assert "No PONG" in str(lost[0])
    assert "may have been carried out" in str(lost[1])
    assert (await behind.list_cameras())["cameras"]


async def test_call_that_waits_for_a_connection_has_a_deadline_and_is_safe_to_repeat(
    proxy: Proxy, behind: Session
) -> None:
    async with away(proxy, behind):
        with pytest.raises(CallTimedOut, match=r"within 0\.1 s. It is safe to repeat capture_image") as caught:
            await behind.with_deadline(0.1).capture_image()
    assert caught.value.is_safe_to_repeat
    assert (await behind.list_cameras())["cameras"]


async def test_call_without_an_answer_is_cancelled_at_its_deadline(
    camera: VirtualCameraProcess, service: RunningService
) -> None:
    async with await Session.connect(rpc_url(service.url), token=TOKEN, deadlines_s={"capture_image": 1.0}) as session:
        await session.subscribe(["capture_completed"])
        with pytest.raises(CallTimedOut) as caught:
            await session.capture_image(bulb_s=600)
        assert not caught.value.is_safe_to_repeat
        async with asyncio.timeout(20):
            event = await anext(session.events())
        assert event["method"] == "capture_completed"
        assert event["params"]["exposure_s"] < 20
        assert camera.files()


async def test_stopped_server_is_noticed_and_used_again_when_it_goes_on(tmp_path: Path) -> None:
    async with (
        ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path) as running,
        await Session.connect(
            rpc_url(running.url), token=running.token, reconnect=AT_ONCE, keepalive_s=0.5, connect_s=1
        ) as session,
    ):
        began = time.monotonic()
        running.process.send_signal(signal.SIGSTOP)
        try:
            with pytest.raises(ConnectionLost) as caught:
                await session.list_cameras()
            noticed_s = time.monotonic() - began
        finally:
            running.process.send_signal(signal.SIGCONT)
        assert caught.value.is_safe_to_repeat
        assert noticed_s < NOTICED_S
        assert (await session.list_cameras())["cameras"]


@asynccontextmanager
async def serving(camera: VirtualCameraProcess, state_dir: Path, port: str) -> AsyncIterator[ServeProcess]:
    options = (f"--camera={camera.port_string}", f"--port={port}")
    async with ServeProcess(*options, state_dir=state_dir, API_TOKEN=TOKEN) as running:
        yield running


async def all_paths(session: Session) -> set[str]:
    return {file["path"] for file in (await session.list_files(recursive=True))["files"]}


async def test_server_that_is_killed_in_mid_capture_and_started_again(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with serving(camera, tmp_path, "0") as first:
        port = first.url.rpartition(":")[2]
        session = await Session.connect(rpc_url(first.url), token=TOKEN, reconnect=AT_ONCE)
        [known] = (await session.list_cameras())["cameras"]
        await session.select_camera(known["id"])
        await session.capture_image()
        old = await all_paths(session)
        await session.subscribe(["file_added", "capture_completed", "progress"])
        events = session.events()
        capture = asyncio.create_task(session.capture_image(bulb_s=600))
        async for event in events:
            if event["method"] == "progress" and event["params"]["stage"] == "exposing":
                break
        await first.stop(signal.SIGKILL)
        with pytest.raises(ConnectionLost) as caught:
            await capture
    assert not caught.value.is_safe_to_repeat
    camera.control({"press_shutter": True})
    camera.control({"press_shutter": False})
    async with serving(camera, tmp_path, port), session, asyncio.timeout(60):
        await session.capture_image()
        new = await all_paths(session) - old
        paths: list[str] = []
        reasons: list[str] = []
        async for event in events:
            if event["method"] == "events_missed":
                reasons.append(event["params"]["reason"])
            elif event["method"] == "file_added":
                paths.append(event["params"]["file"]["path"])
            if event["method"] == "capture_completed":
                break
    assert reasons == ["log_ended"]
    assert len(new) >= 2  # the one by hand while there was no server, and the last
    assert sorted(paths) == sorted(new)


async def test_session_ends_when_the_token_is_another(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with serving(camera, tmp_path, "0") as first:
        port = first.url.rpartition(":")[2]
        session = await Session.connect(rpc_url(first.url), token=TOKEN, reconnect=AT_ONCE)
        await first.stop()
    other = ServeProcess("--virtual=0", f"--port={port}", state_dir=tmp_path, API_TOKEN="another")
    async with other, session, asyncio.timeout(30):
        with pytest.raises(errors.Unauthorized, match="The token is wrong"):
            await session.list_cameras()
        with pytest.raises(errors.Unauthorized):
            await anext(session.events())


async def test_no_other_camera_stands_in_for_the_one_that_was_selected(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=2", "--port=0", state_dir=tmp_path, API_TOKEN=TOKEN) as first:
        port = first.url.rpartition(":")[2]
        session = await Session.connect(rpc_url(first.url), token=TOKEN, reconnect=AT_ONCE)
        one, other = (await session.list_cameras())["cameras"]
        await session.select_camera(other["id"])
        assert (await session.get_camera())["id"] == other["id"]
    second = ServeProcess("--virtual=1", f"--port={port}", state_dir=tmp_path, API_TOKEN=TOKEN)
    async with second, session, asyncio.timeout(30):
        with pytest.raises(errors.CameraNotFound):
            await session.get_camera()
        assert (await session.get_camera(camera=one["id"]))["id"] == one["id"]
        assert (await session.get_exposure_of_cameras([one["id"]]))["complete"]
