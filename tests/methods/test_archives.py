"""The lists that archives are made of: what is kept, for how long, and how much of it."""

from __future__ import annotations

import re
from functools import partial

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.archives import ALL_LISTS_BYTES, LIST_BYTES, MOST_LISTS, ArchiveLists
from rpc_camera.methods.links import LinkSigner


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lists(clock: Clock) -> ArchiveLists:
    return ArchiveLists(clock)


def keep(lists: ArchiveLists, clock: Clock, *paths: str, expires_s: float = 60) -> str:
    """Keep a list; return its key."""
    sign = partial(LinkSigner(clock).sign_archive, b"", "camera", expires_s=expires_s)
    link = lists.keep(sign, "camera", paths, "all.zip")
    found = re.match(r"/cameras/camera/archives/(\w+)\.zip\?expires=\d+&signature=\w+$", link.url)
    assert found, link.url
    return found[1]


def is_kept(lists: ArchiveLists, key: str, camera: str = "camera") -> bool:
    try:
        lists.get(camera, key)
    except ServiceError as error:
        return error.name is not ErrorName.FILE_NOT_FOUND
    return True


def test_a_list_is_kept_for_its_camera_each_path_once(lists: ArchiveLists, clock: Clock) -> None:
    key = keep(lists, clock, "/B", "/A", "/B")

    assert lists.get("camera", key).paths == ["/B", "/A"]
    assert not is_kept(lists, key, "another")


def test_it_lasts_as_long_as_its_address(lists: ArchiveLists, clock: Clock) -> None:
    short, long = keep(lists, clock, "/A"), keep(lists, clock, "/A", expires_s=600)

    clock.now_s += 61
    assert (is_kept(lists, short), is_kept(lists, long)) == (False, True)


def test_of_too_many_lists_the_oldest_goes(lists: ArchiveLists, clock: Clock) -> None:
    keys = [keep(lists, clock, "/A") for _ in range(MOST_LISTS + 1)]

    assert [is_kept(lists, key) for key in keys] == [False] + [True] * MOST_LISTS


def test_of_too_long_lists_the_oldest_goes(lists: ArchiveLists, clock: Clock) -> None:
    many = ALL_LISTS_BYTES // LIST_BYTES
    keys = [keep(lists, clock, "/" + "A" * (LIST_BYTES - 10)) for _ in range(many + 1)]

    assert [is_kept(lists, key) for key in keys] == [False] + [True] * many


def test_what_is_past_makes_room_first(lists: ArchiveLists, clock: Clock) -> None:
    lasting = keep(lists, clock, "/A", expires_s=600)
    for _ in range(MOST_LISTS - 1):
        keep(lists, clock, "/A")
    clock.now_s += 61
    keep(lists, clock, "/A")

    assert is_kept(lists, lasting)


def test_a_list_that_is_too_long_is_refused_and_pushes_none_out(lists: ArchiveLists, clock: Clock) -> None:
    kept = keep(lists, clock, "/A")
    with pytest.raises(ServiceError) as refused:
        keep(lists, clock, "/" + "A" * LIST_BYTES)

    assert refused.value.name is ErrorName.TOO_LARGE
    assert is_kept(lists, kept)
