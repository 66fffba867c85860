"""EXIF that cannot be had, of files that are built of boxes, and of RAF: whatever the file, it is told soon why."""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING

import pytest

from tests.rigs.picture_files import Iloc, box, cr3, entry, exif_item, full_box, heif, ifd, iinf, infe, raf
from tests.service.shared.test_metadata import EXIF, GPS, jpeg
from tests.service.shared.test_metadata_containers import EMPTY, TIFF

if TYPE_CHECKING:
    from tests.service.shared.conftest import MetadataOf

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]


def meta(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"heic", bytes(4), b"mif1") + full_box(b"meta", 0, *boxes)


def located(iloc: bytes, behind: bytes = b"") -> bytes:
    """Return a HEIF with an item 2 of EXIF, and this item location box."""
    return meta(iinf(infe(2, b"Exif")), full_box(b"iloc", 1, iloc)) + behind


def extents(*extents: tuple[int, int], method: int = 0) -> bytes:
    item = struct.pack(">HHHH", 2, method, 0, len(extents)) + b"".join(struct.pack(">QI", *each) for each in extents)
    return bytes([0x84, 0, 0, 1]) + item


def beyond_idat(extent: tuple[int, int]) -> bytes:
    """Return a HEIF with EXIF 100 bytes behind the beginning of `idat`, which has 50."""
    iloc = full_box(b"iloc", 1, extents(extent, method=1))
    return meta(iinf(infe(2, b"Exif")), iloc, box(b"idat", bytes(50))) + bytes(50) + exif_item(TIFF)


def nested(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = box(b"moov", data)
    return data


MOVIE = box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(100))
OTHERS = {
    "an MP4": box(b"ftyp", b"isom", bytes(4), b"isom", b"mp42") + MOVIE,
    "an MP4 with EXIF": heif(exif_item(TIFF), brands=(b"mp42", b"isom")),
    "a MOV": box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + MOVIE,
    "a sequence without a picture": box(b"ftyp", b"hevc", bytes(4), b"msf1") + MOVIE,
    "a HEIF that ends behind its brands": box(b"ftyp", b"heic", bytes(4)),
    "a CR3 that ends behind its brands": box(b"ftyp", b"crx ", bytes(4)),
    "a CR3 without Canon's box": box(b"ftyp", b"crx ", bytes(4)) + box(b"moov", box(b"uuid", bytes(16))),
    "a CR3 that is nested": box(b"ftyp", b"crx ", bytes(4)) + nested(2000),
    "a HEIF whose EXIF is built from items": located(extents((0, 8), method=2)),
    "a HEIF of a later standard": heif(exif_item(TIFF), Iloc(version=3)),
    "something with a box of another type": box(b"moov", box(b"ftyp", b"heic", bytes(4))),
}


@pytest.mark.parametrize("kind", OTHERS)
async def test_what_is_no_picture_of_these_kinds_is_told_so(metadata_of: MetadataOf, kind: str) -> None:
    error = await metadata_of("FILM.MP4", OTHERS[kind])

    assert (error.name, "HEIF" in error.data["remedy"]) == ("not_supported", True)


