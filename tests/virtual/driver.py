"""libgphoto2's own ptp2 driver, in the test's process, connected to a virtual camera."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import gphoto2 as gp
from PIL import Image

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

CARD = "/store_00010001"
MAX_EVENTS = 200
FACTORY_SETTINGS = {
    "f-number": "f/5.6",
    "shutterspeed2": "1/125",
    "iso": "100",
    "exposurecompensation": "0",
    "whitebalance": "Automatic",
    "imagesize": "4000x3000",
    "imagequality": "JPEG Fine",
    "capturemode": "Single Shot",
    "burstnumber": 3.0,
    "exposuredelaymode": "Off",
    "focusmode": "AF-S",
    "liveviewsize": "VGA",
}


def occupy_descriptor_0() -> None:
    """libgphoto2 closes it with every PTP/IP camera, and would close whatever became it next."""
    try:
        os.fstat(0)
    except OSError:
        os.open(os.devnull, os.O_RDONLY)


@dataclass(frozen=True)
class FileInfo:
    """What libgphoto2 tells of a file."""

    size: int
    type: str
    pixels: tuple[int, int]
    mtime: int
    permissions: int


@dataclass
class Driver:
    """A connected camera; `errors` are the sentences libgphoto2 had for what went wrong."""

    port_string: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = gp.Context()
        self._callback = self.context.set_error_func(lambda _c, text, _d: self.errors.append(_text(text)), None)
        ports, abilities = gp.PortInfoList(), _abilities()
        ports.load()
        self.camera = gp.Camera()
        self.camera.set_port_info(ports[ports.lookup_path(self.port_string)])
        self.camera.set_abilities(abilities[abilities.lookup_model("PTP/IP Camera")])
        self.camera.init(self.context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        occupy_descriptor_0()
        with suppress(gp.GPhoto2Error):
            self.camera.exit(self.context)
        occupy_descriptor_0()

    # ---- settings

    def widget(self, name: str) -> Any:
        return self.camera.get_single_config(name, self.context)

    def get(self, name: str) -> Any:
        return self.widget(name).get_value()

    def get_anew(self, name: str) -> Any:
        """The value after all events: without them libgphoto2 answers from its cache for two seconds."""
        self.drain()
        return self.get(name)

    def drain(self) -> None:
        """Take all events that wait."""
        while self.camera.wait_for_event(1, self.context)[0] != gp.GP_EVENT_TIMEOUT:
            pass

    def begin_anew(self) -> None:
        """Forget what an earlier test has left."""
        self.set("viewfinder", 0)
        self.set("expprogram", "M")
        self.drain()
        for name, value in FACTORY_SETTINGS.items():
            self.set(name, value)
        self.drain()
        self.errors.clear()

    def choices(self, name: str) -> list[str]:
        widget = self.widget(name)
        return [widget.get_choice(number) for number in range(widget.count_choices())]

    def set(self, name: str, value: object) -> None:
        widget = self.widget(name)
        widget.set_value(value)
        self.camera.set_single_config(name, widget, self.context)

    def shoot_small(self, target: str = "Memory card") -> None:
        """Make pictures quick to take, and say where to."""
        self.set("capturetarget", target)
        self.set("imagesize", "2000x1500")
        self.set("imagequality", "JPEG Basic")

    # ---- pictures

    def capture(self) -> str:
        path = self.camera.capture(gp.GP_CAPTURE_IMAGE, self.context)
        return f"{path.folder.rstrip('/')}/{path.name}"

    def trigger(self) -> list[str]:
        """Release the shutter, and wait for the files of it."""
        self.camera.trigger_capture(self.context)
        return self.files_until_complete()

    def files_until_complete(self) -> list[str]:
        """The files that are reported until the capture is complete."""
        added: list[str] = []
        for _ in range(MAX_EVENTS):
            kind, data = self.camera.wait_for_event(1000, self.context)
            if kind == gp.GP_EVENT_FILE_ADDED:
                added.append(f"{data.folder.rstrip('/')}/{data.name}")
            elif kind == gp.GP_EVENT_CAPTURE_COMPLETE:
                return added
        raise AssertionError(f"no end of the capture; files so far: {added}")

    def next_file(self) -> str:
        """The next file that is reported."""
        for _ in range(MAX_EVENTS):
            kind, data = self.camera.wait_for_event(1000, self.context)
            if kind == gp.GP_EVENT_FILE_ADDED:
                return f"{data.folder.rstrip('/')}/{data.name}"
        raise AssertionError("no file was reported")

    def messages_until(self, part: str) -> list[str]:
        """The texts of events that libgphoto2 does not interpret, up to one that contains `part`."""
        texts: list[str] = []
        for _ in range(MAX_EVENTS):
            kind, data = self.camera.wait_for_event(1000, self.context)
            if kind == gp.GP_EVENT_UNKNOWN:
                texts.append(str(data))
                if part in texts[-1]:
                    return texts
        raise AssertionError(f"no event with {part!r}: {texts}")

    # ---- files

    def folders(self, folder: str) -> list[str]:
        return _names(self.camera.folder_list_folders(folder, self.context))

    def files(self, folder: str) -> list[str]:
        return _names(self.camera.folder_list_files(folder, self.context))

    def all_files(self, folder: str = CARD) -> list[str]:
        found = [f"{folder}/{name}" for name in self.files(folder)]
        for name in self.folders(folder):
            found += self.all_files(f"{folder}/{name}")
        return found

    def info(self, path: str) -> FileInfo:
        # The whole must be kept: its parts, such as `.file`, point into memory that goes with it.
        whole = self.camera.file_get_info(*_split(path), self.context)
        file = whole.file
        return FileInfo(file.size, file.type, (file.width, file.height), file.mtime, file.permissions)

    def protect(self, path: str) -> None:
        whole = self.camera.file_get_info(*_split(path), self.context)
        whole.preview.fields = whole.audio.fields = 0
        whole.file.fields, whole.file.permissions = gp.GP_FILE_INFO_PERMISSIONS, gp.GP_FILE_PERM_READ
        self.camera.file_set_info(*_split(path), whole, self.context)

    def read(self, path: str, kind: int = gp.GP_FILE_TYPE_NORMAL) -> bytes:
        file = self.camera.file_get(*_split(path), kind, None, self.context)
        return bytes(file.get_data_and_size())

    def read_part(self, path: str, offset: int, size: int) -> bytes:
        buffer = bytearray(size)
        read = self.camera.file_read(*_split(path), gp.GP_FILE_TYPE_NORMAL, offset, buffer, self.context)
        return bytes(buffer[:read])

    def image(self, path: str) -> Image.Image:
        return Image.open(io.BytesIO(self.read(path)))

    def upload(self, folder: str, name: str, data: bytes) -> None:
        file = gp.CameraFile()
        file.set_data_and_size(data)
        file.set_name(name)
        self.camera.folder_put_file(folder, name, gp.GP_FILE_TYPE_NORMAL, file, self.context)

    def delete(self, path: str) -> None:
        self.camera.file_delete(*_split(path), self.context)

    def preview(self) -> Image.Image:
        file = self.camera.capture_preview(None, self.context)
        return Image.open(io.BytesIO(bytes(file.get_data_and_size())))


@cache
def _abilities() -> Any:
    abilities = gp.CameraAbilitiesList()
    abilities.load()
    return abilities


def _names(entries: Any) -> list[str]:
    return [entries.get_name(number) for number in range(entries.count())]


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder or "/", name


def _text(text: bytes | str) -> str:
    return text.decode() if isinstance(text, bytes) else text
