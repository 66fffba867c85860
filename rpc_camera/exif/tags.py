"""EXIF as JSON (CIPA DC-008), read by Pillow from JPEGs and from TIFFs, or from what they lie in."""

from __future__ import annotations

import io
import math
import re
import struct
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final, cast

from PIL import ExifTags, Image
from PIL.JpegImagePlugin import JpegImageFile

from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.containers import RAF_MAGIC, box_tiffs, raf_jpeg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue

JsonObject = dict[str, "JsonValue"]
_JPEG: Final = b"\xff\xd8\xff"
_LITTLE_TIFF: Final = (b"II*\0", b"IIRO", b"IIRS", b"IIU\0")  # the plain one, Olympus' two, Panasonic's
_BIG_TIFF: Final = (b"MM\0*", b"MMOR")
_BIGTIFFS: Final = (b"II+\0", b"MM\0+")
_IN_JPEG: Final = b"Exif\0\0"
_SMALLEST_BYTES: Final = 8
_POINTERS: Final = frozenset({0x014A, 0x8769, 0x8825, 0xA005})
_MAKER_NOTE: Final = 0x927C
_CODED_TEXT: Final = frozenset({"UserComment", "GPSProcessingMethod", "GPSAreaInformation"})
_PLAIN_TEXT: Final = frozenset({"ExifVersion", "FlashpixVersion", "FlashPixVersion"})
_NUMBERS: Final = frozenset({"GPSVersionID", "ComponentsConfiguration"})
_LONGEST_ARRAY: Final = 64
_LONGEST_BYTES: Final = 1 << 18  # four times a JPEG's segment
_MOST_ENTRIES: Final = 1000  # of one directory; cameras have some 100, and Pillow takes 2 s for the 65,535 that fit in
# Where Pillow's names are not those of the standard.
_STANDARD_NAMES: Final = {
    0x8827: "PhotographicSensitivity",
    0x9290: "SubSecTime",
    0x9291: "SubSecTimeOriginal",
    0x9292: "SubSecTimeDigitized",
    0xA002: "PixelXDimension",
    0xA003: "PixelYDimension",
}
_MOMENT: Final = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")


class _JpegWithExif(JpegImageFile):
    """A JPEG whose EXIF is not parsed when it is opened: it has not been checked by then."""

    def _read_dpi_from_exif(self) -> None:
        pass


def read_exif(file: IO[bytes]) -> JsonObject:
    """Return `tags` by directory (image, exif, gps), and `taken_at` and `location` where they can be told.

    NoPictureError: not such a file; any other Exception: it is damaged.
    """
    image, exif, gps = _directories(file)
    tags: dict[str, JsonObject] = {
        "image": _group(image, ExifTags.TAGS),
        "exif": _group(exif, ExifTags.TAGS),
        "gps": _group(gps, ExifTags.GPSTAGS),
    }
    found: JsonObject = {"tags": tags}
    if taken_at := _taken_at(tags["exif"]):
        found["taken_at"] = taken_at
    if location := _location(tags["gps"]):
        found["location"] = location
    return found


def _directories(file: IO[bytes]) -> tuple[Mapping[int, Any], Mapping[int, Any], Mapping[int, Any]]:
    """Return the directories of the image, of Exif and of GPS."""
    head = file.read(len(RAF_MAGIC))
    file.seek(0)
    if head.startswith((_JPEG, RAF_MAGIC)):
        if head == RAF_MAGIC:
            file.seek(raf_jpeg(file))
        exif = _loaded(_JpegWithExif(file).info.get("exif", b""))  # not by Image.open, which warns of large pictures
    elif head.startswith(_LITTLE_TIFF + _BIG_TIFF):
        exif = Image.Exif()
        exif.endian = "<" if head.startswith(b"II") else ">"
        (first,) = struct.unpack(f"{exif.endian}I", head[4:8].ljust(4, b"\0"))
        _check_directory(file, first, exif.endian)
        exif.load_from_fp(file, first)
    else:
        tiffs = box_tiffs(file)
        exif = _loaded(tiffs.image)
        if tiffs.exif is not None and tiffs.gps is not None:
            return exif, _loaded(tiffs.exif), _loaded(tiffs.gps)
    return exif, _directory_at(exif, ExifTags.IFD.Exif), _directory_at(exif, ExifTags.IFD.GPSInfo)


def _directory_at(exif: Image.Exif, pointer: int) -> Mapping[int, Any]:
    offset = exif.get(pointer)
    if isinstance(offset, int) and exif.endian:
        _check_directory(exif.fp, offset, exif.endian)
    return exif.get_ifd(pointer)


def _check_directory(file: IO[bytes], offset: int, endian: str) -> None:
    """Refuse a directory that is longer than any camera's, before Pillow goes through it."""
    file.seek(offset)
    (count,) = struct.unpack(f"{endian}H", file.read(2).ljust(2, b"\0"))
    if count > _MOST_ENTRIES:
        raise DamagedError(f"it has a directory of {count} entries")


