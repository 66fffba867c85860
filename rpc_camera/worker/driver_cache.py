"""What libgphoto2 remembers of a body's settings: for 2 s what they were, unless its own settings say otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_REMEMBER_NOTHING: Final = "ptp2=cachetime=0\n"


def have_nothing_remembered() -> bool:
    """Have each setting read from the body, from the next opening on; return whether that is new.

    libgphoto2 keeps this with its own settings, which every worker has in a folder of its own; it reads them again at
    each opening until there are some.
    """
    home = os.environ.get("XDG_CONFIG_HOME")
    settings = Path(home, "gphoto", "settings") if home else None
    if settings is None or not settings.is_file():
        return False
    text = settings.read_text(encoding="utf-8")
    if _REMEMBER_NOTHING in text:
        return False
    settings.write_text(text + _REMEMBER_NOTHING, encoding="utf-8")
    return True
