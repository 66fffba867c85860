"""The virtual Fujifilm, as libgphoto2's own driver takes it."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest
from PIL import Image

from rpc_camera.exif.containers import raf_jpeg
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import Driver, occupy_descriptor_0

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = "/store_10000001"
SETTLED_S = 0.3


@pytest.fixture(scope="module")
def fuji() -> Iterator[VirtualCameraProcess]:
    """One camera for all tests of this file."""
    occupy_descriptor_0()
    with VirtualCameraProcess("--make", "fuji", "--serial", "X4") as camera:
        yield camera


@pytest.fixture
def driver(fuji: VirtualCameraProcess) -> Iterator[Driver]:
    """The driver, connected anew; the settings are as at first, and there is no picture."""
    with Driver(fuji.port_string) as connected:
        commands: list[dict[str, object]] = [
            {"set_property": "expprogram", "value": 1},
            {"set_property": "shutterspeed", "value": "1/160"},
            {"set_property": "f-number", "value": "f/4"},
            {"set_property": "iso", "value": "100"},
            {"set_property": "imageformat", "value": 2},
            {"set_property": "imagesize", "value": "2000x1500"},
            {"set_property": "focusmode", "value": 0x8001},
            {"set_property": "capturemode", "value": 1},
            {"battery": 90},
            {"focus_s": 0.15},
            {"develop_s": 0.1},
            {"strict": False},
            {"clear": True},
        ]
        for command in commands:
            fuji.control(command)
        for path in connected.all_files(MEMORY):
            connected.delete(path)
        connected.drain()
        yield connected


def files_within(driver: Driver, seconds: float, most: int) -> list[str]:
    """The files that are reported, at most so many."""
    files: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(files) < most:
        kind, data = driver.camera.wait_for_event(100, driver.context)
        if kind == gp.GP_EVENT_FILE_ADDED:
            files.append(f"{data.folder}/{data.name}")
    return files


def exposed_s(driver: Driver, path: str) -> float:
    return float(driver.image(path).getexif().get_ifd(0x8769)[0x829A])


def status(camera: VirtualCameraProcess, name: str) -> object:
    return camera.control({"status": True})[name]


def test_the_driver_takes_it_for_a_fuji_that_can_do_what_a_fuji_can(driver: Driver) -> None:
    summary = driver.camera.get_summary(driver.context).text
    assert "FUJIFILM" in summary
    assert "File Deletion, No File Upload" in summary
    assert "Open Capture" in summary
    assert "StorageDescription: Still" in summary


@pytest.mark.parametrize(
    ("name", "value"),
    [("iso", "400"), ("iso", "-2"), ("f-number", "f/5.6"), ("shutterspeed", "2m"), ("whitebalance", "Daylight")],
)
def test_a_setting_shows_a_little_later(driver: Driver, name: str, value: str) -> None:
    before = driver.get(name)
    driver.set(name, value)
    assert driver.get(name) == before
    time.sleep(SETTLED_S)
    assert driver.get(name) == value


def test_times_are_those_of_the_driver(driver: Driver) -> None:
    choices = driver.choices("shutterspeed")
    assert {"1/8000", "1/125", "1/3", "0.4s", "1s", "1.3s", "2.5s", "13s", "60s", "2m", "bulb"} <= set(choices)
    assert not [choice for choice in choices if "Unknown" in choice]


def test_an_automatic_program_chooses_by_itself_and_holds_its_dials(fuji: VirtualCameraProcess) -> None:
    fuji.control({"set_property": "f-number", "value": "f/8"})
    fuji.control({"set_property": "expprogram", "value": 3})
    with Driver(fuji.port_string) as driver:  # which knows nothing from before
        assert driver.get("shutterspeed") == "1/60"
        with pytest.raises(gp.GPhoto2Error):
            driver.set("shutterspeed", "1/1000")


def test_a_picture_stays_in_memory_until_it_is_deleted(fuji: VirtualCameraProcess, driver: Driver) -> None:
    free = int(driver.get("availableshots"))
    path = driver.capture()
    assert path == f"{MEMORY}/{status(fuji, 'written')[-1]}"  # type: ignore[index]
    picture = driver.image(path)
    assert picture.size == (2000, 1500)
    assert picture.getexif()[0x010F] == "FUJIFILM"
    assert driver.all_files(MEMORY) == [path]
    assert int(driver.get("availableshots")) == free - 1
    driver.delete(path)
    assert driver.all_files(MEMORY) == []


def test_raw_comes_after_the_jpeg_and_has_one_in_it(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"set_property": "imageformat", "value": 7})
    driver.camera.trigger_capture(driver.context)
    jpeg, raw = files_within(driver, 10, 2)
    assert (jpeg[-4:], raw[-4:]) == (".JPG", ".RAF")
    assert jpeg[:-4] == raw[:-4]
    data = driver.read(raw)
    embedded = Image.open(io.BytesIO(data[raf_jpeg(io.BytesIO(data)) :]))
    assert embedded.getexif()[0x0110] == "X-T4"
    assert len(data) > 2 * 4000 * 3000


def test_a_release_is_over_for_the_driver_when_something_has_changed(
    fuji: VirtualCameraProcess, driver: Driver
) -> None:
    fuji.control({"set_property": "shutterspeed", "value": "1s"})
    driver.set("opcode", "0x1015,0xd212")  # reads what has changed before
    begun = time.monotonic()
    driver.camera.trigger_capture(driver.context)
    assert time.monotonic() - begun > 1
    assert len(files_within(driver, 5, 1)) == 1


def test_bulb_lasts_as_long_as_it_is_held(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"set_property": "shutterspeed", "value": "bulb"})
    driver.set("bulb", 1)
    time.sleep(0.5)
    assert status(fuji, "exposing")
    driver.set("bulb", 0)
    (path,) = files_within(driver, 10, 1)
    assert 0.4 < exposed_s(driver, path) < 1.5


def test_at_bulb_a_release_is_over_at_once(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"set_property": "shutterspeed", "value": "bulb"})
    assert exposed_s(driver, driver.capture()) < 0.1


def test_at_a_time_there_is_no_bulb(fuji: VirtualCameraProcess, driver: Driver) -> None:
    made = status(fuji, "frame")
    with pytest.raises(gp.GPhoto2Error):
        driver.set("bulb", 1)
    assert status(fuji, "frame") == made


@pytest.mark.parametrize("action", ["capture", "trigger", "bulb", "autofocusdrive"])
def test_without_focus_there_is_no_picture_and_the_driver_says_so(
    fuji: VirtualCameraProcess, driver: Driver, action: str
) -> None:
    fuji.control({"focus_s": 0.1, "focus_fails": True})
    made = status(fuji, "frame")
    actions = {"capture": driver.capture, "trigger": driver.trigger}
    with pytest.raises(gp.GPhoto2Error):
        actions.get(action, lambda: driver.set(action, 1))()
    assert any("Perhaps no auto-focus?" in error for error in driver.errors)
    assert status(fuji, "frame") == made


def test_the_lens_goes_to_a_position_in_manual_focus_only(fuji: VirtualCameraProcess, driver: Driver) -> None:
    before = status(fuji, "focus_position")
    driver.set("manualfocusdrive", 4200.0)
    time.sleep(SETTLED_S)
    assert status(fuji, "focus_position") == before
    fuji.control({"set_property": "focusmode", "value": 1})
    driver.set("manualfocusdrive", 4200.0)
    time.sleep(SETTLED_S)
    assert status(fuji, "focus_position") == driver.get("manualfocusdrive") == 4200


def test_live_view_stays_on_until_it_is_ended(fuji: VirtualCameraProcess, driver: Driver) -> None:
    assert driver.preview().size == (640, 480)
    assert status(fuji, "live_view")
    assert not files_within(driver, 0.3, 1)
    driver.set("movie", 0)
    assert not status(fuji, "live_view")
    assert driver.preview().size == (640, 480)
    driver.capture()
    assert not status(fuji, "live_view")


def test_waiting_for_events_puts_the_body_in_control_and_a_strict_one_insists(
    fuji: VirtualCameraProcess, driver: Driver
) -> None:
    fuji.control({"strict": True})
    driver.set("prioritymode", "Camera")
    with pytest.raises(gp.GPhoto2Error):
        driver.set("iso", "800")
    assert "0x2019" in driver.errors[0]
    driver.set("prioritymode", "USB")
    driver.set("iso", "800")
    before = fuji.control({"status": True})["counts"]["1016"]
    driver.drain()
    assert fuji.control({"status": True})["counts"]["1016"] > before
    with pytest.raises(gp.GPhoto2Error):
        driver.set("iso", "400")
    assert len(driver.capture()) > 0


def test_while_the_shutter_is_open_settings_are_refused(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"set_property": "shutterspeed", "value": "bulb"})
    driver.set("bulb", 1)
    with pytest.raises(gp.GPhoto2Error):
        driver.set("iso", "800")
    driver.set("bulb", 0)
    assert len(files_within(driver, 5, 1)) == 1


def test_the_memory_is_full_in_the_end(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"set_property": "capturemode", "value": 3})
    answer, end = "", time.monotonic() + 60
    while "store full" not in answer and time.monotonic() < end:
        answer = str(fuji.ask({"press_shutter": True}))
        time.sleep(0.05)
    assert "store full" in answer
    assert driver.get_anew("availableshots") == "0"
    with pytest.raises(gp.GPhoto2Error):
        driver.capture()


def test_faults_and_commands_work_on_it_as_on_others(fuji: VirtualCameraProcess, driver: Driver) -> None:
    fuji.control({"refuse": "100e", "times": 1})
    with pytest.raises(gp.GPhoto2Error):
        driver.capture()
    fuji.control({"press_shutter": True})
    (path,) = files_within(driver, 5, 1)
    assert driver.files(MEMORY) == [path.rpartition("/")[2]]
    fuji.control({"put": "DSCF0001.MOV"})
    fuji.control({"store": "NOTE.TXT", "text": "hello"})
    assert len(files_within(driver, 5, 2)) == 2
    assert driver.read(f"{MEMORY}/NOTE.TXT") == b"hello"
    fuji.control({"battery": 3})
    with pytest.raises(gp.GPhoto2Error):
        driver.preview()


@pytest.mark.parametrize(("name", "value"), [("f-number", 0), ("shutterspeed", 1), ("shutterspeed", 12345)])
def test_a_value_that_nothing_can_be_reckoned_with_changes_nothing(
    fuji: VirtualCameraProcess, driver: Driver, name: str, value: int
) -> None:
    before = driver.get(name)
    assert "refuses" in fuji.ask({"set_property": name, "value": value, "force": True})["error"]
    assert driver.get_anew(name) == before
    assert driver.capture()
