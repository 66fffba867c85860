"""Leaves address and token for commands of the same user on this machine, so that they ask for neither."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rpc_camera.left_server import leave
from rpc_camera.serve.hosts import EVERYWHERE, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.serve.options import ServeOptions

_log = logging.getLogger(__name__)


@contextmanager
def left_for_commands(options: ServeOptions, port: int) -> Iterator[None]:
    """Keep the file for as long as the block runs; without a place for it, the service runs all the same."""
    at = place("localhost" if options.hosts[0] in EVERYWHERE else options.hosts[0], port)
    try:
        file = leave(f"ws{'s' if options.tls_cert else ''}://{at}/rpc", options.token)
    except (OSError, RuntimeError) as error:
        _log.warning("commands on this machine have to be given the token: it cannot be left for them (%s)", error)
        yield
        return
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
