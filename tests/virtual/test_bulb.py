"""Bulb: the shutter is open from one command to the next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest

from tests.virtual.raw_client import RawClient

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.virtual.driver import Driver

BULB_BUSY, BUSY, OK, INVALID_STATUS, INVALID_VALUE = 0xA200, 0x2019, 0x2001, 0xA004, 0x201C
EXPOSURE_TIME = 0x829A


def test_a_bulb_exposure_lasts_until_it_is_ended(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("expprogram", "A")
    started = time.monotonic()
    studio.set("bulb", 1)
    studio.set("bulb", 0)
    longest = time.monotonic() - started
    (path,) = studio.files_until_complete()
    exposure_s = studio.image(path).getexif().get_ifd(0x8769)[EXPOSURE_TIME]
    assert 0 < exposure_s <= longest
    assert (studio.get("expprogram"), studio.get("shutterspeed")) == ("M", "Bulb")


def test_the_camera_says_that_the_shutter_is_held_open(virtual: VirtualCameraProcess) -> None:
    virtual.control({"set_property": "shutterspeed2", "value": 0xFFFFFFFF})
    with RawClient(virtual.port) as client:
        assert client.ask(0x920C, 0, 0).code == INVALID_STATUS
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == OK
        assert client.ask(0x90C8).code == BULB_BUSY
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == BULB_BUSY
        assert client.events() == []
        assert client.ask(0x920C, 0, 0).code == OK


def test_a_client_that_goes_away_lets_the_shutter_close(virtual: VirtualCameraProcess) -> None:
    files = virtual.control({"status": True})["files"]
    virtual.control({"set_property": "shutterspeed2", "value": 0xFFFFFFFF})
    with RawClient(virtual.port) as client:
        assert client.ask(0x9207, 0xFFFFFFFF, 0).code == OK
        assert virtual.control({"status": True})["exposing"]
    while virtual.control({"status": True})["files"] == files:
        pass
    assert not virtual.control({"status": True})["exposing"]


def test_bulb_by_hand_ends_when_the_button_is_let_go(shared: VirtualCameraProcess, studio: Driver) -> None:
    studio.shoot_small()
    studio.set("shutterspeed", "Bulb")
    shared.control({"press_shutter": True})
    assert shared.control({"status": True})["exposing"]
    shared.control({"press_shutter": False})
    assert len(studio.files_until_complete()) == 1


def test_bulb_is_for_manual_exposure_only(studio: Driver) -> None:
    studio.set("expprogram", "S")
    with pytest.raises(gp.GPhoto2Error):
        studio.set("shutterspeed", "Bulb")
    assert any("0x201c" in text for text in studio.errors)
