"""What an exposure has turned is put back by the next worker, of this server or of the next one."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.settings.turned_settings import TurnedSettings
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import CloseShutter, GetConfig, SetConfig
from tests.rigs.played_worker import PlayedWorker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Any

    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerRequest

ID = "z-5-1"
BEFORE = {"shutterspeed2": "1/125", "expprogram": "M"}


class Body:
    """A body's worker. `at` is what its shutter speed is at; so many commands of each kind are refused at first."""

    def __init__(self) -> None:
        self.at = "Bulb"
        self.refuses: dict[type, int] = {}
        self.worker = PlayedWorker(self._answer)

    def _answer(self, request: WorkerRequest[Any]) -> object:
        if left := self.refuses.get(type(request), 0):
            self.refuses[type(request)] = left - 1
            raise ServiceError(ErrorName.CAMERA_ERROR, "Not now.")
        if isinstance(request, GetConfig):
            return {"name": request.name, "value": self.at}
        return None if isinstance(request, CloseShutter) else {}

    @property
    def closed(self) -> int:
        """How often it was to close its shutter."""
        return sum(isinstance(each, CloseShutter) for each in self.worker.requests)

    @property
    def put_back(self) -> dict[str, object]:
        return {each.name: each.value for each in self.worker.requests if isinstance(each, SetConfig)}


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture
async def body() -> Body:
    return Body()


@pytest.fixture
async def worker(body: Body) -> AsyncIterator[WorkerProcess]:
    worker = await body.worker.start(lambda _event: None)
    yield worker
    await worker.close(0, ServiceError(ErrorName.CANCELLED, "The test is over."))
    await body.worker.closed()


async def test_the_next_worker_puts_it_back(tmp_path: Path, body: Body, worker: WorkerProcess) -> None:
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, BEFORE)
    await turned.restore(worker, ID)

    assert body.put_back == BEFORE
    assert body.worker.requests[0] == CloseShutter()  # a body refuses all else while its shutter is open
    assert files(tmp_path) == []


@pytest.mark.parametrize(("at", "put_back"), [("Bulb", BEFORE), ("1/60", {})])
async def test_the_next_server_puts_it_back_if_the_body_is_still_at_bulb(
    tmp_path: Path, body: Body, worker: WorkerProcess, at: str, put_back: dict[str, object]
) -> None:
    await TurnedSettings(tmp_path / "new").begin(ID, BEFORE)
    body.at = at
    await TurnedSettings(tmp_path / "new").restore(worker, ID)

    assert (body.closed, body.put_back) == (1, put_back)
    assert files(tmp_path / "new") == []


async def test_what_is_put_back_by_the_exposure_is_not_put_back_again(
    tmp_path: Path, body: Body, worker: WorkerProcess
) -> None:
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, BEFORE)
    await turned.end(ID)
    await turned.restore(worker, ID)
    await TurnedSettings(tmp_path).restore(worker, ID)

    assert (body.closed, body.put_back) == (0, {})


async def test_it_is_on_the_disk_when_the_exposure_goes_on_and_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, fsync, slow = [], os.fsync, threading.Event()

    def slow_fsync(descriptor: int) -> None:
        slow.wait(10)
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", slow_fsync)
    beginning = asyncio.create_task(TurnedSettings(tmp_path).begin(ID, BEFORE))
    await asyncio.sleep(0.02)
    assert not beginning.done()
    slow.set()
    await beginning

    (file,) = files(tmp_path)
    assert file.stat().st_ino in synced


async def test_an_exposure_that_ends_while_it_is_written_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, slow = os.fsync, threading.Event()
    monkeypatch.setattr(os, "fsync", lambda descriptor: slow.wait(10) and fsync(descriptor))
    turned = TurnedSettings(tmp_path)
    beginning = asyncio.create_task(turned.begin(ID, BEFORE))
    await asyncio.sleep(0.02)
    ending = asyncio.create_task(turned.end(ID))
    await asyncio.sleep(0.02)
    slow.set()
    await asyncio.gather(beginning, ending)

    assert files(tmp_path) == []


