"""What a worker makes of names that cards should not have, and of those that they may."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire import requests as wire
from rpc_camera.worker.paths import check_name, is_name
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess

ODD = "/store_00010001/DCIM/500ODD"


@pytest.mark.parametrize(
    "name", ["A.JPG", "a b", "a\u00a0b", "a\u2028b", "a\u200bb", "é", "e\u0301", "\ue000", "\U0001f600", " "]
)
def test_a_name_has_any_characters(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a\\b", "a\0b", "a\nb", "a\tb", "a\x7fb", "a\x85b", "\udce9", "a" * 256]
)
def test_separators_and_control_characters_make_no_name(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(ServiceError):
        check_name(name)


def test_bad_entries_do_not_hide_the_others(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    names = ("A.JPG", "B.JPG", "B.JPG", "C.JPG", "a\nb.JPG", "../D.JPG", "a/../E.JPG", "a\u2028b.JPG", "inner/F.JPG")
    for name in names:
        camera.control({"store": f"DCIM/500ODD/{name}", "text": "abc"})

    for _ in range(2):  # what libgphoto2 remembers is no worse
        found = worker.ask(wire.ListFolder(ODD))

        assert [path.removeprefix(f"{ODD}/") for path in found.files] == ["A.JPG", "B.JPG", "C.JPG", "a\u2028b.JPG"]
        assert [path.removeprefix(f"{ODD}/") for path in found.folders] == ["a", "inner"]
    found = worker.ask(wire.ListFolder(ODD))
    infos = worker.ask(wire.GetFileInfos(found.files))
    assert [info["size_bytes"] for info in infos] == [3, 3, 3, 3]
    assert worker.ask(wire.ReadChunk(f"{ODD}/C.JPG", 0, 10)).data == b"abc"
    assert worker.ask(wire.ListFolder(f"{ODD}/inner")).files == [f"{ODD}/inner/F.JPG"]


def test_a_folder_that_cannot_be_listed_is_refused_with_the_reason(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    camera.control({"refuse": "1008", "code": "0x2013", "times": 1})
    camera.control({"store": "DCIM/500ODD/A.JPG"})

    with pytest.raises(ServiceError) as refused:
        worker.ask(wire.ListFolder(f"{ODD}X"))

    assert refused.value.name is ErrorName.FILE_NOT_FOUND
    assert refused.value.driver is not None


def test_a_name_that_is_no_text_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    (folder / "A.JPG").write_bytes(b"abc")
    (folder / os.fsdecode(b"caf\xe9.JPG")).touch()
    with RunningWorker(f"disk:{folder}", tmp_path) as worker:
        worker.opened()

        assert worker.ask(wire.ListFolder("/")).files == ["/A.JPG"]
