"""Which release a file is of, by stem, number and order, whenever it comes."""

from __future__ import annotations

import pytest

from rpc_camera.contract.types import FileOrigin
from rpc_camera.worker.releases import Expected, Releases, expected_frames

FIRST, SECOND = "/store_00010001/DCIM/100ND850", "/store_00020001/DCIM/101ND850"
ONE_JPEG, ONE_PAIR, TWO_PAIRS, UNKNOWN = Expected(1, 1), Expected(1, 2), Expected(2, 2), Expected(1, 1, exact=False)
CAPTURE, CAMERA = FileOrigin.CAPTURE_IMAGE, FileOrigin.CAMERA


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def releases(clock: Clock) -> Releases:
    return Releases(clock)


def captured(releases: Releases, expected: Expected, *paths: str) -> None:
    """Have a capture_image that was answered with these files."""
    releases.begin(CAPTURE, expected)
    for path in paths:
        releases.add(path)
    releases.end()


def test_a_late_raw_is_of_the_release_that_its_jpeg_is_of(releases: Releases) -> None:
    captured(releases, ONE_PAIR, f"{FIRST}/DSC_0006.JPG")
    now = releases.begin(CAPTURE, ONE_PAIR)

    origins = [releases.add(f"{FIRST}/{name}") for name in ("DSC_0007.JPG", "DSC_0006.NEF", "DSC_0007.NEF")]

    assert origins == [CAPTURE] * 3
    assert now.paths == [f"{FIRST}/DSC_0007.JPG", f"{FIRST}/DSC_0007.NEF"]
    assert not releases.is_awaited(f"{FIRST}/DSC_0006.NEF")


@pytest.mark.parametrize(("later_s", "is_of_next"), [(59.0, False), (61.0, True)])
def test_a_stem_is_known_for_a_minute(releases: Releases, clock: Clock, later_s: float, is_of_next: bool) -> None:
    captured(releases, ONE_PAIR, f"{FIRST}/DSC_0006.JPG")
    releases.begin(CAPTURE, ONE_PAIR)
    clock.now += later_s

    releases.add(f"{FIRST}/DSC_0006.NEF")

    assert releases.is_awaited(f"{FIRST}/DSC_0006.NEF") is is_of_next


def test_a_name_that_is_used_again_is_a_new_picture(releases: Releases) -> None:
    captured(releases, ONE_PAIR, f"{FIRST}/DSC_0006.JPG", f"{FIRST}/DSC_0006.NEF")
    now = releases.begin(CAPTURE, ONE_PAIR)

    for ext in ("JPG", "NEF"):
        releases.add(f"{FIRST}/DSC_0006.{ext}")

    assert now.is_whole


def test_after_another_card_every_stem_is_new(releases: Releases) -> None:
    captured(releases, ONE_JPEG, f"{FIRST}/DSC_0006.JPG")
    releases.forget_pictures()
    now = releases.begin(CAPTURE, ONE_JPEG)

    releases.add(f"{FIRST}/DSC_0006.NEF")

    assert now.is_whole


def test_raw_and_jpeg_on_two_cards_are_one_picture_in_whatever_folders(releases: Releases) -> None:
    now = releases.begin(CAPTURE, ONE_PAIR)

    releases.add(f"{SECOND}/DSC_0006.JPG")
    releases.add(f"{FIRST}/DSC_0006.NEF")

    assert now.is_whole


@pytest.mark.parametrize(
    ("first", "other", "is_ours"),
    [
        ("DSC_0006", "DSC_0005", False),
        ("DSC_0006", "DSC_0007", True),
        ("DSC_0001", "DSC_9999", False),
        ("DSC_9999", "DSC_0001", True),
        ("DSC_0006", "_DSC0005", True),
        ("20260101-01", "20260101-00", True),
    ],
)
def test_a_number_below_the_first_one_is_of_an_earlier_picture(
    releases: Releases, first: str, other: str, is_ours: bool
) -> None:
    releases.begin(CAPTURE, ONE_JPEG)
    releases.add(f"{FIRST}/{first}.JPG")

    origin = releases.add(f"{FIRST}/{other}.JPG")

    assert releases.is_awaited(f"{FIRST}/{other}.JPG") is is_ours
    assert origin is (CAPTURE if is_ours else CAMERA)


