"""`python -m rpc_camera.virtual.several MAKE…`: virtual cameras of these makes, a process each, forked from one.

Importing what a camera is made of takes more processor time than all that it does until it is asked for a picture.
Once all run, their libgphoto2 ports are on standard output, a line each, in this order; their serial numbers count up
from 0000001. Each ends when standard input ends. SIGTERM is for the whole process group: this process ends last.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Final, NoReturn

from rpc_camera.virtual.command import add_arguments, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_STDOUT: Final = 1


def main(makes: Sequence[str]) -> int:
    """Run them until they are told to end; the exit status is that of the first that failed."""
    gc.freeze()  # a collection would write to, and so copy, the memory that is shared
    cameras = [_fork(number, make) for number, make in enumerate(makes, 1)]
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_IGN)  # the group has it, and this process waits for the others
    addresses = [_read_line(printed) for _, printed in cameras]
    if all(addresses):
        print("\n".join(addresses), flush=True)
    else:
        for pid, _ in cameras:
            os.kill(pid, signal.SIGTERM)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid, _ in cameras]
    return next(filter(None, statuses), 0)


def _fork(number: int, make: str) -> tuple[int, int]:
    """Start a camera; return its process id, and a pipe with what it prints."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(writing, _STDOUT)
        _become(f"--make={make}", f"--serial={number:07}")
    os.close(writing)
    return pid, reading


def _become(*options: str) -> NoReturn:
    status = 1
    try:
        parser = argparse.ArgumentParser("virtual-camera")
        add_arguments(parser)
        status = run(parser.parse_args([*options, "--port=0", "--quiet", "--exit-with-parent"]))
    except BaseException:  # nothing may return into the process that was forked
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _read_line(descriptor: int) -> str:
    """Return the line that a camera prints when it runs; "" where it has ended. Its output is left open."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(descriptor, 1)):
        line += byte
    return line.decode().strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
