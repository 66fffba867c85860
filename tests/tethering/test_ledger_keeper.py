"""The keeper of a ledger: what it does with one that is damaged, lost or out of reach, and for how long it says so."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.ledger_keeper import LedgerKeeper
from rpc_camera.tethering.save_folder import SaveFolder
from rpc_camera.tethering.settings import ClientSettings, TetheringRun
from rpc_camera.threads import DiskThread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CAMERA, MEMORY = "z-5-1", "4d656d6f7279"
RUN = TetheringRun("2026-11-24T12:00:00Z", ClientSettings("{original}", delete_after=True))
DAMAGED = b"SQLite format 3\0 and then nothing that is one"


class Bench:
    """A ledger with its keeper. `path` is the ledger's file."""

    def __init__(self, tmp_path: Path) -> None:
        self.path = tmp_path / "ledger.sqlite"
        self.folder = SaveFolder(tmp_path / "pictures", tmp_path / "state")
        self.folder.check()
        self.folder.check_disk()
        self.ledger = Ledger(self.path)
        self.disk = DiskThread("ledger")
        self.keeper = LedgerKeeper(CAMERA, self.ledger, self.disk, self.folder)

    async def use(self, *paths: str) -> None:
        """Have the ledger used by a server that has gone since, with files that are pending."""
        await self.keeper.open()
        await self.keeper.check(MEMORY)
        self.ledger.begin(CAMERA, str(self.folder.root), RUN, Cursor(MEMORY, 3), paths)
        await self.keeper.close()


@asynccontextmanager
async def benched(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    await bench.keeper.close()
    bench.disk.close()


def damage(tmp_path: Path) -> sqlite3.Error:
    """Return the error of a database that is damaged."""
    (tmp_path / "other").write_bytes(DAMAGED)
    with pytest.raises(sqlite3.Error) as found, closing(sqlite3.connect(tmp_path / "other")) as db:
        db.execute("SELECT * FROM sqlite_master")
    return found.value


def names(folder: Path) -> list[str]:
    """Return the names of the damaged ledgers that were kept."""
    return sorted(path.name for path in folder.glob("*.damaged-?"))


async def test_a_ledger_is_opened_as_it_was_left(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        assert await bench.keeper.open() is None
        assert (bench.keeper.is_open, bench.keeper.check_is_due, bench.keeper.is_comparing) == (True, True, False)
        await bench.keeper.close()
        await bench.use("/a.jpg")

        run = await bench.keeper.open()
        assert run
        assert (run.started_at, run.settings, run.active) == (RUN.started_at, RUN.settings, True)
        assert await bench.keeper.check(MEMORY)
        assert (bench.keeper.check_is_due, bench.keeper.is_comparing) == (False, False)
        assert bench.keeper.troubles() == []
        assert bench.ledger.count_pending() == 1


async def test_a_damaged_ledger_is_replaced_and_reported_until_the_card_is_compared(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        await bench.use()
        bench.path.write_bytes(DAMAGED)

        run = await bench.keeper.open()
        assert run
        assert run.active
        assert bench.ledger.cursor() is None, "what is on the card has to be compared"
        assert (bench.keeper.is_open, bench.keeper.is_comparing) == (True, True)
        (trouble,) = bench.keeper.troubles()
        assert trouble["tries"] == 1
        await bench.keeper.set_compared()
        assert (bench.keeper.is_comparing, bench.keeper.troubles()) == (False, [])


async def test_a_ledger_in_which_damage_is_found_is_closed_and_replaced_when_it_is_opened(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        await bench.use("/a.jpg")
        await bench.keeper.open()
        await bench.keeper.close_if_damaged(damage(tmp_path))
        assert not bench.keeper.is_open

        assert await bench.keeper.open()
        assert bench.keeper.is_comparing
        assert bench.ledger.cursor() is None
        await bench.keeper.close()
        await bench.keeper.open()
        assert names(tmp_path) == ["ledger.sqlite.damaged-1"], "it was replaced once"


async def test_a_ledger_out_of_reach_is_named_and_opened_when_it_is_there(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        bench.path.mkdir()
        with pytest.raises(ServiceError) as refused:
            await bench.keeper.open()
        assert refused.value.name is ErrorName.DISK_ERROR
        assert str(bench.path) in refused.value.message
        assert (bench.keeper.refusal, bench.keeper.is_open) == (refused.value, False)

        bench.path.rmdir()
        await bench.keeper.open()
        assert bench.keeper.is_open
        assert not bench.keeper.is_comparing


async def test_a_ledger_that_is_lost_is_noticed_by_the_save_directory(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        await bench.use()
        bench.path.unlink()
        assert await bench.keeper.open() is None
        assert bench.keeper.troubles() == []

        assert not await bench.keeper.check(MEMORY)
        assert (bench.keeper.is_comparing, bench.keeper.check_is_due) == (True, False)
        assert len(bench.keeper.troubles()) == 1
        await bench.keeper.begin_with_nothing_old(RUN.settings)
        kept = bench.ledger.run()
        assert kept
        assert (kept.active, kept.settings) == (True, RUN.settings)
        assert bench.ledger.cursor() is None


async def test_what_is_no_damage_leaves_the_ledger_as_it_is(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        await bench.use("/a.jpg")
        await bench.keeper.open()
        await bench.keeper.close_if_damaged(OSError("the disk does not answer"))
        assert bench.ledger.count_pending() == 1
        await bench.keeper.close()

        await bench.keeper.open()
        assert bench.ledger.count_pending() == 1
        assert not bench.keeper.is_comparing


async def test_a_comparison_is_counted_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    async with benched(tmp_path) as bench:
        await bench.use()
        await bench.keeper.open()
        known, new = FileIdentity("/old.jpg", 9, None), FileIdentity("/new.jpg", 9, None)
        bench.ledger.add_unknown([known], Cursor(MEMORY, 4))
        entry = bench.ledger.next_pending(())
        assert entry
        bench.ledger.set_saved(entry, delete=False)
        bench.ledger.add_unknown([known, new], Cursor(MEMORY, 4), old=3)
        await bench.keeper.set_compared()
        await bench.keeper.set_compared()

    (line,) = [record.message for record in caplog.records if "is compared with what is saved" in record.message]
    assert "1 files were saved before, 0 are saved now, 3 were left alone as old" in line
