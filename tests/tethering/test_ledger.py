"""The ledger: what a crash leaves at each step is finished or undone, and one picture is not taken for another."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.file_identity import FileIdentity, stamp_of
from rpc_camera.tethering import recovery
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor, FileEntry
from rpc_camera.tethering.save_folder import SaveFolder
from rpc_camera.tethering.settings import ClientSettings, TetheringRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD = "/store_00010001/DCIM/100"
OLD = f"{CARD}/OLD.JPG"
START, NEXT = Cursor("memory", 0), Cursor("memory", 7)
NOON, MUCH_LATER = "2026-11-24T12:00:00", "2026-11-24T12:30:00"
RUN = TetheringRun("2026-11-24T12:00:00Z", ClientSettings("{original}", delete_after=True))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.open()
    ledger.begin("z-5-1", "/pictures", RUN, START, [])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db, db:  # as earlier releases did
        db.execute("INSERT INTO files (path, size, stamp, state) VALUES (?, 9, ?, 'baseline')", (OLD, NOON))
    yield ledger
    ledger.close()


def waiting(ledger: Ledger, path: str) -> FileEntry:
    ledger.add([path])
    entry = ledger.next_pending(())
    assert entry
    assert entry.path == path
    return entry


def saved(ledger: Ledger, seen: FileIdentity) -> tuple[str, int]:
    """Save a file, and return the stem and number of its picture."""
    entry = waiting(ledger, seen.path)
    picture = ledger.picture_of(entry, seen)
    ledger.set_saved(entry, delete=False)
    return picture.stem, picture.number


def test_another_size_or_time_is_another_picture(ledger: Ledger) -> None:
    again = [FileIdentity(OLD, 9, NOON), FileIdentity(OLD, 8, NOON), FileIdentity(OLD, 9, MUCH_LATER)]
    counts = []
    for seen in again:
        ledger.add_unknown([seen], NEXT)
        counts.append(ledger.count_pending())
        if entry := ledger.next_pending(()):
            ledger.remove(entry)

    assert counts == [0, 1, 1]


def test_what_is_new_when_it_begins_is_pending_and_what_was_pending_stays(ledger: Ledger) -> None:
    ledger.add([f"{CARD}/A.JPG"])
    ledger.begin("z-5-1", "/pictures", RUN, NEXT, [f"{CARD}/A.JPG", f"{CARD}/B.JPG"])

    assert ledger.count_pending() == 2
    assert ledger.cursor() == NEXT


def test_files_and_how_far_they_were_read_are_one_step(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add([f"{CARD}/A.JPG"], NEXT)
    with pytest.raises(sqlite3.Error):
        ledger.add([f"{CARD}/B.JPG"], Cursor("memory", None))  # type: ignore[arg-type]
    ledger.close()

    again = Ledger(tmp_path / "ledger.sqlite")
    again.open()
    assert (again.cursor(), again.count_pending()) == (NEXT, 1)
    again.close()


def test_what_waits_waits_once_and_outlives_a_restart(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(2):
        ledger.add([f"{CARD}/A.JPG", f"{CARD}/B.JPG"])
    ledger.close()

    again = Ledger(tmp_path / "ledger.sqlite")
    again.open()
    assert again.count_pending() == 2
    assert again.run() == RUN
    again.close()


def test_raw_and_jpeg_are_one_picture_and_a_name_used_again_is_another(ledger: Ledger) -> None:
    shots = [("A.JPG", NOON), ("A.NEF", NOON), ("A.JPG", MUCH_LATER), ("A.NEF", MUCH_LATER), ("B.NEF", MUCH_LATER)]

    numbers = [saved(ledger, FileIdentity(f"{CARD}/{name}", 5, stamp)) for name, stamp in shots]

    assert numbers == [("A", 1), ("A", 1), ("A", 2), ("A", 2), ("B", 3)]


@pytest.mark.parametrize(
    ("path", "size", "content", "is_copy"),
    [
        ("/store_00020001/DCIM/101/A.JPG", 5, "same", True),
        ("/store_00020001/DCIM/101/A.JPG", 5, "other", False),
        ("/store_00020001/DCIM/101/A.JPG", 6, "same", False),
        ("/store_00020001/DCIM/101/B.JPG", 5, "same", False),
    ],
)
def test_only_the_same_picture_with_the_same_content_is_a_copy(
    ledger: Ledger, path: str, size: int, content: str, is_copy: bool
) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    picture = ledger.picture_of(entry, FileIdentity(entry.path, 5, NOON))
    ledger.set_name(entry, picture, 0, "A.JPG", "same")
    ledger.set_saved(entry, delete=False)
    other, seen = waiting(ledger, path), FileIdentity(path, size, NOON)
    ledger.picture_of(other, seen)

    assert ledger.saved_with(seen, content) == (entry.id if is_copy else None)


@pytest.mark.parametrize("delete", [False, True])
def test_a_copy_is_saved_with_its_original_and_stays_known(ledger: Ledger, delete: bool) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    picture = ledger.picture_of(entry, FileIdentity(entry.path, 5, NOON))
    ledger.set_name(entry, picture, 0, "A.JPG", "same")
    ledger.set_saved(entry, delete=False)
    copy, seen = (
        waiting(ledger, "/store_00020001/DCIM/101/A.JPG"),
        FileIdentity("/store_00020001/DCIM/101/A.JPG", 5, NOON),
    )
    ledger.picture_of(copy, seen)
    ledger.set_part(copy, "", ".part")

    ledger.merge(copy, entry.id, seen, delete=delete)
    ledger.add_unknown([seen, FileIdentity(entry.path, 5, NOON), FileIdentity(OLD, 9, NOON)], NEXT)

    assert ledger.count_pending() == 0
    assert ledger.interrupted() == []
    assert [each.path for each in ledger.to_delete()] == ([copy.path] if delete else [])


def test_a_name_is_chosen_with_regard_to_the_raw_on_the_other_card(ledger: Ledger) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    others = ["A.NEF", "A.WAV"]
    ledger.add(["/store_00020001/DCIM/101/A.NEF", f"{CARD}/A.WAV", "/store_00020001/DCIM/101/B.NEF"])

    assert sorted(f"A.{ext}" for ext in ledger.siblings(entry)) == others


def test_only_a_raw_and_a_jpeg_that_follow_each_other_in_memory_are_one_picture(ledger: Ledger) -> None:
    names = ["capt0000.jpg", "capt0001.jpg", "capt0002.nef", "capt0003.jpg", "capt0005.nef"]

    numbers = [saved(ledger, FileIdentity(f"/{name}", 5, f"{NOON}+00:00"))[1] for name in names]

    assert numbers == [1, 2, 2, 3, 4]


def test_a_changed_time_zone_of_the_server_does_not_make_old_pictures_new(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    stamps = []
    for zone, told in (("UTC", "2026-11-24T12:00:00Z"), ("America/New_York", "2026-11-24T17:00:00Z")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        stamps.append(stamp_of(f"{CARD}/A.JPG", told))
    monkeypatch.undo()
    time.tzset()

    assert stamps == [NOON, NOON]


@pytest.mark.parametrize("placed", [False, True])
def test_a_crash_before_or_after_the_final_name_is_mended(ledger: Ledger, tmp_path: Path, placed: bool) -> None:
    data = b"\xff\xd8\xff picture \xff\xd9"
    folder = SaveFolder(tmp_path / "pictures", tmp_path / "state")
    folder.check()
    (folder.root / "below").mkdir()
    entry, seen = waiting(ledger, f"{CARD}/A.JPG"), FileIdentity(f"{CARD}/A.JPG", len(data), NOON)
    picture = ledger.picture_of(entry, seen)
    ledger.set_part(entry, "below", ".part")
    (folder.root / "below" / ".part").write_bytes(data)
    ledger.set_name(entry, picture, 0, "A.JPG", hashlib.sha256(data).hexdigest())
    (folder.root / "below" / "A.JPG").write_bytes(data if placed else b"another")

    (left,) = ledger.interrupted()
    found = recovery.finish(ledger, folder, left, delete=True)

    assert [path.name for path in (folder.root / "below").iterdir()] == ["A.JPG"]
    assert (found.path if found else None) == ("below/A.JPG" if placed else None)
    assert ledger.count_pending() == (0 if placed else 1)
    assert len(ledger.to_delete()) == int(placed)
    assert ledger.is_saved(seen) is placed
    assert ledger.interrupted() == []


# ---- what is deleted from the camera, and what is not


def to_delete(ledger: Ledger) -> list[str]:
    return [entry.path for entry in ledger.to_delete()]


def add_doubtful(ledger: Ledger, path: str) -> FileEntry:
    """Add a file of which nobody knows whether it is old."""
    seen = FileIdentity(path, 9, NOON)
    ledger.add_unknown([seen], NEXT, may_be_old=[seen])
    entry = next(each for each in [ledger.next_pending(())] if each)
    assert entry.path == path
    return entry


@pytest.mark.parametrize("delete", [True, False])
def test_a_saved_file_is_deleted_where_that_is_wanted_and_only_once(ledger: Ledger, delete: bool) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    ledger.set_saved(entry, delete=delete)

    assert to_delete(ledger) == [entry.path] * delete
    assert ledger.count_pending() == 0
    if delete:
        ledger.set_deleted(entry, deleted=True)
    assert to_delete(ledger) == []


@pytest.mark.parametrize("delete", [True, False])
def test_a_file_that_was_saved_before_is_deleted_where_that_is_wanted(ledger: Ledger, delete: bool) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    ledger.set_found(entry, "z-5-1/A.JPG", "ab" * 32, delete=delete)

    assert to_delete(ledger) == [entry.path] * delete
    assert ledger.count_pending() == 0
    assert ledger.saved_with(FileIdentity(entry.path, None, None), "ab" * 32) is None, "its size is not known"


def test_what_may_be_old_is_saved_and_never_deleted(ledger: Ledger) -> None:
    entry = add_doubtful(ledger, f"{CARD}/A.JPG")
    assert entry.may_be_old
    ledger.set_saved(entry, delete=True)

    assert to_delete(ledger) == []
    assert ledger.count_pending() == 0


def test_what_was_published_as_new_is_not_doubted_later(ledger: Ledger) -> None:
    sure = waiting(ledger, f"{CARD}/A.JPG")
    again = add_doubtful(ledger, sure.path)

    assert (again.id, again.may_be_old) == (sure.id, False)


def test_only_those_are_doubted_of_which_nobody_knows(ledger: Ledger) -> None:
    known, doubtful = FileIdentity(f"{CARD}/B.JPG", 9, NOON), FileIdentity(f"{CARD}/A.JPG", 9, NOON)
    assert ledger.add_unknown([known, doubtful], NEXT, may_be_old=[doubtful]) == 2
    first = ledger.next_pending(())
    assert first
    second = ledger.next_pending([first.id])
    assert second

    assert {each.path: each.may_be_old for each in (first, second)} == {known.path: False, doubtful.path: True}
    assert ledger.next_pending([first.id, second.id]) is None


def test_a_file_that_the_camera_lost_is_pending_no_more_and_new_when_it_comes_again(ledger: Ledger) -> None:
    entry = waiting(ledger, f"{CARD}/A.JPG")
    ledger.set_gone(entry)
    assert ledger.count_pending() == 0

    assert waiting(ledger, entry.path).id != entry.id


def test_files_of_a_comparison_are_pending_in_the_order_in_which_they_were_shot(ledger: Ledger) -> None:
    later, earlier = FileIdentity(f"{CARD}/A.JPG", 9, MUCH_LATER), FileIdentity(f"{CARD}/B.JPG", 9, NOON)
    ledger.add_unknown([later, earlier], NEXT)

    first = ledger.next_pending(())
    assert first
    assert first.path == earlier.path


def test_of_files_of_the_same_time_a_jpeg_is_pending_before_its_raw_whatever_the_alphabet_says(ledger: Ledger) -> None:
    paths = ["/1/C/A.JPG", "/1/C/A.CR3", "/2/C/B.JPG", "/1/C/B.CR3"]
    ledger.add_unknown([FileIdentity(path, 9, NOON) for path in sorted(paths)], NEXT)

    pending: list[FileEntry] = []
    while entry := ledger.next_pending([each.id for each in pending]):
        pending.append(entry)
    assert [each.path for each in pending] == paths


def test_a_correction_of_the_time_makes_no_second_picture_and_the_listing_now_is_known(ledger: Ledger) -> None:
    before, now = FileIdentity(f"{CARD}/A.JPG", 9, NOON), FileIdentity(f"{CARD}/A.JPG", 9, MUCH_LATER)
    entry = waiting(ledger, before.path)
    picture = ledger.picture_of(entry, before)
    ledger.set_name(entry, picture, 0, "A.JPG", "ab" * 32)
    ledger.set_saved(entry, delete=False)
    again = waiting(ledger, now.path)
    saved_id = ledger.saved_with(now, "ab" * 32)
    assert saved_id == entry.id
    ledger.merge(again, saved_id, now, delete=True)

    assert ledger.count_pending() == 0
    assert ledger.is_saved(now)
    assert not ledger.is_saved(before)
    assert [each.id for each in ledger.to_delete()] == [entry.id]


def test_another_beginning_forgets_what_earlier_releases_kept_of_old_files(ledger: Ledger) -> None:
    ledger.begin("z-5-1", "/pictures", RUN, NEXT, [])

    assert ledger.add_unknown([FileIdentity(OLD, 9, NOON)], NEXT) == 1


def test_a_saved_file_that_is_found_again_after_a_crash_does_not_clash_with_its_own_picture(ledger: Ledger) -> None:
    jpeg, raw = (FileIdentity(f"{CARD}/A.{ext}", 9, NOON) for ext in ("JPG", "RAF"))
    picture = saved(ledger, jpeg)
    ledger.add([raw.path, jpeg.path])
    entry = ledger.next_pending(())
    assert entry
    assert entry.path == raw.path
    assert (ledger.picture_of(entry, raw).stem, ledger.picture_of(entry, raw).number) == picture

    assert ledger.siblings(entry) == []


def test_a_number_that_is_used_again_clashes_with_all_files_of_the_earlier_picture(ledger: Ledger) -> None:
    saved(ledger, FileIdentity(f"{CARD}/A.JPG", 9, NOON))
    jpeg, raw = (FileIdentity(f"{CARD}/A.{ext}", 8, MUCH_LATER) for ext in ("JPG", "RAF"))
    ledger.add([raw.path, jpeg.path])
    entry = ledger.next_pending(())
    assert entry
    ledger.picture_of(entry, raw)

    assert ledger.siblings(entry) == ["JPG"]
