"""Develops a picture into files and puts them where they belong: on the card, or into memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.ptp import EventCode
from rpc_camera.virtual.storage import Details, StoredObject, format_of

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.virtual.body import Body
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.quality import FilePlan


@dataclass(frozen=True)
class Order:
    """A picture to be developed; `last` when its release makes no other."""

    shot: Shot
    plan: FilePlan
    into_ram: bool
    last: bool


@dataclass(frozen=True)
class Developed:
    """One finished file."""

    name: str
    path: Path
    details: Details


def develop_files(order: Order, jpeg_path: Path, raw_path: Path) -> list[Developed]:
    """Make the files of one picture, the JPEG first; raises OSError, and leaves nothing, when the disk is full."""
    shot, plan = order.shot, order.plan
    files: list[Developed] = []
    try:
        negative = darkroom.develop(shot, plan.negative_size)
        if plan.jpeg is not None:
            print_ = darkroom.enlarge(negative, plan.jpeg_size)
            details = darkroom.save_jpeg(print_, plan.jpeg, jpeg_path)
            files.append(Developed(f"DSC_{shot.frame:04d}.JPG", jpeg_path, details))
        if plan.raw:
            files.append(Developed(f"DSC_{shot.frame:04d}.NEF", raw_path, darkroom.save_raw(negative, raw_path)))
    except OSError:
        jpeg_path.unlink(missing_ok=True)
        raw_path.unlink(missing_ok=True)
        raise
    return files


def deliver(body: Body, order: Order, files: list[Developed]) -> None:
    """Hand the files over and report them."""
    if order.into_ram:
        body.ram.offer([_in_ram(order, file) for file in files])
        return
    card = body.card
    card.reserved_bytes -= order.plan.largest_bytes
    if files and card.present:
        folder, created = card.place_shot(order.shot.frame, order.shot.taken_at)
        for made in created:
            body.emit(EventCode.OBJECT_ADDED, made.handle)
        for file in files:
            item = card.add(folder.handle, file.name, format_of(file.name), order.shot.taken_at)
            _fill(item, file)
            body.emit(EventCode.OBJECT_ADDED, item.handle)
    if order.last:
        body.emit(EventCode.CAPTURE_COMPLETE)


def _in_ram(order: Order, file: Developed) -> StoredObject:
    item = StoredObject(0, 0, file.name, format_of(file.name), order.shot.taken_at)
    _fill(item, file)
    return item


def _fill(item: StoredObject, file: Developed) -> None:
    item.path, item.details, item.size_bytes = file.path, file.details, file.path.stat().st_size
