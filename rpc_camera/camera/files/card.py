"""Which files of a camera's cards are new: the judgement, by what is remembered and what is seen.

A link can break between an exposure and the event that reports its file, and the server can be down meanwhile. So the
card is looked at when the camera is there, and again when it is back: what was not there and was not reported is new. A
name that stands for a file of another size or time is another file; of a card that was exchanged meanwhile, what is
not older than all that is known is new.

At the first look into a folder libgphoto2 asks for each file in it, as it would after the first picture. So of the
folders in one folder (DCIM) a look goes only into the newest, and into those that the camera has reported a file in
since; a survey goes into all.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from rpc_camera.camera.files.card_exchange import CardExchange
from rpc_camera.camera.files.dcf import by_number, by_picture, file_number, newest_folders
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import FileKind, KnownFolder
from rpc_camera.camera.files.walk import walk
from rpc_camera.contract.types import FileOrigin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rpc_camera.camera.files.card_memory import CardMemory
    from rpc_camera.wire.requests import Folder

_Listed: TypeAlias = "dict[str, list[FileIdentity]]"  # the files of each folder

_DEEPEST: Final = 3  # /store_00010001/DCIM/100NIKON
_NEWEST_ONLY_FROM: Final = 2  # of the folders in DCIM
_FOLDERS_AT_MOST: Final = 1000
_TELLS_CARDS_APART: Final = 3  # fewer files may all have been deleted on the camera
_FOUND_AT_MOST: Final = 10_000


class Lister(Protocol):
    """Who lists folders, and says what identifies the files in them."""

    async def look_into(self, folder: str) -> Folder:
        """List one folder."""

    async def identities(self, paths: Sequence[str]) -> list[FileIdentity]:
        """Return what identifies each file."""

    async def clock(self) -> str | None:
        """Return the time on the camera's clock, in the form of a stamp; None: the camera does not say."""


