"""The file of what was begun: what it says when it is opened again, what it forgets, and what a crash leaves of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.guarded_request import MOST_PATIENCE_S
from rpc_camera.rig.outcome_store import KEPT_S, OutcomeStore, RequestOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A, B, C = (("gateway", "capture_image", name) for name in "abc")
BEGUN = RequestOutcome(ended=False, answer=None)


class Now:
    """The time of the host's clock."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".rig" / "outcomes.sqlite"


@contextmanager
def opened(path: Path, now: Now, rows_at_most: int = 100) -> Iterator[OutcomeStore]:
    with closing(OutcomeStore(path, now, rows_at_most)) as store:
        yield store


def begin(store: OutcomeStore, key: tuple[str, str, str]) -> RequestOutcome | None:
    with store.writing(durable=True):
        return store.begin(key)


def end(store: OutcomeStore, key: tuple[str, str, str], answer: bytes) -> None:
    with store.writing(durable=False):
        store.end(key, answer)


def test_what_was_begun_and_what_came_of_it_is_there_when_it_is_opened_again(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        assert [begin(store, key) for key in (A, B)] == [None, None]
        assert begin(store, A) == BEGUN
        end(store, A, b"done")
        assert begin(store, A) == RequestOutcome(ended=True, answer=b"done")

    with opened(path, now) as store:
        assert [store.find(key) for key in (A, B, C)] == [RequestOutcome(ended=True, answer=b"done"), BEGUN, None]
        assert begin(store, B) == BEGUN


def test_the_same_id_of_another_caller_or_method_is_another_request(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        assert begin(store, A) is None
        assert begin(store, ("other", *A[1:])) is None
        assert begin(store, (A[0], "start_bulb", A[2])) is None


def test_what_was_not_begun_after_all_is_forgotten_and_what_has_ended_is_not(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
        begin(store, B)
        end(store, B, b"done")
        with store.writing(durable=False):
            store.forget(A)
            store.forget(B)
        assert [store.find(key) for key in (A, B)] == [None, RequestOutcome(ended=True, answer=b"done")]


def test_an_answer_that_is_too_large_is_known_to_have_been_given(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
        end(store, A, b"a" * (64 * 1024 + 1))
        assert store.find(A) == RequestOutcome(ended=True, answer=None)


def test_the_oldest_answers_go_when_all_together_are_too_large(path: Path, now: Now) -> None:
    answer = b"a" * (64 * 1024)
    keys = [("gateway", "capture_image", str(number)) for number in range(16 * 16 + 2)]
    with opened(path, now, 1000) as store:
        for key in keys:
            begin(store, key)
            end(store, key, answer)
        assert [store.find(key) for key in keys[:3]] == [
            *[RequestOutcome(ended=True, answer=None)] * 2,
            RequestOutcome(True, answer),
        ]

    with opened(path, now, 1000) as store:  # it has counted what was there
        begin(store, A)
        end(store, A, answer)
        assert store.find(keys[2]) == RequestOutcome(ended=True, answer=None)
        assert store.find(A) == store.find(keys[3]) == RequestOutcome(True, answer)


def test_it_is_kept_until_it_cannot_come_again_and_not_for_ever(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
        end(store, A, b"done")
        now.s += MOST_PATIENCE_S + 1
        begin(store, B)
        assert store.find(A)

        now.s += KEPT_S - MOST_PATIENCE_S
        begin(store, C)
        assert store.find(A) is None


def test_what_is_in_work_is_kept_however_long_it_takes(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
        now.s += 10 * KEPT_S
        begin(store, B)
        assert store.find(A) == BEGUN


def test_what_an_earlier_run_has_left_is_kept_as_long_again_though_the_clock_began_anew(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
    now.s = 1.0
    with opened(path, now) as store:
        now.s += KEPT_S - 1
        begin(store, B)
        assert store.find(A) == BEGUN

        now.s += 2
        begin(store, C)
        assert store.find(A) is None


def test_too_many_are_refused_and_none_is_forgotten_for_them(path: Path, now: Now) -> None:
    with opened(path, now, rows_at_most=4) as store:
        begin(store, A)
        end(store, A, b"done")
        begin(store, B)
        with pytest.raises(ServiceError) as refused:
            begin(store, C)
        assert (refused.value.name, refused.value.untouched) == (ErrorName.RATE_LIMITED, True)
        assert begin(store, A) == RequestOutcome(ended=True, answer=b"done")

        with store.writing(durable=False):
            store.forget(B)
        assert begin(store, C) is None
        now.s += KEPT_S + 1
        end(store, C, b"done")
        assert begin(store, B) is None


def test_one_caller_leaves_room_for_the_others_over_a_restart_too(path: Path, now: Now) -> None:
    with opened(path, now, rows_at_most=10) as store:
        for number in range(5):
            begin(store, ("bad", "capture_image", str(number)))
        with pytest.raises(ServiceError, match="5 commands of bad"):
            begin(store, ("bad", "capture_image", "more"))
    with opened(path, now, rows_at_most=10) as store:
        with pytest.raises(ServiceError, match="5 commands of bad"):
            begin(store, ("bad", "capture_image", "more"))
        assert begin(store, A) is None
        now.s += KEPT_S + 1
        begin(store, B)
        assert begin(store, ("bad", "capture_image", "more")) is None


def test_what_did_not_get_into_the_file_does_not_count(path: Path, now: Now) -> None:
    with opened(path, now, rows_at_most=1) as store:
        with pytest.raises(sqlite3.Error), store.writing(durable=True):
            fail_after_begin(store)
        assert store.find(A) is None
        assert begin(store, B) is None


def test_a_begin_waits_for_the_disk_and_an_end_does_not(path: Path, now: Now) -> None:
    with opened(path, now) as store:
        begin(store, A)
        assert synchronous(store) == 2  # FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
        end(store, A, b"done")
        assert synchronous(store) == 1  # NORMAL
        begin(store, B)
        assert synchronous(store) == 2


def fail_after_begin(store: OutcomeStore) -> None:
    store.begin(A)
    store._db.execute("this is no SQL")


def synchronous(store: OutcomeStore) -> int:
    value = store._db.execute("PRAGMA synchronous").fetchone()[0]
    assert isinstance(value, int)
    return value


def test_a_damaged_file_is_kept_beside_a_new_one(path: Path, now: Now, caplog: pytest.LogCaptureFixture) -> None:
    with opened(path, now) as store:
        begin(store, A)
    path.write_bytes(b"no database")

    with opened(path, now) as store:
        assert begin(store, A) is None
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == b"no database"
    assert "may be done again" in caplog.text


def test_a_file_that_cannot_be_used_at_present_is_an_error(path: Path, now: Now) -> None:
    path.mkdir(parents=True)
    with pytest.raises((OSError, sqlite3.Error)):
        OutcomeStore(path, now)
