"""What the server can ask of a worker that has opened its camera: one explicit table."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.identity import camera_id
from rpc_camera.worker.body import Body
from rpc_camera.worker.bulb import Bulb
from rpc_camera.worker.capture import Capture
from rpc_camera.worker.config import Config
from rpc_camera.worker.driver import Driver
from rpc_camera.worker.events import Events
from rpc_camera.worker.files import Files
from rpc_camera.worker.focus import Focus
from rpc_camera.worker.paths import split
from rpc_camera.worker.preview import Preview
from rpc_camera.worker.ram import RamPictures
from rpc_camera.worker.spool import write_into
from rpc_camera.worker.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)
Answer = tuple[JsonValue, bytes | bytearray]


class OpenCamera:
    """One open camera, and `table`: what can be done with it, by name."""

    def __init__(
        self, port: str, model: str | None, state_dir: Path, tell: Callable[[dict[str, JsonValue]], None]
    ) -> None:
        """Open the camera. `state_dir` has a folder for each camera id; `tell` takes what happens unasked."""
        self.driver = Driver(port, model)
        self._body = Body(self.driver)
        self._config = Config(self.driver)
        facts = self._body.identity()
        self.identity: dict[str, JsonValue] = facts | {"id": camera_id(facts, port)}
        config_home = Path(os.environ.get("XDG_CONFIG_HOME") or tempfile.gettempdir())
        self._ram = ram = RamPictures(state_dir / str(self.identity["id"]), config_home / "pictures")
        self._files = Files(self.driver, ram)
        self._store = Store(self.driver, self._files, tell)
        self.events = Events(self.driver, self._config, self._files, ram, tell)
        self._config.on_change = self.events.pump
        manufacturer = str(facts["manufacturer"] or "")
        self._capture = Capture(self.driver, self.events, self._files, manufacturer, tell)
        self._preview = Preview(self.driver)
        self._focus = Focus(self.driver, self._preview, self.events, manufacturer)
        self.bulb = Bulb(self.driver, self._capture)
        self._prefer_card()
        self.table: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
            "details": lambda _arguments: (self._body.details(), b""),
            "list_config": lambda arguments: (self._config.list_all(arguments["section"]), b""),
            "get_config": lambda arguments: (self._config.get(arguments["name"]), b""),
            "set_config": self._set_config,
            "set_configs": self._set_configs,
            "arm": self._arm,
            "capture": self._capture_image,
            "trigger": self._trigger,
            "open_bulb": self._open_bulb,
            "finish_bulb": lambda arguments: (self.bulb.finish(arguments["timeout_s"]), b""),
            "list_folder": self._list_folder,
            "file_infos": self._file_infos,
            "file_info": lambda arguments: (self._files.info(arguments["path"]), b""),
            "read_file": self._read_file,
            "thumbnail": self._thumbnail,
            "delete_file": self._delete_file,
            "check_store": lambda arguments: (
                self._store.check(arguments["path"], arguments["size_bytes"]),
                b"",
            ),
            "store_file": self._store_file,
            "preview": lambda _arguments: (None, self._preview.frame()),
            "stop_preview": self._stop_preview,
            "drive_focus": self._drive_focus,
            "autofocus": self._autofocus,
            "drop_part": lambda arguments: (self._store.drop_part(arguments["path"], arguments["source"]), b""),
        }

    def _prefer_card(self) -> None:
        """Have pictures kept on the card where there is one: libgphoto2 starts with a memory that forgets them."""
        try:
            if self._body.has_storage():
                self._config.prefer("capturetarget", "card")
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_LOST:
                raise

    def _set_config(self, arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        self.bulb.forget([arguments["name"]])
        widget = self._config.set(arguments["name"], arguments["value"])
        self.events.setting_is(widget)
        return widget, b""

    def _set_configs(self, arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        self.bulb.forget(arguments["values"])
        widgets = self._config.set_all(arguments["values"])
        for widget in widgets:
            self.events.setting_is(widget)
        return widgets, b""

    def _arm(self, _arguments: Mapping[str, Any]) -> Answer:
        self._ready()
        return None, b""

    def _ready(self) -> None:
        """Have it ready to release: its earlier events taken, and room for what it does not keep itself."""
        self._settle()
        if "ram" in (self.driver.setting("capturetarget") or "").lower():
            self._ram.check_room()

    def _capture_image(self, arguments: Mapping[str, Any]) -> Answer:
        """Take a picture; one that is "armed" has been settled already, and may have an instant to release `at`."""
        if not arguments.get("armed"):
            self._ready()
        self.bulb.put_back()
        shot = self._capture.image(arguments["timeout_s"], arguments.get("at"))
        return {"files": shot.files, "released_at": shot.released_at}, b""

    def _trigger(self, _arguments: Mapping[str, Any]) -> Answer:
        self._ready()
        self.bulb.put_back()
        self._capture.check_shutter()
        self._capture.release("camera")
        return None, b""

    def _stop_preview(self, _arguments: Mapping[str, Any]) -> Answer:
        self._preview.stop()
        return None, b""

    def _drive_focus(self, arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        self._focus.drive(arguments["steps"])
        return None, b""

    def _autofocus(self, _arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        return self._focus.autofocus(), b""

    def _open_bulb(self, arguments: Mapping[str, Any]) -> Answer:
        if not arguments.get("armed"):
            self._ready()
        return self.bulb.open(arguments["max_s"], arguments.get("at")), b""

    def pump(self) -> None:
        """Take the events that wait. ServiceError CAMERA_LOST: the link is gone."""
        self.bulb.take(self.events.pump(self.bulb.origin))

    def close(self) -> None:
        """Close the shutter if it is open, and release the camera."""
        self.bulb.abandon()
        self.driver.close()

    def _settle(self) -> None:
        """Take the events of earlier pictures first. It proves the link as well: if it fails, nothing has been done.

        Twice, since libgphoto2 answers the first call after a broken link from what it has.
        """
        try:
            self.events.pump()
            self.events.pump()
        except ServiceError as error:
            raise error.but(untouched=True) from error

    def _list_folder(self, arguments: Mapping[str, Any]) -> Answer:
        """Return what a folder has; proven by the link, since a broken one makes libgphoto2 tell of an empty folder."""
        listed = self._files.list_folder(arguments["folder"])
        self._settle()
        return listed, b""

    def _file_infos(self, arguments: Mapping[str, Any]) -> Answer:
        """Return what is known of several files; one that has gone meanwhile, or tells nothing, is left out."""
        infos: list[JsonValue] = []
        for path in arguments["paths"]:
            try:
                infos.append(self._files.info(path))
            except ServiceError as error:
                if error.name is ErrorName.CAMERA_LOST:
                    raise
                _log.warning("left out of a list: %s", error.message)
        if len(infos) < len(arguments["paths"]):
            self._settle()  # on a broken link any error can come first
        return infos, b""

    def _read_file(self, arguments: Mapping[str, Any]) -> Answer:
        """Return a part's length and how long the camera took, and its bytes, unless they went into the file given."""
        path, offset = arguments["path"], arguments["offset"]
        begun = time.monotonic()
        data = self._files.read(path, offset, arguments["length"])
        took: dict[str, JsonValue] = {"length": len(data), "read_s": time.monotonic() - begun}
        written = bool(arguments["into"]) and write_into(arguments["into"], data, offset)
        return took, b"" if written else data

    def _delete_file(self, arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        self._files.delete(arguments["path"])
        self.events.forget(arguments["path"])
        return None, b""

    def _store_file(self, arguments: Mapping[str, Any]) -> Answer:
        self._settle()
        file = self._store.write(arguments["path"], arguments["source"])
        self.events.file_added(*split(arguments["path"]), "upload")
        return file, b""

    def _thumbnail(self, arguments: Mapping[str, Any]) -> Answer:
        data, mime = self._files.thumbnail(arguments["path"])
        return {"mime_type": mime}, data
