"""What the files of a camera are called in an archive, so that it can be unpacked anywhere, and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MISSING: Final = "MISSING.txt"
_NO_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')  # on one system or another


def archive_names(paths: Sequence[str]) -> list[str]:
    """Return a name for each path: the file's own, with its folder in front where that is not the only one, or all.

    No two are the same, also where upper and lower case are, and none is that of `MISSING`.
    """
    forms = [tuple(_forms(path)) for path in paths]
    counts = Counter(name.casefold() for each in forms for name in set(each))
    counts[MISSING.casefold()] += 1
    taken: set[str] = set()
    names = []
    for each in forms:
        name = next((form for form in each if counts[form.casefold()] == 1), each[-1])
        while name.casefold() in taken:  # what no system tells apart, as `A:1` and `A?1`
            name = f"_/{name}"
        taken.add(name.casefold())
        names.append(name)
    return names


def safe_name(text: str) -> str:
    """Return a name of one file or folder that leads nowhere else."""
    name = _NO_NAME.sub("_", text)
    return name if name.strip(". ") else "_"


def _forms(path: str) -> Iterator[str]:
    """Yield the file's name, that with its folder, and the whole path."""
    parts = [safe_name(part) for part in path.split("/") if part] or [safe_name("")]
    for length in (1, 2, len(parts)):
        yield "/".join(parts[-length:])