LONG = ifd() + bytes(300_000)
SEGMENTS = b"".join(b"\xff\xe1\xea\x68Exif\0\0" + LONG[at : at + 60_000] for at in range(0, 300_000, 60_000))
HOSTILE = {
    "a box smaller than its header": meta(b"\0\0\0\7iinf", iinf(infe(2, b"Exif"))),
    "a box of 64 bits smaller than its header": meta(struct.pack(">I4sQ", 1, b"iinf", 8), bytes(100)),
    "a box of 64 bits that ends beyond the file": box(b"ftyp", b"heic", bytes(4))
    + struct.pack(">I4sQ", 1, b"mdat", (1 << 64) - 1)
    + meta(),
    "a box that ends beyond the one it lies in": meta(b"\0\0\0\x20iinf") + bytes(100),
    "a file that ends within a box": heif(exif_item(TIFF))[:100],
    "a file type box with no end": b"\0\0\0\0ftypheic" + bytes(1 << 20),
    "a file type box smaller than its header": b"\0\0\0\4ftypheic" + bytes(100),
    "100,000 boxes": box(b"ftyp", b"heic", bytes(4)) + box(b"free") * 100_000 + meta(),
    "5,000 boxes in another": meta(box(b"free") * 5000, iinf(infe(2, b"Exif"))),
    "5,000 items": meta(iinf(*[infe(1, b"hvc1")] * 5000)),
    "a table of 6 MB": meta(box(b"iinf", bytes(6 << 20))),
    "items and no places": meta(iinf(infe(2, b"Exif"))),
    "places of other items": located(bytes([0x44, 0, 0, 2]) + struct.pack(">HHHHII", 3, 0, 0, 1, 0, 8) * 2),
    "4 thousand million items, of which none is there": meta(
        iinf(infe(2, b"Exif")), full_box(b"iloc", 2, b"\x44\0" + b"\xff" * 4)
    ),
    "an item in 17 pieces": heif(exif_item(TIFF), Iloc(pieces=17)),
    "an item of 300 kB": heif(exif_item(LONG)),
    "an item with 65,535 pieces that are not there": located(
        bytes([0x84, 0, 0, 1]) + struct.pack(">HHHH", 2, 0, 0, 0xFFFF)
    ),
    "boxes that lie scattered": box(b"ftyp", b"heic", bytes(4)) + box(b"free", bytes(1 << 18)) * 60 + meta(),
    "an item of all the file, which is large": located(extents((0, 0)), bytes(16 << 20)),
    "an item that begins at 2^64": located(extents(((1 << 64) - 1, 8))),
    "an item that ends beyond the file": located(extents((0, 1 << 20))),
    "an item that ends beyond its box": beyond_idat((100, len(exif_item(TIFF)))),
    "an item of unknown length that begins beyond its box": beyond_idat((100, 0)),
    "an item in a box that is not there": located(extents((0, 8), method=1)),
    "an item of two bytes": located(extents((0, 2))),
    "an item without pieces": located(extents()),
    "a TIFF that begins behind the item": heif(b"\0\0\xff\xff" + TIFF),
    "an item without a TIFF": heif(exif_item(b"no TIFF, but something else")),
    "a CR3 whose TIFF is none": cr3(box(b"CMT1", b"no TIFF, but something else")),
    "a CR3 whose TIFF ends beyond Canon's box": cr3(b"\0\0\xff\xffCMT1" + TIFF),
    "a CR3 with a TIFF of 6 MB": cr3(box(b"CMT1", bytes(6 << 20))),
    "a CR3 with 5,000 TIFFs": cr3(box(b"CMT2", TIFF) * 5000),
    "a CR3 with 5 MiB of TIFFs": cr3(*[box(b"CMT2", TIFF, bytes(120 << 10))] * 45),
    "a RAF whose JPEG is itself": raf(jpeg(), start=0),
    "a RAF whose JPEG ends beyond the file": raf(jpeg(), length=0xFFFFFFFF),
    "a RAF whose JPEG begins beyond the file": raf(jpeg(), start=0xFFFFFFFF),
    "a RAF that is cut": raf(jpeg())[:87],
    "a RAF whose JPEG has 300 kB of EXIF": raf(b"\xff\xd8" + SEGMENTS + jpeg()[2:]),
    "a RAF whose JPEG has markers only": raf(b"\xff\xd8" + b"\xff\xe1\0\2" * 100_000),
}


@pytest.mark.parametrize("flaw", HOSTILE)
async def test_a_damaged_file_is_told_to_be_so_without_much_reading(metadata_of: MetadataOf, flaw: str) -> None:
    async with asyncio.timeout(20):
        error = await metadata_of("FLAW.HIF", HOSTILE[flaw])

    assert error.name == "file_unavailable"


async def test_a_refusal_says_what_is_wrong(metadata_of: MetadataOf) -> None:
    error = await metadata_of("FLAW.HIF", HOSTILE["items and no places"])

    assert error.message.endswith("FLAW.HIF is damaged: the file does not say where it lies.")


CIRCLES = {
    "heif": heif(exif_item(ifd(entry(EXIF, 4, 1, 8), entry(GPS, 4, 1, 8), following=8))),
    "cr3": cr3(*(box(kind, ifd(entry(EXIF, 4, 1, 8), following=8)) for kind in (b"CMT1", b"CMT2", b"CMT4"))),
}


@pytest.mark.parametrize("kind", CIRCLES)
async def test_directories_that_point_at_themselves_are_read_once(metadata_of: MetadataOf, kind: str) -> None:
    told = await metadata_of("CIRCLE.HIF", CIRCLES[kind])

    assert told["tags"] == EMPTY
