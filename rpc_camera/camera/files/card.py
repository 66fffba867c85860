"""What lies on a camera's card, as far as it takes to notice pictures that came while nobody listened.

A link can break between an exposure and the event that reports its file. So the card is looked at when the camera is
there, and again when it is back: what it has then, and neither had nor reported, is new.

At the first look into a folder libgphoto2 asks for each file in it, as it would after the first picture. So of the
folders in one folder (DCIM) only the newest are looked into, and those that the camera has reported a file in since.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.camera.files.dcf import by_number, file_number, newest_folders
from rpc_camera.camera.files.walk import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rpc_camera.camera.files.walk import LookInto

_Listing: TypeAlias = dict[str, list[str]]  # the files of each folder

_DEEPEST: Final = 3  # /store_00010001/DCIM/100NIKON
_CHOOSY_FROM: Final = 2
_FOLDERS_AT_MOST: Final = 1000
_REMEMBERED: Final = 1000
_TELLS_CARDS_APART: Final = 3  # fewer files may all have been deleted on the camera


class CardContents:
    """The files of one camera. `stocked`: what was there before is known."""

    def __init__(self) -> None:
        self.stocked = False
        self._known: dict[str, set[str]] = {}  # by folder
        self._old: dict[str, str | None] = {}  # folders nobody looked into, with the last file reported in them
        self._stores: set[str] = set()  # that were there at a look
        self._found: set[str] = set()
        self._uploads: deque[str] = deque(maxlen=_REMEMBERED)

    def expect(self, path: str) -> None:
        """Note a file that a client uploads: it is reported when it is whole, if ever."""
        self._uploads.append(path)

    def not_stored(self, path: str) -> None:
        """Note that nothing has become of a file that a client uploads."""
        while path in self._uploads:
            self._uploads.remove(path)

    def is_news(self, path: str) -> bool:
        """Note a file that a worker reports; return False for one that a look at the card has found before."""
        if path in self._found:
            self._found.discard(path)
            return False
        folder = _folder_of(path)
        if folder in self._old:
            last = self._old[folder]
            if path not in self._uploads and file_number(path) is not None:  # other names say nothing of what is old
                self._old[folder] = path if last is None else max(path, last, key=_position)
        elif folder:  # (one in the root comes from internal memory, and is kept)
            is_new_folder = folder not in self._known
            self._known.setdefault(folder, set()).add(path)
            if is_new_folder:
                self._let_go(_folder_of(folder))
        return True

    def forget(self, path: str) -> None:
        """Have a file that was deleted count as new when its name comes again."""
        self._found.discard(path)
        self._known.get(_folder_of(path), set()).discard(path)
        self.not_stored(path)

    async def take_stock(self, look_into: LookInto) -> None:
        """Have what is there now count as old."""
        there, folders = await self._walk(look_into)
        if self.stocked:
            return  # by a capture that did not wait for this look, and what has come since is new
        for folder, files in there.items():
            self._known.setdefault(folder, set()).update(files)
        self._old = dict.fromkeys(folders - self._known.keys())
        self._stores = set(map(_store_of, folders))
        self.stocked = True

    async def missed(self, look_into: LookInto, held: Collection[str] = ()) -> list[str]:
        """Return the paths of files that came since the last look and were not reported, by their numbers.

        They count as reported then. `held` are those that workers have reported, and that `is_news` will be asked of.
        """
        self._found.intersection_update(held)  # others that were found before will not be reported any more
        there, folders = await self._walk(look_into)
        swapped = {store for store, files in _by_store(there).items() if self._is_another_card(store, files)}
        self._stores |= set(map(_store_of, folders))
        missed: list[str] = []
        for folder, files in there.items():
            if _store_of(folder) in swapped:
                self._known[folder] = set(files)
            known = self._known.setdefault(folder, self._old_files(folder, files))
            new = [path for path in files if path not in known and path not in self._uploads]
            known.update(new)
            missed += new
        self._old = {folder: last for folder, last in self._old.items() if folder in folders - self._known.keys()}
        self._found.update(missed)
        return by_number(missed)

    def _old_files(self, folder: str, files: Sequence[str]) -> set[str]:
        """Return what is old of a folder that is looked into for the first time."""
        if folder not in self._old:
            return set()
        last = self._old[folder]
        return {path for path in files if last is None or _position(path) <= _position(last)}

    def _is_another_card(self, store: str, files: Iterable[str]) -> bool:
        if store not in self._stores:
            return True  # it was put in while nobody could tell
        known = {path for folder, paths in self._known.items() if _store_of(folder) == store for path in paths}
        return len(known) >= _TELLS_CARDS_APART and known.isdisjoint(files)

    async def _walk(self, look_into: LookInto) -> tuple[_Listing, set[str]]:
        """Return the files of the folders that were looked into, and all folders that were seen."""
        there: _Listing = {}
        seen: set[str] = set()
        async for folder, found in walk(look_into, "/", self._wanted, _FOLDERS_AT_MOST):
            there[folder] = [] if folder == "/" else found.files
            seen.update(found.folders)
        return there, seen

    def _wanted(self, folders: Sequence[str], depth: int) -> Iterable[str]:
        """Return those of one folder's folders that are to be looked into."""
        if depth >= _DEEPEST:
            return ()
        if depth < _CHOOSY_FROM:
            return folders
        reported_in = [each for each in folders if self.stocked and self._old.get(each, each) is not None]
        return dict.fromkeys([*newest_folders(folders), *reported_in])

    def _let_go(self, parent: str) -> None:
        """Keep the newest folders in mind, and those before them: when one is full, the camera goes on to the next."""
        if parent.count("/") < _CHOOSY_FROM:
            return
        known = {each for each in self._known if _folder_of(each) == parent}
        newest = set(newest_folders(known))
        for folder in known - newest - set(newest_folders(known - newest)):
            del self._known[folder]
            self._old[folder] = None


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _store_of(path: str) -> str:
    return path.split("/", 2)[1]


def _by_store(there: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    for folder, paths in there.items():
        files.setdefault(_store_of(folder), []).extend(paths)
    return {store: paths for store, paths in files.items() if paths}


def _position(path: str) -> tuple[int, str]:
    """Return where a file stands among those of its folder: by its number, whatever the letters before that."""
    return file_number(path) or 0, path
