"""The virtual EOS, an R body and a reflex, as libgphoto2's own driver takes them."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import gphoto2 as gp
import pytest
from PIL import Image

from rpc_camera.exif.tags import read_exif
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import CARD, Driver, occupy_descriptor_0

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTLED_S = 0.3
RAW_AND_LARGE, RAW, LARGE = 0x0C03, 0x0CFF, 0x03FF
MEMORY_CARD, INTERNAL_RAM = "Memory card", "Internal RAM"


@pytest.fixture(scope="module", params=["canon", "canon-dslr"])
def eos(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """One camera for all tests of this file."""
    occupy_descriptor_0()
    with VirtualCameraProcess("--make", request.param, "--serial", "EOS") as camera:
        yield camera


@pytest.fixture
def driver(eos: VirtualCameraProcess) -> Iterator[Driver]:
    """The driver, connected anew; the settings are as at first, but pictures are small and go to the card."""
    with Driver(eos.port_string) as connected:
        commands: list[dict[str, object]] = [
            {"set_property": "autoexposuremode", "value": 3},
            {"set_property": "shutterspeed", "value": "1/125"},
            {"set_property": "aperture", "value": "5.6"},
            {"set_property": "iso", "value": "100"},
            {"set_property": "exposurecompensation", "value": 0},
            {"set_property": "imageformat", "value": 0xD3FF},
            {"set_property": "focusmode", "value": 0},
            {"set_property": "batterylevel", "value": 90},
            {"focus_s": 0.05},
            {"develop_s": 0.05},
        ]
        for command in commands:
            eos.control(command)
        target(connected, MEMORY_CARD)
        yield connected


def target(driver: Driver, where: str) -> None:
    """Say where pictures go, and wait until the body has understood."""
    driver.set("capturetarget", where)
    driver.drain()
    time.sleep(SETTLED_S)
    driver.drain()


def is_reflex(eos: VirtualCameraProcess) -> bool:
    return "Mark" in str(eos.control({"status": True})["model"])


def events_within(driver: Driver, seconds: float) -> list[tuple[int, Any]]:
    found = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind, data = driver.camera.wait_for_event(50, driver.context)
        if kind != gp.GP_EVENT_TIMEOUT:
            found.append((kind, data))
    return found


def texts_within(driver: Driver, seconds: float) -> list[str]:
    return [str(data) for kind, data in events_within(driver, seconds) if kind == gp.GP_EVENT_UNKNOWN]


def exif_of(data: bytes) -> Any:
    return read_exif(io.BytesIO(data))["tags"]


def test_the_driver_takes_it_for_an_eos_with_a_card(eos: VirtualCameraProcess, driver: Driver) -> None:
    summary = driver.camera.get_summary(driver.context).text
    assert f"Canon EOS {'5D Mark IV' if is_reflex(eos) else 'R5'}" in summary
    assert "Canon EOS Capture 2" in summary
    names = [path.rpartition("/")[2] for path in driver.all_files()]
    assert names[:5] == [f"IMG_{number:04d}.JPG" for number in range(1, 6)]


def test_only_the_reflex_has_an_operation_for_bulb(eos: VirtualCameraProcess, driver: Driver) -> None:
    assert "Press Full MF" in driver.choices("eosremoterelease")
    whole = driver.camera.get_config(driver.context)
    actions = whole.get_child_by_name("actions")
    names = [actions.get_child(number).get_name() for number in range(actions.count_children())]
    assert ("bulb" in names) == is_reflex(eos)


def test_a_listed_file_has_its_size_and_its_time(driver: Driver) -> None:
    path = driver.all_files()[0]
    info = driver.info(path)
    assert time.strftime("%F %T", time.localtime(info.mtime)) == "2024-06-01 12:00:00"
    assert len(driver.read(path)) <= info.size


def test_a_name_too_long_for_the_list_of_a_folder_is_found_all_the_same(eos: VirtualCameraProcess) -> None:
    eos.control({"store": "DCIM/150LONGS/A_NAME_OF_MORE_THAN_15.JPG", "text": "abc"})
    with Driver(eos.port_string) as anew:
        assert anew.read(f"{CARD}/DCIM/150LONGS/A_NAME_OF_MORE_THAN_15.JPG") == b"abc"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iso", "400"),
        ("aperture", "8"),
        ("shutterspeed", "1/60"),
        ("whitebalance", "Daylight"),
        ("exposurecompensation", "-1.3"),
        ("imageformat", "RAW + L"),
        ("imageformat", "cL"),
        ("imageformat", "S1"),
        ("artist", "Ansel"),
        ("autopoweroff", "240"),
        ("autoexposuremode", "AV"),
    ],
)
def test_a_setting_shows_a_little_later_and_is_reported(
    eos: VirtualCameraProcess, driver: Driver, name: str, value: str
) -> None:
    driver.set(name, "0" if name == "exposurecompensation" else driver.get(name))
    driver.drain()
    driver.set(name, value)
    time.sleep(SETTLED_S)
    assert driver.get_anew(name) == value
    with Driver(eos.port_string) as anew:
        assert anew.get_anew(name) == value


def test_an_automatic_program_chooses_by_itself_and_holds_its_dials(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "autoexposuremode", "value": 2})
    eos.control({"set_property": "aperture", "value": "f/8"})
    assert driver.get_anew("shutterspeed") == "1/60"
    with pytest.raises(gp.GPhoto2Error):
        driver.set("shutterspeed", "1/1000")


def test_at_b_on_the_mode_dial_the_shutter_is_at_bulb(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "autoexposuremode", "value": 4})
    assert driver.get_anew("shutterspeed") == "bulb"


def test_a_dial_that_is_turned_is_reported(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "whitebalance", "value": 6})
    eos.control({"set_property": "whitebalance", "value": 1})
    assert any('"whitebalance" to "Daylight"' in text for text in driver.messages_until("d109"))


def test_the_clock_can_be_set(driver: Driver) -> None:
    wanted = 1_700_000_000
    driver.set("datetimeutc", wanted)
    time.sleep(SETTLED_S)
    assert abs(driver.get_anew("datetimeutc") - wanted) < 5
    driver.set("datetimeutc", int(time.time()))


# ---- pictures


def test_a_picture_comes_onto_the_card_while_the_body_is_busy(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "shutterspeed", "value": "2"})
    driver.camera.trigger_capture(driver.context)
    driver.messages_until("Camera Status 1")
    with pytest.raises(gp.GPhoto2Error, match="-110"):
        driver.camera.trigger_capture(driver.context)
    (path,) = driver.files_until_complete()
    assert path.startswith(f"{CARD}/DCIM/")
    picture = Image.open(io.BytesIO(driver.read(path)))
    assert (picture.size, picture.getexif()[0x010F]) == ((2000, 1500), "Canon")
    assert driver.get_anew("availableshots").isdecimal()


def test_a_capture_in_one_call(driver: Driver) -> None:
    assert driver.capture().endswith(".JPG")


def test_the_raw_comes_after_the_jpeg_and_can_be_read(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "imageformat", "value": RAW_AND_LARGE})
    jpeg, raw = driver.trigger()
    suffix = ".CR2" if is_reflex(eos) else ".CR3"
    assert (jpeg[-4:], raw[-4:], jpeg[:-4]) == (".JPG", suffix, raw[:-4])
    whole, of_jpeg = exif_of(driver.read(raw)), exif_of(driver.read(jpeg))
    assert whole["image"]["Model"] == of_jpeg["image"]["Model"]
    assert whole["exif"]["ExposureTime"] == of_jpeg["exif"]["ExposureTime"] == 1 / 125
    assert Image.open(io.BytesIO(driver.read(raw, gp.GP_FILE_TYPE_PREVIEW))).size == (160, 120)


def test_pictures_in_memory_are_fetched_and_gone_then(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "imageformat", "value": RAW_AND_LARGE})
    target(driver, INTERNAL_RAM)
    on_card = eos.control({"status": True})["files"]
    first, second = driver.trigger()
    assert first.endswith(".jpg")
    assert second.endswith(".cr2" if is_reflex(eos) else ".cr3")
    for path in (first, second):
        assert exif_of(driver.read(path))["image"]["Make"] == "Canon"
    status = eos.control({"status": True})
    assert status["files"] == on_card
    assert status["operations"].count("9117") == 2


def test_pictures_that_nobody_fetches_leave_no_room_in_the_end(eos: VirtualCameraProcess, driver: Driver) -> None:
    target(driver, INTERNAL_RAM)
    made, answer, end = 0, "", time.monotonic() + 60
    while "store full" not in answer and time.monotonic() < end:
        answer = str(eos.ask({"press_shutter": True}))
        made += "ok" in answer
        time.sleep(0.02)
    assert "store full" in answer
    assert 12 <= made < 20


def test_a_burst_is_complete_once(eos: VirtualCameraProcess, driver: Driver) -> None:
    for where in (MEMORY_CARD, INTERNAL_RAM):
        target(driver, where)
        eos.control({"set_property": "drivemode", "value": 4})
        driver.drain()
        assert len(driver.trigger()) == 3
        assert not events_within(driver, 0.5)
    eos.control({"set_property": "drivemode", "value": 0})


def test_without_focus_there_is_no_picture_and_the_driver_says_why(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"focus_s": 0.05, "focus_fails": True})
    made = eos.control({"status": True})["frame"]
    driver.errors.clear()
    with pytest.raises(gp.GPhoto2Error):
        driver.camera.trigger_capture(driver.context)
    assert "Auto-Focus failed" in "".join(driver.errors)
    eos.control({"set_property": "focusmode", "value": 3})
    driver.drain()
    assert len(driver.trigger()) == 1
    assert eos.control({"status": True})["frame"] == made + 1


def test_a_full_press_without_focus_is_refused(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"focus_s": 0.05, "focus_fails": True})
    with pytest.raises(gp.GPhoto2Error):
        driver.set("eosremoterelease", "Press Full AF")
    driver.set("eosremoterelease", "Release")
    driver.drain()
    driver.set("eosremoterelease", "Press Full MF")
    driver.set("eosremoterelease", "Release")
    assert len(driver.files_until_complete()) == 1


def open_shutter(eos: VirtualCameraProcess, driver: Driver, *, is_open: bool) -> None:
    if is_reflex(eos):
        driver.set("bulb", int(is_open))
    else:
        driver.set("eosremoterelease", "Press Full MF" if is_open else "Release")


def test_bulb_lasts_as_long_as_it_is_held(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"set_property": "shutterspeed", "value": "bulb"})
    driver.drain()
    open_shutter(eos, driver, is_open=True)
    time.sleep(0.5)
    with pytest.raises(gp.GPhoto2Error):
        driver.set("iso", "200")
    open_shutter(eos, driver, is_open=False)
    (path,) = driver.files_until_complete()
    assert 0.4 < exif_of(driver.read(path))["exif"]["ExposureTime"] < 1.5


def test_the_operation_for_bulb_wants_the_shutter_at_bulb(eos: VirtualCameraProcess, driver: Driver) -> None:
    if not is_reflex(eos):
        with pytest.raises(gp.GPhoto2Error):
            driver.set("bulb", 1)
        return
    driver.errors.clear()
    with pytest.raises(gp.GPhoto2Error):
        driver.set("bulb", 1)
    assert "bulb" in "".join(driver.errors)


def test_the_jpeg_and_the_raw_can_go_to_two_cards() -> None:
    occupy_descriptor_0()
    with VirtualCameraProcess("--make", "canon", "--serial", "TWO") as eos:
        eos.control({"second_card": "jpeg"})
        eos.control({"set_property": "imageformat", "value": LARGE})
        eos.control({"set_property": "imageformatcf", "value": RAW})
        with Driver(eos.port_string) as driver:
            target(driver, MEMORY_CARD)
            assert (driver.get("imageformat"), driver.get("imageformatcf")) == ("L", "RAW")
            jpeg, raw = driver.trigger()
    assert jpeg.startswith("/store_00020001/")
    assert raw.startswith("/store_00010001/")


# ---- live view and focus


def test_live_view_begins_with_the_first_frame_and_ends(eos: VirtualCameraProcess, driver: Driver) -> None:
    assert not eos.control({"status": True})["live_view"]
    assert driver.preview().size == (960, 640)
    assert driver.get_anew("output") == "PC"
    driver.set("viewfinder", 0)
    assert driver.get_anew("output") == "Off"
    assert not eos.control({"status": True})["live_view"]


def test_an_exhausted_battery_allows_no_live_view(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"battery": 3})
    assert any('to "Low"' in text for text in driver.messages_until("d111"))
    with pytest.raises(gp.GPhoto2Error):
        driver.preview()


def test_the_lens_moves_in_live_view_only(eos: VirtualCameraProcess, driver: Driver) -> None:
    before = eos.control({"status": True})["focus_position"]
    with pytest.raises(gp.GPhoto2Error):
        driver.set("manualfocusdrive", "Far 2")
    driver.preview()
    driver.set("manualfocusdrive", "Far 2")
    assert eos.control({"status": True})["focus_position"] > before
    driver.set("manualfocusdrive", "Near 2")
    assert eos.control({"status": True})["focus_position"] == before


@pytest.mark.parametrize(("fails", "shown"), [(False, "000000000101"), (True, "000000000200")])
def test_autofocus_reports_how_it_went(eos: VirtualCameraProcess, driver: Driver, fails: bool, shown: str) -> None:
    eos.control({"focus_s": 0.05, "focus_fails": fails})
    driver.set("autofocusdrive", 1)
    texts = driver.messages_until("AfResult")
    assert any(text.startswith(f"Focus Info {shown}") for text in texts)


# ---- the card


def test_a_deleted_file_is_gone(driver: Driver) -> None:
    (path,) = driver.trigger()
    driver.delete(path)
    assert path not in driver.all_files()


def test_a_card_that_is_taken_out_and_put_in_is_reported(eos: VirtualCameraProcess, driver: Driver) -> None:
    eos.control({"card": "remove"})
    assert "StoreRemoved 0x00010001" in driver.messages_until("StoreRemoved")
    with pytest.raises(gp.GPhoto2Error):
        driver.camera.trigger_capture(driver.context)
    eos.control({"card": "insert"})
    assert "StoreAdded 0x00010001" in driver.messages_until("StoreAdded")
    assert len(driver.trigger()) == 1


def test_a_file_can_be_uploaded(driver: Driver) -> None:
    driver.upload(f"{CARD}/DCIM/100{_suffix(driver)}", "UP.JPG", b"up")
    assert driver.read(f"{CARD}/DCIM/100{_suffix(driver)}/UP.JPG") == b"up"


def _suffix(driver: Driver) -> str:
    return next(name for name in driver.folders(f"{CARD}/DCIM") if name.startswith("100"))[3:]


@pytest.mark.parametrize("text", ["1/0", "-1/60", "soon"])
def test_no_time_is_no_shutter_speed(eos: VirtualCameraProcess, driver: Driver, text: str) -> None:
    assert "is no value for" in eos.ask({"set_property": "shutterspeed", "value": text})["error"]
    assert driver.get_anew("shutterspeed") == "1/125"


@pytest.mark.parametrize("name", ["shutterspeed", "aperture", "iso", "meteringmode", "imageformat"])
def test_a_value_that_no_body_has_ends_nothing(eos: VirtualCameraProcess, driver: Driver, name: str) -> None:
    eos.control({"set_property": name, "value": 0xFF, "force": True})
    assert len(driver.trigger()) == 1
    eos.control({"set_property": "meteringmode", "value": 3})
