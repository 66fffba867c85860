"""A picture's EXIF as JSON, from as few bytes as it takes, whatever the file."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.picture_files import entry, ifd

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.service.shared.conftest import MetadataOf

PICTURE = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"
EXIF, GPS = 0x8769, 0x8825

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),  # so that damaged files go as far as for a user
]


def jpeg(exif: Image.Exif | bytes = b"") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, "JPEG", exif=exif)
    return file.getvalue()


async def test_a_jpeg_tells_how_it_was_taken(client: RpcClient) -> None:
    told = await client.call("get_metadata", path=PICTURE)

    assert (told["path"], told["mime_type"]) == (PICTURE, "image/jpeg")
    image, exif = told["tags"]["image"], told["tags"]["exif"]
    assert (image["Make"], image["Orientation"], image["XResolution"]) == ("Nikon Corporation", 1, 300)
    assert (exif["ExposureTime"], exif["FNumber"], exif["PhotographicSensitivity"]) == (0.008, 5.6, 100)
    assert (exif["ExifVersion"], exif["PixelXDimension"], exif["LensModel"]) == (
        "0232",
        1600,
        "AF-S Nikkor 24-70mm 1:2.8G ED",
    )
    assert len(exif["LensSpecification"]) == 4
    assert len(exif["DateTimeOriginal"]) == len("2026:11:22 10:00:00")
    assert told["tags"]["gps"] == {}
    assert "taken_at" not in told  # the camera does not tell its offset from UTC


async def test_place_and_time_are_told_where_they_are_known(metadata_of: MetadataOf) -> None:
    exif = Image.Exif()
    exif.get_ifd(EXIF).update(
        {0x9003: "2026:07:01 12:30:00", 0x9011: "+02:00", 0x9291: "25", 0x9286: b"ASCII\0\0\0a note", 0x927C: b"secret"}
    )
    exif.get_ifd(GPS).update(
        {0: b"\2\3\0\0", 1: "S", 2: (33.0, 51.0, 36.0), 3: "E", 4: (151.0, 12.0, 36.0), 5: b"\1", 6: 3.5}
    )

    told = await metadata_of("PLACE.JPG", jpeg(exif))

    assert told["taken_at"] == "2026-07-01T10:30:00.250Z"
    assert told["location"] == {"latitude": -33.86, "longitude": 151.21, "altitude_m": -3.5}
    assert told["tags"]["exif"]["UserComment"] == "a note"
    assert "MakerNote" not in told["tags"]["exif"]
    assert told["tags"]["gps"]["GPSVersionID"] == [2, 3, 0, 0]


async def test_a_picture_without_exif_has_none(metadata_of: MetadataOf) -> None:
    told = await metadata_of("BARE.JPG", jpeg())

    assert told["tags"] == {"image": {}, "exif": {}, "gps": {}}


@pytest.mark.parametrize("data", [b"", b"just a note, and no picture", b"\0\0\0\x18ftypheix" + bytes(100)])
async def test_a_file_of_another_kind_is_told_so(metadata_of: MetadataOf, data: bytes) -> None:
    error = await metadata_of("NOTE.TXT", data)

    assert error.name == "not_supported"
    assert "JPEG" in error.data["remedy"]


@pytest.mark.parametrize(("head", "endian"), [(b"IIRO", "<"), (b"IIU\0", "<"), (b"MM\0*", ">")])
async def test_raws_that_are_built_like_a_tiff_are_read(metadata_of: MetadataOf, head: bytes, endian: str) -> None:
    tiff = head + struct.pack(f"{endian}IHHHI4sI", 8, 1, 0x0112, 3, 1, struct.pack(f"{endian}HH", 6, 0), 0)

    told = await metadata_of("SHOT.ORF", tiff)

    assert told["tags"]["image"] == {"Orientation": 6}


HOSTILE = {
    "points at itself": ifd(entry(EXIF, 4, 1, 8), entry(GPS, 4, 1, 8)),
    "points far beyond": ifd(entry(EXIF, 4, 1, 0xFFFFFFF0)) + bytes(1000),
    "counts to 4 thousand million": ifd(entry(0x010F, 2, 0xFFFFFFFF, 0), entry(0x9286, 7, 0xFFFFFFFF, 0))
    + bytes(6 << 20),
    "has 65535 tags of 1 MB": b"II*\0"
    + struct.pack("<IH", 8, 0xFFFF)
    + b"".join(entry(tag, 4, 1 << 18, 0) for tag in range(0xFFFF))
    + bytes(4),
    "needs a block far away for each tag": ifd(*(entry(0x100 + i, 5, 1, (i + 1) << 18) for i in range(60)))
    + bytes(16 << 20),
    "divides by zero": ifd(entry(0x011A, 5, 1, 26)) + bytes(8),
    "is cut": ifd(entry(0x010F, 2, 100, 26))[:20],
    "is a JPEG of markers only": b"\xff\xd8" + b"\xff\xe1\0\2" * 100_000,
    "is a JPEG with a wrong length": b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0",
}


@pytest.mark.parametrize("code", ["utf-8", "latin-1"])
async def test_a_text_is_taken_for_what_cameras_write(metadata_of: MetadataOf, code: str) -> None:
    artist = "Zoë Ünsal".encode(code)

    told = await metadata_of("ARTIST.NEF", ifd(entry(0x013B, 2, len(artist), 26)) + artist)

    assert told["tags"]["image"]["Artist"] == "Zoë Ünsal"


@pytest.mark.parametrize("flaw", HOSTILE)
async def test_no_file_makes_the_service_read_or_reckon_for_long(metadata_of: MetadataOf, flaw: str) -> None:
    # The service goes by what is in a file. The camera goes by the name, and would look into a .JPG for seconds itself.
    answer = await metadata_of("FLAW.TXT", HOSTILE[flaw])

    assert isinstance(answer, dict) or answer.name == "file_unavailable"


async def test_a_file_that_is_not_there_is_told_so(client: RpcClient) -> None:
    assert (await client.error("get_metadata", path="/store_00010001/NONE.JPG")).name == "file_not_found"
