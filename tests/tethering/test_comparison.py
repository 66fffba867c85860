"""What is counted of a comparison: what lay on the card when it began, over restarts, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.tethering.comparison import ComparisonCounts
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.settings import TetheringRun

if TYPE_CHECKING:
    from pathlib import Path

CARD = "/store_00010001/DCIM/100"
A, B, C = (FileIdentity(f"{CARD}/{name}.JPG", 5, f"2026-11-24T12:00:0{second}") for second, name in enumerate("ABC"))
NEXT = Cursor("memory", 3)


def test_what_was_found_and_saved_is_counted_over_a_restart_and_what_came_since_is_not(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "a.sqlite")
    ledger.open()
    ledger.begin("z-5-1", "/pictures", TetheringRun("2026-11-24T12:00:00Z"), None, [])
    ledger.add_unknown([A, B, C], NEXT, [A, B, C], old=4)
    first = ledger.next_pending(())
    assert first
    ledger.set_found(first, "A.JPG", "00", delete=False)
    ledger.close()
    ledger.open()
    ledger.add([f"{CARD}/NEW.JPG"])
    while entry := ledger.next_pending(()):
        ledger.set_saved(entry, delete=True)
    counts, again = ledger.comparison.finish(), ledger.comparison.finish()
    to_delete = [entry.path for entry in ledger.to_delete()]
    ledger.close()

    assert counts == ComparisonCounts(found=1, saved=2, old=4)
    assert again is None
    assert to_delete == [f"{CARD}/NEW.JPG"]


def test_what_is_reported_as_new_is_no_more_one_that_may_be_old(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "a.sqlite")
    ledger.open()
    ledger.begin("z-5-1", "/pictures", TetheringRun("2026-11-24T12:00:00Z"), None, [B.path])
    ledger.add_unknown([A, B, C], NEXT, [A, B, C])
    ledger.add([A.path])
    doubtful = {entry.path: entry.may_be_old for entry in ledger._entries("state = 'pending'")}
    ledger.close()

    assert doubtful == {A.path: False, B.path: False, C.path: True}


def test_without_a_comparison_nothing_is_counted(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "a.sqlite")
    ledger.open()
    ledger.begin("z-5-1", "/pictures", TetheringRun("2026-11-24T12:00:00Z"), NEXT, [A.path])
    entry = ledger.next_pending(())
    assert entry
    ledger.set_saved(entry, delete=False)
    counts = ledger.comparison.finish()
    ledger.close()

    assert counts is None
