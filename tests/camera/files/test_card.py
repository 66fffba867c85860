"""Which files of a card are new, by what was there and what was reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.card import CardContents
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.contract.types import FileOrigin
from tests.rigs.played_card import DCIM, NEWEST, PlayedCard, contents, identified, missed, report, stocked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.wire.requests import Folder


async def test_what_was_there_is_old_and_what_came_is_new() -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.NEF")

    assert await card.missed(folders) == [new]
    assert await card.missed(folders) == []


async def test_a_look_that_was_overtaken_makes_nothing_old() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = contents()
    new = f"{NEWEST}/DSC_0004.JPG"

    class Slow(PlayedCard):
        async def look_into(self, folder: str) -> Folder:
            if folder == NEWEST:
                await card.take_stock(folders)
                folders.add(new)
            return await folders.look_into(folder)

    await card.take_stock(Slow())

    assert await card.missed(folders) == [new]


async def test_what_is_told_while_stock_is_taken_is_not_missed() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = contents()
    seen = await folders.look_into(NEWEST)
    report(card, folders.add(f"{NEWEST}/DSC_0004.JPG"))

    class Late(PlayedCard):
        async def look_into(self, folder: str) -> Folder:
            return seen if folder == NEWEST else await folders.look_into(folder)

    await card.take_stock(Late())

    assert await card.missed(folders) == []


async def test_names_that_sort_before_the_old_ones_are_new_too() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/ABC_0001.JPG")

    assert await card.missed(folders) == [new]


async def test_an_empty_card_has_nothing_old() -> None:
    folders = PlayedCard()
    folders.files[DCIM] = []
    card = await stocked(folders)
    new = folders.add(f"{DCIM}/100NIKON/DSC_0001.JPG")

    assert await card.missed(folders) == [new]


async def test_a_file_that_was_told_is_not_missed() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)

    assert report(card, folders.add(f"{NEWEST}/DSC_0004.JPG"))
    assert await card.missed(folders) == []


async def test_a_file_that_was_missed_is_not_told_again_when_its_event_comes_late() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    await card.missed(folders)

    assert not report(card, new)
    assert report(card, new), "the name has come again"


async def test_a_file_whose_name_comes_again_after_it_was_missed_is_new() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    missed = folders.add(f"{NEWEST}/DSC_0004.NEF")
    await card.missed(folders)

    assert card.note_report(FileIdentity(missed, 6, None), FileOrigin.CAMERA)


async def test_a_file_that_a_worker_has_told_of_is_not_told_again_after_two_looks() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")

    assert await card.missed(folders, {new}) == [new]
    assert await card.missed(folders, {new}) == []
    assert not report(card, new)


async def test_older_folders_are_not_looked_into() -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    await card.missed(folders)

    assert f"{DCIM}/100NIKON" not in folders.looked
    assert NEWEST in folders.looked


async def test_in_an_older_folder_that_was_told_of_what_sorts_after_that_is_new() -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    report(card, folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"))
    new = folders.add(f"{DCIM}/100NIKON/DSC_0004.JPG")

    assert await card.missed(folders) == [new]


async def test_each_slot_has_its_own_newest_folder() -> None:
    folders = PlayedCard(_101NIKON=1)
    folders.add("/store_00020001/DCIM/100NIKON/DSC_0001.NEF")
    card = await stocked(folders)
    raw = folders.add("/store_00020001/DCIM/100NIKON/DSC_0002.NEF")
    jpeg = folders.add(f"{NEWEST}/DSC_0002.JPG")

    assert await card.missed(folders) == [raw, jpeg]


async def test_folders_that_came_are_new_as_a_whole() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    new = [folders.add(f"{DCIM}/{number}NIKON/DSC_0001.JPG") for number in (102, 103)]

    assert await card.missed(folders) == new


@pytest.mark.parametrize("what", ["size_bytes", "stamp"])
async def test_a_name_that_stands_for_another_file_now_is_new(what: str) -> None:
    folders = PlayedCard(_101NIKON=3)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    card = await stocked(folders)
    again = f"{NEWEST}/DSC_0002.JPG"
    if what == "stamp":
        folders.stamps[again] = "2026-11-28T12:30:00"
    else:
        folders.sizes[again] = 4

    assert await missed(card, folders) == [again]
    assert await missed(card, folders) == []


async def test_a_file_that_grew_after_it_was_reported_is_the_same_one() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    film = folders.add(f"{NEWEST}/DSC_0004.MOV")
    folders.stamps[film] = "2026-11-28T12:00:00"
    card.note_report(FileIdentity(film, 0, folders.stamps[film]), FileOrigin.CAMERA)

    assert await missed(card, folders) == []
    folders.sizes[film] = 6
    assert await missed(card, folders) == [film], "it was seen at its size before"


async def test_a_card_that_is_out_loses_nothing() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    await card.missed(PlayedCard())
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")

    assert await card.missed(folders) == [new]


async def test_uploads_are_not_missed() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    card.expect_upload(folders.add(f"{NEWEST}/POSTER.JPG"))

    assert await card.missed(folders) == []


async def test_a_deleted_name_is_new_when_it_comes_again() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    again = f"{NEWEST}/DSC_0003.JPG"
    card.forget(again)

    assert await card.missed(folders) == [again]


async def test_a_picture_with_the_name_of_an_upload_that_was_deleted_is_new() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    name = f"{NEWEST}/DSC_0004.JPG"
    card.expect_upload(name)
    report(card, name)
    card.forget(name)
    folders.add(name)

    assert await card.missed(folders) == [name]


async def test_only_the_last_two_folders_stay_in_mind() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    for number in range(102, 120):
        report(card, folders.add(f"{DCIM}/{number}NIKON/DSC_0001.JPG"))
    new = folders.add(f"{DCIM}/119NIKON/DSC_0002.JPG")

    assert await card.missed(folders) == [new]
    assert [each for each in folders.looked if each.endswith("NIKON")] == [f"{DCIM}/119NIKON", f"{DCIM}/118NIKON"]


@pytest.mark.parametrize("name", ["POSTER.JPG", "DSC_9000.JPG"])
async def test_what_a_client_uploads_into_an_older_folder_makes_nothing_there_new(name: str) -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    path = folders.add(f"{DCIM}/100NIKON/{name}")
    card.expect_upload(path)
    report(card, path)

    assert await card.missed(folders) == []
    report(card, folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"))
    new = folders.add(f"{DCIM}/100NIKON/DSC_0004.JPG")
    assert await card.missed(folders) == [new]


async def test_a_file_that_was_found_and_deleted_is_new_when_its_event_comes() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    path = folders.add(f"{NEWEST}/DSC_0002.JPG")
    await card.missed(folders)
    card.forget(path)

    assert report(card, path)


async def test_what_was_found_at_an_earlier_look_is_new_when_it_is_reported() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    path = folders.add(f"{NEWEST}/DSC_0002.JPG")
    await card.missed(folders)
    await card.missed(folders)

    assert report(card, path)


async def test_folders_below_those_of_pictures_are_not_looked_into() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    folders.add(f"{NEWEST}/BELOW/DSC_0001.JPG")

    assert await card.missed(folders) == []
    assert f"{NEWEST}/BELOW" not in folders.looked


async def test_what_a_client_uploads_is_none_of_the_cameras_own() -> None:
    memory = CardMemory(lambda: Path("/never/opened"))
    card = CardContents(memory)
    path = f"{NEWEST}/POSTER.JPG"
    card.expect_upload(path)
    card.note_report(FileIdentity(path, 5, "2031-01-01T00:00:00"), FileOrigin.UPLOAD)

    assert memory.knows(FileIdentity(path, 5, "2031-01-01T00:00:00"))
    assert memory.newest_stamp is None


async def test_a_file_that_a_look_has_seen_does_not_grow() -> None:
    folders = PlayedCard(_101NIKON=1)
    (path,) = folders.files[NEWEST]
    folders.stamps[path] = "2026-11-28T12:00:00"
    card = await stocked(folders)
    folders.sizes[path] = 6

    assert await missed(card, folders) == [path]


async def test_a_card_of_many_files_is_judged_by_their_names_and_identified_from_the_last_on() -> None:
    folders = PlayedCard(_101NIKON=250)
    asked: list[int] = []

    class Counted(PlayedCard):
        async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
            asked.append(len(paths))
            return await folders.identities(paths)

    counted = Counted()
    counted.files = folders.files
    card = contents()
    await card.take_stock(counted)
    new = folders.add(f"{NEWEST}/DSC_0251.JPG")
    assert await card.missed(counted) == [new]
    assert sum(asked) == 2, "the last one is identified at once, and what is new"

    await card.identify(counted, 100)
    assert asked[-1] == 100
    assert card.unidentified


async def test_a_file_that_is_deleted_before_it_is_identified_is_not_new_then() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    path = f"{NEWEST}/DSC_0002.JPG"

    class Slow(PlayedCard):
        async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
            card.forget(path)
            return await folders.identities(paths)

    assert await card.missed(folders) == []
    assert await card.identify(Slow(), 100) == []


async def test_what_another_card_has_is_not_taken_for_what_was_to_be_identified() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(folders)
    assert await card.missed(folders) == []
    card.was_exchanged()

    assert not card.unidentified
    assert await missed(card, folders) == []


async def test_a_picture_that_comes_before_the_first_look_makes_nothing_else_new() -> None:
    folders = PlayedCard(_100NIKON=3, _101NIKON=3)
    card = contents()
    old_folder = folders.add(f"{DCIM}/100NIKON/DSC_0004.JPG")
    for path in (folders.add(f"{NEWEST}/DSC_0004.JPG"), old_folder):
        assert report(card, path)
    await card.take_stock(folders)

    assert await missed(card, folders) == []
    new = [folders.add(f"{DCIM}/100NIKON/DSC_0005.JPG"), folders.add(f"{NEWEST}/DSC_0005.JPG")]
    assert await missed(card, folders) == new


async def test_a_picture_that_the_first_look_sees_before_it_is_reported_is_new() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = contents()
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    await card.take_stock(folders)

    assert report(card, new)
    assert await identified(card, folders) == []
    assert await missed(card, folders) == []


async def test_of_another_card_that_is_put_in_before_all_is_identified_what_is_older_is_old() -> None:
    folders, other = PlayedCard(_101NIKON=3), PlayedCard(_102NIKON=2)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    old, new = other.files[f"{DCIM}/102NIKON"]
    other.stamps = {old: "2026-11-01T12:00:00", new: "2026-11-28T12:00:01"}
    card = contents()
    await card.take_stock(folders)
    card.was_exchanged()

    assert await missed(card, other) == [new]
