"""The file of the last groups: what it says when it is opened again, what it forgets, and what damage does to it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.group.group_store import GroupStore
from rpc_camera.group.manifest import make_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.contract.types import GroupManifest


def manifest(number: int, text: str = "") -> GroupManifest:
    members = [{"camera": "a", "label": text, "files": []}]
    return make_manifest(f"group{number}", f"2026-11-22T10:00:{number:02}.000Z", members)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "groups.sqlite"


def test_a_group_is_found_when_the_file_is_opened_again(path: Path) -> None:
    with closing(GroupStore(path)) as store:
        store.keep(manifest(1))
        store.keep(manifest(2))
    with closing(GroupStore(path)) as store:
        found, listed, later = store.find("group1"), store.list(""), store.list("2026-11-22T10:00:02.000Z")
        nothing = store.find("group3")

    assert found == manifest(1)
    assert [each["group_id"] for each in listed] == ["group1", "group2"]
    assert [each["group_id"] for each in later] == ["group2"]
    assert nothing is None


def test_what_was_kept_is_there_after_a_crash(path: Path) -> None:
    store = GroupStore(path)
    store.keep(manifest(1))
    with closing(GroupStore(path)) as after_it:  # nobody has closed the first
        found = after_it.find("group1")
    store.close()

    assert found == manifest(1)


def test_one_that_is_told_of_twice_is_kept_once(path: Path) -> None:
    with closing(GroupStore(path)) as store:
        store.keep(manifest(1))
        store.keep(manifest(1))
        assert len(store.list("")) == 1


def test_the_oldest_make_room(path: Path) -> None:
    with closing(GroupStore(path, at_most=3)) as store:
        for number in range(5):
            store.keep(manifest(number))
        assert [each["group_id"] for each in store.list("")] == ["group2", "group3", "group4"]


def test_large_ones_make_room_by_their_bytes_and_the_last_is_kept_however_large_it_is(path: Path) -> None:
    with closing(GroupStore(path, at_most_bytes=10_000)) as store:
        store.keep(manifest(1))
        store.keep(manifest(2))
        store.keep(manifest(3, "x" * 9_300))
        some = [each["group_id"] for each in store.list("")]
        store.keep(manifest(4, "x" * 20_000))
        last = [each["group_id"] for each in store.list("")]

    assert some == ["group2", "group3"]
    assert last == ["group4"]


def test_a_damaged_file_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with closing(GroupStore(path)) as store:
        store.keep(manifest(1))
        assert store.find("group1")
    assert path.with_name("groups.sqlite.damaged-1").read_bytes().startswith(b"no database")
