"""What a picture says about itself: EXIF for the JPEG, and the headers of RAW files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual import dials
from rpc_camera.virtual.tiff import Directory, FieldType, write_tiff

if TYPE_CHECKING:
    from datetime import datetime

    from rpc_camera.virtual.exposure import Exposure

_PROGRAMS = {
    dials.MANUAL: 1,
    dials.PROGRAM: 2,
    dials.AUTO: 2,
    dials.APERTURE_PRIORITY: 3,
    dials.SHUTTER_PRIORITY: 4,
}
_METERING = {2: 2, 3: 5, 4: 3}
_RGGB = bytes([0, 1, 1, 2])
_D65 = 21
_CR2_MARK = b"CR\2\0" + bytes(4)  # the version, and where the sensor data's directory lies: nowhere
_XYZ_TO_SRGB = tuple(
    Fraction(text)
    for text in ["3.2406", "-1.5372", "-0.4986", "-0.9689", "1.8758", "0.0415", "0.0557", "-0.2040", "1.0570"]
)


@dataclass(frozen=True)
class Shot:
    """Everything that was set when the shutter opened."""

    frame: int
    taken_at: datetime
    exposure: Exposure
    mode: int
    make: str
    model: str
    serial: str
    lens: str
    compensation_ev: float = 0.0
    white_balance: int = 2
    metering: int = 3
    focal_length_mm: float = 35.0
    orientation: int = 1
    artist: str = ""
    copyright: str = ""
    comment: str = ""

    @property
    def shutter_s(self) -> Fraction:
        """The time; zero as long as it is not known."""
        return self.exposure.shutter_s or Fraction(0)


def _main(shot: Shot) -> Directory:
    main = Directory()
    main.text(0x010F, shot.make)
    main.text(0x0110, shot.model)
    main.put(0x0112, FieldType.SHORT, shot.orientation)
    main.put(0x011A, FieldType.RATIONAL, 300)
    main.put(0x011B, FieldType.RATIONAL, 300)
    main.put(0x0128, FieldType.SHORT, 2)
    main.text(0x0131, "Ver.01.00")
    main.text(0x0132, shot.taken_at.strftime("%Y:%m:%d %H:%M:%S"))
    main.text(0x013B, shot.artist)
    main.text(0x8298, shot.copyright)
    return main


def _exif(shot: Shot, size: tuple[int, int]) -> Directory:
    exif = Directory()
    moment = shot.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    short_mm, long_mm = dials.FOCAL_LENGTHS_MM
    exif.put(0x829A, FieldType.RATIONAL, shot.shutter_s)
    exif.put(0x829D, FieldType.RATIONAL, Fraction(str(shot.exposure.aperture)))
    exif.put(0x8822, FieldType.SHORT, _PROGRAMS.get(shot.mode, 0))
    exif.put(0x8827, FieldType.SHORT, shot.exposure.iso)
    exif.undefined(0x9000, b"0232")
    exif.text(0x9003, moment)
    exif.text(0x9004, moment)
    exif.text(0x9291, f"{shot.taken_at.microsecond // 10000:02d}")
    exif.put(0x9204, FieldType.SRATIONAL, Fraction(round(shot.compensation_ev * 6), 6))
    exif.put(0x9205, FieldType.RATIONAL, Fraction(3))
    exif.put(0x9207, FieldType.SHORT, _METERING.get(shot.metering, 0))
    exif.put(0x9209, FieldType.SHORT, 0)
    exif.put(0x920A, FieldType.RATIONAL, Fraction(str(shot.focal_length_mm)))
    if shot.comment:
        exif.undefined(0x9286, b"ASCII\0\0\0" + shot.comment.encode("ascii", "replace"))
    exif.put(0xA001, FieldType.SHORT, 1)
    exif.put(0xA002, FieldType.LONG, size[0])
    exif.put(0xA003, FieldType.LONG, size[1])
    exif.put(0xA402, FieldType.SHORT, int(shot.mode == dials.MANUAL))
    exif.put(0xA403, FieldType.SHORT, int(shot.white_balance != 2))
    exif.put(0xA405, FieldType.SHORT, round(shot.focal_length_mm))
    exif.text(0xA431, shot.serial)
    exif.put(0xA432, FieldType.RATIONAL, short_mm, long_mm, Fraction("2.8"), Fraction("2.8"))
    exif.text(0xA434, shot.lens)
    return exif


def write_exif(shot: Shot, size: tuple[int, int], thumbnail: bytes) -> bytes:
    """Return the content of a JPEG's APP1 segment; `thumbnail` is a JPEG of some kilobytes."""
    main = _main(shot)
    main.point(0x8769, _exif(shot, size))
    main.following = _thumbnail_directory(thumbnail)
    return b"Exif\0\0" + write_tiff(main)


