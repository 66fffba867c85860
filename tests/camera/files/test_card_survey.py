"""Which files are new on a card that was exchanged, and by a survey of all its folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.card import CardContents
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.contract.types import FileOrigin
from tests.rigs.played_card import DCIM, NEWEST, PlayedCard, identified, report, stocked

if TYPE_CHECKING:
    from collections.abc import Sequence


async def test_all_of_a_card_that_was_put_in_while_nobody_could_tell_is_old() -> None:
    folders = PlayedCard(_101NIKON=3)
    card = await stocked(PlayedCard())

    assert await card.missed(folders) == []
    new = folders.add(f"{NEWEST}/DSC_0004.JPG")
    assert await card.missed(folders) == [new]


async def test_all_of_another_card_is_old() -> None:
    card = await stocked(PlayedCard(_101NIKON=3))
    other = PlayedCard(_102NIKON=5, _103NIKON=5)

    assert await card.missed(other) == []
    new = other.add(f"{DCIM}/103NIKON/DSC_0006.JPG")
    assert await card.missed(other) == [new]


async def test_of_another_card_what_is_not_older_than_all_that_is_known_is_new() -> None:
    folders, other = PlayedCard(_101NIKON=3), PlayedCard(_102NIKON=3)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    old, same, new = other.files[f"{DCIM}/102NIKON"]
    other.stamps = {old: "2026-11-01T12:00:00", same: "2026-11-28T12:00:00", new: "2026-11-28T12:00:01"}
    card = await stocked(folders)

    assert await card.missed(other) == [same, new]
    assert await card.missed(other) == []


@pytest.mark.parametrize("is_watched", [False, True])
async def test_of_another_card_what_can_have_been_shot_since_the_clock_was_set_back_is_new(is_watched: bool) -> None:
    folders, other = PlayedCard(_101NIKON=3), PlayedCard(_102NIKON=4)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
    reset, before, same, old = other.files[f"{DCIM}/102NIKON"]
    other.stamps = {reset: "2015-01-01T00:05:00", before: "2015-01-01T00:20:00", old: "2026-11-01T12:00:00"}
    other.stamps[same] = "2026-11-28T12:00:00"
    other.now = "2015-01-01T00:10:00"
    card = await stocked(folders)
    if is_watched:
        card.was_exchanged()

    assert await card.missed(other) == ([same] if is_watched else [reset, same])
    assert await card.missed(other) == []


async def test_a_clock_that_was_not_set_back_or_is_not_known_makes_nothing_new() -> None:
    for now in (None, "2026-11-28T12:00:00"):
        folders, other = PlayedCard(_101NIKON=3), PlayedCard(_102NIKON=1)
        folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-28T12:00:00")
        other.stamps = dict.fromkeys(other.files[f"{DCIM}/102NIKON"], "2026-11-01T12:00:00")
        other.now = now
        card = await stocked(folders)

        assert await card.missed(other) == []


async def test_another_card_that_is_put_in_is_old_in_all_folders() -> None:
    card = await stocked(PlayedCard(_101NIKON=1))
    other = PlayedCard(_100NIKON=3, _102NIKON=3)
    card.was_exchanged()

    assert await card.missed(other) == []
    assert await card.survey(other) == []
    new = [other.add(f"{DCIM}/100NIKON/DSC_0004.JPG"), other.add(f"{DCIM}/102NIKON/DSC_0004.JPG")]
    assert await card.missed(other) == new


async def test_older_folders_of_another_card_are_old_in_a_later_survey_too() -> None:
    first, other = PlayedCard(_100NIKON=3, _101NIKON=3), PlayedCard(_100NIKON=9, _102NIKON=3)
    card = await stocked(first)
    await card.survey(first)

    assert await card.missed(other) == []
    assert await card.survey(other) == []


async def test_the_same_card_that_is_put_in_again_has_what_was_missed() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    card.was_exchanged()
    new = folders.add(f"{NEWEST}/DSC_0002.JPG")

    assert await card.missed(folders) == [new]


async def test_a_card_that_is_put_in_again_empty_but_for_what_was_missed_has_that() -> None:
    folders = PlayedCard(_101NIKON=1)
    folders.stamps = {folders.files[NEWEST][0]: "2026-11-28T12:00:00"}
    card = await stocked(folders)
    card.forget(folders.files[NEWEST].pop())  # saved, and deleted
    card.was_exchanged()
    new = folders.add(f"{NEWEST}/DSC_0002.JPG")
    folders.stamps[new] = "2026-11-28T12:00:00"

    assert await card.missed(folders) == [new]


async def test_the_first_survey_makes_everything_old_but_what_was_reported() -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=3)
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
    folders = PlayedCard(_100NIKON=1, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    later, earlier = folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG"), folders.add(f"{NEWEST}/DSC_0002.JPG")
    folders.stamps = {later: "2026-11-28T12:30:00", earlier: "2026-11-28T12:00:00"}

    assert await card.survey(folders) == [earlier, later]


async def test_what_a_survey_found_is_not_published_again_when_its_event_comes_late() -> None:
    folders = PlayedCard(_100NIKON=1, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    late = folders.add(f"{DCIM}/100NIKON/DSC_0002.JPG")
    await card.survey(folders)

    assert not report(card, late)


async def test_after_a_survey_what_comes_to_an_older_folder_is_new_when_that_is_the_newest() -> None:
    folders = PlayedCard(_100NIKON=2, _101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    del folders.files[NEWEST]
    new = folders.add(f"{DCIM}/100NIKON/DSC_0003.JPG")

    assert await card.missed(folders) == [new]


async def test_of_another_card_what_is_older_than_a_picture_that_was_reported_is_old() -> None:
    folders, other = PlayedCard(_101NIKON=3), PlayedCard(_102NIKON=1)
    folders.stamps = dict.fromkeys(folders.files[NEWEST], "2026-11-01T12:00:00")
    (older,) = other.files[f"{DCIM}/102NIKON"]
    other.stamps[older] = "2026-11-27T12:00:00"
    card = await stocked(folders)
    assert card.note_report(FileIdentity(f"{NEWEST}/DSC_0004.JPG", 5, "2026-11-28T12:00:00"), FileOrigin.CAMERA)

    assert await card.missed(other) == []


@pytest.mark.parametrize("is_complete", [False, True])
async def test_a_survey_asks_only_for_the_last_of_each_folder_and_for_what_is_new(is_complete: bool) -> None:
    folders = PlayedCard(_100NIKON=20, _101NIKON=20)
    card = await stocked(folders)
    if is_complete:
        await card.survey(folders)
        await identified(card, folders)
    asked: list[str] = []

    class Counted(PlayedCard):
        async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
            asked.extend(paths)
            return await folders.identities(paths)

    counted = Counted()
    counted.files = folders.files
    new = [folders.add(f"{DCIM}/100NIKON/DSC_0021.JPG")] if is_complete else []
    assert await card.survey(counted) == new
    assert len(asked) == 2 + len(new)
    again = f"{DCIM}/100NIKON/DSC_0005.JPG"
    folders.sizes[again] = 6

    assert await identified(card, folders) == ([again] if is_complete else [])
