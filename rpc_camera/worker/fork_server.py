"""`python -m rpc_camera.worker.fork_server`: the process that workers, and searches for cameras, are forked from.

It imports what they need once, has one thread, opens no camera, and waits for requests: packets on the socket whose
descriptor is its first argument, each with two descriptors (see `rpc_camera.wire.fork_request`). The second argument
is the process id of the server.

What it forks becomes a child of the server, which adopts orphans: forked twice, so that its parent ends at once. So the
server alone collects how a worker ended, and the end of this process ends none.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from rpc_camera.wire.fork_request import DESCRIPTORS, REQUEST_BYTES, ForkReply, ForkRequest, Job
from rpc_camera.worker.discovery import abilities_list, send_detected
from rpc_camera.worker.lifetime import die_with, show_name
from rpc_camera.worker.memory import give_back
from rpc_camera.worker.serving import serve_camera
from rpc_camera.worker.shared_driver import hold_driver

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_JOBS: Final[Mapping[Job, Callable[..., None]]] = {Job.WORKER: serve_camera, Job.DETECT: send_detected}
_ADOPTION_POLL_S: Final = 0.0005
_STDERR: Final = 2


def main(arguments: Sequence[str]) -> None:
    """Serve until the server hangs up, or ends."""
    requests, server = socket.socket(fileno=int(arguments[0])), int(arguments[1])
    show_name("fork server")
    _prepare()
    while True:
        packet, descriptors, _, _ = socket.recv_fds(requests, REQUEST_BYTES, DESCRIPTORS)
        if not packet:
            return
        if len(descriptors) == DESCRIPTORS:
            _fork(ForkRequest.decode(packet), requests, descriptors, server)
        for descriptor in descriptors:
            os.close(descriptor)


def _prepare() -> None:
    """Have in memory what all will use. RuntimeError: there are threads, which are not forked, but locks they hold."""
    abilities_list()
    hold_driver()
    gc.collect()
    give_back()  # each worker would copy the page that it writes to, for what nobody needs
    gc.freeze()  # a collection would write to, and so copy, the memory that is shared
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError("there are threads before the first fork")


def _fork(request: ForkRequest, requests: socket.socket, descriptors: Sequence[int], server: int) -> None:
    """Fork a process that is nobody's child, and is adopted therefore."""
    try:
        parent = os.fork()
        if parent:
            os.waitpid(parent, 0)
            return
    except OSError as error:
        _refuse(descriptors[0], error)
        return
    parent = os.getpid()
    try:
        if not os.fork():
            requests.close()
            _run(request, descriptors, parent, server)
    except OSError as error:
        _refuse(descriptors[0], error)
    finally:
        os._exit(0)


def _refuse(channel: int, error: OSError) -> None:
    os.write(channel, ForkReply(None, error.strerror).encode())


def _run(request: ForkRequest, descriptors: Sequence[int], parent: int, server: int) -> NoReturn:
    status = 1
    try:
        os.setsid()
        channel, errors = descriptors
        os.dup2(errors, _STDERR)
        os.close(errors)
        sys.stderr = os.fdopen(_STDERR, "w", buffering=1, errors="backslashreplace", closefd=False)
        show_name(request.arguments.get("port") or request.job)
        while os.getppid() == parent:
            time.sleep(_ADOPTION_POLL_S)
        die_with(server)
        os.environ["XDG_CONFIG_HOME"] = request.config_home
        connection = socket.socket(fileno=channel)
        connection.sendall(ForkReply(os.getpid()).encode())
        _JOBS[request.job](connection, **request.arguments)
        status = 0
    except SystemExit:  # the server is gone
        status = 0
    except BaseException:  # nothing may return into the loop of the process that was forked
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
