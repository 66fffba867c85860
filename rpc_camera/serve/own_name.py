"""The command as whoever reads the greeting can type it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from typing import Final

_NAME: Final = "rpc-camera"


def own_name(started_as: str | None = None) -> str:
    """Return `rpc-camera`, or the path that it was started by where a shell does not find that program by its name."""
    path = sys.argv[0] if started_as is None else started_as
    if os.path.basename(path) != _NAME or not os.path.exists(path):  # noqa: PTH119, PTH110 - as typed, `./` and all
        return _NAME
    found = shutil.which(_NAME)
    return _NAME if found and os.path.samefile(found, path) else shlex.quote(path)  # noqa: PTH121
