"""How many pictures wait in a worker for room on the disk: up to a bound, and then the body keeps the rest."""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import FileArrived, PicturesWait
from rpc_camera.worker.config import Config
from rpc_camera.worker.driver import Driver
from rpc_camera.worker.events import Events
from rpc_camera.worker.files import Files
from rpc_camera.worker.ram import RamPictures
from rpc_camera.worker.waiting import WaitingPictures
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rpc_camera.wire.message import WorkerEvent

SOON_S = 20.0
# By a descriptor of one's own, python-gphoto2 has no other way.
pytestmark = pytest.mark.filterwarnings("ignore:.*should not be passed as an in/out parameter:DeprecationWarning")


class Sony:
    """A Sony without a card that is open in this process, and a disk without room for its pictures."""

    def __init__(self, camera: VirtualCameraProcess, folder: Path, enough_bytes: int) -> None:
        self.camera = camera
        self.published: list[WorkerEvent] = []
        self.no_folder = folder / "disk"
        self.no_folder.touch()
        self.driver = Driver(camera.port_string, None)
        self.ram = RamPictures(self.no_folder / "body", self.no_folder / "other", waiting=WaitingPictures(enough_bytes))
        self.files = Files(self.driver, self.ram)
        config = Config(self.driver)
        self.events = Events(self.driver, config, self.files, self.ram, self.published.append)

    def shoot(self, times: int) -> None:
        """Have pictures taken by hand, one after the other."""
        for count in range(1, times + 1):
            self.camera.control({"press_shutter": True})
            while len(self.contents) < count:
                time.sleep(0.05)

    @property
    def contents(self) -> list[dict[str, object]]:
        contents: list[dict[str, object]] = self.camera.control({"status": True})["contents"]
        return contents

    @property
    def arrived(self) -> list[str]:
        return [event.path for event in self.published if isinstance(event, FileArrived)]

    def fetched(self) -> int:
        """Return how many pictures the body does not have any more."""
        return sum(each["taken_away_at"] is not None for each in self.contents)

    def make_room(self) -> None:
        self.no_folder.unlink()

    def pump_until(self, count: int) -> None:
        """Read events until so many pictures have come."""
        deadline = time.monotonic() + SOON_S
        while len(self.arrived) < count:
            assert time.monotonic() < deadline, self.published
            self.events.pump()

    def pump_for(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.events.pump()


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", "sony", "--serial", "0000001") as camera:
        yield camera


def test_with_enough_waiting_the_body_keeps_the_rest_until_there_is_room(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    sony = Sony(camera, tmp_path, enough_bytes=1)
    try:
        sony.shoot(4)
        sony.pump_until(1)
        sony.pump_for(1)
        assert (len(sony.arrived), sony.fetched()) == (1, 1)
        assert [event for event in sony.published if isinstance(event, PicturesWait)][-1].reason
        sony.make_room()
        sony.pump_until(4)
    finally:
        sony.driver.close()

    assert sony.events.supported
    assert [event.reason is None for event in sony.published if isinstance(event, PicturesWait)] == [False, True]
    kept = [tmp_path / "disk" / "body" / path.lstrip("/") for path in sony.arrived]
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in kept] == [
        each["sha256"] for each in sony.contents
    ]


def test_a_body_that_is_gone_is_noticed_while_nothing_is_fetched(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    sony = Sony(camera, tmp_path, enough_bytes=1)
    try:
        sony.shoot(1)
        sony.pump_until(1)
        camera.control({"offline": True})
        with pytest.raises(ServiceError) as lost:
            sony.pump_for(SOON_S)
    finally:
        sony.driver.close()

    assert lost.value.name is ErrorName.CAMERA_LOST


def test_a_number_of_the_drivers_that_comes_again_is_another_picture(tmp_path: Path) -> None:
    earlier = RamPictures(tmp_path / "camera", tmp_path / "other")
    assert earlier.keep("capt0000.jpg", os.close) == "/capt0000.jpg"
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")

    waiting = pictures.let_wait("capt0000.jpg", b"a picture", OSError("no room"))
    kept = pictures.keep("capt0001.jpg", os.close)
    pictures.check_waiting()  # which keeps it, as there is room

    assert (waiting, kept) == ("/capt0001.jpg", "/capt0002.jpg")
    assert (tmp_path / "camera" / "capt0001.jpg").read_bytes() == b"a picture"


def test_without_room_anywhere_no_more_pictures_are_taken(tmp_path: Path) -> None:
    (tmp_path / "disk").touch()
    pictures = RamPictures(tmp_path / "disk" / "camera", tmp_path / "disk" / "other")
    pictures.let_wait("capt0000.jpg", b"a picture", OSError("no room"))

    with pytest.raises(ServiceError) as refused:
        pictures.check_waiting()

    assert (refused.value.name, "1 from the camera's memory" in refused.value.message) == (ErrorName.STORAGE_FULL, True)
    assert pictures.status("/capt0000.jpg") is not None


def test_what_waits_is_kept_at_the_end_if_there_is_room_by_then(tmp_path: Path) -> None:
    (tmp_path / "disk").touch()
    pictures = RamPictures(tmp_path / "disk" / "camera", tmp_path / "disk" / "other")
    path = pictures.let_wait("capt_DSC00001.JPG", b"a picture", OSError("no room"))
    (tmp_path / "disk").unlink()

    pictures.close()

    assert (tmp_path / "disk" / "camera" / path.lstrip("/")).read_bytes() == b"a picture"
    assert pictures.names() == ["capt_DSC00001.JPG"]
