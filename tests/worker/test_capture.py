"""How many files a picture has, by the words that libgphoto2's drivers have for image quality."""

from __future__ import annotations

import pytest

from rpc_camera.worker.makers import maker_of


@pytest.mark.parametrize(
    ("quality", "files"),
    [
        ("", 1),
        ("JPEG Fine", 1),
        ("NEF (Raw)", 1),
        ("NEF+Fine", 2),
        ("RAW", 1),
        ("cRAW", 1),
        ("Large Fine JPEG", 1),
        ("RAW + L", 2),
        ("cRAW + M", 2),
        ("mRAW + S1", 2),
        ("RAW + Large Fine JPEG", 2),
        ("RAW & HEIF", 2),
        ("RAW+JPEG", 2),
        ("Extra Fine", 1),
    ],
)
def test_raw_with_another_format_is_two_files(quality: str, files: int) -> None:
    assert maker_of(None).files_of(quality) == files


@pytest.mark.parametrize(
    ("quality", "is_named"),
    [
        ("", False),
        ("JPEG Fine", True),
        ("RAW", True),
        ("RAW + JPEG Normal", True),
        ("RAW + Unknown value 0004", False),
        ("Unknown value 0006", True),
        ("Unknown value 0007", True),
        ("Unknown value 0008", False),
    ],
)
def test_only_a_quality_of_known_words_says_for_certain_which_files_there_are(quality: str, is_named: bool) -> None:
    assert maker_of("FUJIFILM").names_files(quality) is is_named


def test_a_quality_without_words_is_what_its_make_means_by_it() -> None:
    assert [maker_of("FUJIFILM").files_of(f"Unknown value 000{number}") for number in (6, 7)] == [1, 2]
