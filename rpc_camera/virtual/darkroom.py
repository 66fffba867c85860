"""Turns a shot into files: the exposed scene with its data drawn in, as JPEG, as RAW, as live-view frame."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rpc_camera.virtual import scene
from rpc_camera.virtual.dials import LARGEST
from rpc_camera.virtual.exif import write_exif, write_raw_header
from rpc_camera.virtual.exposure import shutter_text
from rpc_camera.virtual.storage import Details

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from rpc_camera.virtual.exif import Shot

PREVIEW = (640, 480)
THUMBNAIL = (160, 120)
RAW_BYTES = LARGEST[0] * LARGEST[1] * 2 + 256 * 1024
"""No RAW file is larger."""


class JpegQuality(IntEnum):
    """libjpeg's quality for what the camera calls basic, normal and fine."""

    BASIC = 72
    NORMAL = 85
    FINE = 93


def largest_jpeg_bytes(size: tuple[int, int], quality: JpegQuality) -> int:
    """No JPEG of that kind is larger, whatever it shows."""
    per_pixel = {JpegQuality.BASIC: 0.35, JpegQuality.NORMAL: 0.5, JpegQuality.FINE: 0.75}[quality]
    return round(size[0] * size[1] * per_pixel) + 64 * 1024


_BAND = 250
_LINEAR = tuple(round(0xFFFF * (level / 255) ** 2.2) for level in range(256))


@dataclass(frozen=True)
class Negative:
    """An exposed picture, before it becomes a file."""

    shot: Shot
    image: Image
    preview: Image

    @cached_property
    def details(self) -> Details:
        """Its size and thumbnails."""
        thumbnail = self.preview.resize(THUMBNAIL, reducing_gap=2)
        return Details(*self.image.size, encode_jpeg(thumbnail, 80), encode_jpeg(self.preview, 80))


def develop(shot: Shot, size: tuple[int, int]) -> Negative:
    """Expose the scene; takes about 0.1 s for the largest size, the first time half a second more."""
    phase = 0.05 + 0.9 * (shot.frame * 0.382 % 1)
    return Negative(shot, _expose(shot, _grainy(size), phase), _expose(shot, _smooth(PREVIEW), phase))


def enlarge(negative: Negative, size: tuple[int, int]) -> Negative:
    """Return the picture at another size."""
    if negative.image.size == size:
        return negative
    return replace(negative, image=negative.image.resize(size, reducing_gap=1.5))


def save_jpeg(negative: Negative, quality: JpegQuality, path: Path) -> Details:
    """Write the JPEG with its EXIF."""
    with path.open("wb") as file:
        file.writelines(with_exif(negative, encode_jpeg(negative.image, int(quality))))
    return negative.details


def with_exif(negative: Negative, plain: bytes) -> tuple[bytes, memoryview]:
    """Return a JPEG of Pillow's as from a camera, and as libgphoto2 expects it: EXIF first, in the place of JFIF."""
    exif = write_exif(negative.shot, negative.image.size, negative.details.thumbnail)
    head = plain[:2] + struct.pack(">HH", 0xFFE1, 2 + len(exif)) + exif
    return head, memoryview(plain)[4 + int.from_bytes(plain[4:6], "big") :]


def save_raw(negative: Negative, path: Path) -> Details:
    """Write the RAW: a DNG with linear 16 bit sensor data, made band by band to save memory."""
    preview = negative.preview.resize(THUMBNAIL)
    with path.open("wb") as file:
        file.write(write_raw_header(negative.shot, negative.image.size, THUMBNAIL, preview.tobytes()))
        file.writelines(sensor_bands(negative.image))
    return negative.details


def sensor_bands(image: Image) -> Iterator[bytes]:
    """Yield linear 16 bit sensor data, band by band."""
    width, height = image.size
    for top in range(0, height, _BAND):
        yield _sensor_data(image.crop((0, top, width, min(top + _BAND, height))))


