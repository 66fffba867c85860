"""Pairing: the files of one picture get one number and one stem, and no other file does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.settings import TetheringRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, TWO = "/store_00010001/DCIM/100", "/store_00020001/DCIM/101"
NOON, NEARLY, LATER = "2026-11-24T12:00:00", "2026-11-24T12:01:00", "2026-11-24T12:01:01"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.open()
    ledger.begin("z-5-1", "/pictures", TetheringRun("2026-11-24T12:00:00Z"), Cursor("memory", 0), [])
    yield ledger
    ledger.close()


def numbers(ledger: Ledger, *files: tuple[str, str | None]) -> list[int]:
    """Enter files in this order, and return the numbers of their pictures."""
    found = []
    for path, stamp in files:
        ledger.add([path])
        entry = ledger.next_pending(())
        assert entry
        found.append(ledger.picture_of(entry, FileIdentity(path, 5, stamp)).number)
        ledger.set_saved(entry, delete=False)
    return found


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("/a/X.JPG", NOON), ("/a/X.NEF", NEARLY), True),
        (("/a/X.NEF", NEARLY), ("/a/X.JPG", NOON), True),
        (("/a/X.JPG", NOON), ("/a/X.NEF", LATER), False),
        (("/a/X.JPG", NOON), ("/a/X.NEF", None), True),
        (("/a/X.JPG", NOON), ("/b/X.NEF", NOON), False),
        (("/a/X.JPG", NOON), ("/a/Y.NEF", NOON), False),
        (("/a/X.JPG", NOON), ("/a/X.jpg", NOON), False),
        ((f"{ONE}/X.JPG", NOON), (f"{TWO}/X.NEF", NEARLY), True),
        ((f"{ONE}/X.JPG", NOON), (f"{TWO}/X.JPG", NOON), True),
        ((f"{ONE}/X.JPG", NOON), (f"{TWO}/X.NEF", LATER), False),
        ((f"{ONE}/X.JPG", NOON), (f"{TWO}/X.NEF", None), False),
        ((f"{ONE}/X.JPG", NOON), (f"{TWO}/Y.NEF", NOON), False),
        ((f"{ONE}/X.JPG", NOON), (f"{ONE}/X.JPG", NOON), False),
        ((f"{ONE}/X.JPG", NOON), ("/store_00010001/DCIM/101/X.NEF", NOON), False),
    ],
)
def test_files_of_one_folder_or_two_cards_are_one_picture_if_of_one_stem_and_minute(
    ledger: Ledger, first: tuple[str, str | None], second: tuple[str, str | None], same: bool
) -> None:
    assert numbers(ledger, first, second) == [1, 1 if same else 2]


def test_a_picture_can_have_more_than_two_files(ledger: Ledger) -> None:
    assert numbers(ledger, ("/a/X.JPG", NOON), ("/a/X.NEF", NOON), ("/a/X.WAV", NOON)) == [1, 1, 1]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("/capt0000.jpg", NOON), ("/capt0001.nef", NOON), True),
        (("/capt0000-1.nef", NOON), ("/capt0001-1.jpg", NOON), True),
        (("/capt0000-1.jpg", NOON), ("/capt0001.nef", NOON), True),
        (("/capt0000-1.jpg", NOON), ("/capt0002-1.nef", NOON), False),
        (("/capt0009.nef", NOON), ("/capt0010.jpg", NOON), True),
        (("/capt0000.jpg", NOON), ("/capt0001.nef", LATER), False),
        (("/capt0000.nef", NOON), ("/capt0001.nef", NOON), False),
        (("/capt0000.jpg", NOON), ("/capt0001.heic", NOON), False),
        (("/capt0000.jpg", NOON), ("/capt0002.nef", NOON), False),
        (("/thumb0000.jpg", NOON), ("/thumb0001.nef", NOON), False),
        (("/capt_DSC00001.JPG", NOON), ("/capt_DSC00001.ARW", NOON), True),
        (("/capt_DSC00001-1.ARW", NOON), ("/capt_DSC00001-1.JPG", NOON), True),
        (("/capt_DSC00001.JPG", NOON), ("/capt_DSC00001.ARW", LATER), False),
        (("/capt_DSC00001.JPG", NOON), ("/capt_DSC00001-1.ARW", NOON), False),
        (("/capt_DSC00001.JPG", NOON), ("/capt_DSC00002.ARW", NOON), False),
    ],
)
def test_in_memory_a_raw_and_a_developed_file_of_subsequent_numbers_or_one_name_are_one_picture(
    ledger: Ledger, first: tuple[str, str], second: tuple[str, str], same: bool
) -> None:
    assert numbers(ledger, first, second) == [1, 1 if same else 2]


def test_a_file_that_is_tried_again_stays_with_its_picture(ledger: Ledger) -> None:
    ledger.add(["/a/X.JPG"])
    entry = ledger.next_pending(())
    assert entry

    first, again = (ledger.picture_of(entry, FileIdentity(entry.path, 5, NOON)) for _ in range(2))

    assert first == again


def test_with_two_cards_a_picture_has_each_of_its_files_on_both(ledger: Ledger) -> None:
    files = [(f"{folder}/{name}", NOON) for name in ("X.JPG", "X.NEF") for folder in (ONE, TWO)]

    assert numbers(ledger, *files, (f"{ONE}/Y.JPG", NOON)) == [1, 1, 1, 1, 2]
