"""What is known of the files on one camera's cards: which were there, and which came, in their order.

It is the one memory of what is new, and outlives the server. Each file that came has a number: whoever has to act on
each of them resumes after the last number that he has dealt with.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files import card_store
from rpc_camera.camera.files.card_store import CardStore
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import Arrival, FileKind, KnownFile, KnownFolder
from rpc_camera.threads import DiskThread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rpc_camera.camera.files.card_store import Kept, Statement
    from rpc_camera.camera.files.known_file import RecentFile

_UNWRITTEN_AT_MOST: Final = 50_000
_CLOSE_S: Final = 3.0
_log = logging.getLogger(__name__)


class CardMemory:
    """All of it is in the process's own memory as well; it is on the disk once `write` has returned.

    `stocked`: what was in the folders that are watched is known. `complete`: in all folders. `id` is another one when
    the file had to be begun anew: its numbers mean nothing to the one before; "" until it is open. `number_at_start` is
    that of the last file that came in an earlier run of the server. `newest_stamp`: the camera's time of the newest
    picture that it ever had, None where none has one.
    """

    def __init__(self, path: Callable[[], Path]) -> None:
        """`path` returns the file that it is kept in, once the camera has said who it is."""
        self._path = path
        self._disk = DiskThread("card memory")
        self._opening: asyncio.Task[None] | None = None
        self._store: CardStore | None = None
        self._unwritten: list[Statement] = []
        self._files: defaultdict[str, dict[str, list[KnownFile]]] = defaultdict(dict)  # by folder, then by path
        self.folders: dict[str, KnownFolder] = {}
        self.id = ""
        self.number_at_start = 0
        self.newest_stamp: str | None = None
        self.stocked = False
        self.complete = False

    async def open(self) -> None:
        """Read what is kept, once. OSError, sqlite3.Error: that cannot be done now. A caller need not wait for it."""
        if self._store is None:
            if self._opening is None or self._opening.done():
                self._opening = asyncio.create_task(self._open())
                self._opening.add_done_callback(lambda task: task.cancelled() or task.exception())  # nobody may wait
            await asyncio.shield(self._opening)

    async def _open(self) -> None:
        self._store, kept = await self._disk.run(self._load)
        self._adopt(kept)

    async def close(self) -> None:
        """Write what is not written yet, and end; a disk that is too slow for that is left alone."""
        closing = asyncio.create_task(self._finish())
        done, _ = await asyncio.wait({closing}, timeout=_CLOSE_S)
        if not done:
            _log.warning("the disk is slow: what came last may not be noted in %s, and is found again", self._path())

    async def _finish(self) -> None:
        try:
            if self._unwritten:
                await self.write()
            if self._store:
                await self._disk.run(self._store.close)
        except (OSError, sqlite3.Error) as error:
            _log.warning("what came last is not noted in %s, and will be found again: %s", self._path(), error)
        self._disk.close()

    # ---- what is known

    def knows(self, file: FileIdentity) -> bool:
        """Return whether this very file is known."""
        return any(known.is_same(file) for known in self._of(file.path))

    def has(self, path: str) -> bool:
        """Return whether a file of this path is known."""
        return bool(self._of(path))

    def has_published(self, file: FileIdentity) -> bool:
        """Return whether this very file has been new before."""
        return any(known.is_same(file) and known.kind is not FileKind.OLD for known in self._of(file.path))

    def paths_in(self, folder: str) -> Iterable[str]:
        """Return the paths that are known in one folder."""
        return self._files.get(folder, {}).keys()

    def add(self, file: FileIdentity, kind: FileKind, *, settled: bool) -> None:
        """Add a file; one that is known already is another one now, or has come again."""
        if len(self._unwritten) >= _UNWRITTEN_AT_MOST:
            return  # the disk has been failing for long; the next look finds it
        files = self._files[_folder_of(file.path)].setdefault(file.path, [])
        for known in [known for known in files if known.is_same(file)]:
            files.remove(known)
            self._unwritten.append(card_store.delete(known))
        files.append(KnownFile(file, kind, settled))
        self._note_stamp(files[-1])
        self._unwritten.append(card_store.insert(files[-1]))

    def add_name(self, path: str) -> None:
        """Add a file that is old, and of which nothing but its name is known, unless one of this path is known."""
        known = self._files[_folder_of(path)]
        if path not in known and len(self._unwritten) < _UNWRITTEN_AT_MOST:
            file = KnownFile(FileIdentity(path, None, None), FileKind.OLD, settled=False)
            known[path] = [file]
            self._unwritten.append(card_store.insert(file))

    def settle(self, file: FileIdentity) -> None:
        """Note how a known file is seen by a look."""
        if file.size_bytes is not None:
            self._correct(file, lambda known: known.is_same(file), settled=True)

    def confirm(self, file: FileIdentity) -> None:
        """Note how a file is described that was reported, and that no look has seen yet: it can have been too early."""
        if file.size_bytes is not None:
            self._correct(file, lambda known: not known.settled, settled=False)

    def _correct(self, file: FileIdentity, which: Callable[[KnownFile], bool], *, settled: bool) -> None:
        files = self._of(file.path)
        for index, known in enumerate(files):
            corrected = replace(known, identity=file, settled=settled)
            if which(known) and known != corrected:
                files[index] = corrected
                self._note_stamp(corrected)
                self._unwritten.append(card_store.update(known, corrected))

    def forget(self, path: str) -> None:
        """Have no file of this path known: another one that comes is new."""
        if self._files[_folder_of(path)].pop(path, None):
            self._unwritten.append(card_store.set_gone(path))

    def set_folder(self, path: str, folder: KnownFolder) -> None:
        """Note how a folder is known."""
        if self.folders.get(path) != folder:
            self.folders[path] = folder
            self._unwritten.append(card_store.set_folder(path, folder))

    def forget_folders(self, below: str) -> None:
        """Have this folder, and all that are in it, count as never seen."""
        for path in [path for path in self.folders if f"{path}/".startswith(f"{below}/")]:
            del self.folders[path]
            self._unwritten.append(card_store.delete_folder(path))

    def set_stock(self, *, stocked: bool, complete: bool) -> None:
        """Note how far what was there is known."""
        if (self.stocked, self.complete) != (stocked, complete):
            self.stocked, self.complete = stocked, complete
            self._unwritten.append(card_store.set_stock(stocked=stocked, complete=complete))

    def _note_stamp(self, file: KnownFile) -> None:
        if file.kind is not FileKind.UPLOAD and file.identity.stamp:
            self.newest_stamp = max(self.newest_stamp or "", file.identity.stamp)

    # ---- what is kept

    @property
    def is_written(self) -> bool:
        """Whether all that was noted is on the disk."""
        return not self._unwritten

    async def write(self) -> None:
        """Put on the disk what was noted so far. OSError, sqlite3.Error: that failed, and is done with the next."""
        await self.open()
        await self._disk.run(self._write)

    async def since(self, number: int) -> tuple[list[Arrival], int]:
        """Return what came after the file of this number, in its order, and the last number that there is.

        OSError, sqlite3.Error: the server's disk fails.
        """
        await self.write()
        return await self._disk.run(self._opened.since, number)

    async def newest(self, most: int) -> list[RecentFile]:
        """Return the camera's own newest files, the newest first: so many, and as many that are not gone.

        OSError, sqlite3.Error: the server's disk fails.
        """
        await self.write()
        return await self._disk.run(self._opened.newest, most)

    async def everything(self, *, with_old: bool) -> tuple[list[FileIdentity], int]:
        """Return the files of the camera's own, `with_old` or without, and the last number that there is.

        OSError, sqlite3.Error: the server's disk fails.
        """
        _, last = await self.since(0)
        return [known.identity for known in self._own() if with_old or known.kind is not FileKind.OLD], last

    def _write(self) -> None:
        if batch := self._unwritten[:]:
            self._opened.write(batch)
            del self._unwritten[: len(batch)]

    def _load(self) -> tuple[CardStore, Kept]:
        store = CardStore(self._path())
        try:
            return store, store.read()
        except BaseException:
            store.close()
            raise

    def _adopt(self, kept: Kept) -> None:
        """Take over what is kept, but for what was noted before it could be read."""
        noted = {path for paths in self._files.values() for path in paths}
        for path, files in kept.files.items():
            if path not in noted:
                self._files[_folder_of(path)][path] = files
        self.folders = kept.folders | self.folders
        self.id, self.number_at_start = kept.id, kept.last
        self.newest_stamp = max(self.newest_stamp or "", kept.newest_stamp or "") or None
        self.stocked, self.complete = kept.stocked, kept.complete

    @property
    def _opened(self) -> CardStore:
        if self._store is None:
            raise sqlite3.ProgrammingError("the memory of the card is not open")
        return self._store

    def _of(self, path: str) -> list[KnownFile]:
        return self._files.get(_folder_of(path), {}).get(path, [])

    def _own(self) -> Iterator[KnownFile]:
        for paths in self._files.values():
            for files in paths.values():
                yield from (known for known in files if known.kind is not FileKind.UPLOAD)


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]
