"""Where in a HEIF, CR3 or RAF the EXIF lies."""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from rpc_camera.exif.boxes import Box, DamagedError, Fields, boxes_in, first_box, read_box, read_table

if TYPE_CHECKING:
    from collections.abc import Collection

RAF_MAGIC: Final = b"FUJIFILMCCD-RAW "
# ISO/IEC 23008-12, 10, B.4, E.4 and H.4; AVIF 1.1, 6. Some pictures have theirs among the compatible brands only.
_HEIF_BRANDS: Final = frozenset(
    {b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
    | {b"avci", b"avcs", b"jpeg", b"avif", b"avis"}
)
CR3_BRAND: Final = b"crx "
_CANON: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_THUMBNAIL: Final = b"THMB"
_CR3_TIFFS: Final = (b"CMT1", b"CMT2", b"CMT4")
_EXTENTS_AT_MOST: Final = 16  # cameras need one


class NoPictureError(Exception):
    """The file is of no kind whose EXIF is read here."""


class Tiffs(NamedTuple):
    """EXIF as whole TIFFs, empty where there is none; `exif` and `gps` are None where `image` has their directories."""

    image: bytes
    exif: bytes | None = None
    gps: bytes | None = None


def raf_jpeg(file: IO[bytes]) -> int:
    """Return where the JPEG of a RAF begins, which has the EXIF. DamagedError: beyond the file.

    Fujifilm publishes no layout; this is the one that exiv2, LibRaw and ExifTool know.
    """
    size_bytes = file.seek(0, os.SEEK_END)
    file.seek(84)
    head = Fields(file.read(8))
    start, length = head.number(4), head.number(4)
    if start + length > size_bytes:
        raise DamagedError("its JPEG ends beyond the file")
    return start


def box_tiffs(file: IO[bytes]) -> Tiffs:
    """Return the EXIF of a HEIF or a CR3, whichever its file type box (ISO/IEC 14496-12, 4.3) says it is.

    NoPictureError: it is neither; DamagedError: boxes that cannot be.
    """
    whole = Box(b"", 0, file.seek(0, os.SEEK_END))
    file.seek(4)
    if file.read(4) != b"ftyp":
        raise NoPictureError
    data = read_table(file, next(boxes_in(file, whole)))
    brands = {data[:4], *(data[at : at + 4] for at in range(8, len(data), 4))}
    if CR3_BRAND in brands:
        return _cr3(file, whole)
    if brands & _HEIF_BRANDS:
        return Tiffs(_heif(file, whole))
    raise NoPictureError


def cr3_thumbnail(file: IO[bytes]) -> bytes:
    """Return what a CR3 has in the box of its thumbnail, a JPEG behind a few numbers; b"" where it has none."""
    whole = Box(b"", 0, file.seek(0, os.SEEK_END))
    return _canon_boxes(file, whole, (_THUMBNAIL,)).get(_THUMBNAIL, b"")


def _cr3(file: IO[bytes], whole: Box) -> Tiffs:
    """Return the TIFFs in Canon's box in `moov`, but for CMT3, which is the maker's own."""
    found = _canon_boxes(file, whole, _CR3_TIFFS)
    return Tiffs(*(found.get(kind, b"") for kind in _CR3_TIFFS))


def _canon_boxes(file: IO[bytes], whole: Box, kinds: Collection[bytes]) -> dict[bytes, bytes]:
    """Return the content of boxes in Canon's box in `moov`. NoPictureError: there is no such box.

    Canon publishes no layout; this is the one of github.com/lclevy/canon_cr3.
    """
    movie = first_box(file, whole, b"moov")
    canon = movie and first_box(file, movie, _CANON)
    if not canon:
        raise NoPictureError
    return {box.kind: read_table(file, box) for box in boxes_in(file, canon) if box.kind in kinds}


def _heif(file: IO[bytes], whole: Box) -> bytes:
    """Return the TIFF in the first item of type Exif (ISO/IEC 23008-12, A.2.1), of the `meta` box of the file."""
    meta = first_box(file, whole, b"meta")
    if not meta:
        raise NoPictureError
    parts = {box.kind: box for box in boxes_in(file, meta._replace(start=meta.start + 4))}  # behind version and flags
    item = _exif_item(read_table(file, parts[b"iinf"])) if b"iinf" in parts else None
    if item is None:
        return b""
    if b"iloc" not in parts:
        raise DamagedError("the file does not say where it lies")
    is_inside, extents = _extents(read_table(file, parts[b"iloc"]), item)
    source = parts.get(b"idat", Box(b"", 0, 0)) if is_inside else whole
    payload = b"".join(read_box(file, _extent(source, *extent)) for extent in extents)
    tiff = 4 + int.from_bytes(payload[:4], "big")
    if tiff > len(payload):
        raise DamagedError("it begins behind its own end")
    return payload[tiff:]


def _exif_item(iinf: bytes) -> int | None:
    """Return the number of the first item of type Exif in the item information box (ISO/IEC 14496-12, 8.11.6)."""
    entries = Box(b"", 6 if iinf[:1] == b"\0" else 8, len(iinf))
    for box in boxes_in(io.BytesIO(iinf), entries):
        entry = Fields(iinf[box.start : box.stop])
        if box.kind != b"infe" or (version := entry.number(1)) not in {2, 3}:  # the older ones have no type
            continue
        entry.skip(3)
        item = entry.number(2 if version == 2 else 4)
        entry.skip(2)
        if entry.take(4) == b"Exif":
            return item
    return None


def _extents(iloc: bytes, item: int) -> tuple[bool, list[tuple[int, int]]]:
    """Return whether an item lies in `idat`, and its extents' offsets and lengths (ISO/IEC 14496-12, 8.11.3).

    NoPictureError: it is built from other items.
    """
    fields = Fields(iloc)
    version, _, sizes = fields.number(1), fields.number(3), fields.number(2)
    offset_bytes, length_bytes, base_bytes = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_bytes = sizes & 15 if version else 0
    number_bytes = 2 if version < 2 else 4
    for _ in range(fields.number(number_bytes)):
        found = fields.number(number_bytes)
        method = fields.number(2) & 15 if version else 0
        fields.skip(2)  # which file; HEIF has but one
        base, count = fields.number(base_bytes), fields.number(2)
        if found != item:
            fields.skip(count * (index_bytes + offset_bytes + length_bytes))
            continue
        if version > 2 or method > 1:
            raise NoPictureError
        if count > _EXTENTS_AT_MOST:
            raise DamagedError("it is in too many pieces")
        extents = []
        for _ in range(count):
            fields.skip(index_bytes)
            extents.append((base + fields.number(offset_bytes), fields.number(length_bytes)))
        return method == 1, extents
    raise DamagedError("the file does not say where it lies")


def _extent(source: Box, offset: int, length: int) -> Box:
    """Return a part of `source`; a length of 0 means all of it. DamagedError: it ends beyond."""
    start = source.start + offset
    stop = start + length if length else source.stop
    if start > stop or stop > source.stop:
        raise DamagedError("it ends beyond what it lies in")
    return Box(b"", start, stop)
