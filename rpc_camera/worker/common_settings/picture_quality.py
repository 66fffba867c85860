"""What a picture is stored as, of which libgphoto2's tables have all in one text ("RAW+JPEG (Fine)") or in three."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RAW_KIND: Final = "raw_kind"
"""Not for clients: which of several raw formats it is, so that another quality does not change it by the way."""
_RAW: Final = re.compile(r"(nef|arw|raf|orf|rw2|dng|([cms])?raw)\b.*")
_COMPRESSIONS: Final = (
    ("extra_fine", ("extra fine", "x.fine", "super fine")),
    ("fine", ("fine",)),
    ("normal", ("normal", "standard", "std")),
    ("basic", ("basic", "light")),
)
_SIZES: Final = ("large", "medium", "small")
_EOS_JPEG: Final = re.compile(r"(c)?([lms])[1-3]?")  # "L" to "cS2": c is the stronger compression
_PIXELS: Final = re.compile(r"(\d+)\s*[x*]\s*(\d+)")


def quality(text: str) -> Mapping[str, str]:
    """Return `quality`, and `compression` and `size` where a text such as "NEF+Fine" or "RAW + cL" says them."""
    kinds: list[str] = []
    said: dict[str, str] = {}
    for part in re.split(r"\s*[+&]\s*", text.strip().lower()):
        if match := _RAW.fullmatch(part):
            kinds.append("raw")
            said[RAW_KIND] = match[2] or ""
        else:
            kinds.append(_picture_kind(part))
            said |= compression(part) | _said_size(part)
    return said | {"quality": "+".join(dict.fromkeys(kinds))} if all(kinds) else {}


def compression(text: str) -> dict[str, str]:
    """Return how much a JPEG is compressed: {} where the text does not say."""
    word = text.lower()
    if match := _EOS_JPEG.fullmatch(word):
        return {"compression": "normal" if match[1] else "fine"}
    return next(({"compression": name} for name, words in _COMPRESSIONS if any(each in word for each in words)), {})


def sizes(choices: Sequence[str]) -> Callable[[str], Mapping[str, str]]:
    """Return what reads the size of a picture from a text: a word, or its pixels among those of the `choices`."""
    by_pixels = sorted({pixels for each in choices if (pixels := _pixels(each))}, reverse=True)

    def size(text: str) -> Mapping[str, str]:
        pixels = _pixels(text)
        if pixels in by_pixels and len(by_pixels) <= len(_SIZES):
            return {"size": _SIZES[by_pixels.index(pixels)]}
        return _said_size(text.strip().lower())

    return size


def _picture_kind(part: str) -> str:
    for kind in ("heif", "tiff"):
        if kind in part:
            return kind
    return "jpeg" if "jpeg" in part or compression(part) or _said_size(part) else ""


def _said_size(part: str) -> dict[str, str]:
    if match := _EOS_JPEG.fullmatch(part):
        return {"size": next(size for size in _SIZES if size.startswith(match[2]))}
    return next(({"size": size} for size in _SIZES if size in part.split()), {})


def _pixels(text: str) -> int:
    match = _PIXELS.fullmatch(text.strip())
    return int(match[1]) * int(match[2]) if match else 0
