"""What the files of a camera are called in an archive, so that it can be unpacked anywhere, and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MISSING: Final = "MISSING.txt"
# What one system or another does not take in a name, or does not show as it is: the marks that turn writing round.
_NO_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # of Windows, with any ending
_END: Final = re.compile(r"[. ]$")  # Windows drops it


def archive_names(paths: Sequence[str]) -> list[str]:
    """Return a name for each path: the file's own, with its folder in front where that is not the only one, or all.

    No two are the same, also where a system takes upper and lower case for one, no file has the name of a folder, and
    none is that of `MISSING`. It takes time in proportion to the number of paths, whatever they are.
    """
    forms = [tuple(_forms(path)) for path in paths]
    counts = Counter(_key(name) for each in forms for name in set(each))
    counts[_key(MISSING)] += 1
    taken = {_key(folder) for each in forms for name in each for folder in _folders(name)}
    numbers: Counter[str] = Counter()
    names = []
    for each in forms:
        name = next((form for form in each if counts[_key(form)] == 1 and _key(form) not in taken), each[-1])
        unique = name
        while _key(unique) in taken:  # what no system tells apart, as `A:1` and `A?1`
            numbers[_key(name)] += 1
            unique = _numbered(name, numbers[_key(name)])
        taken.add(_key(unique))
        names.append(unique)
    return names


def safe_name(text: str) -> str:
    """Return a name of one file or folder that leads nowhere else."""
    name = _END.sub("_", _NO_NAME.sub("_", unicodedata.normalize("NFC", text))) or "_"
    return f"_{name}" if _DEVICE.match(name) else name


def _forms(path: str) -> Iterator[str]:
    """Yield the file's name, that with its folder, and the whole path."""
    parts = [safe_name(part) for part in path.split("/") if part] or [safe_name("")]
    for length in (1, 2, len(parts)):
        yield "/".join(parts[-length:])


def _folders(name: str) -> Iterator[str]:
    """Yield the folders that the name is in."""
    yield from accumulate(name.split("/")[:-1], "{}/{}".format)


def _key(name: str) -> str:
    """Return what a system that takes upper and lower case for one goes by."""
    return name.casefold()


def _numbered(name: str, number: int) -> str:
    """Return the name with a number before its ending, as browsers name what they have already."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem} ({number}){dot}{ending}" if stem and "/" not in ending else f"{name} ({number})"
