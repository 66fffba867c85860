"""Releasing the shutter: onto the card and into memory, one file and two, and when the camera cannot."""

from __future__ import annotations

import time
from datetime import datetime

import gphoto2 as gp
import pytest

from rpc_camera.virtual.storage import Card
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import CARD, Driver
from tests.virtual.raw_client import RawClient

BUSY, STORE_FULL, NO_STORE, OK = 0x2019, 0x200C, 0x2013, 0x2001
OBJECT_ADDED, CAPTURE_COMPLETE = 0x4002, 0x400D


def test_a_picture_is_stored_on_the_card(driver: Driver) -> None:
    driver.shoot_small()
    before = driver.all_files()
    path = driver.capture()
    assert path == f"{CARD}/DCIM/101VIRTL/DSC_{len(before) + 1:04d}.JPG"
    assert driver.image(path).size == (2000, 1500)
    assert set(driver.all_files()) - set(before) == {path}


def test_a_picture_can_stay_in_memory(driver: Driver) -> None:
    driver.shoot_small("Internal RAM")
    before = driver.all_files()
    path = driver.capture()
    assert path == f"{CARD}/capt0000.jpg"
    assert driver.image(path).size == (2000, 1500)
    assert [file for file in driver.all_files() if "capt" not in file] == before


def test_two_pictures_in_memory_are_two_pictures(studio: Driver) -> None:
    studio.shoot_small("Internal RAM")
    first, second = (studio.read(studio.capture()) for _ in range(2))
    assert first != second


def test_a_trigger_reports_the_file_and_then_the_end(studio: Driver) -> None:
    studio.shoot_small()
    (path,) = studio.trigger()
    assert studio.image(path).format == "JPEG"


