"""`python -m benchmarks.direct_make PORT`: what a program does with a body by the driver alone, in its own process.

Each line on standard input is answered by how long it took, in seconds: `capture`, until the JPEG is in hand; `set NAME
VALUE`, until it was read back; or, for `frames SECONDS`, by how many frames of live view came a second.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import gphoto2 as gp

from benchmarks.direct import opened


def main() -> None:
    """Serve until standard input ends."""
    context = gp.Context()
    camera = opened(sys.argv[1], context)
    try:
        for line in sys.stdin:
            match line.split():
                case ["capture"]:
                    answer = _timed(lambda: _capture(camera, context))
                case ["set", name, value]:
                    answer = _timed(lambda name=name, value=value: _set(camera, context, name, value))
                case ["frames", seconds]:
                    answer = _frames(camera, context, float(seconds))
                case unknown:
                    raise ValueError(unknown)
            print(answer, flush=True)
    finally:
        camera.exit(context)


def _timed(do: Any) -> float:  # noqa: ANN401 - a lambda
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _capture(camera: Any, context: object) -> bytes:  # noqa: ANN401 - gphoto2 ships no types
    path = camera.capture(gp.GP_CAPTURE_IMAGE, context)
    file = gp.CameraFile()
    camera.file_get(path.folder, path.name, gp.GP_FILE_TYPE_NORMAL, file, context)
    return bytes(file.get_data_and_size())


def _set(camera: Any, context: object, name: str, value: str) -> None:  # noqa: ANN401 - gphoto2 ships no types
    widget = camera.get_single_config(name, context)
    widget.set_value(value)
    camera.set_single_config(name, widget, context)
    camera.get_single_config(name, context).get_value()


def _frames(camera: object, context: object, seconds: float) -> float:
    frames, begun = 0, time.monotonic()
    while time.monotonic() < begun + seconds:
        file = gp.check_result(gp.gp_camera_capture_preview(camera, None, context))
        bytes(file.get_data_and_size())
        frames += 1
    return frames / (time.monotonic() - begun)


if __name__ == "__main__":
    main()