def test_what_was_triggered_before_comes_before(releases: Releases) -> None:
    releases.begin(CAMERA, TWO_PAIRS, 10)
    now = releases.begin(CAPTURE, ONE_PAIR)

    names = [f"DSC_000{frame}.{ext}" for frame in (6, 7, 8) for ext in ("JPG", "NEF")]
    origins = [releases.add(f"{FIRST}/{name}") for name in names]

    assert origins == [CAMERA] * 4 + [CAPTURE] * 2
    assert now.paths == [f"{FIRST}/DSC_0008.JPG", f"{FIRST}/DSC_0008.NEF"]


@pytest.mark.parametrize("refused", [False, True])
def test_a_triggered_picture_that_never_came_leaves_the_next_one_to_the_capture(
    releases: Releases, clock: Clock, refused: bool
) -> None:
    triggered = releases.begin(CAMERA, ONE_JPEG, 10)
    if refused:
        releases.discard(triggered)
    else:
        clock.now += 11
    now = releases.begin(CAPTURE, ONE_JPEG)

    assert releases.add(f"{FIRST}/DSC_0006.JPG") is CAPTURE
    assert now.is_whole


def test_releases_are_complete_in_their_order(releases: Releases) -> None:
    releases.begin(CAMERA, ONE_JPEG, 10)
    releases.begin(CAPTURE, ONE_JPEG)

    assert [releases.complete() for _ in range(3)] == [False, True, False]


def test_a_drive_that_says_no_number_goes_on_until_it_is_complete(releases: Releases) -> None:
    captured(releases, ONE_JPEG, f"{FIRST}/DSC_0005.JPG")
    releases.complete()
    releases.begin(CAMERA, UNKNOWN, 10)
    now = releases.begin(CAPTURE, ONE_JPEG)

    for frame in (6, 7):
        releases.add(f"{FIRST}/DSC_000{frame}.JPG")
    releases.complete()
    releases.add(f"{FIRST}/DSC_0008.JPG")

    assert now.paths == [f"{FIRST}/DSC_0008.JPG"]


def test_files_in_memory_are_counted_whatever_their_names(releases: Releases) -> None:
    releases.begin(CAMERA, ONE_PAIR, 10)
    now = releases.begin(CAPTURE, TWO_PAIRS)

    for number in range(6):
        assert not now.is_whole
        releases.add(f"/capt{number:04}.{'nef' if number % 2 else 'jpg'}")

    assert now.is_whole
    assert now.paths == ["/capt0002.jpg", "/capt0003.nef", "/capt0004.jpg", "/capt0005.nef"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ONE_PAIR),
        ({"capturemode": "Single Shot", "burstnumber": "4"}, ONE_PAIR),
        ({"capturemode": "Burst", "burstnumber": "4"}, Expected(4, 2)),
        ({"capturemode": "Burst", "burstnumber": "many"}, Expected(1, 2, exact=False)),
        ({"drivemode": "Continuous high speed"}, Expected(1, 2, exact=False)),
        ({"capturemode": "Selftimer 10s 3 Pictures"}, Expected(3, 2)),
        ({"capturemode": "Continuous Self Timer 5 Img. 2 Sec."}, Expected(5, 2)),
    ],
)
def test_a_release_makes_as_many_pictures_as_the_drive_says(settings: dict[str, str], expected: Expected) -> None:
    def setting(*names: str) -> str | None:
        return next((settings[name] for name in names if name in settings), None)

    assert expected_frames(setting, 2) == expected


@pytest.mark.parametrize(
    ("drive", "is_named"), [("Single frame", True), ("Single Shot", True), ("", False), ("Continuous low speed", False)]
)
def test_what_a_release_makes_is_certain_only_where_the_body_names_drive_and_quality(
    drive: str, is_named: bool
) -> None:
    def setting(*_names: str) -> str:
        return drive

    assert expected_frames(setting, 1, named=True).named is is_named
    assert not expected_frames(setting, 1).named


def test_a_release_is_under_way_until_it_is_whole_and_complete(releases: Releases) -> None:
    seen = [releases.are_under_way]
    releases.begin(CAMERA, ONE_PAIR, 10)
    for name in ("DSC_0001.JPG", "DSC_0001.NEF"):
        seen.append(releases.are_under_way)
        releases.add(f"{FIRST}/{name}")
    seen.append(releases.are_under_way)
    releases.complete()

    assert [*seen, releases.are_under_way] == [False, True, True, True, False]


def test_a_release_that_brings_nothing_is_under_way_until_its_time_is_over(releases: Releases, clock: Clock) -> None:
    releases.begin(CAMERA, ONE_PAIR, 10)
    seen = []
    for seconds in (9, 2):
        clock.now += seconds
        seen.append(releases.are_under_way)

    assert seen == [True, False]
