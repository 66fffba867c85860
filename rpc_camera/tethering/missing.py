"""Whether a file that the camera denies is deleted: that is believed only of sessions that are opened to see it.

libgphoto2 keeps its lists of folders for as long as a session lasts, and a list that it was refused once as empty. An
object that it is refused once is left out of a list without a word. So two sessions have to agree, at different times.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.file_identity import is_from_memory
from rpc_camera.camera.line.turns import Priority
from rpc_camera.tethering.retry import Absence
from rpc_camera.wire.requests import ListFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.line.line import Line
    from rpc_camera.tethering.ledger_entry import FileEntry

_WRITING_S: Final = 3.0  # a body that is still writing can deny a file that it has announced
_BETWEEN_LOOKS_S: Final = 5.0
_HOLDS_S: Final = 600.0  # to open a session costs a look at the whole card


@dataclass(frozen=True)
class FolderLook:
    """What a new session had in `folder`, at a time of the clock. `card_is_away`: not even the card with the folder."""

    at: float
    folder: str
    files: frozenset[str] = frozenset()
    card_is_away: bool = False

    def shows(self, path: str) -> Absence | None:
        """Return what has become of a file; None: it is not about that file."""
        if self.card_is_away and _card_of(path) == _card_of(self.folder):
            return Absence.CARD_AWAY
        if _folder_of(path) != self.folder:
            return None
        return Absence.DENIED if path in self.files else Absence.DELETED


class MissingFiles:
    """The files of one camera that it denies; one look at a folder is for all of them that it denied until then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._denied: dict[int, float] = {}  # by the entry's id: the time of the first denial
        self._absent: dict[int, float] = {}  # by the entry's id: the time of the first look that did not find it
        self._look: FolderLook | None = None

    def forget(self) -> None:
        """Believe nothing of what was seen: the card or the camera is another one, or is back."""
        self._denied.clear()
        self._absent.clear()
        self._look = None

    async def judge(self, line: Line, entry: FileEntry) -> Absence:
        """Return what is known of a file that the camera has just denied. ServiceError: a new session does not say."""
        sure_at = self._denied.setdefault(entry.id, self._clock()) + _WRITING_S
        if entry.id in self._absent:
            sure_at = max(sure_at, self._absent[entry.id] + _BETWEEN_LOOKS_S)
        if self._clock() < sure_at:
            return Absence.DENIED
        look, shown = self._look, self._look and self._look.shows(entry.path)
        if look is None or shown is None or look.at < max(sure_at, self._clock() - _HOLDS_S):
            look = self._look = await self._look_anew(line, entry.path)
            shown = look.shows(entry.path)
        if shown is Absence.DELETED and entry.id not in self._absent:
            self._absent[entry.id] = look.at
            return Absence.DENIED
        self._absent.pop(entry.id, None)
        if shown is Absence.DELETED:
            del self._denied[entry.id]
        return shown or Absence.DENIED

    async def _look_anew(self, line: Line, path: str) -> FolderLook:
        """List the folder of `path` from the root on, in a new session."""
        folder, at = _folder_of(path), self._clock()
        async with line.reserve(Priority.CHUNK):
            # What was in internal memory lies on the server's disk: no session of the driver lists that.
            listed = await line.ask_within(ListFolder("/", fresh=not is_from_memory(path)))
            names, below = [name for name in folder.split("/") if name], ""
            for depth, name in enumerate(names):
                below += f"/{name}"
                if below not in listed.folders:
                    return FolderLook(at, folder, card_is_away=depth == 0)
                listed = await line.ask_within(ListFolder(below))
        return FolderLook(at, folder, frozenset(listed.files))


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _card_of(path: str) -> str:
    """Return the uppermost folder, which stands for a card."""
    return path.split("/", 2)[1]
