"""`python -m benchmarks.direct_preview PORT`: live view frames read by the driver in a process of its own.

A line `SECONDS FPS` on standard input is answered by how many frames a second came, asked for at most that fast.
"""

from __future__ import annotations

import sys
import time

import gphoto2 as gp

from benchmarks.direct import opened
from rpc_camera.camera.live_view.viewer import Pace


def main() -> None:
    """Serve until standard input ends."""
    context = gp.Context()
    camera = opened(sys.argv[1], context)
    try:
        for line in sys.stdin:
            seconds, fps = map(float, line.split())
            print(_frames_a_second(camera, context, seconds, fps), flush=True)
    finally:
        camera.exit(context)


def _frames_a_second(camera: object, context: object, seconds: float, fps: float) -> float:
    pace, frames = Pace(fps), 0
    _frame(camera, context)  # the first takes as long as the mirror does
    begun = time.monotonic()
    while (now := time.monotonic()) < begun + seconds:
        if wait_s := pace.wait_s(now):
            time.sleep(wait_s)
        pace.passed(time.monotonic())
        _frame(camera, context)
        frames += 1
    return frames / (time.monotonic() - begun)


def _frame(camera: object, context: object) -> bytes:
    file = gp.check_result(gp.gp_camera_capture_preview(camera, None, context))
    return bytes(file.get_data_and_size())


if __name__ == "__main__":
    main()
