"""What a group's files are called here: a template, filled in so that nothing a camera says leads out of the folder."""

from __future__ import annotations

import string
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from rpc_camera_client._folder_record import plain

if TYPE_CHECKING:
    from rpc_camera_client.types import File, GroupMember

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

    def name(self, member: GroupMember, file: File) -> PurePosixPath:
        """Return what a file of a camera is called, below the folder of its group."""
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
