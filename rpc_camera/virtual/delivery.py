"""Develops a picture into files and puts them where they belong: on the card, or into memory."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.habits import SecondCard
from rpc_camera.virtual.ptp import SECOND_STORAGE_ID, STORAGE_ID
from rpc_camera.virtual.raw_files import save_raw
from rpc_camera.virtual.storage import Details, StoredObject, format_of

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.model import BodyModel
    from rpc_camera.virtual.quality import FilePlan


@dataclass(frozen=True)
class Order:
    """A picture to be developed; `names` are for its JPEG and RAW; `last` when its release makes no other."""

    shot: Shot
    plan: FilePlan
    names: tuple[str, str]
    into_ram: bool
    last: bool


@dataclass(frozen=True)
class Developed:
    """One finished file."""

    name: str
    path: Path
    details: Details
    sha256: str


def develop_files(order: Order, jpeg_path: Path, raw_path: Path) -> list[Developed]:
    """Make the files of one picture, the JPEG first; raises OSError, and leaves nothing, when the disk is full."""
    shot, plan = order.shot, order.plan
    files: list[Developed] = []
    jpeg_name, raw_name = order.names
    try:
        negative = darkroom.develop(shot, plan.negative_size)
        if plan.jpeg is not None:
            print_ = darkroom.enlarge(negative, plan.jpeg_size)
            details = darkroom.save_jpeg(print_, plan.jpeg, jpeg_path)
            files.append(_developed(jpeg_name, jpeg_path, details))
        if plan.raw:
            files.append(_developed(raw_name, raw_path, save_raw(negative, raw_path, raw_name)))
    except OSError:
        jpeg_path.unlink(missing_ok=True)
        raw_path.unlink(missing_ok=True)
        raise
    return files


def _developed(name: str, path: Path, details: Details) -> Developed:
    with path.open("rb") as file:
        return Developed(name, path, details, hashlib.file_digest(file, "sha256").hexdigest())


def deliver(model: BodyModel, order: Order, files: list[Developed]) -> None:
    """Hand the files over and report them, as the body's habits are."""
    body = model.body
    if order.into_ram:
        model.offer_from_memory([_in_ram(order, file) for file in files], last=order.last)
        return
    body.card.reserved_bytes -= order.plan.largest_bytes
    writing = _Writing(model, order)
    wait_s = body.habits.begin_to_write()
    after(wait_s, lambda: writing.write(files[:1]))
    after(wait_s + body.habits.raw_later_s * (len(files) > 1), lambda: writing.finish(files[1:]))


class _Writing:
    """A picture on its way to the cards; on each, all its files go to one folder."""

    def __init__(self, model: BodyModel, order: Order) -> None:
        self._model = model
        self._body = model.body
        self._order = order
        self._folders: dict[int, int] = {}

    def write(self, files: list[Developed]) -> None:
        """Put files where they belong and report them."""
        if not self._body.card.present:
            return
        for file in files:
            for storage in self._storages(file):
                self._place(file, storage)

    def finish(self, files: list[Developed]) -> None:
        """Put the last files where they belong; after the last picture of a release, report that it is complete."""
        self.write(files)
        if self._order.last:
            self._model.report_complete()

    def _storages(self, file: Developed) -> list[int]:
        second_card = self._body.habits.second_card
        if second_card is SecondCard.BACKUP:
            return [STORAGE_ID, SECOND_STORAGE_ID]
        is_jpeg = file.name.endswith(".JPG")
        return [SECOND_STORAGE_ID if is_jpeg and second_card is SecondCard.JPEG else STORAGE_ID]

    def _place(self, file: Developed, storage: int) -> None:
        body, taken_at = self._body, self._order.shot.taken_at
        if storage not in self._folders:
            folder, created = body.card.place_shot(file.name, taken_at, storage)
            self._folders[storage] = folder.handle
            for made in created:
                self._model.report_added(made)
        item = body.card.add(self._folders[storage], file.name, format_of(file.name), taken_at)
        _fill(item, file)
        body.note_written(file.name, file.sha256)
        if storage == SECOND_STORAGE_ID and body.habits.second_card is SecondCard.BACKUP:
            item.path = body.card.new_path()
            shutil.copyfile(file.path, item.path)
        self._model.report_added(item)


def _in_ram(order: Order, file: Developed) -> StoredObject:
    item = StoredObject(0, 0, file.name, format_of(file.name), order.shot.taken_at)
    _fill(item, file)
    return item


def _fill(item: StoredObject, file: Developed) -> None:
    item.path, item.details, item.size_bytes = file.path, file.details, file.path.stat().st_size
    item.sha256 = file.sha256
