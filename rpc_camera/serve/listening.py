"""Where the service listens, and what is said where it cannot."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from rpc_camera.edge.server import bound_sockets
from rpc_camera.serve.cannot_serve import CannotServeError
from rpc_camera.serve.hosts import place

if TYPE_CHECKING:
    from rpc_camera.edge.server import Server
    from rpc_camera.serve.options import ServeOptions


async def listen(server: Server, options: ServeOptions) -> None:
    """Have the server listen. CannotServeError: it cannot at this address."""
    try:
        await server.start()
    except OSError as error:
        raise CannotServeError(_cannot_listen(options, error)) from None


def address_trouble(options: ServeOptions) -> str:
    """Return what would be said if a server listened now, as a further sentence; "": it could."""
    try:
        for listener in bound_sockets(options.hosts, options.port):
            listener.close()
    except OSError as error:
        return f" {_cannot_listen(options, error)}"
    return ""


def _cannot_listen(options: ServeOptions, error: OSError) -> str:
    in_use = error.errno == errno.EADDRINUSE
    hint = "is another server running there? Choose another with --port" if in_use else "see --host and --port"
    reason = (error.strerror or str(error)).rstrip(".")
    return f"Cannot listen on {', '.join(place(host, options.port) for host in options.hosts)}: {reason} ({hint})."
