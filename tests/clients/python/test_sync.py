"""The Python client's session for scripts and notebooks: the same, without asyncio."""

from __future__ import annotations

import asyncio
import inspect
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera_client import ConnectFailed, SessionClosed, errors, sync
from rpc_camera_client import Session as AsyncSession
from rpc_camera_client._blocking import LoopThread
from tests.clients.python.rig import answering, reply, rpc_url
from tests.rigs.service import TOKEN, RunningService

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.asyncio.server import ServerConnection

    from rpc_camera_client.events import FileAddedParams

    Work = Callable[[sync.Session], None]

CLIENT = Path(sync.__file__).parents[1]


@pytest.fixture
def script(service: RunningService) -> Callable[[Work], Any]:
    """Return what runs a script, with a session, in another thread than the service's."""

    def run(work: Work) -> None:
        with sync.Session.connect(rpc_url(service.url), token=TOKEN) as session:
            work(session)

    return lambda work: asyncio.to_thread(run, work)


def test_all_names_are_there_with_the_same_parameters() -> None:
    public = {name for name in dir(AsyncSession) if not name.startswith("_")}
    assert public == {name for name in dir(sync.Session) if not name.startswith("_")}
    for name in public - {"is_connected"}:
        mine, others = (inspect.signature(getattr(each, name)) for each in (sync.Session, AsyncSession))
        assert [*mine.parameters.values()] == [*others.parameters.values()], name
        assert not inspect.iscoroutinefunction(getattr(sync.Session, name)), name


async def test_calls_files_and_errors(script: Callable[[Work], Any], tmp_path: Path) -> None:
    def work(session: sync.Session) -> None:
        assert session.is_connected
        assert session.set_config("iso", "400")["value"] == "400"
        picture = session.with_deadline(60).capture_image()
        steps: list[str] = []
        watched = session.with_progress(lambda step: steps.append(step["unit"]))
        saved = watched.download(picture["files"][0]["path"], tmp_path)
        assert saved.stat().st_size == picture["files"][0]["size_bytes"]
        assert steps[-1] == "bytes"
        stored = session.upload(saved, "/store_00010001/DCIM/100VIRTL", name="COPY.JPG")
        assert stored["filename"] == "COPY.JPG"
        assert session.download_folder("/store_00010001/DCIM/100VIRTL", tmp_path / "all").saved
        with pytest.raises(errors.ConfigNotFound, match="list_config"):
            session.get_config("nonsense")

    await script(work)


async def test_events_and_handlers_that_call_the_session(script: Callable[[Work], Any]) -> None:
    def work(session: sync.Session) -> None:
        sizes: list[int] = []
        done = threading.Event()

        def look(params: FileAddedParams) -> None:
            assert threading.current_thread().name != "rpc-camera-client"
            sizes.append(session.get_file_url(params["file"]["path"])["file"]["size_bytes"])
            done.set()

        remove = session.on("file_added", look)
        session.subscribe(["file_added"])
        events = session.events()
        picture = session.capture_image()
        event = next(events)
        assert event["method"] == "file_added"
        assert event["params"]["file"]["path"] == picture["files"][0]["path"]
        assert done.wait(10)
        assert sizes == [picture["files"][0]["size_bytes"]]
        remove()
        session.trigger_capture()
        assert next(events)["method"] == "file_added"
        session.close()
        assert list(events) == []
        assert len(sizes) == 1

    await script(work)


async def test_live_view_is_stopped_when_its_loop_is_left(script: Callable[[Work], Any]) -> None:
    def work(session: sync.Session) -> None:
        frames = session.live_view(max_fps=20)
        assert [next(frames).jpeg[:2] for _ in range(3)] == [b"\xff\xd8"] * 3
        frames.close()
        assert session.stop_preview()["stopped"] is False

    await script(work)


async def test_it_works_where_an_event_loop_runs(service: RunningService) -> None:
    async def cell() -> int:
        with sync.Session.connect(rpc_url(service.url), token=TOKEN) as session:
            return len(session.list_cameras()["cameras"])

    assert await asyncio.to_thread(lambda: asyncio.run(cell())) == 1


async def test_what_cannot_connect_and_what_is_closed_leave_no_thread(service: RunningService) -> None:
    def run() -> None:
        with pytest.raises(ConnectFailed):
            sync.Session.connect("ws://127.0.0.1:1/rpc")
        session = sync.Session.connect(rpc_url(service.url), token=TOKEN)
        session.close()
        session.close()
        with pytest.raises(SessionClosed):
            session.list_cameras()

    await asyncio.to_thread(run)
    assert "rpc-camera-client" not in {thread.name for thread in threading.enumerate()}


async def test_what_waits_in_other_threads_ends_when_it_is_closed(script: Callable[[Work], Any]) -> None:
    def work(session: sync.Session) -> None:
        ended: list[object] = []
        session.subscribe(["file_added"])
        events, frames = session.events(), session.live_view()
        next(frames)
        reader = threading.Thread(target=lambda: ended.append(list(events)))
        reader.start()
        session.close()
        reader.join(10)
        assert ended == [[]]
        assert list(frames) == []

    await script(work)


def test_what_is_begun_while_it_closes_ends_too() -> None:
    interval_s = sys.getswitchinterval()
    ended: list[bool] = []

    def call_until_closed(loop: LoopThread) -> None:
        try:
            while True:
                loop.run(asyncio.sleep(0))
        except SessionClosed:
            ended.append(True)

    sys.setswitchinterval(1e-6)  # threads take turns in all places
    try:
        for _ in range(50):
            loop = LoopThread()
            callers = [threading.Thread(target=call_until_closed, args=[loop], daemon=True) for _ in range(3)]
            for caller in callers:
                caller.start()
            loop.close()
            for caller in callers:
                caller.join(10)
    finally:
        sys.setswitchinterval(interval_s)

    assert len(ended) == 150


SCRIPT = """
import sys
from rpc_camera_client.sync import Session
with Session.connect(sys.argv[1]) as session:
    try:
        session.get_camera()
    except KeyboardInterrupt:
        print("interrupted")
"""


async def test_ctrl_c_cancels_the_request_on_the_server() -> None:
    seen: list[tuple[str, dict[str, Any]]] = []
    asked = asyncio.Event()

    async def answer(socket: ServerConnection, request: dict[str, Any]) -> None:
        seen.append((request["method"], request["params"]))
        if request["method"] == "get_camera":
            asked.set()
            return
        await socket.send(reply(request, result={"stopped": "at_once"}))

    async with answering(answer) as url, asyncio.timeout(30):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-c", SCRIPT, url),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(CLIENT)},
        )
        await asked.wait()
        process.send_signal(signal.SIGINT)
        output, complaints = await process.communicate()
    assert (output, complaints, process.returncode) == (b"interrupted\n", b"", 0)
    assert seen == [("get_camera", {}), ("cancel_request", {"request_id": 1})]
