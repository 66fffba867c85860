"""The fork server that all services of one test process share: starting one costs more than most tests need it for."""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.camera.line.fork_server import ForkServer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.wire.fork_request import ForkRequest


class FollowingForkServer(ForkServer):
    """A fork server that is started anew when a test changes the environment or the current directory.

    What changes there while a service runs reaches its next worker, as it did not in a process of an earlier start.
    """

    _born_in: tuple[dict[str, str], Path] | None = None

    def send(self, request: ForkRequest, descriptors: Sequence[int]) -> None:
        """Have a process forked from one that was started in just this environment."""
        here = ({name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}, Path.cwd())
        if here != self._born_in:
            self.close()
            self._born_in = here
        super().send(request, descriptors)


@cache
def shared_fork_server() -> ForkServer:
    """Return the one of this process."""
    server = FollowingForkServer()
    atexit.register(server.close)
    return server
