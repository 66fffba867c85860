"""EXIF from within HEIF, CR3 and RAF."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

import pillow_heif
import pytest
from PIL import Image

from tests.rigs.picture_files import Iloc, box, cr3, entry, exif_item, full_box, heif, ifd, iinf, infe, large_box, raf
from tests.service.shared.test_metadata import EXIF, GPS, jpeg

if TYPE_CHECKING:
    from tests.service.shared.conftest import MetadataOf

EMPTY: dict[str, Any] = {"image": {}, "exif": {}, "gps": {}}
TIFF = ifd(entry(0x010F, 2, 6, 26)) + b"Maker\0"
MAKER = {**EMPTY, "image": {"Make": "Maker"}}
FAR = large_box(b"mdat", bytes(6 << 20))  # more than is ever read of a file

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]


def exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(EXIF).update({0x829A: 0.004, 0x9003: "2026:07:01 12:30:00", 0x9011: "+02:00"})
    exif.get_ifd(GPS).update({1: "S", 2: (33.0, 51.0, 36.0), 3: "E", 4: (151.0, 12.0, 36.0)})
    return exif


def encoded(kind: str, exif: Image.Exif | None) -> bytes:
    """Return a picture as the encoders of libheif and libavif write it."""
    file, picture = io.BytesIO(), Image.new("RGB", (64, 48))
    if kind == "heic":
        pillow_heif.from_pillow(picture).save(file, exif=exif)
    else:
        picture.save(file, "AVIF", **({"exif": exif} if exif else {}))
    return file.getvalue()


@pytest.mark.parametrize("kind", ["heic", "avif"])
async def test_a_heif_tells_how_it_was_taken(metadata_of: MetadataOf, kind: str) -> None:
    told = await metadata_of(f"SHOT.{kind}", encoded(kind, exif()))

    assert told["mime_type"] == f"image/{kind}"
    assert (told["tags"]["image"]["Make"], told["tags"]["exif"]["ExposureTime"]) == ("Maker", 0.004)
    assert told["taken_at"] == "2026-07-01T10:30:00Z"
    assert told["location"] == {"latitude": -33.86, "longitude": 151.21}


async def test_a_raf_tells_what_the_jpeg_in_it_does(metadata_of: MetadataOf) -> None:
    told = await metadata_of("DSCF0001.RAF", raf(jpeg(exif())))

    assert told["mime_type"] == "image/x-fuji-raf"
    assert (told["tags"]["image"]["Make"], told["tags"]["exif"]["ExposureTime"]) == ("Maker", 0.004)
    assert told["location"] == {"latitude": -33.86, "longitude": 151.21}


async def test_a_cr3_has_a_tiff_for_each_directory(metadata_of: MetadataOf) -> None:
    """By the layout that github.com/lclevy/canon_cr3 tells, with `moov` behind the picture for once."""
    shot = cr3(
        box(b"CMT1", TIFF),
        box(
            b"CMT2",
            ifd(entry(0x829A, 5, 1, 38), entry(0x9003, 2, 20, 46)),
            struct.pack("<II", 1, 250),
            b"2026:07:01 12:30:00\0",
        ),
        box(b"CMT3", ifd(entry(0x0001, 3, 1, 7))),
        box(b"CMT4", ifd(entry(0x0001, 2, 2, ord("S")), entry(0x0006, 5, 1, 38)), struct.pack("<II", 7, 2)),
        before_moov=FAR,
    )

    told = await metadata_of("IMG_0001.CR3", shot)

    assert told["mime_type"] == "image/x-canon-cr3"
    assert told["tags"] == {
        "image": {"Make": "Maker"},
        "exif": {"ExposureTime": 0.004, "DateTimeOriginal": "2026:07:01 12:30:00"},
        "gps": {"GPSLatitudeRef": "S", "GPSAltitude": 3.5},
    }


ALL_OF_IDAT = full_box(b"iloc", 1, b"\x44\0\0\1", struct.pack(">HHHHII", 2, 1, 0, 1, 0, 0))
HEIFS = {
    "with iloc 0": heif(exif_item(TIFF), Iloc(version=0)),
    "with iloc 0 and bits that mean something later only": heif(exif_item(TIFF), Iloc(version=0, sizes=(4, 4, 0, 8))),
    "with iloc 1": heif(exif_item(TIFF), Iloc(version=1)),
    "with iloc 2 and 32 bits for items": heif(
        exif_item(TIFF), Iloc(version=2, item=0x12345678, other=0x10000), infe_version=3
    ),
    "with a base offset and indices, of 64 bits": heif(exif_item(TIFF), Iloc(sizes=(8, 8, 8, 8))),
    "with a base offset of 32 bits": heif(exif_item(TIFF), Iloc(version=0, sizes=(4, 4, 4, 0))),
    "with EXIF in idat": heif(exif_item(TIFF), Iloc(method=1)),
    "with EXIF in idat, at a base offset": heif(exif_item(TIFF), Iloc(version=2, method=1, sizes=(4, 4, 4, 0))),
    "with EXIF in pieces": heif(exif_item(TIFF), Iloc(pieces=5)),
    "with nothing before the TIFF": heif(exif_item(TIFF, before=b"")),
    "with EXIF's name before the TIFF, which is not counted": heif(bytes(4) + b"Exif\0\0" + TIFF),
    "with something before the TIFF": heif(exif_item(TIFF, before=b"MM\0*" + bytes(70))),
    "that says what it is among the compatible brands": heif(exif_item(TIFF), brands=(b"abcd", b"miaf", b"heix")),
    "that says no more than that it is one": heif(exif_item(TIFF), brands=(b"mif1",)),
    "that is an AVIF only": heif(exif_item(TIFF), brands=(b"avif",)),
    "that is a sequence": heif(exif_item(TIFF), brands=(b"msf1", b"hevc")),
    "whose meta box is at the end": heif(exif_item(TIFF), before_meta=FAR),
    "whose boxes have sizes of 64 bits": box(b"ftyp", b"heic", bytes(4))
    + large_box(b"meta", bytes(4), iinf(infe(2, b"Exif")), large_box(b"idat", exif_item(TIFF)), ALL_OF_IDAT),
    "with some bytes behind its boxes": box(b"ftyp", b"heic", bytes(4))
    + full_box(b"meta", 0, iinf(infe(2, b"Exif")), box(b"idat", exif_item(TIFF)), ALL_OF_IDAT, b"end"),
    "whose meta box has no end": heif(exif_item(TIFF), Iloc(method=1)).replace(
        struct.pack(">I", len(heif(exif_item(TIFF), Iloc(method=1))) - 20) + b"meta", bytes(4) + b"meta"
    ),
}


@pytest.mark.parametrize("form", HEIFS)
async def test_a_heif_is_read_in_every_form(metadata_of: MetadataOf, form: str) -> None:
    told = await metadata_of("SHOT.HIF", HEIFS[form])

    assert told["tags"] == MAKER


BARE = {
    "heic": encoded("heic", None),
    "avif": encoded("avif", None),
    "hif": box(b"ftyp", b"heic", bytes(4)) + full_box(b"meta", 0, full_box(b"hdlr", 0, bytes(4), b"pict")),
    "raf": raf(jpeg()),
    "cr3": cr3(),
}


@pytest.mark.parametrize("kind", BARE)
async def test_a_file_without_exif_has_none(metadata_of: MetadataOf, kind: str) -> None:
    told = await metadata_of(f"BARE.{kind}", BARE[kind])

    assert told["tags"] == EMPTY
