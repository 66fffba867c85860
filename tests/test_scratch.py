"""The folder below the temporary directory: gone with its process, however that one ended."""

from __future__ import annotations

import fcntl
import tempfile
from typing import TYPE_CHECKING

import pytest

from rpc_camera.scratch import scratch_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_is_gone_in_the_end(temporary: Path) -> None:
    with scratch_folder("ours-") as folder:
        (folder / "file").touch()
        assert folder.parent == temporary

    assert names(temporary) == set()


def test_what_a_dead_process_left_is_removed_and_what_a_living_one_has_stays(temporary: Path) -> None:
    left = temporary / "ours-left"
    (left / "below").mkdir(parents=True)
    (left / ".in-use").touch()
    with scratch_folder("ours-") as living, scratch_folder("ours-") as another:
        assert names(temporary) == {living.name, another.name}


def test_what_is_not_known_to_be_ours_stays(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".in-use").touch()
    (temporary / "ours-link").symlink_to(elsewhere)
    (temporary / "ours-without-a-lock").mkdir()
    (temporary / "ours-file").touch()
    (temporary / "ours-held").mkdir()
    with (temporary / "ours-held" / ".in-use").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = names(temporary)
        with scratch_folder("ours-"):
            pass

    assert names(temporary) == before
    assert names(elsewhere) == {".in-use"}