def test_raw_and_jpeg_are_both_reported_the_jpeg_first(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("imagequality", "NEF+Basic")
    jpeg, raw = studio.trigger()
    assert (jpeg[-4:], raw[-4:]) == (".JPG", ".NEF")
    assert jpeg[:-4] == raw[:-4]


def test_raw_and_jpeg_are_both_to_be_had_from_memory(studio: Driver) -> None:
    studio.shoot_small("Internal RAM")
    studio.set("imagequality", "NEF+Basic")
    jpeg, raw = studio.trigger()
    assert studio.read(jpeg)[:2] == b"\xff\xd8"
    assert studio.read(raw)[:2] == b"II"


def test_the_raw_follows_after_a_capture_that_returns_the_jpeg(studio: Driver) -> None:
    for target in ("Memory card", "Internal RAM"):
        studio.shoot_small(target)
        studio.set("imagequality", "NEF+Basic")
        jpeg, raw = studio.capture(), studio.next_file()
        assert (jpeg[-4:].lower(), raw[-4:].lower()) == (".jpg", ".nef")


def test_raw_alone_makes_one_file(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("imagequality", "NEF (Raw)")
    (raw,) = studio.trigger()
    assert raw.endswith(".NEF")


def test_a_burst_takes_as_many_as_it_is_set_to(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("capturemode", "Burst")
    studio.set("burstnumber", 4.0)
    assert len(studio.trigger()) == 4


def test_a_burst_into_memory_can_be_fetched_whole(driver: Driver) -> None:
    driver.shoot_small("Internal RAM")
    driver.set("capturemode", "Burst")
    driver.set("burstnumber", 2.0)
    assert driver.capture() == f"{CARD}/capt0001.jpg"
    assert driver.read(f"{CARD}/capt0000.jpg") != driver.read(f"{CARD}/capt0001.jpg")


def test_the_camera_is_busy_as_long_as_the_shutter_is_open(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("shutterspeed2", "1")
    started = time.monotonic()
    studio.camera.trigger_capture(studio.context)
    assert time.monotonic() - started >= 1.0
    assert len(studio.files_until_complete()) == 1


def test_nothing_is_reported_before_the_shutter_closes_and_everything_else_is_answered(
    virtual: VirtualCameraProcess,
) -> None:
    virtual.control({"set_property": "shutterspeed2", "value": 10 << 16 | 13})
    with RawClient(virtual.port) as client:
        started = time.monotonic()
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == OK
        assert client.ask(0x90C8).code == BUSY
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == BUSY
        assert client.tell(0x1016, 0x500F, data=b"\xc8\0").code == BUSY
        assert client.ask(0x1014, 0x500F).code == OK
        assert client.events() == []
        codes: list[int] = []
        while CAPTURE_COMPLETE not in codes:
            codes += [code for code, _ in client.events()]
        assert time.monotonic() - started >= 10 / 13
        assert codes == [OBJECT_ADDED, CAPTURE_COMPLETE]
        assert client.ask(0x90C8).code == OK


def test_the_exposure_delay_comes_before_the_exposure(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("exposuredelaymode", "On")
    started = time.monotonic()
    studio.trigger()
    assert time.monotonic() - started >= 1.0


def test_a_picture_that_does_not_fit_is_refused_and_leaves_nothing() -> None:
    with VirtualCameraProcess("--card-size-mb", "12") as small, Driver(small.port_string) as driver:
        driver.set("capturetarget", "Memory card")
        driver.set("imagequality", "JPEG Basic")
        driver.trigger()
        driver.set("imagequality", "NEF+Fine")
        files = driver.all_files()
        with pytest.raises(gp.GPhoto2Error):
            driver.capture()
        assert any("Store Full" in text for text in driver.errors)
        assert driver.all_files() == files
        assert driver.get("availableshots") == "0"
        driver.set("imagesize", "2000x1500")
        driver.set("imagequality", "JPEG Basic")
        assert driver.trigger()


def test_a_full_card_does_not_hinder_memory() -> None:
    with VirtualCameraProcess("--card-size-mb", "1") as small, Driver(small.port_string) as driver:
        driver.shoot_small("Internal RAM")
        assert driver.read(driver.capture())


def test_without_a_card_nothing_can_be_shot_onto_it(virtual: VirtualCameraProcess) -> None:
    virtual.control({"card": "remove"})
    with RawClient(virtual.port) as client:
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == NO_STORE
        assert client.ask(0x1004).data == bytes(4)
        virtual.control({"card": "insert"})
        assert client.events() == [(0x4004, 0x00010001)]
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == OK


def test_a_picture_taken_by_hand_is_reported(shared: VirtualCameraProcess, studio: Driver) -> None:
    studio.shoot_small()
    shared.control({"press_shutter": True})
    assert len(studio.files_until_complete()) == 1


def test_a_new_folder_is_begun_when_the_old_one_is_gone(driver: Driver) -> None:
    driver.shoot_small()
    for folder in ("100VIRTL", "101VIRTL"):
        driver.camera.folder_delete_all(f"{CARD}/DCIM/{folder}", driver.context)
        driver.camera.folder_remove_dir(f"{CARD}/DCIM", folder, driver.context)
    assert driver.capture().startswith(f"{CARD}/DCIM/100VIRTL/")


def test_a_folder_takes_999_files_and_no_name_twice(tmp_path_factory: pytest.TempPathFactory) -> None:
    card, now = Card(tmp_path_factory.mktemp("card"), 10**9, folder_suffix="VIRTL"), datetime(2024, 5, 1)  # noqa: DTZ001
    folder, created = card.place_shot("DSC_0001.JPG", now)
    assert [item.name for item in created] == ["DCIM", "100VIRTL"]
    for number in range(1, 1000):
        card.add(folder.handle, f"DSC_{number:04d}.JPG", 0x3801, now)
    second, created = card.place_shot("DSC_1000.JPG", now)
    assert [item.name for item in created] == ["101VIRTL"]
    card.add(second.handle, "DSC_1000.JPG", 0x3801, now)
    assert card.place_shot("DSC_1000.JPG", now)[0].name == "102VIRTL"
