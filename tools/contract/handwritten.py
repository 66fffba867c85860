"""A client file's hand-written part, which building keeps."""

from __future__ import annotations

MARKER = "---- Generated from here on"


def handwritten(text: str) -> str:
    """Return `text` up to the end of the line with the marker; ValueError when there is none."""
    start = text.index(MARKER)
    return text[: text.index("\n", start) + 1]
