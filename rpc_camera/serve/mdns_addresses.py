"""Which addresses mDNS announces: those of this machine that the service listens on."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, TypeAlias

import ifaddr

if TYPE_CHECKING:
    from collections.abc import Iterable

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


def announced(listened_on: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses, in a fixed order, to announce for those that are listened on, 0.0.0.0 and :: included.

    Others cannot use loopback's: these are announced only where there are no others, to this machine alone.
    Nor can they use an IPv6 address of one link, which means nothing without the name of the reader's interface.
    """
    present = _present()
    usable = {found for each in listened_on for found in _standing_for(each, present) if not found.is_link_local}
    outward = {address for address in usable if not address.is_loopback}
    return tuple(map(str, sorted(outward or usable, key=lambda address: (address.version, address))))


def _standing_for(listened_on: str, present: set[Address]) -> set[Address]:
    """Return the addresses that the machine has now, of those that one listened on stands for."""
    address = ipaddress.ip_address(listened_on.partition("%")[0])
    if address.is_unspecified:
        return {each for each in present if each.version == address.version}
    return {address} & present or ({address} if address.is_loopback else set())


def _present() -> set[Address]:
    """Return the addresses of all interfaces."""
    return {
        ipaddress.ip_address(ip.ip if isinstance(ip.ip, str) else ip.ip[0])
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    }
