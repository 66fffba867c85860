"""Which files of a camera's cards are new: the judgement, by what is remembered and what is seen.

A link can break between an exposure and the event that reports its file, and the server can be down meanwhile. So the
card is looked at when the camera is there, and again when it is back: what was not there and was not reported is new. A
name that stands for a file of another size or time is another file; of a card that was exchanged meanwhile, what is
not older than all that is known is new.

At the first look into a folder libgphoto2 asks for each file in it, as it would after the first picture. So of the
folders in one folder (DCIM) a look goes only into the newest, and into those that the camera has reported a file in
since; a survey goes into all.

What identifies a file, libgphoto2 searches for through all files that it knows: of a full folder that takes longer than
to list it. So files are judged by their names at first, and `identify` asks later whether those of known names are
still the same.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import islice
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

_Listed: TypeAlias = "dict[str, list[str]]"  # the paths of the files of each folder

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
        self._by_name: dict[str, FileKind] = {}  # known by their names only, and what each is if it is another file

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
        if folder is None and self._memory.stocked:  # else there may be more in it, which is old
            self._memory.set_folder(name, KnownFolder(listed=True, watched=True))
            self._let_go(_folder_of(name))
        elif not is_upload and file_number(path) is not None:  # other names say nothing of what is old
            folder = folder or KnownFolder(listed=False, watched=False)
            last = path if folder.last is None else max(path, folder.last, key=_position)
            self._memory.set_folder(name, replace(folder, last=last))

    def expect_upload(self, path: str) -> None:
        """Note a file that a client begins to store."""
        self._memory.add(FileIdentity(path, None, None), FileKind.UPLOAD, settled=False)

    def forget(self, path: str) -> None:
        """Have a file that was deleted count as new when its name comes again."""
        while path in self._found:
            self._found.remove(path)
        self._by_name.pop(path, None)
        self._memory.forget(path)

    def was_exchanged(self) -> None:
        """Note that a card was put in or taken out: at the next look, one without any known file is another one."""
        self._known_at_least = 0
        self.was_lost()

    def was_lost(self) -> None:
        """Note that the camera is not there, and may come back with anything: the next look begins anew."""
        self._by_name.clear()

    async def take_stock(self, lister: Lister) -> None:
        """Have what is there now count as old."""
        there, folders = await self._walk(lister)
        newest = await lister.identities(_last_of_each(there))
        if self._memory.stocked:
            return  # by a look that was in more of a hurry, and what has come since is new
        self._note_old(there, newest)
        self._note_looked(there, folders)
        self._memory.set_stock(stocked=True, complete=self._memory.complete)

    async def missed(self, lister: Lister, held: Collection[str] = ()) -> list[str]:
        """Return the paths of files that came since the last look and were not reported, by their numbers.

        They count as reported then. `held` are those that workers have reported, and that `note_report` will get.
        """
        for path in set(self._found).difference(held):  # they will not be reported any more
            self._found.remove(path)
        there, folders = await self._walk(lister)
        exchange = await self._exchange(there, lister)
        missed = self._judge(await self._new_among(there, exchange, lister), FileKind.FOUND)
        self._note_looked(there, folders)
        self._known_at_least = _TELLS_CARDS_APART
        self._found.extend(missed)
        return by_number(missed)

    async def survey(self, lister: Lister) -> list[str]:
        """List all folders; return the paths of files that are new, in the order in which they were shot.

        At the first time that this comes to its end, there are none: what was there is old.
        """
        there: _Listed = {}
        async for name, folder in walk(lister.look_into, "/", lambda folders, _depth: folders):
            there[name] = await _own(lister, name, folder.files)
        newest = await lister.identities(_last_of_each(there))
        unknown: list[FileIdentity] = []
        if not self._memory.complete:
            self._note_old(there, newest)
        exchange = await self._exchange(there, lister)
        if self._memory.complete:
            unknown = await self._new_among(there, exchange, lister)
        new = self._judge(sorted(unknown, key=lambda file: (file.stamp or "", by_picture(file.path))), FileKind.FOUND)
        for name in there:
            folder_now = self._memory.folders.get(name) or KnownFolder(listed=True, watched=False)
            self._memory.set_folder(name, replace(folder_now, listed=True))
        self._memory.set_stock(stocked=True, complete=True)
        self._found.extend(new)
        return new

    @property
    def unidentified(self) -> int:
        """How many of the files that looks and surveys have seen are known by their names only."""
        return len(self._by_name)

    async def identify(self, lister: Lister, at_most: int) -> list[str]:
        """Ask for what identifies some of those that are known by their names only, the last that were seen first.

        Return the paths of those that are other files than were known, and are new.
        """
        asked = list(islice(reversed(self._by_name), at_most))
        others: list[str] = []
        for file in await lister.identities(asked):
            kind = self._by_name.pop(file.path, None)  # None: it was deleted, or the card was exchanged, meanwhile
            if kind and self._judge([file], kind) and kind is FileKind.FOUND:
                others.append(file.path)
        self._found.extend(others)
        return by_number(others)

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

    def _note_old(self, there: _Listed, newest: Sequence[FileIdentity]) -> None:
        """Have all of these count as old; of the newest it is known when they were shot, if another card is put in."""
        self._judge(newest, FileKind.OLD)
        identified = {file.path for file in newest}
        for path in (path for paths in there.values() for path in paths if path not in identified):
            self._note_name(path, FileKind.OLD)

    def _note_name(self, path: str, kind: FileKind) -> None:
        """Have a file be identified later: if it is another one than is known, it is of this kind.

        If none of its name is known, it is old.
        """
        self._by_name[path] = kind
        self._memory.add_name(path)

    async def _new_among(self, there: _Listed, exchange: CardExchange, lister: Lister) -> list[FileIdentity]:
        """Judge what is old, and return what is neither that nor known."""
        asked: list[str] = []
        for name, paths in there.items():
            for path in paths:
                is_old = self._is_before(path, name)
                if _store_of(name) in exchange.stores or not (is_old or self._memory.has(path)):
                    asked.append(path)
                else:
                    self._note_name(path, FileKind.OLD if is_old else FileKind.FOUND)
        unknown = [file for file in await lister.identities(asked) if not self._is_known(file)]
        old = {file for file in unknown if _store_of(file.path) in exchange.stores and exchange.is_old(file)}
        self._judge(old, FileKind.OLD)
        return [file for file in unknown if file not in old]

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

    def _is_before(self, path: str, name: str) -> bool:
        """Return whether a file in the folder `name` was there before its folder was known, if it is not known."""
        folder = self._memory.folders.get(name)
        if folder is None or folder.listed:
            return False
        return folder.last is None or _position(path) <= _position(folder.last)

    # ---- looking

    async def _walk(self, lister: Lister) -> tuple[_Listed, set[str]]:
        """Return the files of the folders that were looked into, and all folders that were seen."""
        there: _Listed = {}
        seen: set[str] = set()
        async for name, found in walk(lister.look_into, "/", self._wanted, _FOLDERS_AT_MOST):
            there[name] = await _own(lister, name, found.files)
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


async def _own(lister: Lister, folder: str, paths: Sequence[str]) -> list[str]:
    """Return the paths but for those of pictures that only the driver has, in the root: the worker reports them."""
    if folder != "/":
        return list(paths)
    return [file.path for file in await lister.identities(paths) if file.size_bytes is not None]


def _last_of_each(there: _Listed) -> list[str]:
    """Return the path of the last file of each folder, by its number."""
    return [max(paths, key=_position) for paths in there.values() if paths]


def _position(path: str) -> tuple[int, str]:
    """Return where a file stands among those of its folder: by its number, whatever the letters before that."""
    return file_number(path) or 0, path
