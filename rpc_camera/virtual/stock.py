"""What lies on the card when the camera is switched on: a few pictures of its own, and the user's files."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.exposure import Exposure
from rpc_camera.virtual.settings import MANUAL
from rpc_camera.virtual.storage import Details, StoredObject, format_of

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.virtual.body import Body
    from rpc_camera.virtual.exif import Shot

_SIZE = (1600, 1200)
_USER_FOLDER = "900MYPIX"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Sample:
    folder: str
    exposure: Exposure
    white_balance: int = 2


_SAMPLES = (
    _Sample("100VIRTL", Exposure(5.6, Fraction(1, 125), 100)),
    _Sample("100VIRTL", Exposure(2.8, Fraction(1, 500), 100)),
    _Sample("100VIRTL", Exposure(11, Fraction(1, 125), 100)),
    _Sample("101VIRTL", Exposure(8, Fraction(1, 125), 800)),
    _Sample("101VIRTL", Exposure(5.6, Fraction(1, 125), 100), white_balance=0x8011),
)


def list_samples(body: Body) -> list[tuple[StoredObject, Shot]]:
    """Put the camera's own pictures on the card, by name only; `body.frame` counts them."""
    now = datetime.now().replace(microsecond=0)  # noqa: DTZ005 (a camera's clock has no zone)
    dcim, _ = body.card.folder(0, "DCIM", now)
    listed = []
    for number, sample in enumerate(_SAMPLES):
        frame = body.next_frame()
        taken_at = now - timedelta(minutes=10 * (len(_SAMPLES) - number))
        folder, _ = body.card.folder(dcim.handle, sample.folder, taken_at)
        name = f"DSC_{frame:04d}.JPG"
        item = body.card.add(folder.handle, name, format_of(name), taken_at)
        shot = replace(body.shot(frame), taken_at=taken_at, exposure=sample.exposure, mode=MANUAL)
        listed.append((item, replace(shot, white_balance=sample.white_balance)))
    return listed


async def draw_samples(body: Body, samples: list[tuple[StoredObject, Shot]]) -> None:
    """Draw what list_samples listed."""
    for item, shot in samples:
        path = body.card.new_path()
        try:
            item.details = await body.run(_draw, shot, path)
        except OSError as error:
            log.warning("%s could not be drawn: %s", item.name, error)
            body.card.objects.pop(item.handle, None)
            continue
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
