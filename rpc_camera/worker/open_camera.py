"""One camera that is open: its parts, put together, and what they have to do with each other."""

from __future__ import annotations

import logging
import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from rpc_camera.contract.types import Ability
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import SessionRenewed
from rpc_camera.worker.body import BodyFacts
from rpc_camera.worker.bulb import Bulb
from rpc_camera.worker.capture import StillCapture
from rpc_camera.worker.chunks import Chunks
from rpc_camera.worker.common_settings.common_settings import CommonSettings
from rpc_camera.worker.config import Config
from rpc_camera.worker.driver import Driver
from rpc_camera.worker.driver_cache import have_nothing_remembered
from rpc_camera.worker.events import Events
from rpc_camera.worker.files import Files
from rpc_camera.worker.focus import FocusDrive
from rpc_camera.worker.focus_search import FocusSearch
from rpc_camera.worker.live_view import FrameGrabber
from rpc_camera.worker.ram import RamPictures
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.shared_driver import let_go_of_driver
from rpc_camera.worker.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.wire.requests import Folder

_PUMP_EVERY_S: Final = 0.1
_IN_USE_S: Final = 5.0
_REFUSED_PAUSES_S: Final = (0.1, 1.0)  # a body that is busy with a picture refuses for about as long
_log: Final = logging.getLogger(__name__)


