"""What libgphoto2 leaves out of its listings though the body has it: it says so nowhere but in its debug log.

Where a body refuses the ObjectInfo of a file or a folder, or does not answer in time, ptp2 takes that for deleted. It
lists the others without an error, and goes on so until the camera is closed. Source: `generic_list_func` in
camlibs/ptp2/library.c of libgphoto2 2.5.33 and later, and `file_list_func` of earlier ones.
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from pathlib import Path
from typing import Final

_DEBUG: Final = 2  # GP_LOG_DEBUG
_WORDS: Final = re.compile(
    rb"could not find object 0x([0-9a-f]{8}), possibly deleted|Handle ([0-9a-f]{8}) was in list, but not"
)
_IN_BOTH: Final = b" not"  # sooner found than the words: the driver logs some lines for each command
_LogFunction: Final = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_noted: Final[set[bytes]] = set()  # the process has one log, and one camera


class LeftOut:
    """The PTP objects that the listings of one session lack, but for those that were given up."""

    def __init__(self) -> None:
        self._given_up: set[bytes] = set()

    @property
    def handles(self) -> list[str]:
        """The handles of these objects, in hexadecimal."""
        return sorted(handle.decode() for handle in _noted - self._given_up)

    def begin(self) -> None:
        """Begin with a new session of the driver."""
        self.listen(for_listings=True)
        _noted.clear()

    def listen(self, *, for_listings: bool) -> None:
        """Listen from now on, or not while nothing is listed: what the driver logs costs it a fifth of a frame."""
        _ear().listen(is_on=for_listings)

    def give_up(self) -> None:
        """Have the listings count as whole without these objects, also in later sessions: the body refuses them."""
        self._given_up |= _noted

    def note_card_change(self) -> None:
        """Give up nothing that was refused on another card."""
        self._given_up.clear()


class _Ear:
    """Listens to the log of each copy of the library that there is.

    The wheel of gphoto2 has two, and what the driver logs passes through both.
    """

    def __init__(self) -> None:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8")
        paths = {line.split()[-1] for line in maps.splitlines() if "libgphoto2_port" in line}
        self._libraries = [ctypes.CDLL(path) for path in paths]
        self._listening: list[tuple[ctypes.CDLL, int]] = []

    def listen(self, *, is_on: bool) -> None:
        if is_on and not self._listening:
            self._listening = [(each, each.gp_log_add_func(_DEBUG, _listener, None)) for each in self._libraries]
        elif not is_on:
            for library, number in self._listening:
                library.gp_log_remove_func(number)
            self._listening = []


def _note(_level: int, _domain: int, text: bytes, _data: int | None) -> None:
    if _IN_BOTH in text and (match := _WORDS.search(text)):
        _noted.add(match[1] or match[2])


_listener: Final = _LogFunction(_note)


@cache
def _ear() -> _Ear:
    """Return the one of this process."""
    return _Ear()
