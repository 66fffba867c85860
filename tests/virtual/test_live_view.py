"""Live view, and the focus that can only be driven in it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest
from PIL import ImageStat

from rpc_camera.virtual.body import Identity
from rpc_camera.virtual.darkroom import live_frame
from rpc_camera.virtual.live_view import balloon_phase
from rpc_camera.virtual.makers.nikon.operations import NikonZ
from rpc_camera.virtual.storage import Card
from tests.virtual.driver import Driver
from tests.virtual.raw_client import RawClient

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess

NOT_LIVE_VIEW, OK = 0xA00B, 0x2001


def test_live_view_moves(studio: Driver) -> None:
    first = studio.preview()
    assert first.size == (640, 480)
    while studio.preview().tobytes() == first.tobytes():  # a quick machine gets many frames of the same moment
        pass


def test_live_view_never_seems_to_stall(tmp_path: Path) -> None:
    camera = NikonZ(Identity("Z Virtual", "1"), Card(tmp_path, 1_000_000_000))
    shot = camera.shot(1)
    moments = [step / 4 for step in range(4 * 60)]
    frames = [live_frame(shot, (320, 240), balloon_phase(at_s), (0.5, 0.5)) for at_s in moments]
    assert [at_s for at_s, (before, frame) in zip(moments, pairwise(frames), strict=False) if before == frame] == []
    camera.body.close()


@pytest.mark.parametrize(("setting", "size"), [("QVGA", (320, 240)), ("XGA", (1024, 768))])
def test_live_view_comes_in_other_sizes(studio: Driver, setting: str, size: tuple[int, int]) -> None:
    studio.set("liveviewsize", setting)
    assert studio.preview().size == size


def test_live_view_shows_the_exposure(studio: Driver) -> None:
    right = ImageStat.Stat(studio.preview().convert("L")).mean[0]
    studio.set("iso", "1600")
    assert ImageStat.Stat(studio.preview().convert("L")).mean[0] > right


def test_live_view_ends_when_it_is_switched_off(shared: VirtualCameraProcess, studio: Driver) -> None:
    studio.preview()
    assert studio.get("viewfinder") == 1
    studio.set("viewfinder", 0)
    assert not shared.control({"status": True})["live_view"]


def test_live_view_ends_with_the_session(virtual: VirtualCameraProcess) -> None:
    with Driver(virtual.port_string) as driver:
        driver.preview()
        assert virtual.control({"status": True})["live_view"]
    assert not virtual.control({"status": True})["live_view"]


def test_a_picture_can_be_taken_in_live_view(studio: Driver) -> None:
    studio.shoot_small()
    studio.preview()
    assert len(studio.trigger()) == 1
    assert studio.preview().size == (640, 480)


def test_live_view_does_not_start_with_an_exhausted_battery(virtual: VirtualCameraProcess, driver: Driver) -> None:
    virtual.control({"battery": 3})
    with pytest.raises(gp.GPhoto2Error):
        driver.preview()
    assert any("Battery exhausted" in text for text in driver.errors)


def test_without_live_view_there_is_no_frame_and_no_focus_drive(virtual: VirtualCameraProcess) -> None:
    with RawClient(virtual.port) as client:
        for operation in (0x9203, 0x9204, 0x9205):
            assert client.ask(operation, 1, 1).code == NOT_LIVE_VIEW


def test_autofocus_succeeds_unless_focus_is_manual(studio: Driver) -> None:
    studio.set("autofocusdrive", 1)
    studio.set("focusmode", "Manual")
    with pytest.raises(gp.GPhoto2Error):
        studio.set("autofocusdrive", 1)


def test_manual_focus_moves_up_to_its_limit(studio: Driver) -> None:
    studio.preview()
    studio.set("manualfocusdrive", -500.0)
    studio.set("manualfocusdrive", 500.0)
    with pytest.raises(gp.GPhoto2Error):
        studio.set("manualfocusdrive", 30000.0)
    assert any("limit" in text for text in studio.errors)


def test_the_focus_area_can_be_moved(studio: Driver) -> None:
    studio.preview()
    studio.set("changeafarea", "1000x750")
    with pytest.raises(gp.GPhoto2Error):
        studio.set("changeafarea", "9000x9000")
