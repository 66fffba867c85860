"""What a look at a card does not take for new: pictures in the root, and those before the last that was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.wire.requests import Folder
from tests.rigs.played_card import DCIM, NEWEST, PlayedCard, report, stocked

if TYPE_CHECKING:
    from collections.abc import Sequence


class CardWithPicturesInTheRoot(PlayedCard):
    """A card beside a memory whose pictures are listed in the root."""

    def __init__(self, in_the_root: Sequence[str], **files: int) -> None:
        super().__init__(**files)
        self._in_the_root = in_the_root

    async def look_into(self, folder: str) -> Folder:
        found = await super().look_into(folder)
        return Folder(found.folders, list(self._in_the_root)) if folder == "/" else found


async def test_pictures_in_internal_memory_are_published_only_when_they_are_reported() -> None:
    card = await stocked(PlayedCard(_101NIKON=1))

    assert await card.missed(CardWithPicturesInTheRoot(["/capt0000.jpg"], _101NIKON=1)) == []


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
