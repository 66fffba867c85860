"""Pictures by the byte: a TIFF's directories, and the boxes of HEIF and CR3."""

from __future__ import annotations

import struct
from dataclasses import dataclass

CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def ifd(*entries: bytes, following: int = 0) -> bytes:
    """Return a TIFF of one directory; what is put behind it begins at 14 + 12 for each entry."""
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + b"".join(entries) + struct.pack("<I", following)


def box(kind: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", 8 + len(data)) + kind + data


def large_box(kind: bytes, *content: bytes) -> bytes:
    """Return a box whose size has 64 bits."""
    data = b"".join(content)
    return struct.pack(">I4sQ", 1, kind, 16 + len(data)) + data


def full_box(kind: bytes, version: int, *content: bytes) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]), *content)


def infe(item: int, kind: bytes, version: int = 2) -> bytes:
    return full_box(b"infe", version, struct.pack(">HH4sx" if version == 2 else ">IH4sx", item, 0, kind))


def iinf(*entries: bytes, version: int = 0) -> bytes:
    return full_box(b"iinf", version, len(entries).to_bytes(4 if version else 2, "big"), *entries)


def exif_item(tiff: bytes, before: bytes = b"Exif\0\0") -> bytes:
    """Return the content of an Exif item: how much stands before the TIFF, that, and the TIFF."""
    return struct.pack(">I", len(before)) + before + tiff


@dataclass(frozen=True)
class Iloc:
    """An item location box that is filled in when it is known where things are.

    `sizes` are the bytes of offsets, lengths, base offsets and extent indices. An item `other` comes before that of the
    EXIF.
    """

    version: int = 1
    sizes: tuple[int, int, int, int] = (4, 4, 0, 0)
    method: int = 0
    item: int = 2
    other: int = 1
    pieces: int = 1

    def filled(self, start: int, length: int) -> bytes:
        return full_box(
            b"iloc",
            self.version,
            self._head(),
            self._of(self.other, 7, 7, 1),
            self._of(self.item, start, length, self.pieces),
        )

    def _head(self) -> bytes:
        offset, length, base, index = self.sizes
        return bytes([offset << 4 | length, base << 4 | index]) + (2).to_bytes(2 if self.version < 2 else 4, "big")

    def _of(self, item: int, start: int, length: int, pieces: int) -> bytes:
        offset_bytes, length_bytes, base_bytes, index_bytes = self.sizes
        base = start - 3 if base_bytes else 0
        data = item.to_bytes(2 if self.version < 2 else 4, "big")
        data += struct.pack(">H", self.method) if self.version else b""
        data += bytes(2) + base.to_bytes(base_bytes, "big") + struct.pack(">H", pieces)
        for piece in range(pieces):
            at, until = length * piece // pieces, length * (piece + 1) // pieces
            data += bytes(index_bytes if self.version else 0)
            data += (start - base + at).to_bytes(offset_bytes, "big") + (until - at).to_bytes(length_bytes, "big")
        return data


def heif(
    item: bytes,
    iloc: Iloc = Iloc(),
    infe_version: int = 2,
    brands: tuple[bytes, ...] = (b"heic", b"mif1"),
    before_meta: bytes = b"",
) -> bytes:
    """Return a HEIF without a picture, whose item of EXIF is `item`, in `idat` or in `mdat` as `iloc` says."""
    kinds = [infe(iloc.other, b"hvc1", infe_version), infe(iloc.item, b"Exif", infe_version)]
    start = box(b"ftyp", brands[0], bytes(4), *brands[1:]) + before_meta

    def meta(at: int) -> bytes:
        handler, items = full_box(b"hdlr", 0, bytes(4), b"pict"), iinf(*kinds, version=infe_version - 2)
        idat = box(b"idat", b"8 bytes.", item) if iloc.method == 1 else b""
        return full_box(b"meta", 0, handler, items, idat, iloc.filled(at, len(item)))

    if iloc.method == 1:
        return start + meta(8)
    at = len(start + meta(1000)) + 8 + 100
    return start + meta(at) + box(b"mdat", bytes(100), item)


def cr3(*pieces: bytes, before_moov: bytes = b"") -> bytes:
    """Return a CR3 without a picture, whose Canon box has these boxes."""
    canon = box(b"uuid", CANON, box(b"CNCV", b"CanonCR3_001/00.11.00/00.00.00"), *pieces)
    return (
        box(b"ftyp", b"crx ", b"\0\0\0\1", b"crx ", b"isom")
        + before_moov
        + box(b"moov", canon, box(b"mvhd", bytes(100)))
    )


def raf(jpeg: bytes, start: int | None = None, length: int | None = None) -> bytes:
    """Return a RAF without its raw picture, in whose header `jpeg` lies where it does, or at `start` with `length`."""
    head = b"FUJIFILMCCD-RAW 0201FF389501X-T5".ljust(84, b"\0")
    where = struct.pack(">II", 148 if start is None else start, len(jpeg) if length is None else length)
    return (head + where).ljust(148, b"\0") + jpeg + bytes(1000)
