"""Which file it is: a path can stand for another picture, by its size, by its time, or by a deletion in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.version import Versions
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import GetFileInfo
from tests.rigs.played_camera import PlayedCamera

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

A, B = "/A.JPG", "/B.JPG"
NOON = "2026-11-24T12:00:00"


@pytest.fixture
async def camera() -> AsyncIterator[PlayedCamera]:
    camera = PlayedCamera()
    camera.files = {A: b"abc", B: b"abc"}
    camera.modified_at = {A: NOON, B: NOON}
    yield camera
    await camera.close()


async def test_the_same_file_is_the_same_version(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    first, second = await versions.current(A), await versions.current(A)

    assert first == second
    assert first.tag == second.tag == (await Versions(camera.line).current(A)).tag
    assert (first.filename, first.mime_type, first.size_bytes, first.modified_at) == (A, "image/jpeg", 3, NOON)


async def test_another_size_time_path_or_predecessor_is_another_version(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    found = [await versions.current(A), await versions.current(B)]
    camera.files[A] = b"abcd"
    found.append(await versions.current(A))
    camera.modified_at[A] = "2026-11-24T12:00:01"
    found.append(await versions.current(A))
    for _ in range(2):
        versions.deleted(A)
        found.append(await versions.current(A))

    assert len({version.tag for version in found}) == len(found)


async def test_a_deletion_of_one_file_makes_no_other_version_of_another(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    before = await versions.current(B)
    versions.deleted(A)

    assert await versions.current(B) == before


async def test_an_answer_that_a_deletion_has_overtaken_is_asked_for_again(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    with camera.held(GetFileInfo):
        asking = asyncio.create_task(versions.current(A))
        await camera.asked(GetFileInfo, 1)
        versions.deleted(A)

    assert (await asking).predecessors == 1
    assert len(camera.requests(GetFileInfo)) == 2


async def test_a_file_that_is_not_there_has_no_version(camera: PlayedCamera) -> None:
    with pytest.raises(ServiceError) as refused:
        await Versions(camera.line).current("/C.JPG")

    assert refused.value.name is ErrorName.FILE_NOT_FOUND


async def test_only_so_many_deletions_are_remembered_the_last_ones(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    versions.deleted(A)
    versions.deleted(B)
    for number in range(998):
        versions.deleted(f"/{number}.JPG")
    versions.deleted(A)  # once more, so that it is not the oldest
    versions.deleted("/one more.JPG")

    assert (await versions.current(A)).predecessors == 2
    assert (await versions.current(B)).predecessors == 0


async def test_each_who_watches_a_path_is_notified_of_its_deletion_while_he_watches(camera: PlayedCamera) -> None:
    versions = Versions(camera.line)
    with versions.watch(A) as first, versions.watch(A) as second, versions.watch(B) as other:
        versions.deleted(A)
        assert (first.is_set(), second.is_set(), other.is_set()) == (True, True, False)
    with versions.watch(A) as later:
        assert not later.is_set()
    versions.deleted(A)

    assert not later.is_set()
