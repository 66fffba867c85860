"""What a group's files are called here: a template, filled in so that nothing a camera says leads out of the folder."""

from __future__ import annotations

import string
from collections import Counter
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from rpc_camera_client._folder_record import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera_client.types import File, GroupManifest, GroupMember

DEFAULT_NAME: Final = "{label}-{original}"
_FIELDS: Final = ("label", "camera", "host", "original", "stem", "ext")
_NAMES_THE_TYPE: Final = {"original", "ext"}
_ALLOWED: Final = f"It takes {', '.join(f'{{{field}}}' for field in _FIELDS)}, and folders, with /."


class GroupNames:
    """A template such as "{label}/{original}". ValueError: it cannot be used.

    Where its last part names no type of file, ".{ext}" is added. `{label}` is the camera's label when it was fired;
    without one, its id.
    """

    def __init__(self, template: str) -> None:
        parts = template.split("/")
        if any(part.strip(". ") == "" for part in parts):
            raise ValueError(f"{template[:80]!r} is no name within a folder. {_ALLOWED}")
        self._parts = [_parsed(template, part) for part in parts]
        self._adds_type = not any(field in _NAMES_THE_TYPE for _, field in self._parts[-1])

    def of(self, manifest: GroupManifest) -> dict[tuple[str, str], PurePosixPath]:
        """Return what each file of a group is called, below the folder of the group, by camera and path on it.

        It follows from the manifest alone, whatever comes first. Where names are alike, also in their case, each has
        the camera's id too; those that are alike then, as of two folders of a card, are numbered in their order.
        """
        files = [(member, file) for member in manifest["cameras"] for file in member.get("files", [])]
        plain_names = [self._name(member, file) for member, file in files]
        times = Counter(map(_folded, plain_names))
        named: dict[tuple[str, str], PurePosixPath] = {}
        taken: set[str] = set()
        for (member, file), name in zip(files, plain_names, strict=True):
            own = name if times[_folded(name)] == 1 else name.with_stem(f"{name.stem}-{plain(member['camera'])}")
            free = next(each for each in _numbered(own) if _folded(each) not in taken)
            taken.add(_folded(free))
            named[member["camera"], file["path"]] = free
        return named

    def _name(self, member: GroupMember, file: File) -> PurePosixPath:
        stem, dot, ext = file["filename"].rpartition(".")
        values = {
            "camera": member["camera"],
            "label": member.get("label") or member["camera"],
            "host": member.get("host") or "host",
            "original": file["filename"],
            "stem": stem if dot else file["filename"],
            "ext": ext if dot else "",
        }
        parts = ["".join(literal + (values[field] if field else "") for literal, field in part) for part in self._parts]
        if self._adds_type and values["ext"]:
            parts[-1] += f".{values['ext']}"
        return PurePosixPath(*map(plain, parts))


def _numbered(name: PurePosixPath) -> Iterator[PurePosixPath]:
    return chain([name], (name.with_stem(f"{name.stem}-{number}") for number in count(1)))


def _folded(name: PurePosixPath) -> str:
    """Return a name as file systems have it that do not tell upper from lower case."""
    return str(name).casefold()


def _parsed(template: str, part: str) -> list[tuple[str, str | None]]:
    """Return the pieces of a part: literal text, then a field or None."""
    try:
        pieces = list(string.Formatter().parse(part))
    except ValueError as error:
        raise ValueError(f"{template[:80]!r} is no template: its braces do not match ({error}).") from None
    for _, field, spec, conversion in pieces:
        if spec or conversion or (field is not None and field not in _FIELDS):
            raise ValueError(f"{template[:80]!r} is no template: {{{field}}} cannot stand in it. {_ALLOWED}")
    return [(literal, field) for literal, field, _, _ in pieces]
