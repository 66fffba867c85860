"""The virtual Sony, of either protocol, as libgphoto2's own driver takes it."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest
from PIL import Image

from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import Driver, occupy_descriptor_0

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTLED_S = 10.0  # on a busy machine


@pytest.fixture(scope="module", params=["sony", "sony3"])
def alpha(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """One camera for all tests of this file."""
    occupy_descriptor_0()
    with VirtualCameraProcess("--make", request.param, "--serial", "A7") as camera:
        yield camera


@pytest.fixture
def driver(alpha: VirtualCameraProcess) -> Iterator[Driver]:
    """The driver, connected anew; the settings are as at first."""
    with Driver(alpha.port_string) as connected:
        commands: list[dict[str, object]] = [
            {"set_property": "expprogram", "value": 1},
            {"set_property": "shutterspeed", "value": "1/160"},
            {"set_property": "f-number", "value": "f/4"},
            {"set_property": "iso", "value": "100"},
            {"set_property": "imagequality", "value": 3},
            {"set_property": "focusmode", "value": 2},
            {"focus_s": 0.15},
            {"develop_s": 0.1},
        ]
        for command in commands:
            alpha.control(command)
        connected.drain()
        yield connected


def files_within(driver: Driver, seconds: float, most: int) -> list[str]:
    """The files that are reported, at most so many; each is read, which takes it out of the camera."""
    files: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(files) < most:
        kind, data = driver.camera.wait_for_event(100, driver.context)
        if kind == gp.GP_EVENT_FILE_ADDED:
            files.append(f"{data.folder.rstrip('/')}/{data.name}")
            driver.read(files[-1])
    return files


def test_the_driver_takes_it_for_a_sony_without_a_card(driver: Driver) -> None:
    summary = driver.camera.get_summary(driver.context).text
    assert "Sony Corporation" in summary
    assert "ILCE-7RM" in summary
    assert not driver.folders("/")


@pytest.mark.parametrize(
    ("name", "value"), [("iso", "400"), ("f-number", "f/5.6"), ("shutterspeed", "1/60"), ("whitebalance", "Daylight")]
)
def test_a_setting_shows_a_little_later(driver: Driver, name: str, value: str) -> None:
    driver.set(name, value)
    end = time.monotonic() + SETTLED_S
    while (shown := driver.get_anew(name)) != value and time.monotonic() < end:
        time.sleep(0.05)
    assert shown == value


def test_an_automatic_program_chooses_by_itself_and_holds_its_dials(
    alpha: VirtualCameraProcess, driver: Driver
) -> None:
    is_wide = alpha.control({"status": True})["model"] == "ILCE-7RM5"
    alpha.control({"set_property": "expprogram", "value": 0x20003 if is_wide else 3})
    alpha.control({"set_property": "f-number", "value": "f/8"})
    assert driver.get_anew("shutterspeed") == "1/60"
    with pytest.raises(gp.GPhoto2Error):
        driver.set("shutterspeed", "1/1000")


def test_a_picture_is_fetched_from_memory_and_gone_then(alpha: VirtualCameraProcess, driver: Driver) -> None:
    driver.camera.trigger_capture(driver.context)
    name = _next_file(driver)
    picture = Image.open(io.BytesIO(driver.read(f"/{name}")))
    assert picture.size == (4000, 3000)
    assert picture.getexif()[0x010F] == "SONY"
    assert name == "capt_" + alpha.control({"status": True})["written"][-1]
    assert driver.get_anew("d215") == "0"


def _next_file(driver: Driver) -> str:
    for _ in range(100):
        kind, data = driver.camera.wait_for_event(200, driver.context)
        if kind == gp.GP_EVENT_FILE_ADDED:
            return str(data.name)
    raise AssertionError("no file was reported")


def test_raw_and_jpeg_are_two_objects_one_after_the_other(alpha: VirtualCameraProcess, driver: Driver) -> None:
    alpha.control({"set_property": "imagequality", "value": 0x13})
    driver.drain()
    driver.camera.trigger_capture(driver.context)
    jpeg, raw = files_within(driver, 10, 2)
    assert (jpeg[-4:], raw[-4:]) == (".JPG", ".ARW")
    assert jpeg[:-4] == raw[:-4]


def test_bulb_lasts_as_long_as_it_is_held(alpha: VirtualCameraProcess, driver: Driver) -> None:
    alpha.control({"set_property": "shutterspeed", "value": "Bulb"})
    alpha.control({"set_property": "focusmode", "value": 1})
    driver.drain()
    driver.set("bulb", 1)
    time.sleep(0.5)
    assert alpha.control({"status": True})["exposing"]
    driver.set("bulb", 0)
    name = _next_file(driver)
    exif = Image.open(io.BytesIO(driver.read(f"/{name}"))).getexif().get_ifd(0x8769)
    assert 0.4 < float(exif[0x829A]) < 10  # a busy machine is late to close it


def test_without_focus_there_is_no_picture_and_the_body_says_why(alpha: VirtualCameraProcess, driver: Driver) -> None:
    alpha.control({"focus_s": 0.1, "focus_fails": True})
    made = alpha.control({"status": True})["frame"]
    driver.camera.trigger_capture(driver.context)
    assert not files_within(driver, 1, 1)
    assert alpha.control({"status": True})["frame"] == made
    assert alpha.control({"status": True})["operations"].count("9207") >= 4


def test_the_lens_moves_in_manual_focus_only(alpha: VirtualCameraProcess, driver: Driver) -> None:
    before = alpha.control({"status": True})["focus_position"]
    driver.set("manualfocus", 3.0)
    assert alpha.control({"status": True})["focus_position"] == before
    alpha.control({"set_property": "focusmode", "value": 1})
    driver.drain()
    driver.set("manualfocus", 3.0)
    assert alpha.control({"status": True})["focus_position"] > before


def test_live_view(driver: Driver) -> None:
    assert driver.preview().size == (640, 480)


def test_a_dial_that_is_turned_is_reported(alpha: VirtualCameraProcess, driver: Driver) -> None:
    for value in (6, 4):
        alpha.control({"set_property": "whitebalance", "value": value})
    assert any("whitebalance" in text for text in driver.messages_until("5005"))


@pytest.mark.parametrize(
    ("name", "value"), [("f-number", 0), ("shutterspeed", 1 << 16), ("shutterspeed", 1), ("iso", 0)]
)
def test_a_value_that_nothing_can_be_reckoned_with_changes_nothing(
    alpha: VirtualCameraProcess, driver: Driver, name: str, value: int
) -> None:
    before = driver.get(name)
    assert "refuses" in alpha.ask({"set_property": name, "value": value, "force": True})["error"]
    assert driver.get_anew(name) == before
    driver.camera.trigger_capture(driver.context)
    assert len(files_within(driver, 10, 1)) == 1


def test_no_text_is_a_fraction_by_nothing(alpha: VirtualCameraProcess, driver: Driver) -> None:
    assert "is no value for" in alpha.ask({"set_property": "shutterspeed", "value": "1/0"})["error"]
    assert driver.get_anew("shutterspeed") == "1/160"


def test_pictures_that_nobody_fetches_leave_no_room_in_the_end(alpha: VirtualCameraProcess, driver: Driver) -> None:
    alpha.control({"set_property": "imagequality", "value": 0x13})
    driver.drain()
    made, answer, end = 0, "", time.monotonic() + 60
    while "store full" not in answer and time.monotonic() < end:
        answer = str(alpha.ask({"press_shutter": True}))
        made += "ok" in answer
        time.sleep(0.05)
    assert "store full" in answer
    assert 16 <= made < 30
    assert len(files_within(driver, 60, 2 * made)) == 2 * made
