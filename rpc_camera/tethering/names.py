"""The names that saved pictures get: a template, filled in so that nothing a camera says leads out of its folder."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

DEFAULT_TEMPLATE: Final = "{camera}/%Y-%m-%d/{original}"
ALLOWED: Final = (
    "{camera}, {label}, {place}, {counter} or {counter:05}, {original}, {stem}, {ext},"
    " the time as %Y %m %d %H %M %S %y %j %b %B %a %A %p %I, and folders, with /"
)
_FIELDS: Final = frozenset({"camera", "label", "place", "counter", "original", "stem", "ext"})
_NAMES_THE_TYPE: Final = frozenset({"original", "ext"})
_DIRECTIVES: Final = "YmdHMSyjbBaApI%"
_WIDTH: Final = re.compile(r"0?[1-9]?d?")
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')  # those of other systems too: folders are shared, disks are carried over
_LONGEST_BYTES: Final = 255
_ROOM_FOR_CLASH_BYTES: Final = 12
_MOST_FOLDERS: Final = 16
_LONGEST_TEMPLATE: Final = 500
Piece = tuple[str, str | None, str]  # literal text, then a field or None, and its format


class TemplateError(ValueError):
    """A template that cannot be used; its text is one sentence that says why and what is allowed."""


@dataclass(frozen=True)
class NameFields:
    """What a template is filled in with. `stem` is that of the picture's first file, `taken` the camera's own clock.

    `label` is what somebody has called the camera; without one, its id stands for it. `place` is where it is in the
    rig; without one, what `label` becomes stands for that.
    """

    camera: str
    counter: int
    stem: str
    taken: datetime
    label: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class SavedName:
    """Folders below the save directory, and a file name in two parts, between which a counter can come."""

    folders: tuple[str, ...]
    stem: str
    suffix: str

    def file(self, clash: int) -> str:
        """Return the file name; `clash` is 0, or how many files had the name already."""
        return f"{self.stem}-{clash}{self.suffix}" if clash else f"{self.stem}{self.suffix}"


class Template:
    """A template for names, such as "{camera}/%Y-%m-%d/{counter:05}.{ext}". TemplateError: it cannot be used.

    Where its last part names no type of file, ".{ext}" is added, so that RAW and JPEG get along.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        if not text or len(text) > _LONGEST_TEMPLATE:
            raise _error(text, f"it has to have 1 to {_LONGEST_TEMPLATE} characters")
        parts = text.split("/")
        if len(parts) > _MOST_FOLDERS:
            raise _error(text, f"it has more than {_MOST_FOLDERS - 1} folders")
        self._parts = [_parsed(text, part) for part in parts]
        if not any(field in _NAMES_THE_TYPE for _, field, _ in self._parts[-1]):
            self._parts[-1] += [(".", "ext", "")]

    def name(self, picture: NameFields, ext: str) -> SavedName:
        """Return the name of the picture's file with the extension `ext` ("NEF", or "")."""
        dot_ext = f".{ext}" if ext else ""
        values: dict[str, str | int] = {
            "camera": picture.camera,
            "label": picture.label or picture.camera,
            "place": picture.place or picture.label or picture.camera,
            "counter": picture.counter,
            "stem": picture.stem,
            "ext": ext,
            "original": f"{picture.stem}{dot_ext}",
        }
        *folders, last = ["".join(_filled(piece, values, picture.taken) for piece in part) for part in self._parts]
        stem, suffix = _split(last, ext)
        cut = _LONGEST_BYTES - _ROOM_FOR_CLASH_BYTES - len(suffix.encode())
        return SavedName(tuple(safe(folder) for folder in folders), safe(stem, cut), suffix)


def safe(text: str, longest_bytes: int = _LONGEST_BYTES) -> str:
    """Return `text` as one part of a path: no separator or control character, not hidden, not empty, not too long."""
    kept = "".join(char if char.isprintable() and char not in _NOT_IN_NAMES else "_" for char in text)
    kept = kept.encode()[:longest_bytes].decode(errors="ignore").rstrip(". ")
    return f"_{kept[1:]}" if kept.startswith((".", "~")) else kept or "_"


def split_original(filename: str) -> tuple[str, str]:
    """Return stem and extension (without the dot) of a camera's file name, both safe."""
    stem, dot, ext = filename.rpartition(".")
    if not dot or not stem:
        return safe(filename), ""
    return safe(stem), safe(ext, 32) if ext else ""


def name_given_by_body(stem: str) -> str:
    """Return the stem that a body has given a picture in its memory, before which libgphoto2 has put its own mark."""
    return stem.removeprefix("capt_") or stem


def _split(last: str, ext: str) -> tuple[str, str]:
    """Return stem and suffix of the last part; the suffix is ".NEF" where it ends so."""
    suffix = f".{ext}"
    if ext and last.endswith(suffix):
        return last.removesuffix(suffix), suffix
    return last, ""


def _parsed(text: str, part: str) -> list[Piece]:
    if part in {"", ".", ".."}:
        raise _error(text, "it has to be relative, without empty parts, '.' or '..'")
    if part.startswith("."):
        raise _error(text, "no part of it may begin with a dot")
    if not part.isprintable() or "\\" in part:
        raise _error(text, "it has a backslash or a control character in it")
    try:
        pieces = list(string.Formatter().parse(part))
    except ValueError as error:
        raise _error(text, f"its braces do not match ({error})") from None
    return [_checked(text, literal, field, spec or "", conversion) for literal, field, spec, conversion in pieces]


def _checked(text: str, literal: str, field: str | None, spec: str, conversion: str | None) -> Piece:
    for directive in re.findall(r"%(.?)", literal):
        if not directive or directive not in _DIRECTIVES:
            raise _error(text, f"'%{directive}' is no part of a time that it takes; write %% for a percent sign")
    if field is not None and field not in _FIELDS:
        raise _error(text, f"there is no field {{{field}}}")
    if conversion or (spec and not (field == "counter" and _WIDTH.fullmatch(spec))):
        raise _error(text, f"{{{field}}} cannot be formatted like that")
    return literal, field, spec


def _filled(piece: Piece, values: dict[str, str | int], taken: datetime) -> str:
    literal, field, spec = piece
    return taken.strftime(literal) + (format(values[field], spec) if field else "")


def _error(text: str, why: str) -> TemplateError:
    return TemplateError(f"{text[:80]!r} is no template for names: {why}. It takes {ALLOWED}.")
