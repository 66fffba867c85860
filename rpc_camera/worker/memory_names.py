"""The names of pictures from internal memory: those of ptp2, and what becomes of them on the server's disk.

ptp2 calls a picture "capt0000.jpg" and counts from 0 again at each start, or "capt_DSC00001.JPG", with the name that
the body has given it. RAW and JPEG of one picture have successive numbers, or one name.
"""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERED: Final = re.compile(r"(capt)(\d+)((?:-\d+)?\..*)", re.ASCII)
_BODYS: Final = "capt_"
_ONE_PICTURE_S: Final = 60.0  # at most so long after one file of a picture comes the next


def is_named_by_body(name: str) -> bool:
    """Return whether this is the name that the body has given a picture, which all files of that have."""
    return name.startswith(_BODYS)


def number_in(name: str) -> int:
    """Return the number that ptp2 has given a picture; -1 where it has given none."""
    match = _NUMBERED.fullmatch(name)
    return int(match[2]) if match else -1


def names_for(name: str, after: int, root: Path, written_at: float) -> Iterator[str]:
    """Yield the names that a picture can have on the disk, without end, whether there is such a file or not.

    A number is greater than `after`. A name of the body's is as it is; if it comes again, with the next number that no
    file of an earlier picture in the folder `root` has. `written_at`, in Unix time: when this file was.
    """
    if driver := _NUMBERED.fullmatch(name):
        return (f"{driver[1]}{number:04}{driver[3]}" for number in count(max(after + 1, int(driver[2]))))
    stem, suffix = Path(name).stem, Path(name).suffix
    numbered: Iterable[str] = (f"{stem}-{number}" for number in count(int(is_named_by_body(name))))
    if not is_named_by_body(name):
        return (f"{each}{suffix}" for each in numbered)
    return (f"{each}{suffix}" for each in chain([stem], numbered) if not _is_of_earlier_picture(root, each, written_at))


def _is_of_earlier_picture(root: Path, stem: str, written_at: float) -> bool:
    oldest = written_at - _ONE_PICTURE_S
    files = root.iterdir() if root.is_dir() else ()
    return any(file.stem == stem and file.stat().st_mtime < oldest for file in files)
