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
_LogFunction: Final = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
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
        _listen()
        _noted.clear()

    def give_up(self) -> None:
        """Have the listings count as whole without these objects, also in later sessions: the body refuses them."""
        self._given_up |= _noted

    def note_card_change(self) -> None:
        """Give up nothing that was refused on another card."""
        self._given_up.clear()


def _note(_level: int, _domain: bytes, text: bytes, _data: int | None) -> None:
    if match := _WORDS.search(text):
        _noted.add(match[1] or match[2])


_listener: Final = _LogFunction(_note)


@cache
def _listen() -> None:
    """Listen to the log of each copy of the library that there is.

    The wheel of gphoto2 has two, and what the driver logs passes through both.
    """
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    for path in {line.split()[-1] for line in maps.splitlines() if "libgphoto2_port" in line}:
        ctypes.CDLL(path).gp_log_add_func(_DEBUG, _listener, None)
