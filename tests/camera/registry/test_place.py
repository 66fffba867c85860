"""Where a USB camera is plugged in, as the kernel lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.registry.place import is_lasting, place_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_bus_address_is_that_of_a_physical_port(tmp_path: Path) -> None:
    for name, numbers in {"usb1": ("1", "1"), "1-1": ("1", "2"), "1-1.2": ("1", "17"), "2-1": ("2", "17")}.items():
        (tmp_path / name).mkdir()
        for file, number in zip(("busnum", "devnum"), numbers, strict=True):
            (tmp_path / name / file).write_text(f"{number}\n")
    (tmp_path / "1-1.2:1.0").mkdir()  # an interface, without numbers of its own

    assert place_of("usb:001,017", tmp_path) == "usb:1-1.2"
    assert place_of("usb:002,017", tmp_path) == "usb:2-1"
    assert place_of("usb:001,018", tmp_path) == "usb:001,018"
    assert place_of("usb:001,017", tmp_path / "nowhere") == "usb:001,017"


def test_only_a_bus_address_does_not_last() -> None:
    assert [is_lasting(place) for place in ("usb:001,017", "usb:1-1.2", "ptpip:10.0.0.2")] == [False, True, True]
