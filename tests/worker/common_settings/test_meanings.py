"""What the values of libgphoto2's tables mean in the language of all makes."""

from __future__ import annotations

import pytest

from rpc_camera.worker.common_settings import picture_quality, quantity, words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1/125", 0.008),
        ("0.0080s", 0.008),
        ("0.0166s", 0.0166),
        ("10/13", 0.769231),
        ("1/60s", 0.0166667),
        ("30", 30),
        ('1.3"', 1.3),
        ("bulb", "bulb"),
        ("Bulb", "bulb"),
        ("Time", "time"),
        ("auto", "auto"),
        ("x 200", None),
        ("0", None),
    ],
)
def test_exposure_times(text: str, meant: object) -> None:
    assert quantity.shutter_time(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("f/5.6", 5.6),
        ("5.6", 5.6),
        ("f/0.95", 0.95),
        ("implicit auto", "auto"),
        ("f/655.35", "auto"),
        ("auto", "auto"),
        ("--", None),
        ("f/0", None),
    ],
)
def test_f_numbers(text: str, meant: object) -> None:
    assert quantity.f_number(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("400", 400),
        ("Auto", "auto"),
        ("Auto ISO", "auto"),
        ("-1", "auto"),
        ("Auto ISO Multi Frame Noise Reduction", None),
        ("400 Multi Frame Noise Reduction", None),
        ("Factory Default", None),
    ],
)
def test_iso_speeds(text: str, meant: object) -> None:
    assert quantity.iso_speed(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0", 0),
        ("0.3", 0.333),
        ("-0.333", -0.333),
        ("0.6", 0.667),
        ("+1.7", 1.667),
        ("-2.5", -2.5),
        ("0.5", 0.5),
        ("n/a", None),
    ],
)
def test_compensations(text: str, meant: object) -> None:
    assert quantity.compensation(text) == meant


@pytest.mark.parametrize(
    ("wanted", "values", "best"),
    [
        (0.011, [0.008, 0.01, 0.0125], 0.01),
        (1 / 60, [0.0166, 0.02], 0.0166),
        (50, [0.001, 30, "bulb"], 30),
        ("bulb", [0.001, "bulb"], None),
    ],
)
def test_the_nearest_time_is_that_with_the_least_difference_in_light(
    wanted: quantity.Value, values: list[quantity.Value], best: object
) -> None:
    assert next(iter(quantity.nearest("shutter_s", wanted, values)), None) == best


@pytest.mark.parametrize(
    ("key", "wanted", "value", "same"),
    [
        ("shutter_s", 1 / 60, 0.0166, True),
        ("shutter_s", 0.01, 0.0125, False),
        ("shutter_s", "bulb", "bulb", True),
        ("shutter_s", 30, "bulb", False),
        ("aperture", 5.66, 5.6, True),
        ("aperture", 5.6, 6.3, False),
        ("iso", 400, 400, True),
        ("iso", 400, 500, False),
        ("exposure_compensation", 0.7, 0.667, True),
        ("exposure_compensation", 0.5, 0.667, False),
        ("exposure_compensation", 0, 0, True),
        ("kelvin", 5600, 5603, True),
        ("kelvin", 5600, 5700, False),
        ("iso", 400, None, False),
    ],
)
def test_values_of_rounded_names_are_the_same(
    key: str, wanted: quantity.Value, value: quantity.Value | None, same: bool
) -> None:
    assert quantity.is_same(key, wanted, value) is same


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("JPEG Fine", {"quality": "jpeg", "compression": "fine"}),
        ("JPEG Basic*", {"quality": "jpeg", "compression": "basic"}),
        ("NEF (Raw)", {"quality": "raw"}),
        ("NEF+Fine", {"quality": "raw+jpeg", "compression": "fine"}),
        ("TIFF (RGB)", {"quality": "tiff"}),
        ("Standard", {"quality": "jpeg", "compression": "normal"}),
        ("Extra Fine", {"quality": "jpeg", "compression": "extra_fine"}),
        ("RAW", {"quality": "raw"}),
        ("RAW+JPEG", {"quality": "raw+jpeg"}),
        ("RAW+JPEG (Std)", {"quality": "raw+jpeg", "compression": "normal"}),
        ("RAW+JPEG (X.Fine)", {"quality": "raw+jpeg", "compression": "extra_fine"}),
        ("HEIF (Light)", {"quality": "heif", "compression": "basic"}),
        ("RAW+HEIF (Fine)", {"quality": "raw+heif", "compression": "fine"}),
        ("L", {"quality": "jpeg", "size": "large", "compression": "fine"}),
        ("cS2", {"quality": "jpeg", "size": "small", "compression": "normal"}),
        ("RAW + cL", {"quality": "raw+jpeg", "size": "large", "compression": "normal"}),
        ("cRAW + M1", {"quality": "raw+jpeg", "size": "medium", "compression": "fine"}),
        ("RAW + Large Fine JPEG", {"quality": "raw+jpeg", "size": "large", "compression": "fine"}),
        ("RAW + JPEG Normal", {"quality": "raw+jpeg", "compression": "normal"}),
        ("Unknown value 0006", {}),
    ],
)
def test_picture_qualities(text: str, meant: dict[str, str]) -> None:
    said = dict(picture_quality.quality(text))
    said.pop(picture_quality.RAW_KIND, None)
    assert said == meant


def test_several_raw_formats_are_told_apart() -> None:
    kinds = [
        picture_quality.quality(text)[picture_quality.RAW_KIND] for text in ("RAW", "cRAW + L", "sRAW", "NEF+Fine")
    ]
    assert kinds == ["", "c", "s", ""]


@pytest.mark.parametrize(
    ("choices", "meant"),
    [
        (["8256x5504", "6192x4128", "4128x2752"], ["large", "medium", "small"]),
        (["Small", "Large", "Medium"], ["small", "large", "medium"]),
        (["100x100", "90x90", "80x80", "70x70"], [None] * 4),
    ],
)
def test_picture_sizes(choices: list[str], meant: list[str | None]) -> None:
    size = picture_quality.sizes(choices)
    assert [size(each).get("size") for each in choices] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Single Shot", "single"),
        ("Single: Silent shooting", "single_silent"),
        ("Burst", "continuous"),
        ("Continuous high speed", "continuous_high"),
        ("Super high speed continuous shooting", "continuous_high"),
        ("Continuous Hi+ Speed", "continuous_high"),
        ("Continuous Lo Speed", "continuous_low"),
        ("Continuous Med Speed", "continuous_medium"),
        ("Continuous Shooting", "continuous"),
        ("Continuous Quiet Release", None),
        ("Continuous timer", None),
        ("Continuous Bracket 3.0 EV 3 Img.", None),
        ("Timer 10 sec", "self_timer_10s"),
        ("Selftimer 2s", "self_timer_2s"),
        ("Selftimer 10s 3 Pictures", None),
        ("Self-timer", "self_timer"),
        ("Timer", "self_timer"),
        ("Mup Mirror up", "mirror_up"),
        ("Timelapse", None),
    ],
)
def test_drive_modes(text: str, meant: str | None) -> None:
    assert words.drive(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("AWB White", None),
        ("Automatic", "auto"),
        ("Shadow", "shade"),
        ("Fluorescent: Day White", "fluorescent"),
        ("Fluorescent Lamp 3", "fluorescent"),
        ("Choose Color Temperature", "kelvin"),
        ("Custom Whitebalance: PC-1", "custom"),
        ("Preset 2", "custom"),
    ],
)
def test_white_balances(text: str, meant: str | None) -> None:
    assert words.white_balance(text) == meant
