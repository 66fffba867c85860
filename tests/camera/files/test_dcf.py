"""Which folders of a card are the newest, and in which order its files were shot, by their names."""

from __future__ import annotations

import pytest

from rpc_camera.camera.files.dcf import by_number, newest_folders

DCIM = "/store_00010001/DCIM"


@pytest.mark.parametrize(
    ("folders", "newest"),
    [
        (("100NIKON", "101NIKON"), {"101NIKON"}),
        (("100CANON", "CANONMSC"), {"100CANON"}),
        (("100CANON", "EOSMISC", "101CANON"), {"101CANON"}),
        (("998NIKON", "999NIKON", "100NIKON"), {"100NIKON"}),
        (("998NIKON", "999NIKON", "100NIKON", "101NIKON"), {"101NIKON"}),
        (("100NIKON", "999NIKON", "105NIKON"), {"105NIKON"}),
        (("102_1027", "103_1101", "104_1130"), {"104_1130"}),
        (("101VIRTL", "900MYPIX"), {"101VIRTL", "900MYPIX"}),
        (("100NIKON", "100nikon"), {"100NIKON", "100nikon"}),
        (("MISC", "PICTURES"), {"PICTURES"}),
        ((), set()),
    ],
)
def test_the_newest_folders(folders: tuple[str, ...], newest: set[str]) -> None:
    assert set(newest_folders(f"{DCIM}/{each}" for each in folders)) == {f"{DCIM}/{each}" for each in newest}


@pytest.mark.parametrize(
    "order",
    [
        ("100NIKON/DSC_0001.JPG", "100NIKON/_DSC0002.JPG", "100NIKON/DSC_0003.JPG"),
        ("999NIKON/DSC_9999.JPG", "100NIKON/DSC_0001.JPG", "101NIKON/DSC_0002.JPG"),
        ("100NIKON/DSC_9999.JPG", "101NIKON/DSC_0001.JPG"),
        ("100NIKON/POSTER.JPG", "100NIKON/DSC_0001.JPG"),
        ("100CANON/IMG_0001.JPG", "100CANON/IMG_0001.CR3", "100CANON/IMG_0002.HIF", "100CANON/IMG_0002.CR3"),
    ],
)
def test_files_in_the_order_of_their_numbers(order: tuple[str, ...]) -> None:
    paths = [f"{DCIM}/{each}" for each in order]

    assert by_number(sorted(paths)) == by_number(reversed(paths)) == paths
