"""The memory of a card: what is on the disk when it is read again, and how its numbers are read on."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files import card_store
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import FileKind, KnownFile, KnownFolder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

A, B, C = (FileIdentity(f"/store_00010001/DCIM/100/{name}.JPG", 5, "2026-11-28T12:00:00") for name in "ABC")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".cards" / "z-5-1.sqlite"


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[CardMemory]:
    memory = CardMemory(lambda: path)
    await memory.open()
    try:
        yield memory
    finally:
        await memory.close()


def content(path: Path) -> bytes:
    return path.read_bytes()


def damage(path: Path, left: bytes) -> None:
    path.write_bytes(left)


async def test_all_of_it_is_there_when_it_is_opened_again(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.OLD, settled=True)
        memory.add(B, FileKind.UPLOAD, settled=False)
        memory.set_folder("/store_00010001/DCIM", KnownFolder(listed=True, watched=False, last=A.path))
        memory.set_stock(stocked=True, complete=False)
        first = memory.id

    async with opened(path) as memory:
        assert [memory.knows(file) for file in (A, B, C)] == [True, True, False]
        assert memory.folders == {"/store_00010001/DCIM": KnownFolder(listed=True, watched=False, last=A.path)}
        assert (memory.id, memory.stocked, memory.complete) == (first, True, False)
        assert await memory.everything(with_old=True) == ([A], 2)
        assert await memory.everything(with_old=False) == ([], 2)


async def test_what_came_is_read_on_from_a_number_and_old_files_and_uploads_are_left_out(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        before, last = await memory.since(0)
        memory.add(B, FileKind.OLD, settled=True)
        memory.add(FileIdentity("/U.JPG", 1, None), FileKind.UPLOAD, settled=False)
        memory.add(C, FileKind.FOUND, settled=True)

        after, end = await memory.since(last)

    assert [(each.path, each.kind) for each in before] == [(A.path, FileKind.REPORTED)]
    assert [(each.number, each.path) for each in after] == [(end, C.path)]


async def test_a_file_that_comes_again_has_another_number(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        _, last = await memory.since(0)
        memory.add(A, FileKind.REPORTED, settled=False)

        assert [each.path for each in (await memory.since(last))[0]] == [A.path]
        assert len((await memory.since(0))[0]) == 1


async def test_a_file_that_is_gone_is_known_no_more_and_still_numbered(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        memory.forget(A.path)
        assert not memory.knows(A)
        assert [each.path for each in (await memory.since(0))[0]] == [A.path]
    async with opened(path) as memory:
        assert not memory.knows(A)


async def test_the_number_of_what_was_deleted_is_not_given_again(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        _, last = await memory.since(0)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM files")
    async with opened(path) as memory:
        memory.add(B, FileKind.REPORTED, settled=False)

        assert [each.path for each in (await memory.since(last))[0]] == [B.path]


async def test_files_beyond_the_bound_are_forgotten_the_oldest_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as memory:
        for file in (A, B, C):
            memory.add(file, FileKind.OLD, settled=True)
    monkeypatch.setattr(card_store, "_FILES_AT_MOST", 2)
    monkeypatch.setattr(card_store, "_GONE_AT_MOST", 1)

    async with opened(path) as memory:
        assert [memory.knows(file) for file in (A, B, C)] == [False, True, True]


async def test_what_is_gone_does_not_become_more_and_more_while_the_service_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_store, "_GONE_AT_MOST", 10)
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=True)
        for number in range(100):
            file = FileIdentity(f"{A.path}-{number}", 5, A.stamp)
            memory.add(file, FileKind.REPORTED, settled=False)
            memory.forget(file.path)
            await memory.write()

        with closing(sqlite3.connect(path)) as db:
            [(gone, kept)] = db.execute("SELECT sum(gone), sum(NOT gone) FROM files").fetchall()
        assert 10 <= gone < 20
        assert kept == 1
        newest = await memory.newest(2)
        assert [(file.number, file.is_gone) for file in newest] == [(101, True), (100, True), (1, False)]


async def test_a_description_is_corrected_until_a_look_has_seen_the_file(path: Path) -> None:
    early, right = FileIdentity(A.path, 0, "2000-01-01T00:00:00"), A
    async with opened(path) as memory:
        memory.add(early, FileKind.REPORTED, settled=False)
        memory.confirm(right)
        assert (memory.knows(early), memory.knows(right)) == (False, True)
        memory.settle(right)
        memory.confirm(early)
    async with opened(path) as memory:
        assert (memory.knows(early), memory.knows(right)) == (False, True)


async def test_what_cannot_be_written_is_written_with_the_next(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TRIGGER failing BEFORE INSERT ON files BEGIN SELECT RAISE(ABORT, 'no room'); END")
            with pytest.raises(sqlite3.Error, match="no room"):
                await memory.write()
            other.execute("DROP TRIGGER failing")
        memory.add(B, FileKind.REPORTED, settled=False)

        assert [each.path for each in (await memory.since(0))[0]] == [A.path, B.path]


async def test_a_file_that_cannot_be_opened_is_tried_again_and_what_was_noted_meanwhile_counts(tmp_path: Path) -> None:
    paths = [tmp_path, tmp_path / "card.sqlite"]  # a folder at first
    memory = CardMemory(lambda: paths[0])
    with pytest.raises(IsADirectoryError):
        await memory.open()
    memory.add(A, FileKind.REPORTED, settled=False)
    del paths[0]

    assert [each.path for each in (await memory.since(0))[0]] == [A.path]
    await memory.close()


@pytest.mark.parametrize("what", ["overwritten", "empty", "without its -wal"])
async def test_a_damaged_file_is_set_aside_and_the_memory_is_another_one(
    path: Path, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        await memory.write()
        first, left_by_a_kill = memory.id, content(path)
    damage(path, {"overwritten": b"\xff" * 5000, "empty": b""}.get(what, left_by_a_kill))

    async with opened(path) as memory:
        assert memory.id != first
        assert not memory.knows(A)
        memory.add(B, FileKind.REPORTED, settled=False)
    async with opened(path) as memory:
        assert memory.knows(B)
    assert str(path) in caplog.text
    assert content(path.with_name(f"{path.name}.damaged-1")) is not None


async def test_what_is_noted_before_it_is_opened_counts_more_than_what_was_kept(path: Path) -> None:
    again = FileIdentity(A.path, 7, "2026-11-28T13:00:00")
    async with opened(path) as memory:
        memory.add(A, FileKind.OLD, settled=True)
    memory = CardMemory(lambda: path)
    memory.add(again, FileKind.REPORTED, settled=False)
    await memory.open()

    assert [memory.knows(file) for file in (A, again)] == [False, True]
    assert [each.path for each in (await memory.since(0))[0]] == [A.path]
    await memory.close()


async def test_folders_that_are_forgotten_stay_so_and_others_do_not(path: Path) -> None:
    names = ["/store_1", "/store_1/DCIM", "/store_10/DCIM"]
    async with opened(path) as memory:
        for name in names:
            memory.set_folder(name, KnownFolder(listed=True, watched=True))
        memory.forget_folders("/store_1")
    async with opened(path) as memory:
        assert list(memory.folders) == names[2:]


async def test_a_disk_that_fails_for_long_costs_no_memory_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.card_memory._UNWRITTEN_AT_MOST", 1)
    memory = CardMemory(lambda: Path("/never/opened"))
    memory.add(A, FileKind.REPORTED, settled=False)
    memory.add(B, FileKind.REPORTED, settled=False)

    assert [memory.knows(file) for file in (A, B)] == [True, False]


async def test_the_newest_time_stays_known_when_its_picture_is_gone(path: Path) -> None:
    async with opened(path) as memory:
        memory.add(A, FileKind.REPORTED, settled=False)
        memory.forget(A.path)
    async with opened(path) as memory:
        assert memory.newest_stamp == A.stamp


async def test_a_size_that_no_file_has_is_kept_as_unknown(path: Path) -> None:
    huge = FileIdentity.seen(A.path, (1 << 64) - 1, "2026-11-28T12:00:00Z")
    async with opened(path) as memory:
        memory.add(huge, FileKind.REPORTED, settled=False)
        await memory.write()

        assert memory.knows(FileIdentity(A.path, 5, "2026-11-28T12:00:00"))


@pytest.mark.parametrize(
    ("settled", "stamp", "size_bytes", "is_same"),
    [
        (False, "2026-11-28T12:00:00", 6, True),
        (False, "2026-11-28T12:00:00", 5, True),
        (False, "2026-11-28T12:00:00", 4, False),
        (True, "2026-11-28T12:00:00", 6, False),
        (False, None, 6, False),
        (False, None, None, True),
    ],
)
def test_a_file_is_the_same_if_it_can_only_have_grown_since_it_was_reported(
    settled: bool, stamp: str | None, size_bytes: int | None, is_same: bool
) -> None:
    known = KnownFile(FileIdentity("/a.jpg", 5, stamp), FileKind.REPORTED, settled)
    assert known.is_same(FileIdentity("/a.jpg", size_bytes, stamp)) is is_same