def _thumbnail_directory(jpeg: bytes) -> Directory:
    directory = Directory()
    directory.put(0x0103, FieldType.SHORT, 6)
    directory.point(0x0201, jpeg)
    directory.put(0x0202, FieldType.LONG, len(jpeg))
    return directory


def write_cr3_tags(shot: Shot, size: tuple[int, int]) -> tuple[bytes, bytes]:
    """Return what the picture and its exposure are, each as a TIFF of its own, as a CR3 has them."""
    return write_tiff(_main(shot)), write_tiff(_exif(shot, size))


def write_cr2_header(shot: Shot, size: tuple[int, int], preview: bytes, thumbnail: bytes) -> bytes:
    """Return a CR2 file up to where its sensor data begins; `preview` and `thumbnail` are JPEGs."""
    main = _main(shot)
    main.put(0x0100, FieldType.SHORT, size[0])
    main.put(0x0101, FieldType.SHORT, size[1])
    main.put(0x0103, FieldType.SHORT, 6)
    main.point(0x0111, preview)
    main.put(0x0117, FieldType.LONG, len(preview))
    main.point(0x8769, _exif(shot, size))
    main.following = _thumbnail_directory(thumbnail)
    return write_tiff(main, _CR2_MARK)


def _layout(directory: Directory, size: tuple[int, int], photometric: int, bits: tuple[int, ...]) -> None:
    directory.put(0x0100, FieldType.LONG, size[0])
    directory.put(0x0101, FieldType.LONG, size[1])
    directory.put(0x0102, FieldType.SHORT, *bits)
    directory.put(0x0103, FieldType.SHORT, 1)
    directory.put(0x0106, FieldType.SHORT, photometric)
    directory.put(0x0115, FieldType.SHORT, len(bits))
    directory.put(0x0116, FieldType.LONG, size[1])
    directory.put(0x0117, FieldType.LONG, size[0] * size[1] * sum(bits) // 8)


def _sensor(size: tuple[int, int], offset: int) -> Directory:
    sensor = Directory()
    _layout(sensor, size, photometric=32803, bits=(16,))
    sensor.put(0x00FE, FieldType.LONG, 0)
    sensor.put(0x0111, FieldType.LONG, offset)
    sensor.put(0x828D, FieldType.SHORT, 2, 2)
    sensor.put(0x828E, FieldType.BYTE, *_RGGB)
    sensor.put(0xC61D, FieldType.LONG, 0xFFFF)
    return sensor


def write_raw_header(shot: Shot, size: tuple[int, int], preview: tuple[int, int], preview_rgb: bytes) -> bytes:
    """Return a DNG file up to where its sensor data begins: 16 bit little-endian, RGGB, `size` pixels, one strip."""
    main = _main(shot)
    _layout(main, preview, photometric=2, bits=(8, 8, 8))
    main.put(0x00FE, FieldType.LONG, 1)
    main.point(0x0111, preview_rgb)
    main.point(0x8769, _exif(shot, size))
    main.put(0xC612, FieldType.BYTE, 1, 4, 0, 0)
    main.text(0xC614, f"{shot.make} {shot.model}")
    main.put(0xC621, FieldType.SRATIONAL, *_XYZ_TO_SRGB)
    main.put(0xC628, FieldType.RATIONAL, 1, 1, 1)
    main.put(0xC65A, FieldType.SHORT, _D65)
    main.point(0x014A, _sensor(size, offset=0))
    length = len(write_tiff(main))
    main.point(0x014A, _sensor(size, offset=length))
    return write_tiff(main)
