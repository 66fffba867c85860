"""Hosts to listen on: which are this machine's alone, which stand for every interface, and how they look in an URL."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

EVERYWHERE: Final = {
    "0.0.0.0": (socket.AF_INET, "192.0.2.1"),  # noqa: S104 - shown, not bound
    "::": (socket.AF_INET6, "2001:db8::1"),
}
"""Hosts that stand for every interface, each with an address elsewhere (RFC 5737, RFC 3849)."""


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a service there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in {"localhost", "ip6-localhost"}


def place(host: str, port: int) -> str:
    """Return `host:port` as it stands in an URL."""
    return f"{f'[{host}]' if ':' in host else host}:{port}"


def outward_address(host: str) -> str:
    """Return the address by which other machines reach a host of EVERYWHERE, or this one's name if that is unknown."""
    family, elsewhere = EVERYWHERE[host]
    families = (socket.AF_INET, family) if family is socket.AF_INET6 else (family,)
    for each in families:
        try:
            with socket.socket(each, socket.SOCK_DGRAM) as probe:
                probe.connect((EVERYWHERE["0.0.0.0"][1] if each is socket.AF_INET else elsewhere, 9))  # noqa: S104
                return str(probe.getsockname()[0])
        except OSError:
            continue
    return socket.gethostname()
