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

from rpc_camera.virtual.command import USAGE_ERROR, StartError, add_arguments, announcement, listen, run

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

_HOST: Final = "127.0.0.1"
_STDOUT: Final = 1


def main(makes: Sequence[str]) -> int:
    """Run them until they are told to end; the exit status."""
    try:
        listeners = [listen(_HOST, 0) for _ in makes]
    except StartError as error:
        print(f"virtual cameras: {error}", file=sys.stderr)
        return USAGE_ERROR
    reading, writing = os.pipe()
    gc.freeze()  # a collection would write to, and so copy, the memory that is shared
    for number, make in enumerate(makes):
        if not os.fork():
            os.close(reading)
            os.dup2(writing, _STDOUT)
            os.close(writing)
            _become(number, make, listeners)
    os.close(writing)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_IGN)  # the group has it, and this process waits for the others
    addresses = [announcement(_HOST, listener.getsockname()[1]) for listener in listeners]
    for listener in listeners:
        listener.close()
    with os.fdopen(reading) as announced:
        running = {announced.readline().strip() for _ in makes}
    if running != set(addresses):
        return USAGE_ERROR
    print("\n".join(addresses), flush=True)
    return _wait()


def _become(number: int, make: str, listeners: Sequence[socket.socket]) -> NoReturn:
    status = 1
    try:
        for other in (*listeners[:number], *listeners[number + 1 :]):
            other.close()
        parser = argparse.ArgumentParser("virtual-camera")
        add_arguments(parser)
        options = [f"--make={make}", f"--serial={number + 1:07}", "--quiet", "--exit-with-parent"]
        status = run(parser.parse_args(options), listeners[number])
    except BaseException:  # nothing may return into the loop of the process that was forked
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os.write(_STDOUT, b"\n")  # for who still waits to hear that it runs
        os._exit(status)


def _wait() -> int:
    """Wait for the end of all cameras; return the exit status of one that failed, if one did."""
    failed = 0
    while True:
        try:
            _, status = os.wait()
        except ChildProcessError:
            return failed
        failed = failed or os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
