"""What lies on the card when the camera is switched on: a few pictures of its own, and the user's files."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.exposure import Exposure
from rpc_camera.virtual.storage import format_of

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.virtual.body import Body
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.model import BodyModel
    from rpc_camera.virtual.storage import Card, Details, StoredObject

_SIZE = (1600, 1200)
_USER_FOLDER = "900MYPIX"
_FIRST_TAKEN_AT = datetime(2024, 6, 1, 12, 0)  # noqa: DTZ001 (a camera's clock has no zone)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Sample:
    folder: int
    exposure: Exposure
    white_balance: int = 2


_SAMPLES = (
    _Sample(100, Exposure(5.6, Fraction(1, 125), 100)),
    _Sample(100, Exposure(2.8, Fraction(1, 500), 100)),
    _Sample(100, Exposure(11, Fraction(1, 125), 100)),
    _Sample(101, Exposure(8, Fraction(1, 125), 800)),
    _Sample(101, Exposure(5.6, Fraction(1, 125), 100), white_balance=0x8011),
)


class Samples:
    """The camera's own pictures: on the card from the start, but only drawn when someone asks for them.

    Their times are the same at each start: to whoever remembers the card, they are no new pictures.

    Each is drawn by itself, since libgphoto2 waits no longer than 2.5 s for an answer.
    """

    def __init__(self, model: BodyModel) -> None:
        self._model = model
        self._body = model.body
        self._shots: dict[int, Shot] = {}
        self._drawings: dict[int, asyncio.Future[None]] = {}
        for number, sample in enumerate(_SAMPLES):
            self._list(sample, _FIRST_TAKEN_AT + timedelta(minutes=10 * number))

    def _list(self, sample: _Sample, taken_at: datetime) -> None:
        body, card = self._body, self._body.card
        dcim, _ = card.folder(0, "DCIM", taken_at)
        folder, _ = card.folder(dcim.handle, f"{sample.folder}{card.folder_suffix}", taken_at)
        shot = self._model.shot(body.next_frame())
        name, _ = self._model.file_names(shot.frame)
        item = card.add(folder.handle, name, format_of(name), taken_at)
        item.size_bytes = darkroom.largest_jpeg_bytes(_SIZE, darkroom.JpegQuality.NORMAL)
        shot = replace(shot, taken_at=taken_at, exposure=sample.exposure, white_balance=sample.white_balance)
        self._shots[item.handle] = shot

    async def have_drawn(self, item: StoredObject) -> None:
        """Wait until `item` has its content, if it is one of them."""
        if item.handle not in self._shots:
            return
        if item.handle not in self._drawings:
            self._drawings[item.handle] = asyncio.ensure_future(self._have_drawn(item))
        await asyncio.shield(self._drawings[item.handle])

    async def _have_drawn(self, item: StoredObject) -> None:
        path = self._body.card.new_path()
        try:
            item.details = await self._body.run(_draw, self._shots[item.handle], path)
        except OSError as error:
            log.warning("%s could not be drawn: %s", item.name, error)
            self._body.card.objects.pop(item.handle, None)
        else:
            if self._model.sizes_listed_undrawn:
                os.truncate(path, item.size_bytes)  # what stands behind a JPEG's end is no harm
            item.path, item.size_bytes = path, path.stat().st_size


def _draw(shot: Shot, path: Path) -> Details:
    return darkroom.save_jpeg(darkroom.develop(shot, _SIZE), darkroom.JpegQuality.NORMAL, path)


def add_user_files(body: Body, directory: Path) -> None:
    """Put the files of `directory` on the card; they are only ever read. Raises OSError."""
    files = sorted(path for path in directory.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        return
    now = datetime.now()  # noqa: DTZ005
    dcim, _ = body.card.folder(0, "DCIM", now)
    folder, _ = body.card.folder(dcim.handle, _USER_FOLDER, now)
    for path in files:
        status = path.stat()
        taken_at = datetime.fromtimestamp(status.st_mtime)  # noqa: DTZ006
        item = body.card.add(folder.handle, path.name, format_of(path.name), taken_at)
        item.path, item.size_bytes, item.owned = path, status.st_size, False


def fill_card(model: BodyModel, count: int, first_frame: int, files_per_folder: int) -> None:
    """Put so many pictures on the card, from that frame on, as after a season; they share their content.

    The body begins a folder where one is full, or its numbers begin anew, and goes on so. Raises OSError.
    """
    body, card = model.body, model.body.card
    body.frame, card.files_per_folder = first_frame - 1, files_per_folder
    shot, path = replace(model.shot(first_frame), taken_at=_FIRST_TAKEN_AT), card.new_path()
    details = _draw(shot, path)
    size_bytes, left = path.stat().st_size, 0
    dcim, _ = card.folder(0, "DCIM", _FIRST_TAKEN_AT)
    number, folder = card.shot_folders()[-1]
    for index in range(count):
        name, _ = model.file_names(body.next_frame())
        taken_at = _FIRST_TAKEN_AT + timedelta(days=1, seconds=10 * index)
        if not left or body.frame == 1:
            number, left = number + 1, files_per_folder
            folder, _ = card.folder(dcim.handle, f"{number}{card.folder_suffix}", taken_at)
        item = card.add(folder.handle, name, format_of(name), taken_at)
        item.path, item.size_bytes, item.details, item.owned = path, size_bytes, details, False
        left -= 1


def add_file(card: Card, path: str, data: bytes) -> None:
    """Put a file on the card under any name at all, beside one of the same name too. Raises OSError."""
    now, parent = datetime.now(), 0  # noqa: DTZ005
    *folders, name = path.split("/")
    for folder in folders:
        parent = card.folder(parent, folder, now)[0].handle
    item = card.add(parent, name, format_of(name), now)
    item.path, item.size_bytes = card.new_path(), len(data)
    item.path.write_bytes(data)
