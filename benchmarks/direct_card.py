"""`python -m benchmarks.direct_card PORT WHAT`: how long the driver alone takes for it on a card it has not seen.

WHAT is get_config, capture or list, of all files on the card. Prints seconds.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import gphoto2 as gp

from benchmarks.direct import opened

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Do it once, on a camera that is opened for that."""
    _, port, what = sys.argv
    context = gp.Context()
    camera = opened(port, context)
    target = camera.get_single_config("capturetarget", context)
    target.set_value("Memory card")
    camera.set_single_config("capturetarget", target, context)
    actions: dict[str, Callable[[], object]] = {
        "get_config": lambda: camera.get_single_config("iso", context).get_value(),
        "capture": lambda: camera.capture(gp.GP_CAPTURE_IMAGE, context),
        "list": lambda: _list(camera, context, ""),
    }
    try:
        begun = time.perf_counter()
        actions[what]()
        print(time.perf_counter() - begun)
    finally:
        camera.exit(context)


def _list(camera: Any, context: object, folder: str) -> None:  # noqa: ANN401 - gphoto2 ships no types
    camera.folder_list_files(folder or "/", context)
    for name, _ in camera.folder_list_folders(folder or "/", context):
        _list(camera, context, f"{folder}/{name}")


if __name__ == "__main__":
    main()
