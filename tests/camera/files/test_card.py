"""Which files of a card are new, by what was there and what was told. The camera is played by a table of folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.card import CardContents
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.contract.types import FileOrigin
from rpc_camera.wire.requests import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence

STORE = "/store_00010001"
DCIM = f"{STORE}/DCIM"
NEWEST = f"{DCIM}/101NIKON"


class Folders:
    """Folders with the names of their files, and which of them were looked into."""

    def __init__(self, **files: int) -> None:
        self.files: dict[str, list[str]] = {}
        self.looked: list[str] = []
        self.stamps: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        for folder, count in files.items():
            for number in range(1, count + 1):
                self.add(f"{DCIM}/{folder.lstrip('_')}/DSC_{number:04d}.JPG")

    def add(self, path: str) -> str:
        self.files.setdefault(path.rpartition("/")[0], []).append(path)
        return path

    async def look_into(self, folder: str) -> Folder:
        self.looked.append(folder)
        inside = "" if folder == "/" else folder
        depth = inside.count("/") + 1
        above = {"/".join(each.split("/")[: depth + 1]) for each in self.files if each.startswith(f"{inside}/")}
        return Folder(sorted(above), list(self.files.get(folder, ())))

    async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
        return [self.identity(path) for path in paths]

    def identity(self, path: str) -> FileIdentity:
        return FileIdentity(path, self.sizes.get(path, 5), self.stamps.get(path))


def contents() -> CardContents:
    return CardContents(CardMemory(lambda: Path("/never/opened")))


def report(card: CardContents, path: str, origin: FileOrigin = FileOrigin.CAMERA) -> bool:
    return card.note_report(FileIdentity(path, 5, None), origin)


async def stocked(folders: Folders) -> CardContents:
    card = contents()
    await card.take_stock(folders)
    folders.looked.clear()
    return card


async def test_what_was_there_is_old_and_what_came_is_new() -> None:
    folders = Folders(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.NEF")

    assert await card.missed(folders) == [new]
    assert await card.missed(folders) == []


async def test_a_look_that_was_overtaken_makes_nothing_old() -> None:
    folders = Folders(_101NIKON=3)
    card = contents()
    new = f"{NEWEST}/DSC_0004.JPG"

    class Slow(Folders):
        async def look_into(self, folder: str) -> Folder:
            if folder == NEWEST:
                await card.take_stock(folders)
                folders.add(new)
            return await folders.look_into(folder)

    await card.take_stock(Slow())

    assert await card.missed(folders) == [new]


async def test_what_is_told_while_stock_is_taken_is_not_missed() -> None:
    folders = Folders(_101NIKON=3)
    card = contents()
    seen = await folders.look_into(NEWEST)
    report(card, folders.add(f"{NEWEST}/DSC_0004.JPG"))

    class Late(Folders):
        async def look_into(self, folder: str) -> Folder:
            return seen if folder == NEWEST else await folders.look_into(folder)

    await card.take_stock(Late())

    assert await card.missed(folders) == []


async def test_names_that_sort_before_the_old_ones_are_new_too() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/ABC_0001.JPG")

    assert await card.missed(folders) == [new]


async def test_an_empty_card_has_nothing_old() -> None:
    folders = Folders()
    folders.files[DCIM] = []
    card = await stocked(folders)
    new = folders.add(f"{DCIM}/100NIKON/DSC_0001.JPG")

    assert await card.missed(folders) == [new]


async def test_all_of_a_card_that_was_put_in_while_nobody_could_tell_is_old() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(Folders())

    assert await card.missed(folders) == []
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    assert await card.missed(folders) == [new]


async def test_a_file_that_was_told_is_not_missed() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)

    assert report(card, folders.add(f"{NEWEST}/DSC_0004.JPG"))
    assert await card.missed(folders) == []


async def test_a_file_that_was_missed_is_not_told_again_when_its_event_comes_late() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    await card.missed(folders)

    assert not report(card, new)
    assert report(card, new), "the name has come again"


async def test_a_file_whose_name_comes_again_after_it_was_missed_is_new() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    missed = folders.add(f"{NEWEST}/DSC_0004.NEF")
    await card.missed(folders)

    assert card.note_report(FileIdentity(missed, 6, None), FileOrigin.CAMERA)


async def test_a_file_that_a_worker_has_told_of_is_not_told_again_after_two_looks() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")

    assert await card.missed(folders, {new}) == [new]
    assert await card.missed(folders, {new}) == []
    assert not report(card, new)


async def test_older_folders_are_not_looked_into() -> None:
    folders = Folders(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    await card.missed(folders)

    assert f"{DCIM}/100NIKON" not in folders.looked
    assert NEWEST in folders.looked


async def test_in_an_older_folder_that_was_told_of_what_sorts_after_that_is_new() -> None:
    folders = Folders(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    report(card, folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"))
    new = folders.add(f"{DCIM}/100NIKON/DSC_0004.JPG")

    assert await card.missed(folders) == [new]


async def test_each_slot_has_its_own_newest_folder() -> None:
    folders = Folders(_101NIKON=1)
    folders.add("/store_00020001/DCIM/100NIKON/DSC_0001.NEF")
    card = await stocked(folders)
    raw = folders.add("/store_00020001/DCIM/100NIKON/DSC_0002.NEF")
    jpeg = folders.add(f"{NEWEST}/DSC_0002.JPG")

    assert await card.missed(folders) == [raw, jpeg]


async def test_folders_that_came_are_new_as_a_whole() -> None:
    folders = Folders(_101NIKON=1)
    card = await stocked(folders)
    new = [folders.add(f"{DCIM}/{number}NIKON/DSC_0001.JPG") for number in (102, 103)]

    assert await card.missed(folders) == new


async def test_all_of_another_card_is_old() -> None:
    card = await stocked(Folders(_101NIKON=3))
    other = Folders(_102NIKON=5, _103NIKON=5)

    assert await card.missed(other) == []
    new = other.add(f"{DCIM}/103NIKON/DSC_0006.JPG")
    assert await card.missed(other) == [new]


async def test_of_another_card_what_is_not_older_than_all_that_is_known_is_new() -> None:
    folders, other = Folders(_101NIKON=3), Folders(_102NIKON=3)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    old, same, new = other.files[f"{DCIM}/102NIKON"]
    other.stamps = {old: "2026-11-01T12:00:00", same: "2026-11-28T12:00:00", new: "2026-11-28T12:00:01"}
    card = await stocked(folders)

    assert await card.missed(other) == [same, new]
    assert await card.missed(other) == []


@pytest.mark.parametrize("what", ["size_bytes", "stamp"])
async def test_a_name_that_stands_for_another_file_now_is_new(what: str) -> None:
    folders = Folders(_101NIKON=3)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    card = await stocked(folders)
    again = f"{NEWEST}/DSC_0002.JPG"
    if what == "stamp":
        folders.stamps[again] = "2026-11-28T12:30:00"
    else:
        folders.sizes[again] = 4

    assert await card.missed(folders) == [again]
    assert await card.missed(folders) == []


async def test_a_file_that_grew_after_it_was_reported_is_the_same_one() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    film = folders.add(f"{NEWEST}/DSC_0004.MOV")
    folders.stamps[film] = "2026-11-28T12:00:00"
    card.note_report(FileIdentity(film, 0, folders.stamps[film]), FileOrigin.CAMERA)

    assert await card.missed(folders) == []
    folders.sizes[film] = 6
    assert await card.missed(folders) == [film], "it was seen at its size before"


async def test_another_card_that_is_put_in_is_old_in_all_folders() -> None:
    card = await stocked(Folders(_101NIKON=1))
    other = Folders(_100NIKON=3, _102NIKON=3)
    card.was_exchanged()

    assert await card.missed(other) == []
    assert await card.survey(other) == []
    new = [other.add(f"{DCIM}/100NIKON/DSC_0004.JPG"), other.add(f"{DCIM}/102NIKON/DSC_0004.JPG")]
    assert await card.missed(other) == new


async def test_older_folders_of_another_card_are_old_in_a_later_survey_too() -> None:
    first, other = Folders(_100NIKON=3, _101NIKON=3), Folders(_100NIKON=9, _102NIKON=3)
    card = await stocked(first)
    await card.survey(first)

    assert await card.missed(other) == []
    assert await card.survey(other) == []


async def test_the_same_card_that_is_put_in_again_has_what_was_missed() -> None:
    folders = Folders(_101NIKON=1)
    card = await stocked(folders)
    card.was_exchanged()
    new = folders.add(f"{NEWEST}/DSC_0002.JPG")

    assert await card.missed(folders) == [new]


async def test_a_card_that_is_put_in_again_empty_but_for_what_was_missed_has_that() -> None:
    folders = Folders(_101NIKON=1)
    folders.stamps = {folders.files[NEWEST][0]: "2026-11-28T12:00:00"}
    card = await stocked(folders)
    card.forget(folders.files[NEWEST].pop())  # saved, and deleted
    card.was_exchanged()
    new = folders.add(f"{NEWEST}/DSC_0002.JPG")
    folders.stamps[new] = "2026-11-28T12:00:00"

    assert await card.missed(folders) == [new]


async def test_the_first_survey_makes_everything_old_but_what_was_reported() -> None:
    folders = Folders(_100NIKON=2, _101NIKON=3)
    memory = CardMemory(lambda: Path("/never/opened"))
    card = CardContents(memory)
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    report(card, new)

    assert await card.survey(folders) == []
    assert memory.complete
    late = folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG")
    assert await card.survey(folders) == [late]
    assert await card.missed(folders) == []


async def test_a_survey_returns_what_is_new_as_it_was_shot() -> None:
    folders = Folders(_100NIKON=1, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    later, earlier = folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"), folders.add(f"{NEWEST}/DSC_0002.JPG")
    folders.stamps = {later: "2026-11-28T12:30:00", earlier: "2026-11-28T12:00:00"}

    assert await card.survey(folders) == [earlier, later]


async def test_a_card_that_is_out_loses_nothing() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    await card.missed(Folders())
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")

    assert await card.missed(folders) == [new]


async def test_uploads_are_not_missed() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    card.expect_upload(folders.add(f"{NEWEST}/POSTER.JPG"))

    assert await card.missed(folders) == []


async def test_a_deleted_name_is_new_when_it_comes_again() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    again = f"{NEWEST}/DSC_0003.JPG"
    card.forget(again)

    assert await card.missed(folders) == [again]


async def test_a_picture_with_the_name_of_an_upload_that_was_deleted_is_new() -> None:
    folders = Folders(_101NIKON=3)
    card = await stocked(folders)
    name = f"{NEWEST}/DSC_0004.JPG"
    card.expect_upload(name)
    report(card, name)
    card.forget(name)
    folders.add(name)

    assert await card.missed(folders) == [name]


async def test_only_the_last_two_folders_stay_in_mind() -> None:
    folders = Folders(_101NIKON=1)
    card = await stocked(folders)
    for number in range(102, 120):
        report(card, folders.add(f"{DCIM}/{number}NIKON/DSC_0001.JPG"))
    new = folders.add(f"{DCIM}/119NIKON/DSC_0002.JPG")

    assert await card.missed(folders) == [new]
    assert [each for each in folders.looked if each.endswith("NIKON")] == [f"{DCIM}/119NIKON", f"{DCIM}/118NIKON"]


@pytest.mark.parametrize("name", ["POSTER.JPG", "DSC_9000.JPG"])
async def test_what_a_client_uploads_into_an_older_folder_makes_nothing_there_new(name: str) -> None:
    folders = Folders(_100NIKON=2, _101NIKON=3)
    card = await stocked(folders)
    path = folders.add(f"{DCIM}/100NIKON/{name}")
    card.expect_upload(path)
    report(card, path)

    assert await card.missed(folders) == []
    report(card, folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"))
    new = folders.add(f"{DCIM}/100NIKON/DSC_0004.JPG")
    assert await card.missed(folders) == [new]


async def test_what_a_survey_found_is_not_published_again_when_its_event_comes_late() -> None:
    folders = Folders(_100NIKON=1, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    late = folders.add(f"{DCIM}/100NIKON/DSC_0002.JPG")
    await card.survey(folders)

    assert not report(card, late)


async def test_a_file_that_was_found_and_deleted_is_new_when_its_event_comes() -> None:
    folders = Folders(_101NIKON=1)
    card = await stocked(folders)
    path = folders.add(f"{NEWEST}/DSC_0002.JPG")
    await card.missed(folders)
    card.forget(path)

    assert report(card, path)


async def test_what_was_found_at_an_earlier_look_is_new_when_it_is_reported() -> None:
    folders = Folders(_101NIKON=1)
    card = await stocked(folders)
    path = folders.add(f"{NEWEST}/DSC_0002.JPG")
    await card.missed(folders)
    await card.missed(folders)

    assert report(card, path)


async def test_folders_below_those_of_pictures_are_not_looked_into() -> None:
    folders = Folders(_101NIKON=1)
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


async def test_after_a_survey_what_comes_to_an_older_folder_is_new_when_that_is_the_newest() -> None:
    folders = Folders(_100NIKON=2, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    del folders.files[NEWEST]
    new = folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG")

    assert await card.missed(folders) == [new]


async def test_a_file_that_a_look_has_seen_does_not_grow() -> None:
    folders = Folders(_101NIKON=1)
    (path,) = folders.files[NEWEST]
    folders.stamps[path] = "2026-11-28T12:00:00"
    card = await stocked(folders)
    folders.sizes[path] = 6

    assert await card.missed(folders) == [path]
