"""Gaps in the numbers of a camera's files: an event that was lost leaves one, and the next file shows it.

ptp2 throws away, at a release of an EOS, what the body reported meanwhile, a picture that was shot by hand too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.files.dcf import file_number

if TYPE_CHECKING:
    from rpc_camera.camera.files.card_memory import CardMemory


class NumberGaps:
    """Watches the numbers of one camera's files, folder by folder; where they stood is in `memory`."""

    def __init__(self, memory: CardMemory) -> None:
        self._memory = memory
        self._last: dict[str, int] = {}  # by folder

    def is_before(self, path: str) -> bool:
        """Note a new file; return whether its number shows that one before it was never reported."""
        number, folder = file_number(path), path.rpartition("/")[0]
        if number is None or not folder:
            return False
        last = self._last.get(folder)
        if last is None:
            known = (file_number(each) for each in self._memory.paths_in(folder) if each != path)
            last = max((each for each in known if each is not None), default=number)
        self._last[folder] = number
        return number > last + 1
