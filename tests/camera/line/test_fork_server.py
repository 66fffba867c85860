"""The process that workers are forked from: what they have of it, and what its end, or its silence, costs."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from errno import EAGAIN
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from rpc_camera.camera.line.config_home import new_config_home
from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.camera.line.process import WorkerSpec
from rpc_camera.camera.registry.discovery import discover
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker import fork_server as child_side
from tests.rigs.fork_server import shared_fork_server
from tests.rigs.ports import hold_port
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from rpc_camera.camera.line.forked_process import ForkedProcess
    from rpc_camera.wire.fork_request import ForkRequest

SOON_S = 20


@pytest.fixture
def forks() -> ForkServer:
    """One that other tests use as well."""
    return shared_fork_server()


@pytest.fixture
def own_forks() -> Iterator[ForkServer]:
    """One to stop, and to kill."""
    with ForkServer() as forks:
        yield forks


@pytest.fixture
def request_(tmp_path: Path) -> Iterator[ForkRequest]:
    """For a worker that opens a camera that never answers."""
    with hold_port() as held:
        held.listen()
        port = f"ptpip:127.0.0.1:{held.getsockname()[1]}"
        yield WorkerSpec(port, None, tmp_path, new_config_home(str(tmp_path))).request()


@asynccontextmanager
async def forked(forks: ForkServer, request: ForkRequest) -> AsyncIterator[ForkedProcess]:
    process = await forks.fork(request)
    try:
        yield process
    finally:
        async with asyncio.timeout(SOON_S):
            await process.end()


def children() -> set[int]:
    """Return the children of this process, those too whose end nobody has collected."""
    return {
        int(child) for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()
    }


def status(pid: int) -> list[int]:
    """Return the parent, the process group and the session of a process."""
    return list(map(int, text(pid, "stat").rpartition(")")[2].split()[1:4]))


def own_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def text(pid: int, name: str) -> str:
    """Return a file of /proc."""
    return Path(f"/proc/{pid}/{name}").read_text()


def kept_open(pid: int) -> set[str]:
    """Return the sockets and pipes that a process has open, but for its standard output."""
    targets = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # it has closed that meanwhile
            targets |= {str(link.readlink())} if link.name != "1" else set()
    return {target for target in targets if target.startswith(("socket:", "pipe:"))}


async def until(done: Callable[[], object]) -> None:
    """Wait for something that another process does, and reports to nobody."""
    async with asyncio.timeout(SOON_S):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_worker_is_a_child_of_the_server_in_a_session_of_its_own(
    forks: ForkServer, request_: ForkRequest
) -> None:
    async with forked(forks, request_) as worker:
        assert status(worker.pid) == [os.getpid(), worker.pid, worker.pid]
        assert text(worker.pid, "comm") == f"{request_.arguments['port']}"[-15:] + "\n"


async def test_a_worker_has_no_descriptor_of_another_or_of_the_fork_server(
    forks: ForkServer, request_: ForkRequest
) -> None:
    async with forked(forks, request_) as one, forked(forks, request_) as other:
        server = forks.pid
        assert server
        await until(lambda: len(kept_open(server) - kept_open(os.getpid())) == 1)  # where it gets its requests
        mine, its, of_the_server = (kept_open(pid) for pid in (one.pid, other.pid, server))

    assert len(mine) >= 2  # its socket and its standard error
    assert mine & its == mine & of_the_server == its & of_the_server == set()


async def test_the_fork_server_has_one_thread_and_no_port(forks: ForkServer) -> None:
    await discover(forks)

    assert forks.pid
    assert threads(forks.pid) == 1
    mapped = text(forks.pid, "maps")
    assert "libgphoto2" in mapped
    assert "iolibs" not in mapped


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
async def test_the_signal_that_ends_a_worker_is_known(
    forks: ForkServer, request_: ForkRequest, number: signal.Signals
) -> None:
    async with forked(forks, request_) as worker:
        os.kill(worker.pid, number)
        async with asyncio.timeout(SOON_S):
            assert await worker.wait() == -number

        assert worker.pid not in children()


async def test_nothing_is_left_of_what_has_ended(forks: ForkServer, request_: ForkRequest) -> None:
    await discover(forks)
    await asyncio.sleep(0.05)  # asyncio closes what has ended when it comes to it
    processes, descriptors = children(), own_descriptors()
    for _ in range(3):
        async with forked(forks, request_):
            pass
        await discover(forks)
    assert children() == processes
    await until(lambda: own_descriptors() == descriptors)


async def test_a_worker_of_which_nobody_wants_to_know_any_more_is_ended(
    forks: ForkServer, request_: ForkRequest
) -> None:
    await discover(forks)
    processes = children()
    forking = asyncio.create_task(forks.fork(request_))
    await asyncio.sleep(0.001)
    forking.cancel()
    async with asyncio.timeout(SOON_S):
        await asyncio.wait({forking})

    assert forking.cancelled()
    assert children() == processes


async def test_the_end_of_the_fork_server_ends_no_worker_and_the_next_one_has_another(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "1") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("subscribe", events=["camera_state_changed"])
            forks = service.cameras._options.fork_server
            before, worker = forks.pid, service.cameras.cameras[0].worker_pid
            assert before
            assert worker
            os.kill(before, signal.SIGKILL)
            assert (await client.call("get_config", name="iso"))["value"] == "100"
            assert service.cameras.cameras[0].worker_pid == worker

            os.kill(worker, signal.SIGKILL)
            await client.notification("camera_state_changed", state="ready")

            assert forks.pid != before
            assert not {before, worker} & children()


async def test_a_fork_server_that_hangs_is_replaced(
    own_forks: ForkServer, request_: ForkRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    await discover(own_forks)
    before = own_forks.pid
    assert before
    os.kill(before, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr("rpc_camera.camera.line.fork_server._DEADLINE_S", 0.2)
        refused = await asyncio.gather(*(own_forks.fork(request_) for _ in range(3)), return_exceptions=True)

    assert before not in children()
    reasons = [error.message for error in refused if isinstance(error, ServiceError)]
    assert len(reasons) == 3
    assert all("the fork server has not answered within 0.2 s" in reason or "ended" in reason for reason in reasons)
    async with forked(own_forks, request_):
        assert own_forks.pid not in {None, before}


async def test_a_fork_server_that_ends_while_it_is_asked_is_no_worker(
    own_forks: ForkServer, request_: ForkRequest, caplog: pytest.LogCaptureFixture
) -> None:
    await discover(own_forks)
    assert own_forks.pid
    os.kill(own_forks.pid, signal.SIGSTOP)
    asked = asyncio.gather(own_forks.fork(request_), discover(own_forks), return_exceptions=True)
    await until(lambda: len(asyncio.all_tasks()) > 1)
    await asyncio.sleep(0.05)
    os.kill(own_forks.pid, signal.SIGKILL)
    async with asyncio.timeout(SOON_S):
        refused, found = await asked

    assert isinstance(refused, ServiceError)
    assert (refused.name, "has ended" in refused.message) == (ErrorName.DRIVER_CRASHED, True)
    assert found is None
    assert "the search for USB cameras failed: " in caplog.text


async def test_where_no_process_can_be_forked_is_said_why(
    request_: ForkRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise BlockingIOError(EAGAIN, os.strerror(EAGAIN))

    class Here(ForkServer):
        def send(self, request: ForkRequest, descriptors: Sequence[int]) -> None:
            with hold_port() as requests:
                child_side._fork(request, requests, descriptors, os.getpid())

    monkeypatch.setattr("os.fork", fail)
    with pytest.raises(ServiceError, match=r"could not be started: Resource temporarily unavailable\.") as refused:
        await Here().fork(request_)

    assert refused.value.name is ErrorName.DRIVER_CRASHED


async def test_where_no_fork_server_can_be_started_is_said_why_and_nothing_stays_open(
    own_forks: ForkServer, request_: ForkRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(ServiceError, match="could not be started: No such file"):  # no ResourceWarning, which fails it
        await own_forks.fork(request_)


async def test_a_search_that_fails_is_logged_with_what_it_has_printed(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(ForkServer):
        def send(self, request: ForkRequest, descriptors: Sequence[int]) -> None:
            super().send(replace(request, arguments={"unknown": None}), descriptors)

    with Failing() as forks:
        assert await discover(forks) is None

    assert "the search for USB cameras failed (exit status 1) Traceback" in caplog.text
