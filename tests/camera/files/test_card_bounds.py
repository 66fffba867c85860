"""What a look at a card does not take for new: pictures in the root, and those before the last that was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

from rpc_camera.camera.files.card import CardContents
from rpc_camera.wire.requests import Folder
from tests.rigs.played_card import DCIM, NEWEST, PlayedCard, report, stocked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

Look: TypeAlias = "Callable[[CardContents, PlayedCard], Awaitable[list[str]]]"


class CardWithPicturesInTheRoot(PlayedCard):
    """A card beside a memory whose pictures are listed in the root."""

    def __init__(self, in_the_root: Sequence[str], **files: int) -> None:
        super().__init__(**files)
        self._in_the_root = in_the_root

    async def look_into(self, folder: str) -> Folder:
        found = await super().look_into(folder)
        return Folder(found.folders, list(self._in_the_root)) if folder == "/" else found


async def test_pictures_that_only_the_driver_has_are_published_only_when_they_are_reported() -> None:
    card = await stocked(PlayedCard(_101NIKON=1))
    folders = CardWithPicturesInTheRoot(["/capt0000.jpg"], _101NIKON=1)
    folders.sizes["/capt0000.jpg"] = None

    assert await card.missed(folders) == []
    assert await card.survey(folders) == []


@pytest.mark.parametrize("look", [CardContents.missed, CardContents.survey])
async def test_a_picture_from_memory_that_was_kept_and_not_reported_is_new_whatever_its_time(look: Look) -> None:
    before, folders = PlayedCard(_101NIKON=1), CardWithPicturesInTheRoot(["/capt_DSC00001.JPG"], _101NIKON=1)
    before.stamps = dict.fromkeys(before.files[NEWEST], "2026-11-28T12:00:00")
    folders.stamps = {**before.stamps, "/capt_DSC00001.JPG": "2026-11-01T12:00:00"}
    card = await stocked(before)
    assert await card.survey(before) == []
    card.was_exchanged()

    assert await look(card, folders) == ["/capt_DSC00001.JPG"]
    assert await look(card, folders) == []


async def test_a_picture_that_is_reported_late_makes_none_after_it_new() -> None:
    folders = PlayedCard(_100NIKON=4, _101NIKON=1)
    card = await stocked(folders)
    older = f"{DCIM}/100NIKON"
    report(card, folders.add(f"{older}/DSC_0005.JPG"))
    report(card, f"{older}/DSC_0003.JPG")
    new = folders.add(f"{older}/DSC_0006.JPG")

    assert await card.missed(folders) == [new]


async def test_what_comes_to_a_folder_that_is_no_longer_watched_is_new_to_a_survey() -> None:
    folders = PlayedCard(_101NIKON=1)
    card = await stocked(folders)
    await card.survey(folders)
    for number in (102, 103, 104):
        report(card, folders.add(f"{DCIM}/{number}NIKON/DSC_0001.JPG"))
    new = folders.add(f"{NEWEST}/DSC_0002.JPG")

    assert await card.missed(folders) == []
    assert await card.survey(folders) == [new]