class OpenCamera:
    """One open camera. `opened` says who it is."""

    def __init__(
        self,
        port: str,
        model: str | None,
        state_dir: Path,
        publish: Callable[[WorkerEvent], None],
        is_wanted: Callable[[], bool],
    ) -> None:
        """Open the camera. `state_dir` has a folder for each camera id; `publish` reports what happens unasked.

        `is_wanted` says whether a request waits.

        ServiceError: it cannot be opened.
        """
        self._driver = Driver(port, model)
        self._publish = publish
        self.body = BodyFacts(self._driver)
        self.config = Config(self._driver)
        self.common = CommonSettings(self._driver, self.config)
        self.opened = self.body.opened(port)
        if not self._driver.maker.reports_changes and have_nothing_remembered():
            let_go_of_driver()  # it has read its settings, and reads them anew
            self._driver.renew()  # whose make could not be known before
        config_home = Path(os.environ["XDG_CONFIG_HOME"])
        self._state_dir = state_dir
        self._ram = RamPictures(state_dir / self.opened.id, config_home / "pictures")
        self.files = Files(self._driver, self._ram)
        self.chunks = Chunks(self.files, is_wanted)
        self.uploads = Uploads(
            self._driver, self.files, publish, takes_files=Ability.UPLOAD_FILE in self.opened.abilities
        )
        self.events = Events(self._driver, self.config, self.files, self._ram, publish)
        self.config.on_change = lambda: self.events.pump().changed
        search = FocusSearch(self._driver, self.events)
        self.capture = StillCapture(self._driver, self.events, self.files, search, publish)
        self.live_view = FrameGrabber(self._driver)
        self.focus = FocusDrive(self._driver, self.config, self.live_view, search)
        self.bulb = Bulb(self._driver, self.capture, publish)
        self._lacks_card = False
        self._seen_card_changes = 0
        self._prefer_card()

    def _prefer_card(self) -> None:
        """Have pictures kept where the make of this body has them best: on the card, where there is one."""
        driver, maker = self._driver, self._driver.maker
        signs = maker.card_signs.items()
        has_card = bool(driver.storages()) or any(driver.setting(name) == value for name, value in signs)
        self._lacks_card = not has_card
        with IgnoredRefusals():
            self.config.prefer(maker.target, partial(maker.preferred_targets, has_card=has_card))

    def use_id(self, camera_id: str) -> None:
        """Keep pictures from internal memory in the folder of this id from now on."""
        self._ram.move_to(self._state_dir / camera_id)

    def pump_every_s(self, unused_s: float) -> float:
        """Return how often the body is to be asked for events, when no request has come for `unused_s` seconds."""
        is_idle = unused_s > _IN_USE_S and not self.events.are_due
        return max(_PUMP_EVERY_S, self._driver.maker.idle_pump_s) if is_idle else _PUMP_EVERY_S

    def pump(self) -> None:
        """Read the events that wait. ServiceError CAMERA_LOST: the link is gone.

        A body that was opened without a card shoots into its memory; once there is one, a picture is safer on it.
        """
        self.bulb.add(self.events.pump())
        self._use_new_card()

    def _use_new_card(self) -> None:
        if self._lacks_card and self.events.card_changes > self._seen_card_changes:
            self._seen_card_changes = self.events.card_changes
            self._prefer_card()

    def check_link(self) -> None:
        """Raise ServiceError CAMERA_LOST if the link is gone: see `Events.check_link`."""
        self.pump()
        self.events.check_link()

    def settle(self) -> Self:
        """Read the events of earlier pictures, and return itself. It proves the link: if it fails, nothing is done.

        Twice, since libgphoto2 answers the first call after a broken link from what it has.
        """
        try:
            self.events.pump()
            self.events.pump()
            if self.events.is_failing:
                self.events.check_link()
        except ServiceError as error:
            raise error.but(untouched=True) from error
        return self

    def make_ready(self) -> None:
        """Have it ready to release: the events of earlier pictures are read, and there is room for one more.

        ServiceError STORAGE_FULL: there is none for what the camera does not keep itself.
        """
        self.settle()
        self._use_new_card()
        self.live_view.make_way()
        target = self._driver.setting(self._driver.maker.target)
        if target is None or "ram" in target.lower() or self._ram.waiting.are_enough:
            self._ram.check_waiting()
        if target and "ram" in target.lower():
            self._ram.check_room()

    def renew_if_needed(self) -> Self:
        """Open the camera anew where its driver would list folders wrongly, as `renew` does, and return itself."""
        if self._driver.needs_renewal and not self._ram.waiting.names:
            self.renew()
        return self

    def renew(self) -> None:
        """Open the camera anew, and say that events may be lost.

        ServiceError: it is gone, or cannot be opened; FILE_UNAVAILABLE: what its memory has would be lost.
        """
        self.settle()
        if self._ram.waiting.names:
            raise ServiceError(
                ErrorName.FILE_UNAVAILABLE,
                "The camera cannot be opened anew: there is no room for the pictures that its memory may have.",
                remedy="Free space on the server's disk.",
            )
        self._driver.renew()
        self.events.body_is_busy = False  # that it no longer is may have gone with the session
        self._publish(SessionRenewed())

    def list_folder(self, folder: str) -> Folder:
        """Return what is directly within `folder`. What the body does not describe at first, it is asked for again.

        Else a file that was there from the start would be listed later, and be taken for a new picture. What is refused
        again and again, such as a damaged file, must not hide the others.

        ServiceError: it cannot be listed, or the camera cannot be opened anew for another listing.
        """
        for pause_s in _REFUSED_PAUSES_S:
            found = self._listed(folder)
            if not (left_out := self._driver.left_out.handles):
                return found
            _log.info("listing %s anew: the camera did not describe all that it has (%s)", folder, ", ".join(left_out))
            time.sleep(pause_s)
            self.renew()
        found = self._listed(folder)
        if left_out := self._driver.left_out.handles:
            _log.warning("left out of the list of %s, since the camera refuses it: %s", folder, ", ".join(left_out))
            self._driver.left_out.give_up()
        return found

    def _listed(self, folder: str) -> Folder:
        found = self.files.list_folder(folder)
        self.settle()  # on a broken link, libgphoto2 finds every folder empty and calls it a success
        return found

    def close(self) -> None:
        """Close the shutter if it is open, and release the camera."""
        self.bulb.abandon()
        self._ram.close()
        self._driver.close()
