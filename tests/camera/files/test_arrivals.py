"""What is published of a camera's files: in their order, and each once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import CardChanged, SessionRenewed
from rpc_camera.wire.requests import Arm, Capture, IdentifyFiles, ListFolder
from rpc_camera.work import Stop, Work, working_on
from tests.camera.files.arrivals_bench import NEW, OLD, RAW, REFUSED, ArrivalsBench
from tests.rigs.played_camera import ID, lost
from tests.rigs.played_card import DCIM, NEWEST, PlayedCard

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS_OF_A_LOOK = 4

# ---- what is published


async def test_what_comes_is_published_with_name_type_and_origin_and_what_was_there_is_not(
    rig: ArrivalsBench,
) -> None:
    await rig.connect()
    await rig.report(RAW)

    assert rig.files == [{"path": RAW, "filename": "DSC_0002.NEF", "mime_type": "image/x-nikon-nef"}]
    (event,) = rig.events.since(0, 10).events
    assert (event.name, event.params["camera"], event.params["origin"]) == ("file_added", ID, "camera")


async def test_what_is_reported_during_the_first_look_is_published_at_once_and_once(rig: ArrivalsBench) -> None:
    with rig.camera.held(ListFolder):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(1)
        await rig.report(rig.camera.card.add(RAW), rig.camera.card.add(NEW))
        assert rig.published == [RAW, NEW]
    await rig.camera.line.idle()

    assert rig.published == [RAW, NEW]
    await rig.camera.unplug()
    rig.camera.plug()
    await rig.connect()
    assert rig.published == [RAW, NEW]


async def test_what_came_while_the_link_was_lost_is_found_when_it_is_back(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.card.add(NEW)
    rig.camera.plug()
    await rig.connect()

    assert rig.published == [NEW]
    await rig.report(NEW)  # the event comes late
    assert rig.published == [NEW]


async def test_a_link_that_is_lost_in_a_look_leaves_it_due_and_what_was_reported_held(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.plug()
    rig.camera.card.add(NEW)
    with rig.camera.held(ListFolder):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(2)
        await rig.report(RAW)
        await rig.camera.unplug()
        await rig.camera.line.idle()
    assert rig.published == []

    rig.camera.plug()
    await rig.connect()
    assert sorted(rig.published) == [NEW, RAW]


async def test_a_camera_that_takes_no_pictures_is_not_looked_at_and_nothing_is_held_back(rig: ArrivalsBench) -> None:
    rig.abilities = ["preview", "file_delete"]
    await rig.connect()
    await rig.report(NEW)

    assert rig.looks == 0
    assert rig.published == [NEW]


async def test_a_camera_that_only_triggers_is_looked_at(rig: ArrivalsBench) -> None:
    rig.abilities = ["trigger_capture"]
    await rig.connect()

    assert len(rig.camera.requests(ListFolder)) == FOLDERS_OF_A_LOOK


async def test_another_run_of_the_server_finds_what_came_between_them(rig: ArrivalsBench, tmp_path: Path) -> None:
    await rig.connect()
    await rig.report(rig.camera.card.add(NEW))
    await rig.arrivals.close()

    later = ArrivalsBench(tmp_path)
    later.camera.card = rig.camera.card
    later.camera.card.add(RAW)
    await later.connect()
    assert later.published == [RAW]
    assert later.arrivals.memory.number_at_start == 2
    assert rig.arrivals.memory.id
    assert later.arrivals.memory.id == rig.arrivals.memory.id
    await later.close()


# ---- captures


async def come_back(rig: ArrivalsBench) -> None:
    """Have a camera that is known be lost and found, so that a look is due that can find what came meanwhile."""
    await rig.connect()
    await rig.camera.unplug()
    rig.camera.plug()


def before_the_capture(rig: ArrivalsBench) -> list[object]:
    requests = rig.camera.worker.requests
    return list(requests[: next(index for index, each in enumerate(requests) if isinstance(each, Capture))])


async def test_a_release_waits_for_the_look_which_is_made_in_its_turn(rig: ArrivalsBench) -> None:
    await come_back(rig)
    rig.camera.card.add(NEW)
    await rig.camera.line.ask(Capture(1))
    assert rig.published == [NEW]

    before = before_the_capture(rig)
    assert sum(isinstance(each, ListFolder) for each in before) == FOLDERS_OF_A_LOOK
    assert [each.paths for each in before if isinstance(each, IdentifyFiles)] == [[NEW], [OLD]]


async def test_a_release_does_not_wait_until_the_files_of_a_full_card_are_identified(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_FOR_S", 0.0)
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_ALL_OF", 0)
    await come_back(rig)
    rig.camera.card.sizes[OLD] = 4
    await rig.camera.line.ask(Capture(1))
    before = before_the_capture(rig)
    await rig.camera.line.idle()

    assert sum(isinstance(each, ListFolder) for each in before) == FOLDERS_OF_A_LOOK
    assert not any(isinstance(each, IdentifyFiles) for each in before)
    assert rig.published == [OLD]


@pytest.mark.parametrize(
    ("files", "within_s", "before_it"), [(101, 0.01, 100), (151, 10, 150), (151, 0.1, 20), (1001, 0.5, 20)]
)
async def test_a_release_waits_for_the_identities_of_many_files_only_if_that_does_not_take_long(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch, files: int, within_s: float, before_it: int
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_FOR_S", within_s)
    rig.camera.identity_s = 0.002
    rig.camera.card = PlayedCard(_101NIKON=files)
    await rig.camera.line.ask(Capture(1))
    by_itself, *others = (each.paths for each in before_the_capture(rig) if isinstance(each, IdentifyFiles))
    assert by_itself == [f"{NEWEST}/DSC_{files:04}.JPG"]
    assert sum(map(len, others)) == before_it
    await rig.camera.line.idle()
    assert len({path for each in rig.camera.requests(IdentifyFiles) for path in each.paths}) == files


async def test_what_a_first_release_makes_is_new_and_nothing_else(rig: ArrivalsBench) -> None:
    await rig.camera.line.ask(Capture(1))
    await rig.report(rig.camera.card.add(NEW), origin=FileOrigin.CAPTURE_IMAGE)
    await rig.camera.line.idle()

    assert rig.published == [NEW]
    await rig.camera.unplug()
    rig.camera.card.add(RAW)
    rig.camera.plug()
    await rig.connect()
    assert rig.published == [NEW, RAW]


async def test_a_background_look_waits_until_no_command_has_come_for_a_moment(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._QUIET_S", 0.2)
    for _ in range(8):
        await rig.camera.line.ask(Arm())
        await asyncio.sleep(0.05)
    assert rig.looks == 0
    await rig.until_looks(1)


async def test_a_survey_does_not_wait_until_it_is_quiet(rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._QUIET_S", 60)
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._QUIET_WITHIN_S", 1)
    await rig.camera.line.ask(Arm())
    async with asyncio.timeout(0.8):
        await rig.arrivals.survey()

    assert rig.looks == 2


async def test_a_name_that_stands_for_another_file_is_new_when_it_is_identified(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_FOR_S", 0.0)
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_ALL_OF", 0)
    await come_back(rig)
    rig.camera.card.sizes[OLD] = 4
    with rig.camera.held(IdentifyFiles):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(2)
        await rig.report(NEW)
        await rig.until_published(NEW)
    await rig.until_published(NEW, OLD)


async def test_what_is_identified_after_a_look_is_no_part_of_the_work_that_made_it(
    rig: ArrivalsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_FOR_S", 0.0)
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._IDENTIFIES_ALL_OF", 0)
    await come_back(rig)
    rig.camera.card.sizes[OLD] = 4
    with working_on(Work()) as work, rig.camera.held(IdentifyFiles):
        await rig.camera.line.ask(Capture(1))
        assert work.cancel() is Stop.AT_ONCE
    await rig.until_published(OLD)


async def test_a_link_that_is_lost_while_files_are_identified_has_the_next_look_identify_them(
    rig: ArrivalsBench,
) -> None:
    await come_back(rig)
    rig.camera.card.sizes[OLD] = 4
    with rig.camera.held(IdentifyFiles):
        await rig.camera.line.ask(Arm())
        await rig.camera.asked(IdentifyFiles, len(rig.camera.requests(IdentifyFiles)) + 1)
        await rig.camera.unplug()
        await rig.camera.line.idle()
    assert rig.published == []

    rig.camera.plug()
    await rig.connect()
    assert rig.published == [OLD]


async def test_a_release_without_a_look_that_is_due_does_not_look(rig: ArrivalsBench) -> None:
    await rig.connect()
    await rig.camera.line.ask(Capture(1))

    assert rig.looks == 1


async def test_a_release_goes_on_where_the_look_is_refused(
    rig: ArrivalsBench, caplog: pytest.LogCaptureFixture
) -> None:
    await come_back(rig)
    rig.camera.refusals[ListFolder] = [REFUSED]
    await rig.camera.line.ask(Capture(1))

    assert len(rig.camera.requests(Capture)) == 1
    assert "could not look for new pictures" in caplog.text


async def test_a_release_is_not_made_where_the_link_is_lost_in_the_look(rig: ArrivalsBench) -> None:
    await come_back(rig)
    rig.camera.refusals[ListFolder] = [lost(), lost()]
    with pytest.raises(ServiceError) as raised:
        await rig.camera.line.ask(Capture(1))

    assert raised.value.name is ErrorName.CAMERA_LOST
    assert rig.camera.requests(Capture) == []


# ---- cards and sessions


async def test_a_card_that_was_put_in_is_looked_at_and_whoever_surveys_is_notified(rig: ArrivalsBench) -> None:
    due: list[str] = []
    rig.arrivals.add_listener(lambda: due.append("survey"))
    await rig.connect()
    assert due == []
    rig.camera.card.add(NEW)
    rig.camera.worker.report(CardChanged())
    await rig.until_published(NEW)

    assert due == ["survey"]


async def test_a_card_that_is_changed_during_a_look_is_looked_at_once_more(rig: ArrivalsBench) -> None:
    await rig.connect()
    with rig.camera.held(ListFolder):
        rig.camera.worker.report(CardChanged())
        await rig.until_looks(2)
        rig.camera.worker.report(CardChanged())
        await rig.reported()
    await rig.until_looks(3)


async def test_what_is_reported_while_a_new_card_is_looked_at_is_held_back(rig: ArrivalsBench) -> None:
    await rig.connect()
    with rig.camera.held(ListFolder):
        rig.camera.worker.report(CardChanged())
        await rig.until_looks(2)
        await rig.report(RAW)
        assert rig.published == []
        rig.camera.card.add(NEW)
    await rig.until_published(NEW, RAW)


async def test_after_another_session_of_the_driver_the_card_is_looked_at_and_nothing_waits_for_that(
    rig: ArrivalsBench,
) -> None:
    await rig.connect()
    rig.camera.card.add(NEW)
    with rig.camera.held(ListFolder):
        rig.camera.worker.report(SessionRenewed())
        await rig.until_looks(2)
        await rig.report(RAW)
        assert rig.published == [RAW]
    await rig.until_published(RAW, NEW)


async def test_what_was_missed_comes_before_a_release_though_the_driver_has_another_session_meanwhile(
    rig: ArrivalsBench,
) -> None:
    await come_back(rig)
    rig.camera.card.add(NEW)
    with rig.camera.held(ListFolder):
        await rig.camera.line.ask(Arm())
        await rig.until_looks(2)
        rig.camera.worker.report(SessionRenewed())
        await rig.reported()
        capture = asyncio.create_task(rig.camera.line.ask(Capture(1)))
        await asyncio.sleep(0.05)  # in which one that waits for nothing begins
        assert rig.published == []
    await capture
    assert rig.published == [NEW]

    assert any(isinstance(each, IdentifyFiles) for each in before_the_capture(rig))


async def test_a_gap_in_the_numbers_is_a_picture_whose_event_was_lost_and_the_card_is_listed_anew(
    rig: ArrivalsBench,
) -> None:
    later = NEW.replace("0002", "0003")
    await rig.connect()
    rig.camera.card.add(NEW)
    await rig.report(rig.camera.card.add(later), origin=FileOrigin.CAPTURE_IMAGE)
    await rig.until_published(later, NEW)

    looked = [request for request in rig.camera.requests(ListFolder) if request.folder == "/"]
    assert [request.fresh for request in looked] == [False, True]


@pytest.mark.parametrize(
    ("paths", "origin"),
    [
        ([RAW, NEW], FileOrigin.CAMERA),
        ([NEW.replace("0002", "0009")], FileOrigin.UPLOAD),
        ([f"{DCIM}/102NIKON/DSC_9999.JPG", f"{DCIM}/103NIKON/DSC_0001.JPG"], FileOrigin.CAMERA),
        ([NEW.replace("DSC_0002", "NO_NUMBER")], FileOrigin.CAMERA),
        (["/capt0009.jpg"], FileOrigin.CAMERA),
    ],
)
async def test_numbers_without_a_gap_make_no_look(rig: ArrivalsBench, paths: list[str], origin: FileOrigin) -> None:
    await rig.connect()
    await rig.report(*(rig.camera.card.add(path) for path in paths), origin=origin)
    assert rig.published == paths
    await rig.camera.line.idle()
    assert rig.looks == 1


# ---- surveys


async def test_a_survey_publishes_what_came_to_folders_that_no_look_goes_into(rig: ArrivalsBench) -> None:
    rig.camera.card.add(f"{DCIM}/100NIKON/DSC_0009.JPG")
    await rig.connect()
    await rig.arrivals.survey()
    await rig.arrivals.memory.since(0)  # all that it has noted is written by now
    new = rig.camera.card.add(f"{DCIM}/100NIKON/DSC_0010.JPG")
    await rig.arrivals.survey()

    assert rig.published == [new]
    assert rig.events.since(0, 10).events[0].params["origin"] == "camera"
    await rig.until_written()


async def test_a_survey_that_the_camera_refuses_says_so(rig: ArrivalsBench) -> None:
    await rig.connect()
    rig.camera.refusals[ListFolder] = [REFUSED]
    with pytest.raises(ServiceError, match="does not list"):
        await rig.arrivals.survey()


# ---- uploads and deletions


async def test_what_a_client_stores_is_published_as_an_upload_once_it_is_whole(rig: ArrivalsBench) -> None:
    await rig.connect()
    rig.arrivals.expect_upload(rig.camera.card.add(NEW))
    rig.camera.worker.report(CardChanged())
    await rig.until_looks(2)
    await rig.camera.line.idle()
    assert rig.published == []

    await rig.report(NEW, origin=FileOrigin.UPLOAD)
    assert [event.params["origin"] for event in rig.events.since(0, 10).events] == ["upload"]
    found, _ = await rig.arrivals.memory.everything(with_old=False)
    assert found == []


async def test_after_an_upload_that_failed_a_picture_of_that_name_is_new(rig: ArrivalsBench) -> None:
    await rig.connect()
    rig.arrivals.expect_upload(NEW)
    rig.arrivals.forget(NEW)
    rig.camera.card.add(NEW)
    rig.camera.worker.report(CardChanged())

    await rig.until_published(NEW)


async def test_a_deleted_name_that_comes_again_is_new_to_another_run_of_the_server_too(
    rig: ArrivalsBench, tmp_path: Path
) -> None:
    await rig.connect()
    rig.arrivals.forget(OLD)
    await asyncio.sleep(0.1)
    await rig.arrivals.close()

    later = ArrivalsBench(tmp_path)
    await later.connect()
    assert later.published == [OLD]
    await later.close()


async def test_a_card_of_few_files_that_is_put_in_while_it_is_watched_is_another_one(rig: ArrivalsBench) -> None:
    await rig.connect()
    rig.camera.card.files = PlayedCard(_102NIKON=1).files
    rig.camera.worker.report(CardChanged())
    await rig.reported()
    await rig.camera.line.idle()

    assert rig.published == []
    await rig.report(rig.camera.card.add(f"{DCIM}/102NIKON/DSC_0002.JPG"))
    assert rig.published == [f"{DCIM}/102NIKON/DSC_0002.JPG"]
