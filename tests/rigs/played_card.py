"""A card that the test plays by a table of folders, and what is judged of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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


class PlayedCard:
    """Folders with the names of their files, and which of them were looked into."""

    def __init__(self, **files: int) -> None:
        self.files: dict[str, list[str]] = {}
        self.looked: list[str] = []
        self.stamps: dict[str, str] = {}
        self.sizes: dict[str, int | None] = {}
        self.now: str | None = None
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

    async def clock(self) -> str | None:
        return self.now

    def identity(self, path: str) -> FileIdentity:
        return FileIdentity(path, self.sizes.get(path, 5), self.stamps.get(path))


def contents() -> CardContents:
    return CardContents(CardMemory(lambda: Path("/never/opened")))


def report(card: CardContents, path: str, origin: FileOrigin = FileOrigin.CAMERA) -> bool:
    return card.note_report(FileIdentity(path, 5, None), origin)


async def stocked(folders: PlayedCard) -> CardContents:
    card = contents()
    await card.take_stock(folders)
    assert await identified(card, folders) == []
    folders.looked.clear()
    return card


async def identified(card: CardContents, folders: PlayedCard) -> list[str]:
    """Return which of the files that are known by their names turn out to be others, and are new."""
    others: list[str] = []
    while card.unidentified:
        others += await card.identify(folders, 100)
    return others


async def missed(card: CardContents, folders: PlayedCard) -> list[str]:
    """Return what a look finds, at once and when all that it has seen is identified."""
    return [*await card.missed(folders), *await identified(card, folders)]
