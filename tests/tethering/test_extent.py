"""Where a file ends, by its own structure."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from rpc_camera.tethering.extent import Extent, extent_of

if TYPE_CHECKING:
    from pathlib import Path


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def tiff(magic: bytes, order: str, image: bytes) -> bytes:
    """Return a TIFF with one strip."""
    entries = [(0x0111, 4, 1, 8 + 2 + 24 + 4), (0x0117, 4, 1, len(image))]
    directory = struct.pack(f"{order}H", 2) + b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    return magic + struct.pack(f"{order}I", 8) + directory + bytes(4) + image


def raf(jpeg: bytes, meta: bytes, cfa: bytes, second: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bytes:
    """Return a RAF: a header of 160 bytes, the JPEG, the header of the CFA data, and those."""
    start = 160
    sections = []
    for part in (jpeg, meta, cfa):
        sections += [start, len(part)]
        start += len(part)
    head = b"FUJIFILMCCD-RAW 0201FF119502" + b"X-T9".ljust(32, b"\0") + b"0100" + bytes(20)
    head += struct.pack(">6I", *sections) + bytes(12) + struct.pack(">4I", *second)
    return head.ljust(160, b"\0") + jpeg + meta + cfa


def x3f(*sections: bytes, kind: bytes = b"IMA2", more: int = 0) -> bytes:
    """Return an X3F: a header of 40 bytes, sections, and the directory, at which the last four bytes point."""
    data, entries = b"FOVb".ljust(40, b"\0"), b""
    for content in sections:
        entries += struct.pack("<II4s", len(data), 4 + len(content), kind)
        data += b"SECi" + content
    directory = b"SECd" + struct.pack("<II", 0x20000, len(sections) + more) + entries
    return data + directory + struct.pack("<I", len(data))


FTYP, MDAT, MOOV = box(b"ftyp", b"isom" + bytes(4)), box(b"mdat", bytes(1000)), box(b"moov", bytes(50))
LARGE = struct.pack(">I4sQ", 1, b"mdat", 1016) + bytes(1000)
AVI = b"RIFF" + struct.pack("<I", 999) + b"AVI " + bytes(996)
JPEG = b"\xff\xd8\xff\xe1" + bytes(500) + b"\xff\xd9"


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        (JPEG, Extent.UNKNOWN),
        (JPEG + bytes(100), None),
        (FTYP + MDAT + MOOV, Extent.CUT),
        (FTYP + MOOV + LARGE, Extent.CUT),
        (AVI, Extent.CUT),
        (AVI + AVI, Extent.CUT),
        (raf(JPEG, bytes(300), bytes(900)), Extent.UNKNOWN),
        (raf(JPEG, bytes(300), bytes(900), (700, 50, 800, 1000)), Extent.UNKNOWN),
        (x3f(bytes(700), bytes(300)), Extent.UNKNOWN),
        (tiff(b"II*\0", "<", bytes(500)), Extent.UNKNOWN),
        (tiff(b"MM\0*", ">", bytes(500)), Extent.UNKNOWN),
        (tiff(b"IIU\0", "<", bytes(500)), Extent.UNKNOWN),
    ],
)
def test_a_whole_file_shows_its_end_and_a_cut_one_does_not(tmp_path: Path, whole: bytes, cut: Extent | None) -> None:
    path = tmp_path / "file"
    found = []
    for data in (whole, whole[: len(whole) - 20]):
        path.write_bytes(data)
        with path.open("rb") as file:
            found.append(extent_of(file))

    assert found == [Extent.WHOLE, cut or Extent.WHOLE]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"frame" * 100,
        FTYP + MDAT,
        FTYP + MOOV + struct.pack(">I4s", 0, b"mdat") + bytes(100),
        FTYP + MDAT + MOOV + bytes(100),
        FTYP + MDAT + MOOV + b"\x11" * 100,
        b"RIFF" + bytes(4) + b"AVI " + bytes(100),
        raf(JPEG, bytes(300), bytes(900))[:100],
        raf(JPEG, bytes(300), b""),
        raf(JPEG, b"", bytes(900)),
        raf(b"no JPEG", bytes(300), bytes(900)),
        raf(JPEG, bytes(300), bytes(900), (0xFFFFFFFF, 1, 800, 100)),
        x3f(),
        x3f(bytes(700), kind=b"PROP"),
        x3f(bytes(700), more=1),
        x3f(bytes(700), more=0xFFFFFFFE),
        x3f(bytes(700)) + bytes(4),
        x3f(bytes(700)).replace(b"SECi", b"None"),
        b"FOVb" + b"\xff" * 100,
        b"".join(b"G" + bytes([1, 0, 0x10 + number % 16]) + bytes(184) for number in range(40)),  # AVCHD: MTS
        b"".join(bytes(4) + b"G" + bytes([1, 0, 0x10 + number % 16]) + bytes(184) for number in range(40)),  # M2TS
        b"II*\0" + struct.pack("<I", 8) + b"\xff" * 100,
        b"II*\0" + struct.pack("<I", 0xFFFFFFFF),
        b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x0111, 4, 0xFFFFFFFF, 8) + bytes(4),
    ],
)
def test_what_shows_no_end_is_neither_whole_nor_cut(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with path.open("rb") as file:
        assert extent_of(file) is Extent.UNKNOWN
