"""RAW files: a DNG with sensor data, or a maker's own container, which holds the picture as a JPEG, and its EXIF."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.darkroom import JpegQuality, encode_jpeg
from rpc_camera.virtual.exif import write_cr2_header, write_cr3_tags
from rpc_camera.virtual.raf import write_raf_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from rpc_camera.virtual.darkroom import Negative
    from rpc_camera.virtual.storage import Details

_CANON: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PREVIEW: Final = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")


def save_raw(negative: Negative, path: Path, name: str) -> Details:
    """Write a RAW file of the kind that `name` ends with; where that is no container known here, a DNG."""
    write = _CONTAINERS.get(name.rpartition(".")[2])
    if write is None:
        return darkroom.save_raw(negative, path)
    with path.open("wb") as file:
        file.writelines(write(negative))
    return negative.details


def _raf(negative: Negative) -> Iterator[bytes]:
    """Yield a JPEG with the EXIF in Fujifilm's container, and sensor data."""
    jpeg = b"".join(darkroom.with_exif(negative, encode_jpeg(negative.preview, 80)))
    yield write_raf_head(negative.shot.model, negative.image.size, jpeg)
    yield from darkroom.sensor_bands(negative.image)


def _cr2(negative: Negative) -> Iterator[bytes]:
    jpeg = encode_jpeg(negative.image, JpegQuality.FINE)
    yield write_cr2_header(negative.shot, negative.image.size, jpeg, negative.details.thumbnail)


def _cr3(negative: Negative) -> Iterator[bytes]:
    """Yield boxes of ISO/IEC 14496-12 as github.com/lclevy/canon_cr3 describes Canon's."""
    details, size = negative.details, negative.image.size
    image, exif = write_cr3_tags(negative.shot, size)
    thumbnail = struct.pack(">IHHIHH", 0, *darkroom.THUMBNAIL, len(details.thumbnail), 1, 0) + details.thumbnail
    preview = struct.pack(">IHHHHI", 0, 1, *darkroom.PREVIEW, 1, len(details.large_thumbnail)) + details.large_thumbnail
    tags = _box(b"CMT1", image) + _box(b"CMT2", exif) + _box(b"THMB", thumbnail)
    yield _box(b"ftyp", b"crx \0\0\0\1crx isom")
    yield _box(b"moov", _box(b"uuid", _CANON + tags))
    yield _box(b"uuid", _PREVIEW + bytes(7) + b"\1" + _box(b"PRVW", preview))
    yield _box(b"mdat", encode_jpeg(negative.image, JpegQuality.FINE))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


_CONTAINERS: Final[Mapping[str, Callable[[Negative], Iterator[bytes]]]] = {"CR2": _cr2, "CR3": _cr3, "RAF": _raf}
