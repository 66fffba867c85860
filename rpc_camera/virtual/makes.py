"""The makes that a virtual camera can be of, by name: for who offers them, and starts none."""

from __future__ import annotations

from enum import StrEnum


class Make(StrEnum):
    """Whose body it is; the first is the default. A make whose bodies differ much has several."""

    NIKON = "nikon"
    SONY = "sony"
    SONY3 = "sony3"
    CANON = "canon"
    CANON_DSLR = "canon-dslr"
    FUJI = "fuji"
