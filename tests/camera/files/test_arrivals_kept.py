"""Looks that the camera refuses, disks that fail, and what is remembered of what has come."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import FileArrived, SessionRenewed
from rpc_camera.wire.requests import Arm, ListFolder
from tests.camera.files.arrivals_bench import NEW, OLD, RAW, REFUSED, SOON_S, ArrivalsBench
from tests.rigs.played_camera import ID, lost

if TYPE_CHECKING:
    from pathlib import Path


# ---- looks that the camera refuses


async def test_a_look_that_is_refused_holds_nothing_back_and_is_made_again(
    rig: ArrivalsBench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "rpc_camera.camera.files.arrivals")
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.plug()
    rig.camera.card.add(NEW)
    rig.camera.refusals[ListFolder] = [REFUSED.but() for _ in range(4)]
    await rig.connect()
    await rig.report(RAW)
    assert rig.published[0] == RAW  # though the look is yet to succeed

    await rig.until_published(RAW, NEW)
    looks = rig.looks
    assert looks == 1 + 4 + 1
    levels = [record.levelno for record in caplog.records if "could not look" in record.message]
    assert levels == [logging.WARNING, *[logging.DEBUG] * 3]
    await asyncio.sleep(0.1)
    assert rig.looks == looks


async def test_what_was_held_is_published_however_often_the_look_is_refused(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.plug()
    refusals = rig.camera.refusals[ListFolder] = [REFUSED.but() for _ in range(100)]
    with rig.camera.held(ListFolder):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(2)
        await rig.report(NEW)
        assert rig.published == []
    await rig.until_published(NEW)
    assert refusals, "a look has succeeded"


async def test_what_was_held_is_published_when_the_look_is_refused(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.plug()
    with rig.camera.held(ListFolder):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(2)
        await rig.report(NEW)
        assert rig.published == []
        rig.camera.refusals[ListFolder] = [REFUSED]
    await rig.until_published(NEW)


async def test_a_look_that_was_refused_is_not_made_again_where_another_has_done_it(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._REFUSED_S", (0.6,))  # time for a busy machine to look again
    rig.camera.refusals[ListFolder] = [REFUSED]
    await rig.connect()
    rig.camera.worker.report(SessionRenewed())
    await rig.until_looks(2)
    await asyncio.sleep(0.8)

    assert rig.looks == 2


async def test_no_look_is_made_again_while_the_body_is_away(rig: ArrivalsBench) -> None:
    rig.camera.refusals[ListFolder] = [REFUSED]
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.unreachable = lost()
    await asyncio.sleep(0.1)

    assert rig.looks == 1
    assert len(rig.camera.workers) == 1


# ---- what is remembered


async def test_what_came_is_known_by_its_number_and_by_what_it_is(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.report(rig.camera.card.add(NEW), rig.camera.card.add(RAW))

    arrivals, last = await rig.arrivals.memory.since(2)
    assert ([each.path for each in arrivals], last) == ([RAW], 3)
    new, _ = await rig.arrivals.memory.everything(with_old=False)
    assert [file.path for file in new] == [NEW, RAW]
    all_of_it, _ = await rig.arrivals.memory.everything(with_old=True)
    assert sorted(file.path for file in all_of_it) == [OLD, NEW, RAW]


async def test_a_file_is_known_as_the_camera_describes_it_later(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.report(NEW)
    rig.arrivals.memory.confirm(FileIdentity(NEW, 7, None))

    found, _ = await rig.arrivals.memory.everything(with_old=False)
    assert found == [FileIdentity(NEW, 7, None)]


async def test_what_is_published_is_on_the_disk_though_nobody_asks_for_it(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.arrivals.memory.since(0)  # all that the first look has noted is written by now
    await rig.report(NEW)
    await rig.until_written()

    again = CardMemory(lambda: rig.path)
    await again.open()
    assert again.number_at_start == 2
    await again.close()


async def test_what_is_noted_while_the_disk_writes_is_written_after_that(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.arrivals.memory.since(0)  # all that the first look has noted is written by now
    await rig.report(NEW)
    for number in range(3, 8):
        rig.arrivals.forget(NEW)
        await asyncio.sleep(0)
        rig.camera.worker.report(FileArrived(NEW.replace("0002", f"{number:04}"), FileOrigin.CAMERA, 5))
        await asyncio.sleep(0.002)
    await rig.reported()
    await rig.until_written()


async def test_a_disk_that_fails_is_an_error_of_the_survey_and_no_picture_waits_for_it(
    rig: ArrivalsBench, caplog: pytest.LogCaptureFixture
) -> None:
    rig.path.mkdir()
    await rig.connect()
    await rig.report(NEW)
    assert rig.published == [NEW]

    with pytest.raises(ServiceError) as raised:
        await rig.arrivals.survey()
    assert (raised.value.name, raised.value.camera) == (ErrorName.DISK_ERROR, ID)
    assert "what is new is not noted on the disk yet" in caplog.text


async def test_nobody_waits_for_a_disk_that_does_not_answer(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    release = threading.Event()

    def slow_path() -> Path:
        assert release.wait(SOON_S)
        return rig.path

    rig.memory._path = slow_path
    with monkeypatch.context() as impatient:
        impatient.setattr("rpc_camera.camera.files.arrivals._SLOW_DISK_S", 0.05)
        await rig.connect()
        await rig.report(NEW)

    assert rig.published == [NEW]
    assert "it does not answer" in caplog.text
    release.set()
    await rig.arrivals.survey()  # which goes on when the disk does


async def test_once_it_has_ended_nothing_is_written(rig: ArrivalsBench, caplog: pytest.LogCaptureFixture) -> None:
    await rig.connect()
    await rig.arrivals.close()
    await rig.arrivals.close()
    rig.arrivals.forget(OLD)
    await asyncio.sleep(0.05)
    gc.collect()

    assert caplog.text == ""  # no task has failed at the thread that has ended
    with pytest.raises(RuntimeError, match="shutdown"):
        await rig.arrivals.memory.since(0)