async def test_a_link_that_comes_back_while_it_is_written_leaves_no_file_for_the_next_server(
    tmp_path: Path, body: Body, worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, slow = os.fsync, threading.Event()
    monkeypatch.setattr(os, "fsync", lambda descriptor: slow.wait(10) and fsync(descriptor))
    turned = TurnedSettings(tmp_path)
    beginning = asyncio.create_task(turned.begin(ID, BEFORE))
    await asyncio.sleep(0.02)
    restoring = asyncio.create_task(turned.restore(worker, ID))
    await asyncio.sleep(0.02)
    slow.set()
    await asyncio.gather(beginning, restoring)

    assert (body.closed, body.put_back) == (1, BEFORE)
    assert files(tmp_path) == []


async def test_a_disk_that_fails_ends_no_exposure(
    tmp_path: Path, body: Body, worker: WorkerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    turned = TurnedSettings(tmp_path / "file")
    await turned.begin(ID, BEFORE)
    await turned.restore(worker, ID)

    assert (body.closed, body.put_back) == (1, BEFORE)
    assert "what its exposure has turned is not kept" in caplog.text


async def until_forgotten(folder: Path) -> None:
    async with asyncio.timeout(20):
        while files(folder):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_body_that_refuses_at_first_is_asked_again_until_it_has_closed_its_shutter(
    tmp_path: Path, body: Body, worker: WorkerProcess
) -> None:
    body.refuses = {CloseShutter: 2, SetConfig: 5}
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, BEFORE)
    await turned.restore(worker, ID)
    assert files(tmp_path)  # should this worker end as well
    await until_forgotten(tmp_path)

    assert body.closed >= 3
    assert body.put_back == BEFORE


@pytest.mark.parametrize("refused", [1, 0])
async def test_where_nothing_was_turned_it_is_closed_when_the_body_refuses_after_it_has_taken_the_command(
    tmp_path: Path, body: Body, worker: WorkerProcess, refused: int
) -> None:
    body.refuses = {CloseShutter: refused}
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, {})
    await turned.restore(worker, ID)
    assert files(tmp_path)
    async with asyncio.timeout(20):
        while body.closed <= refused:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    body.refuses = {CloseShutter: 1}
    await until_forgotten(tmp_path)

    assert body.closed == refused + 2


async def test_a_worker_that_ends_meanwhile_leaves_the_rest_to_the_next_one(
    tmp_path: Path, body: Body, worker: WorkerProcess
) -> None:
    body.refuses = {CloseShutter: 100, SetConfig: 100}
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, BEFORE)
    await turned.restore(worker, ID)
    body.worker.crash()
    await worker.gone
    another = Body()
    await turned.restore(await another.worker.start(lambda _event: None), ID)

    assert (another.closed, another.put_back) == (1, BEFORE)
    assert files(tmp_path) == []
    another.worker.crash()
    await another.worker.closed()


async def test_what_somebody_has_set_meanwhile_stays(tmp_path: Path, body: Body, worker: WorkerProcess) -> None:
    body.refuses = {CloseShutter: 100, SetConfig: 1}
    turned = TurnedSettings(tmp_path)
    await turned.begin(ID, BEFORE)
    await turned.restore(worker, ID)
    body.at = "1/60"
    body.worker.requests.clear()
    await until_forgotten(tmp_path)

    assert body.put_back == {}


async def test_an_opening_that_the_body_refuses_is_nothing_to_close(
    tmp_path: Path, body: Body, worker: WorkerProcess
) -> None:
    turned = TurnedSettings(tmp_path)
    turned.opening(BEFORE)
    await turned.refused(ID)
    await turned.restore(worker, ID)

    assert (body.closed, body.put_back) == (0, {})


async def test_an_opening_of_which_the_worker_does_not_come_to_say_more_is_closed_by_the_next(
    tmp_path: Path, body: Body, worker: WorkerProcess
) -> None:
    turned = TurnedSettings(tmp_path)
    turned.opening(BEFORE)
    await turned.restore(worker, ID)

    assert (body.closed, body.put_back) == (1, BEFORE)
