"""The numbers in the names of a card's folders and files (DCF 2.0, JEITA CP-3461): what counts up is not the alphabet.

Folders of pictures are called 100CANON to 999CANON, a number and five characters; others that lie beside them, such as
CANONMSC, are not. After 999 comes 100. Files are called IMG_0001 to IMG_9999; in Adobe RGB, a Nikon writes _DSC0001.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER: Final = re.compile(r"([1-9]\d{2})([A-Za-z0-9_]{5})")
_FILE: Final = re.compile(r"[A-Za-z0-9_]{4}(\d{4})")
_DEVELOPED: Final = frozenset({"image/jpeg", "image/heic", "image/heif"})
_FIRST: Final = 100
_LAST: Final = 999


def newest_folders(folders: Iterable[str]) -> list[str]:
    """Return the paths, of folders in one folder, of those that a body can be writing into.

    They are the newest of each kind: a body names its folders alike, but for a number or a date in them. Where no name
    is one of DCF, the last by name has to do.
    """
    kinds: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
    others: list[str] = []
    for path in folders:
        if match := _FOLDER.fullmatch(_name(path)):
            kinds[re.sub(r"\d", "0", match[2])].setdefault(int(match[1]), []).append(path)
        else:
            others.append(path)
    if not kinds:
        return sorted(others)[-1:]
    return [path for numbers in kinds.values() for path in numbers[_latest(numbers)]]


def by_number(paths: Iterable[str]) -> list[str]:
    """Return the paths of files in the order in which a body counts, whichever of its cards they are on."""
    paths = list(paths)
    numbers = {number for path in paths if (number := _folder_number(path))}
    wrapped = {number for number in numbers if number < _start_of_last_run(numbers)}

    def key(path: str) -> tuple[int, int, tuple[str, bool, str]]:
        number = _folder_number(path)
        return number + _LAST * (number in wrapped), file_number(path) or 0, by_picture(path)

    return sorted(paths, key=key)


def by_picture(path: str) -> tuple[str, bool, str]:
    """Return a key that sorts the files of a picture as bodies write them: the JPEG, or HEIF, before its RAW.

    It does not matter which of a body's cards they are on.
    """
    picture = path.split("/", 2)[-1].rpartition(".")[0]
    return picture, mime_type(path) not in _DEVELOPED, path


def file_number(path: str) -> int | None:
    """Return the number in the name of a file; None where it has none of DCF."""
    match = _FILE.fullmatch(_name(path).partition(".")[0])
    return int(match[1]) if match else None


def _latest(numbers: Iterable[int]) -> int:
    """Return the number that was counted up to last: the highest or, after 999, the end of the run from 100."""
    known = set(numbers)
    start = _start_of_last_run(known)
    return max((number for number in known if number < start), default=max(known))


def _start_of_last_run(numbers: set[int]) -> int:
    """Return where the numbers before a turn from 999 to 100 begin; 0 where there was none."""
    if not {_FIRST, _LAST} <= numbers:
        return 0
    start = _LAST
    while start - 1 in numbers and start > _FIRST:
        start -= 1
    return start


def _folder_number(path: str) -> int:
    match = _FOLDER.fullmatch(_name(path.rpartition("/")[0]))
    return int(match[1]) if match else 0


def _name(path: str) -> str:
    return path.rpartition("/")[2]
