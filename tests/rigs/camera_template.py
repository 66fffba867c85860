"""A process from which virtual cameras are forked: `rpc_camera.virtual` is imported, and its scene drawn, once for all.

Every camera is a process of its own all the same, and runs the command's own `run`. Importing and drawing cost each of
them more processor time than most tests need. Requests are packets on the inherited socket, a JSON object each:

    {"options": […], "environment": {…}}   with three descriptors (input, output, errors): fork; the answer: {"pid": 1}
    {"wait": pid, "within_s": 10}          the answer: {"status": …} as `Popen.returncode` has it, null if it still runs

With the argument "small", the sensors of its cameras have 2 megapixels instead of 12, and all else as it is: to take a
picture then costs a fifth of the processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import socket
import sys
import traceback
from datetime import datetime
from fractions import Fraction
from typing import Any, NoReturn

from rpc_camera.virtual import dials

if "small" in sys.argv:  # before anything is imported that is made from these
    dials.LARGEST = (1600, 1200)
    dials.IMAGE_SIZES = (dials.LARGEST, (1200, 900), (800, 600))

from rpc_camera.virtual import command, darkroom, stock
from rpc_camera.virtual.exif import Shot
from rpc_camera.virtual.exposure import Exposure

REQUEST_BYTES = 1 << 18


def main() -> None:
    """Serve the socket whose descriptor is the first argument, until the other end is closed."""
    requests = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _draw_once()
    while True:
        text, descriptors, _, _ = socket.recv_fds(requests, REQUEST_BYTES, 3)
        if not text:
            return
        request: dict[str, Any] = json.loads(text)
        answer = {"status": _wait(**request)} if "wait" in request else {"pid": _fork(requests, descriptors, **request)}
        requests.send(json.dumps(answer).encode())


def _draw_once() -> None:
    """Have drawn what all pictures share, and what all share that are on the card from the start."""
    exposure = Exposure(5.6, Fraction(1, 125), 100)
    shot = Shot(1, datetime(2026, 1, 1), exposure, dials.MANUAL, "", "Z Virtual", "0", "")  # noqa: DTZ001 - a camera has no zone
    for size in {dials.LARGEST, stock._SIZE}:
        assert darkroom.develop(shot, size).details.thumbnail


def _fork(requests: socket.socket, descriptors: list[int], options: list[str], environment: dict[str, str]) -> int:
    pid = os.fork()
    if not pid:
        requests.close()
        _become_camera(descriptors, options, environment)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _become_camera(descriptors: list[int], options: list[str], environment: dict[str, str]) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for standard, descriptor in enumerate(descriptors):
            os.dup2(descriptor, standard)
            os.close(descriptor)
        os.environ.clear()
        os.environ.update(environment)
        parser = argparse.ArgumentParser("virtual-camera")
        command.add_arguments(parser)
        status = command.run(parser.parse_args(options))
    except BaseException:  # nothing may return into the loop of the process that was forked
        traceback.print_exc()
    finally:
        os._exit(status)


def _wait(wait: int, within_s: float) -> int | None:
    end = os.pidfd_open(wait)
    try:
        select.select([end], [], [], within_s)
    finally:
        os.close(end)
    ended, status = os.waitpid(wait, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


if __name__ == "__main__":
    main()
