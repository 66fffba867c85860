"""Where another host says that its service is: it leads to a service of the rig's network, and to nothing else."""

from __future__ import annotations

import ipaddress
import re
from typing import Final, TypeAlias
from urllib.parse import urlsplit

_URL: Final = re.compile(r"https?://(?:\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]|[\w.-]+)(?::\d{1,5})?", re.ASCII)
_NAME: Final = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})*\.?", re.ASCII)
_IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_address(text: str) -> bool:
    """Return whether it is the address of a service, as in `http://192.0.2.7:8765`, and no more than that."""
    if not _URL.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return port != 0 and (bool(_NAME.fullmatch(host)) or _parsed(host) is not None)


def may_lead_to(ip: str, own: str) -> bool:
    """Return whether another host's service may be at `ip`, for one that reaches the bus by its address `own`.

    A loopback address is one of this machine: another host has it only where the bus is on loopback as well. Addresses
    of a link without a router are taken where this host has such a one, or is beside the bus.
    """
    there, here = _parsed(ip), _parsed(own)
    if there is None or there.is_multicast:
        return False
    is_beside_bus = here is not None and here.is_loopback
    if there.is_loopback or there.is_unspecified:
        return is_beside_bus
    return not there.is_link_local or is_beside_bus or (here is not None and here.is_link_local)


def _parsed(text: str) -> _IpAddress | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None) or address
