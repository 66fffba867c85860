"""The save folder: nothing is overwritten, and no link is followed out of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rpc_camera.tethering import save_folder
from rpc_camera.tethering.save_folder import SaveFolder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> SaveFolder:
    folder = SaveFolder(tmp_path / "pictures", tmp_path / "state")
    folder.check()
    return folder


def test_the_check_leaves_nothing(folder: SaveFolder) -> None:
    assert list(folder.root.iterdir()) == []


@pytest.mark.parametrize("place", [save_folder.link_new, save_folder.rename_new])
def test_a_name_that_is_taken_stays_as_it_is(folder: SaveFolder, place: Callable[[int, str, str], None]) -> None:
    (folder.root / "there").write_text("old")
    (folder.root / "dangling").symlink_to("/nowhere")
    (folder.root / "part").write_text("new")

    with folder.entered(()) as descriptor:
        for taken in ("there", "dangling"):
            with pytest.raises(FileExistsError):
                place(descriptor, "part", taken)
        place(descriptor, "part", "free")

    assert (folder.root / "there").read_text() == "old"
    assert (folder.root / "free").read_text() == "new"


def test_a_link_below_the_root_is_not_followed_and_the_root_itself_may_be_one(
    folder: SaveFolder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder.root / "link").symlink_to(outside)
    (tmp_path / "root").symlink_to(folder.root)

    with pytest.raises(OSError, match="symbolic link, which is not followed"), folder.entered(("link",)):
        pass
    with SaveFolder(tmp_path / "root", tmp_path / "state").entered(("new", "below")) as descriptor:
        os.close(save_folder.create(descriptor, "file"))

    assert (folder.root / "new" / "below" / "file").exists()
    assert list(outside.iterdir()) == []


def test_the_servers_own_state_is_not_saved_into(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    folder = SaveFolder(tmp_path, tmp_path / "state")

    with pytest.raises(OSError, match="the server's own state"), folder.entered(("state",)):
        pass


def test_a_file_counts_as_saved_by_its_content_only(folder: SaveFolder) -> None:
    (folder.root / "file").write_bytes(b"abc")
    (folder.root / "link").symlink_to("file")
    os.mkfifo(folder.root / "fifo")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with folder.entered(()) as descriptor:
        found = [save_folder.is_file_with(descriptor, name, 3, digest) for name in ("file", "link", "fifo", "none")]
        other = save_folder.is_file_with(descriptor, "file", 3, "0" * 64)

    assert found == [True, False, False, False]
    assert not other
