"""The retry policy: what is tried again and when, what makes other files wait, and what clients are notified of."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.ledger_entry import FileEntry
from rpc_camera.tethering.retry import Absence, RetryPolicy, ends_with_camera_back

A, B = FileEntry(1, "/card/A.JPG", None, None), FileEntry(2, "/card/B.JPG", None, None)
OF_THE_FILE = ServiceError(ErrorName.CAMERA_ERROR, "The camera cannot read it.")


class Surroundings:
    """A clock and a disk that the tests set."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.free_bytes: int | OSError = 0
        self.policy = RetryPolicy("z-5-1", self.free, lambda: self.now_s)

    async def free(self) -> int:
        if isinstance(self.free_bytes, OSError):
            raise self.free_bytes
        return self.free_bytes


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


def error(name: ErrorName) -> ServiceError:
    return ServiceError(name, "It failed.")


def test_the_pauses_grow_up_to_a_minute(around: Surroundings) -> None:
    pauses = []
    for _ in range(8):
        around.policy.record(A, OF_THE_FILE)
        pauses.append(around.policy.wait_s())

    assert pauses == [1, 2, 5, 10, 30, 60, 60, 60]


def test_a_file_that_fails_waits_alone_until_its_pause_is_over(around: Surroundings) -> None:
    around.policy.record(A, OF_THE_FILE)

    assert not around.policy.is_paused
    assert around.policy.delayed() == {A.id}
    around.now_s += 1
    assert around.policy.delayed() == set()


def test_a_file_that_is_saved_after_all_is_forgotten(around: Surroundings) -> None:
    around.policy.record(A, OF_THE_FILE)
    around.policy.forget(A.id)

    assert (around.policy.failures, around.policy.wait_s()) == ([], None)


@pytest.mark.parametrize(
    "reason",
    [
        *(error(ErrorName.CAMERA_LOST), error(ErrorName.CAMERA_CLAIMED), error(ErrorName.CAMERA_BUSY)),
        *(error(ErrorName.CAMERA_TIMEOUT), error(ErrorName.DRIVER_CRASHED), error(ErrorName.STORAGE_FULL)),
        *(OSError(errno.ENOENT, "no such folder"), OSError(errno.ENOSPC, "full"), sqlite3.OperationalError("locked")),
        error(ErrorName.DISK_ERROR),
    ],
)
async def test_what_would_befall_other_files_too_pauses_all(around: Surroundings, reason: Exception) -> None:
    around.policy.record(A, reason)

    assert around.policy.is_paused
    await around.policy.end_pause_if_due()
    assert around.policy.is_paused
    around.now_s += 1
    await around.policy.end_pause_if_due()
    assert not around.policy.is_paused


@pytest.mark.parametrize("number", [errno.ELOOP, errno.EACCES, errno.ENAMETOOLONG])
def test_a_folder_that_cannot_be_used_keeps_no_file_from_another_folder(around: Surroundings, number: int) -> None:
    failure, _ = around.policy.record(A, OSError(number, "this folder only"))

    assert failure.error.name is ErrorName.DISK_ERROR
    assert not around.policy.is_paused


def test_a_failure_of_the_camera_as_a_whole_pauses_all_and_is_over_when_it_is_back(around: Surroundings) -> None:
    around.policy.record(None, OF_THE_FILE)
    assert (around.policy.is_paused, around.policy.camera_failed) == (True, True)

    around.policy.camera_is_back()
    assert (around.policy.is_paused, around.policy.camera_failed) == (False, False)


@pytest.mark.parametrize(
    ("name", "at_once"),
    [
        *((ErrorName.CAMERA_LOST, True), (ErrorName.CAMERA_CLAIMED, True), (ErrorName.CANCELLED, True)),
        *((ErrorName.CAMERA_TIMEOUT, False), (ErrorName.DRIVER_CRASHED, False), (ErrorName.CAMERA_ERROR, False)),
    ],
)
def test_a_camera_that_is_back_is_asked_at_once_but_for_a_file_that_may_crash_it_again(
    around: Surroundings, name: ErrorName, at_once: bool
) -> None:
    around.policy.record(A, error(name))
    around.policy.camera_is_back()

    assert ends_with_camera_back(error(name)) is at_once
    assert not around.policy.is_paused
    assert around.policy.delayed() == (set() if at_once else {A.id})


def test_a_client_that_starts_again_has_everything_retried(around: Surroundings) -> None:
    around.policy.record(A, error(ErrorName.DRIVER_CRASHED))
    around.policy.record(B, OF_THE_FILE)
    around.policy.retry_now()

    assert (around.policy.is_paused, around.policy.delayed()) == (False, set())
    assert [failure.tries for failure in around.policy.failures] == [1, 1]


async def test_a_full_disk_is_looked_at_each_second_and_used_as_soon_as_the_file_fits(around: Surroundings) -> None:
    for _ in range(4):
        around.policy.record(A, ServiceError(ErrorName.STORAGE_FULL, "No room.", details={"size_bytes": 5000}))
    assert around.policy.wait_s() == 1

    still_paused = []
    for around.free_bytes in (5000, OSError(errno.ENOENT, "unmounted"), 5001):
        await around.policy.end_pause_if_due()
        still_paused.append(around.policy.is_paused)
    assert still_paused == [True, True, False]


def test_each_reason_is_news_once(around: Surroundings) -> None:
    reasons = [OF_THE_FILE, OF_THE_FILE, OSError(errno.EIO, "broken"), OSError(errno.EIO, "broken"), OF_THE_FILE]

    assert [around.policy.record(A, reason)[1] for reason in reasons] == [True, False, True, False, True]


def test_a_file_that_is_denied_is_neither_given_up_nor_news_however_often_until_it_is_known_to_be_deleted(
    around: Surroundings,
) -> None:
    denied = [around.policy.record(A, error(ErrorName.FILE_NOT_FOUND), Absence.DENIED) for _ in range(10)]
    deleted, note_report = around.policy.record(A, error(ErrorName.FILE_NOT_FOUND), Absence.DELETED)

    assert {(failure.is_final, note_report) for failure, note_report in denied} == {(False, False)}
    assert (deleted.is_final, note_report) == (True, True)


def test_a_file_whose_card_is_away_is_news_once_and_is_tried_when_the_camera_is_back(around: Surroundings) -> None:
    around.policy.record(A, error(ErrorName.FILE_NOT_FOUND), Absence.DENIED)
    news = [around.policy.record(A, error(ErrorName.FILE_UNAVAILABLE), Absence.CARD_AWAY)[1] for _ in range(3)]
    waiting = around.policy.delayed()
    around.policy.camera_is_back()

    assert news == [True, False, False]
    assert (waiting, around.policy.delayed()) == ({A.id}, set())


def test_a_fault_of_the_service_is_an_internal_error_of_that_file_only(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    failure, _ = around.policy.record(A, KeyError("size"))

    assert (failure.error.name, failure.path) == (ErrorName.INTERNAL_ERROR, A.path)
    assert not around.policy.is_paused
    assert "a fault in tethering" in caplog.text