def _loaded(tiff: bytes) -> Image.Exif:
    if len(tiff) > _LONGEST_BYTES:
        raise DamagedError("it is longer than any camera's")
    exif, tiff = Image.Exif(), tiff.removeprefix(_IN_JPEG)
    if len(tiff) >= _SMALLEST_BYTES:
        endian = "<" if tiff.startswith(b"II") else ">"
        if tiff.startswith(_BIGTIFFS):  # which count to 2^64
            raise DamagedError("it is a BigTIFF, as no camera writes it")
        (first,) = struct.unpack(f"{endian}I", tiff[4:8])
        _check_directory(io.BytesIO(tiff), first, endian)
    exif.load(tiff)
    return exif


def _group(directory: Mapping[int, Any], names: Mapping[int, str]) -> JsonObject:
    group: JsonObject = {}
    for tag, value in directory.items():
        if tag in _POINTERS or tag == _MAKER_NOTE:
            continue
        is_gps = names is ExifTags.GPSTAGS
        name = (not is_gps and _STANDARD_NAMES.get(tag)) or names.get(tag) or f"0x{tag:04X}"
        told = _json(name, value)
        if told is not None:
            group[name] = told
    return group


def _json(name: str, value: Any) -> JsonValue:  # noqa: ANN401 - Pillow's values have many types
    """Return a tag's value by its type; None where it has none that JSON can tell, as with binary data."""
    if isinstance(value, bytes):
        return _of_bytes(name, value)
    if isinstance(value, str):
        return _text(value) or None
    if isinstance(value, (tuple, list)):
        numbers = [_number(each) for each in value[: _LONGEST_ARRAY + 1]]
        return numbers if len(numbers) <= _LONGEST_ARRAY and None not in numbers else None
    return _number(value)


def _number(value: Any) -> int | float | None:  # noqa: ANN401
    if isinstance(value, int):
        return value
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _text(value: str) -> str:
    """Return a text that Pillow has read as Latin-1, and that most cameras mean as UTF-8."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode()
    return value.split("\0", 1)[0].strip()


def _of_bytes(name: str, value: bytes) -> JsonValue:
    if name in _CODED_TEXT:
        return _coded_text(value) or None
    if name in _PLAIN_TEXT and value.isascii():
        return value.decode("ascii").strip("\0 ") or None
    if name in _NUMBERS:
        return list(value[:_LONGEST_ARRAY])
    return value[0] if len(value) == 1 else None


def _coded_text(value: bytes) -> str:
    """Return a text that begins with eight bytes that name its code."""
    code, text = value[:8].rstrip(b"\0 "), value[8:]
    if code == b"UNICODE":
        return text.decode("utf-16-be" if text[:1] == b"\0" else "utf-16-le", "replace").strip("\0 ")
    if code == b"JIS":
        return text.decode("iso2022_jp", "replace").strip("\0 ")
    return _text((text if code in {b"ASCII", b""} else value).decode("latin-1"))


def _taken_at(exif: JsonObject) -> str | None:
    """Return when the picture was taken, in UTC, where the camera tells the offset of its clock."""
    moment = _MOMENT.fullmatch(str(exif.get("DateTimeOriginal", "")))
    offset = str(exif.get("OffsetTimeOriginal", ""))
    if not moment or not offset:
        return None
    fraction = str(exif.get("SubSecTimeOriginal", "")).strip()
    fraction = f".{fraction[:3]:0<3}" if fraction.isascii() and fraction.isdigit() else ""
    try:
        date = "-".join(moment.groups()[:3])
        taken_at = datetime.fromisoformat(f"{date}T{moment[4]}{fraction}{offset}")
        told = taken_at.astimezone(UTC).isoformat(timespec="milliseconds" if fraction else "seconds")
        return told.replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None


def _location(gps: JsonObject) -> JsonObject | None:
    """Return latitude and longitude in decimal degrees, and the altitude in metres if it is there."""
    latitude = _degrees(gps.get("GPSLatitude"), gps.get("GPSLatitudeRef"), "S")
    longitude = _degrees(gps.get("GPSLongitude"), gps.get("GPSLongitudeRef"), "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    location: JsonObject = {"latitude": latitude, "longitude": longitude}
    altitude = gps.get("GPSAltitude")
    if isinstance(altitude, (int, float)):
        location["altitude_m"] = -altitude if gps.get("GPSAltitudeRef") == 1 else altitude
    return location


def _degrees(value: JsonValue, reference: JsonValue, negative: str) -> float | None:
    if not isinstance(value, list) or len(value) != 3 or not isinstance(reference, str):
        return None
    degrees, minutes, seconds = cast("list[float]", value)
    angle = degrees + minutes / 60 + seconds / 3600
    return round(-angle if reference.upper() == negative else angle, 8)
