"""Where a process that loads libgphoto2 keeps its settings: a folder of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from rpc_camera import child

_SETTINGS: Final = "ptp2=capturetarget=card\n"
# What is in memory of a file is up to 3 MiB, in C and in Python. glibc would give the memory of each part back to the
# system at once, and the pages of the next be filled with zeros again: four times the CPU of a download.
_KEPT_MEMORY: Final = {"MALLOC_MMAP_THRESHOLD_": str(4 << 20), "MALLOC_TRIM_THRESHOLD_": str(8 << 20)}


def new_config_home(folder: str) -> Path:
    """Return a new folder within `folder` for one process, or one after the other, to keep settings in.

    Where there are none yet, libgphoto2 reads and writes the user's own ~/.gphoto/settings, if there is such a file:
    so the folder has some. Without a target in them, it sends the pictures of an EOS that is opened to the computer
    until a target is set, and what somebody shoots in that moment is on no card.
    """
    config_home = Path(tempfile.mkdtemp(dir=folder))
    settings = config_home / "gphoto" / "settings"
    settings.parent.mkdir()
    settings.write_text(_SETTINGS)
    return config_home


def driver_environment() -> dict[str, str]:
    """Return the environment of a process that loads libgphoto2, the texts of whose errors are wanted in English."""
    return child.environment(LC_ALL="C.UTF-8", LANGUAGE="", **_KEPT_MEMORY)
