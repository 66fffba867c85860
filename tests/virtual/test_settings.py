"""The settings as libgphoto2's widgets: names, choices, ranges, and what the camera refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest

from rpc_camera.virtual.body import Identity
from rpc_camera.virtual.dials import SHUTTER_SPEEDS_S
from rpc_camera.virtual.exposure import meter
from rpc_camera.virtual.makers.nikon.operations import NikonZ
from rpc_camera.virtual.makers.nikon.settings import shutter_pair
from rpc_camera.virtual.storage import Card
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import Driver
from tests.virtual.raw_client import RawClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED = {
    "imgsettings": ["imagesize", "iso", "autoiso", "whitebalance", "colorspace"],
    "capturesettings": [
        "imagequality", "f-number", "shutterspeed", "shutterspeed2", "exposurecompensation", "expprogram",
        "exposuremetermode", "focusmode", "focusmetering", "focallength", "flexibleprogram", "capturemode",
        "burstnumber", "selftimerdelay", "exposuredelaymode", "flashmode", "flashexposurecompensation", "highisonr",
        "dlighting", "longexpnr", "rawcompression", "isoautohilimit", "minimumshutterspeed", "liveviewsize",
    ],
    "settings": ["datetime", "artist", "copyright", "imagecomment", "capturetarget", "recordingmedia", "thumbsize"],
    "status": [
        "serialnumber", "cameramodel", "manufacturer", "deviceversion", "batterylevel", "lensname", "minfocallength",
        "maxfocallength", "availableshots", "activefolder", "orientation", "lightmeter", "liveviewprohibit",
    ],
    "actions": ["bulb", "viewfinder", "autofocusdrive", "manualfocusdrive", "changeafarea"],
}  # fmt: skip


def test_libgphoto2_knows_the_settings_by_name_in_their_sections(studio: Driver) -> None:
    config = studio.camera.get_config(studio.context)
    for section, names in NAMED.items():
        children = config.get_child_by_name(section)
        found = {children.get_child(number).get_name() for number in range(children.count_children())}
        assert set(names) <= found, section


def test_every_value_is_one_of_its_widgets_choices(studio: Driver) -> None:
    """Otherwise python-gphoto2 crashes when it reads the value."""
    config = studio.camera.get_config(studio.context)
    for number in range(config.count_children()):
        section = config.get_child(number)
        for widget in (section.get_child(index) for index in range(section.count_children())):
            if widget.get_type() in {gp.GP_WIDGET_RADIO, gp.GP_WIDGET_MENU} and widget.get_name() != "thumbsize":
                choices = [widget.get_choice(choice) for choice in range(widget.count_choices())]
                assert widget.get_value() in choices, widget.get_name()


OFFERED = [
    ("iso", ["100", "400", "51200"]),
    ("f-number", ["f/2.8", "f/5.6", "f/22"]),
    ("shutterspeed", ["0.0001s", "0.0080s", "30.0000s", "Bulb"]),
    ("shutterspeed2", ["1/8000", "1/125", "10/25", "30", "Bulb"]),
    ("whitebalance", ["Automatic", "Daylight", "Tungsten", "Shade"]),
    ("imagequality", ["JPEG Basic", "JPEG Fine", "NEF (Raw)", "NEF+Fine"]),
    ("imagesize", ["4000x3000", "2000x1500"]),
    ("expprogram", ["M", "P", "A", "S", "Auto"]),
    ("focusmode", ["Manual", "AF-S", "AF-C"]),
    ("capturemode", ["Single Shot", "Burst", "Timer"]),
    ("exposurecompensation", ["-5", "-0.333", "0", "1", "5"]),
    ("capturetarget", ["Internal RAM", "Memory card"]),
]


def test_a_setting_offers_its_choices_and_takes_each_of_some(studio: Driver) -> None:
    for name, some in OFFERED:
        assert set(some) <= set(studio.choices(name))
        for value in some:
            studio.set(name, value)
            assert studio.get(name) == value
        studio.set("expprogram", "M")


def test_a_range_takes_what_lies_within(studio: Driver) -> None:
    for name, value in (("flexibleprogram", -6.0), ("burstnumber", 20.0)):
        studio.set(name, value)
        assert studio.get(name) == value


def test_a_text_can_be_set_and_cleared(studio: Driver) -> None:
    for name in ("artist", "copyright", "imagecomment"):
        for text in ("Grete Stern", ""):
            studio.set(name, text)
            assert studio.get(name) == text


def test_the_clock_can_be_set_and_goes_on_from_there(driver: Driver) -> None:
    moment = 1_700_000_000
    driver.set("datetime", moment)
    assert moment <= driver.get("datetime") < moment + 60
    driver.shoot_small()
    assert moment <= driver.info(driver.capture()).mtime < moment + 60


def test_both_shutter_speed_widgets_show_the_same(studio: Driver) -> None:
    studio.set("shutterspeed2", "1/500")
    assert studio.get_anew("shutterspeed") == "0.0020s"
    studio.set("shutterspeed", "2.5000s")
    assert studio.get_anew("shutterspeed2") == "25/10"


def test_aperture_priority_chooses_the_time_and_lets_nobody_set_it(studio: Driver) -> None:
    studio.set("expprogram", "A")
    studio.set("f-number", "f/11")
    assert studio.get_anew("shutterspeed2") == "1/30"
    studio.set("exposurecompensation", "1")
    assert studio.get_anew("shutterspeed2") == "1/15"
    assert studio.widget("shutterspeed").get_readonly()
    with pytest.raises(gp.GPhoto2Error):
        studio.set("shutterspeed", "1.0000s")
    assert any("read-only" in text for text in studio.errors)


def test_shutter_priority_chooses_the_aperture_and_lets_nobody_set_it(studio: Driver) -> None:
    studio.set("expprogram", "S")
    studio.set("shutterspeed2", "1/30")
    assert studio.get_anew("f-number") == "f/11"
    with pytest.raises(gp.GPhoto2Error):
        studio.set("f-number", "f/4")
    assert any("read-only" in text for text in studio.errors)


def test_manual_exposure_shows_how_far_it_is_off(studio: Driver) -> None:
    assert studio.get("lightmeter") == 0
    studio.set("iso", "200")
    assert studio.get_anew("lightmeter") == 12


def test_a_value_out_of_range_is_refused_with_the_reason(studio: Driver) -> None:
    with pytest.raises(gp.GPhoto2Error):
        studio.set("burstnumber", 21.0)
    assert any("0x201c" in text for text in studio.errors)
    assert studio.get("burstnumber") == 3


def test_what_is_read_only_is_refused(studio: Driver) -> None:
    assert studio.widget("focallength").get_readonly()
    with pytest.raises(gp.GPhoto2Error):
        studio.set("focallength", 50.0)


def test_a_client_that_insists_is_told_why_a_dial_cannot_be_turned(virtual: VirtualCameraProcess) -> None:
    with RawClient(virtual.port) as client:
        assert client.tell(0x1016, 0x5008, data=b"\0\0\0\0").code == 0x201C
        assert client.tell(0x1016, 0x5001, data=b"\1").code == 0x200F
        assert client.tell(0x1016, 0x500E, data=b"\2\0").code == 0x2001
        assert client.tell(0x1016, 0x5007, data=b"\x30\2").code == 0xA00A
        assert client.tell(0x1016, 0x500D, data=b"\x50\0\0\0").code == 0x200F
        assert client.tell(0x1016, 0x500F, data=b"\1").code == 0x201B
        assert client.tell(0x1016, 0x5FFF, data=b"\1").code == 0x200A


def test_a_dial_turned_by_hand_is_reported(shared: VirtualCameraProcess, studio: Driver) -> None:
    assert studio.get("iso") == "100"
    shared.control({"set_property": "iso", "value": 800})
    assert "500f" in studio.messages_until("500f")[-1]
    assert studio.get("iso") == "800"


def test_what_another_dial_changes_is_reported_as_well(shared: VirtualCameraProcess, studio: Driver) -> None:
    shared.control({"set_property": "expprogram", "value": 3})
    shared.control({"set_property": "0x5007", "value": 1100})
    studio.messages_until("500d")
    assert studio.get("shutterspeed2") == "1/30"


def test_the_battery_level_is_shown(virtual: VirtualCameraProcess, driver: Driver) -> None:
    assert driver.get("batterylevel") == "87%"
    virtual.control({"battery": 12})
    driver.messages_until("5001")
    assert driver.get("batterylevel") == "12%"


def test_each_camera_tells_its_own_serial_number_and_model() -> None:
    with (
        VirtualCameraProcess("--serial", "A-1") as one,
        VirtualCameraProcess("--serial", "B-2", "--model", "Z 9 Virtual") as two,
        Driver(one.port_string) as first,
        Driver(two.port_string) as second,
    ):
        assert (first.get("serialnumber"), second.get("serialnumber")) == ("A-1", "B-2")
        assert (first.get("cameramodel"), second.get("cameramodel")) == ("Z Virtual", "Z 9 Virtual")
        assert first.get("manufacturer") == "Nikon Corporation"
        assert "A-1" in first.camera.get_summary(first.context).text


@pytest.fixture
def nikon(tmp_path: Path) -> Iterator[NikonZ]:
    """A body that no client talks to."""
    camera = NikonZ(Identity("Z Virtual", "1"), Card(tmp_path, 1_000_000_000))
    yield camera
    camera.body.close()


def test_every_speed_on_the_dial_survives_metering(nikon: NikonZ) -> None:
    table = nikon.properties
    for speed in SHUTTER_SPEEDS_S:
        table["shutterspeed2"].value = shutter_pair(speed)
        nikon.settle("shutterspeed2")
        assert meter(nikon.dials()).shutter_s == speed
        for name in ("shutterspeed", "shutterspeed2", "f-number", "lightmeter"):
            table[name].check(table[name].value)


@pytest.mark.parametrize("mode", [1, 2, 3, 4, 0x8010])
@pytest.mark.parametrize("auto_iso", [0, 1])
def test_metering_stays_on_the_dials_whatever_is_set(nikon: NikonZ, mode: int, auto_iso: int) -> None:
    table = nikon.properties
    table["expprogram"].value, table["autoiso"].value = mode, auto_iso
    for compensation in (-5000, 0, 5000):
        for iso in (100, 51200):
            for aperture in (280, 2200):
                table["exposurecompensation"].value, table["iso"].value = compensation, iso
                table["f-number"].value = aperture
                nikon.settle("f-number")
                for name in ("shutterspeed", "shutterspeed2", "f-number", "lightmeter"):
                    table[name].check(table[name].value)