class CardContents:
    """The files of one camera."""

    def __init__(self, memory: CardMemory) -> None:
        self._memory = memory
        self._found: deque[str] = deque(maxlen=_FOUND_AT_MOST)  # by looks, and workers may still report them
        self._known_at_least = _TELLS_CARDS_APART

    def note_report(self, file: FileIdentity, origin: FileOrigin) -> bool:
        """Note a file that a worker reports; return False for one that was reported, or found by a look, before."""
        if file.path in self._found:
            self._found.remove(file.path)
            if self._memory.knows(file):
                return False  # else its name has come again
        if origin is FileOrigin.CAMERA and file.stamp and file.size_bytes and self._memory.has_published(file):
            # A driver that could not list a body's files takes all of them for new at the next time. One that is known
            # as old is new all the same: it may have been shot while the first look at the card was under way.
            return False
        is_upload = origin is FileOrigin.UPLOAD
        self._memory.add(file, FileKind.UPLOAD if is_upload else FileKind.REPORTED, settled=False)
        self._note_folder(file.path, is_upload=is_upload)
        return True

    def _note_folder(self, path: str, *, is_upload: bool) -> None:
        name = _folder_of(path)
        folder = self._memory.folders.get(name)
        if not name or (folder and folder.watched):
            return  # (one in the root comes from internal memory, and is kept)
        if folder is None:
            self._memory.set_folder(name, KnownFolder(listed=True, watched=True))
            self._let_go(_folder_of(name))
        elif not is_upload and file_number(path) is not None:  # other names say nothing of what is old
            last = path if folder.last is None else max(path, folder.last, key=_position)
            self._memory.set_folder(name, replace(folder, last=last))

    def expect_upload(self, path: str) -> None:
        """Note a file that a client begins to store."""
        self._memory.add(FileIdentity(path, None, None), FileKind.UPLOAD, settled=False)

    def forget(self, path: str) -> None:
        """Have a file that was deleted count as new when its name comes again."""
        while path in self._found:
            self._found.remove(path)
        self._memory.forget(path)

    def was_exchanged(self) -> None:
        """Note that a card was put in or taken out: at the next look, one without any known file is another one."""
        self._known_at_least = 0

    async def take_stock(self, lister: Lister) -> None:
        """Have what is there now count as old."""
        there, folders = await self._walk(lister)
        if self._memory.stocked:
            return  # by a capture that did not wait for this look, and what has come since is new
        for files in there.values():
            self._judge(files, FileKind.OLD)
        self._note_looked(there, folders)
        self._memory.set_stock(stocked=True, complete=self._memory.complete)

    async def missed(self, lister: Lister, held: Collection[str] = ()) -> list[str]:
        """Return the paths of files that came since the last look and were not reported, by their numbers.

        They count as reported then. `held` are those that workers have reported, and that `note_report` will get.
        """
        for path in set(self._found).difference(held):  # they will not be reported any more
            self._found.remove(path)
        there, folders = await self._walk(lister)
        exchange = await self._exchange({name: [file.path for file in files] for name, files in there.items()}, lister)
        missed: list[str] = []
        for name, files in there.items():
            old = [file for file in files if self._is_old(file, name, exchange)]
            self._judge(old, FileKind.OLD)
            missed += self._judge(files, FileKind.FOUND)
        self._note_looked(there, folders)
        self._known_at_least = _TELLS_CARDS_APART
        self._found.extend(missed)
        return by_number(missed)

    async def survey(self, lister: Lister) -> list[str]:
        """List all folders; return the paths of files that are new, in the order in which they were shot.

        At the first time that this comes to its end, there are none: what was there is old.
        """
        there: dict[str, list[str]] = {}
        unknown: list[FileIdentity] = []
        async for name, folder in walk(lister.look_into, "/", lambda folders, _depth: folders):
            files = await _identities(lister, name, folder.files)
            there[name] = [file.path for file in files]
            if self._memory.complete:
                unknown += [file for file in files if not self._is_known(file)]
            else:
                self._judge(files, FileKind.OLD)
        exchange = await self._exchange(there, lister)
        self._judge([file for file in unknown if self._is_old(file, _folder_of(file.path), exchange)], FileKind.OLD)
        new = self._judge(sorted(unknown, key=lambda file: (file.stamp or "", by_picture(file.path))), FileKind.FOUND)
        for name in there:
            folder_now = self._memory.folders.get(name) or KnownFolder(listed=True, watched=False)
            self._memory.set_folder(name, replace(folder_now, listed=True))
        self._memory.set_stock(stocked=True, complete=True)
        self._found.extend(new)
        return new

    # ---- judging

    def _is_known(self, file: FileIdentity) -> bool:
        is_known = self._memory.knows(file)
        if is_known:
            self._memory.settle(file)
        return is_known

    def _judge(self, files: Iterable[FileIdentity], kind: FileKind) -> list[str]:
        """Add those files that are not known, as this kind; return their paths."""
        unknown: list[str] = []
        for file in files:
            if not self._is_known(file):
                self._memory.add(file, kind, settled=True)
                unknown.append(file.path)
        return unknown

    async def _exchange(self, there: Mapping[str, Sequence[str]], lister: Lister) -> CardExchange:
        """Return which cards are others than before; what is known of the folders there is forgotten."""
        stores = frozenset(store for store, paths in _by_store(there).items() if self._is_another_card(store, paths))
        exchange = CardExchange(stores, self._memory.newest_stamp, await self._set_back_to(lister) if stores else None)
        for store in stores:
            self._memory.forget_folders(f"/{store}")
        return exchange

    async def _set_back_to(self, lister: Lister) -> str | None:
        """Return what the camera's clock shows if it is behind its own newest picture.

        None: nothing shows that, or it was watched how the card was put in, and no picture was shot on it meanwhile.
        """
        newest = self._memory.newest_stamp
        if not newest or not self._known_at_least:
            return None
        now = await lister.clock()
        return now if now and now < newest else None

    def _is_another_card(self, store: str, files: Iterable[str]) -> bool:
        folders = [name for name in self._memory.folders if _store_of(name) == store]
        if not folders:
            return True  # it was put in while nobody could tell
        watched = (name for name in folders if self._memory.folders[name].watched)
        known = {path for name in watched for path in self._memory.paths_in(name)}
        return len(known) >= self._known_at_least and known.isdisjoint(files)

    def _is_old(self, file: FileIdentity, name: str, exchange: CardExchange) -> bool:
        """Return whether a file in the folder `name`, if it is not known, was there before."""
        if _store_of(name) in exchange.stores:
            return exchange.is_old(file)
        folder = self._memory.folders.get(name)
        if folder is None or folder.listed:
            return False
        return folder.last is None or _position(file.path) <= _position(folder.last)

    # ---- looking

    async def _walk(self, lister: Lister) -> tuple[_Listed, set[str]]:
        """Return the files of the folders that were looked into, and all folders that were seen."""
        there: _Listed = {}
        seen: set[str] = set()
        async for name, found in walk(lister.look_into, "/", self._wanted, _FOLDERS_AT_MOST):
            there[name] = await _identities(lister, name, found.files)
            seen.update(found.folders)
        return there, seen

    def _wanted(self, folders: Sequence[str], depth: int) -> Iterable[str]:
        """Return those of one folder's folders that are to be looked into."""
        if depth >= _DEEPEST:
            return ()
        if depth < _NEWEST_ONLY_FROM:
            return folders
        reported_in = [each for each in folders if self._memory.stocked and self._may_have_news(each)]
        return dict.fromkeys([*newest_folders(folders), *reported_in])

    def _may_have_news(self, name: str) -> bool:
        folder = self._memory.folders.get(name)
        return folder is None or folder.watched or folder.last is not None

    def _note_looked(self, looked: Iterable[str], seen: set[str]) -> None:
        for name in looked:
            self._memory.set_folder(name, KnownFolder(listed=True, watched=True))
        for name in seen - self._memory.folders.keys():
            self._memory.set_folder(name, KnownFolder(listed=False, watched=False))

    def _let_go(self, parent: str) -> None:
        """Watch the newest folders, and those before them: when one is full, the camera goes on to the next."""
        if parent.count("/") < _NEWEST_ONLY_FROM:
            return
        watched = {name for name, each in self._memory.folders.items() if each.watched and _folder_of(name) == parent}
        newest = set(newest_folders(watched))
        for name in watched - newest - set(newest_folders(watched - newest)):
            self._memory.set_folder(name, KnownFolder(listed=True, watched=False))


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _store_of(path: str) -> str:
    """Return the first part of a folder's path; "" for the root, where the pictures from memory are."""
    return path.lstrip("/").partition("/")[0]


def _by_store(there: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {}
    for folder, files in there.items():
        paths.setdefault(_store_of(folder), []).extend(files)
    return {store: files for store, files in paths.items() if store and files}


async def _identities(lister: Lister, folder: str, paths: Sequence[str]) -> list[FileIdentity]:
    """Return what identifies the files of a folder; a picture that only the driver has is reported by the worker."""
    files = await lister.identities(paths)
    return files if folder != "/" else [file for file in files if file.size_bytes is not None]


def _position(path: str) -> tuple[int, str]:
    """Return where a file stands among those of its folder: by its number, whatever the letters before that."""
    return file_number(path) or 0, path
