"""Ports that a test keeps while nobody listens on them."""

from __future__ import annotations

import socket


def hold_port(port: int = 0) -> socket.socket:
    """Return a socket that keeps `port`, or one that is free, of this machine until it is closed.

    Whoever asks for that very port can listen on it, and no one is given it who asks for any: a camera that is off
    would otherwise find another test's camera at its address.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", port))
    return holder