def _sensor_data(band: Image) -> bytes:
    from PIL import Image  # noqa: PLC0415

    red, mosaic, blue = band.split()
    mosaic.paste(red, mask=_sites(band.size, 0))
    mosaic.paste(blue, mask=_sites(band.size, 1))
    low = mosaic.point([value & 0xFF for value in _LINEAR])
    high = mosaic.point([value >> 8 for value in _LINEAR])
    return Image.merge("LA", (low, high)).tobytes()


def live_frame(shot: Shot, size: tuple[int, int], phase: float, focus: tuple[float, float]) -> bytes:
    """One live-view JPEG; `phase` (0 to 1) moves the balloon, `focus` is the centre of the focus area (0 to 1)."""
    from PIL import ImageDraw  # noqa: PLC0415

    image = _expose(shot, _smooth(size), phase)
    x, y, half = focus[0] * size[0], focus[1] * size[1], size[0] // 24
    frame = (x - half, y - half, x + half, y + half)
    ImageDraw.Draw(image).rectangle(frame, outline=(80, 230, 90), width=2)
    return encode_jpeg(image, 75)


def _expose(shot: Shot, latent: Image, phase: float) -> Image:
    from PIL import ImageDraw  # noqa: PLC0415

    lookup = scene.tone_curve(shot.exposure.error_ev, shot.white_balance)
    image = latent.point(lookup)
    draw = ImageDraw.Draw(image)
    scene.balloon(draw, image.size, phase, lookup)
    _plate(draw, image.size, shot)
    return image


def _plate(draw: ImageDraw, size: tuple[int, int], shot: Shot) -> None:
    width, height = size
    unit = width / 40
    exposure = shot.exposure
    shutter = "Bulb" if exposure.shutter_s is None else f"{shutter_text(exposure.shutter_s)} s"
    lines = (
        (1.9, f"#{shot.frame:04d}"),
        (1.15, f"{shutter.replace(chr(34) + ' s', ' s')}   f/{exposure.aperture:g}   ISO {exposure.iso}"),
        (0.85, f"{shot.taken_at:%Y-%m-%d  %H:%M:%S}"),
        (0.85, f"{shot.model}  {shot.serial}"),
    )
    x, y = unit, height - 8.0 * unit
    draw.rectangle((x, y, x + 16.5 * unit, height - unit), fill=(18, 20, 24), outline=(210, 210, 205))
    y += 0.35 * unit
    for scale, text in lines:
        draw.text((x + 0.6 * unit, y), text, fill=(240, 240, 234), font=_font(max(8, round(scale * unit))))
        y += 1.35 * scale * unit


def encode_jpeg(image: Image, quality: int) -> bytes:
    """Return a JPEG without EXIF."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling=2)
    return file.getvalue()


@lru_cache(maxsize=16)
def _font(size_px: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.load_default(size_px)


@lru_cache(maxsize=2)
def _grainy(size: tuple[int, int]) -> Image:
    from PIL import Image  # noqa: PLC0415

    half = scene.landscape((size[0] // 2, size[1] // 2))
    image = half.resize(size, Image.Resampling.BILINEAR)
    scene.add_grain(image)
    return image


@lru_cache(maxsize=4)
def _smooth(size: tuple[int, int]) -> Image:
    return scene.landscape((2 * size[0], 2 * size[1])).reduce(2)


@lru_cache(maxsize=2)
def _sites(size: tuple[int, int], corner: int) -> Image:
    from PIL import Image  # noqa: PLC0415

    cell = Image.new("L", (2, 2))
    cell.putpixel((corner, corner), 255)
    row = Image.new("L", (size[0], 2))
    for x in range(0, size[0], 2):
        row.paste(cell, (x, 0))
    sites = Image.new("L", size)
    for y in range(0, size[1], 2):
        sites.paste(row, (0, y))
    return sites
