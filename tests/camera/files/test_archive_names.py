"""Names in an archive: as on the camera, each once, and safe to unpack."""

from __future__ import annotations

import sys

import pytest

from rpc_camera.camera.files.archive_names import archive_names, safe_name


def test_a_file_is_called_as_on_the_camera() -> None:
    assert archive_names(["/store_00010001/DCIM/100NIKON/DSC_0001.JPG", "/capt_0001.jpg"]) == [
        "DSC_0001.JPG",
        "capt_0001.jpg",
    ]


def test_where_two_have_one_name_their_folder_is_in_front_of_both() -> None:
    paths = ["/s/DCIM/100NIKON/DSC_0001.JPG", "/s/DCIM/101NIKON/dsc_0001.jpg", "/s/DCIM/100NIKON/DSC_0002.JPG"]

    assert archive_names(paths) == ["100NIKON/DSC_0001.JPG", "101NIKON/dsc_0001.jpg", "DSC_0002.JPG"]


def test_where_their_folders_have_one_name_too_the_whole_path_is() -> None:
    paths = ["/store_1/DCIM/100NIKON/DSC_0001.JPG", "/store_2/DCIM/100NIKON/DSC_0001.JPG", "/DSC_0001.JPG"]

    assert archive_names(paths) == [path.removeprefix("/") for path in paths]


def test_the_name_of_the_note_is_nobody_elses() -> None:
    assert archive_names(["/s/Missing.TXT"]) == ["s/Missing.TXT"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/s/..", "._"),
        ("/s/.", "_"),
        ("/s/con.jpg", "_con.jpg"),
        ("/s/A.", "A_"),
        ("/s/e\u0301.JPG", "\u00e9.JPG"),
        ("/s/\u202egpj.exe", "_gpj.exe"),
        ("/s/. ", "._"),
        ("/s/..\\..\\boot.ini", ".._.._boot.ini"),
        ("/s/C:a\x1f.JPG", "C_a_.JPG"),
        ("/s/\udcff.JPG", "_.JPG"),
        ("/s/été.JPG", "été.JPG"),
        ("//", "_"),
    ],
)
def test_no_name_leads_elsewhere(path: str, name: str) -> None:
    assert archive_names([path]) == [name]


def test_names_that_become_one_are_told_apart() -> None:
    names = archive_names(["/s/a:1", "/s/a?1", "/s/A*1", "/../x", "/./x", "/s/a_1 (1)"])

    assert len({name.casefold() for name in names}) == len(names)
    assert not any(".." in name.split("/") for name in names)


def test_no_file_has_the_name_of_a_folder() -> None:
    names = archive_names(["/s/100/A", "/t/100/A", "/u/100", "/v/S"])

    folders = {name.rpartition("/")[0] for name in names}
    assert names[:2] == ["s/100/A", "t/100/A"]
    assert not folders & {name.casefold() for name in names}


def test_ten_thousand_names_that_become_one_take_no_longer_than_others() -> None:
    """The time is counted in calls, which do not depend on the machine: each comes to a few for each path."""
    paths = [f"/s/{sign * length}" for length in range(1, 2500) for sign in ":*?<"]
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        names = archive_names(paths)
    finally:
        sys.setprofile(None)

    assert len({name.casefold() for name in names}) == len(paths)
    assert calls < 200 * len(paths)


def test_a_name_for_an_archive_has_no_folders() -> None:
    assert safe_name("../today/raw") == ".._today_raw"
