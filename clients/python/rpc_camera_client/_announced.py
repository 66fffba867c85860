"""What an announcement says, of which nothing is believed that has not the form it should have."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HOST: Final = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,7}")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~-]{1,64}){1,8}")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}")
_TLS: Final = {b"0": False, b"1": True}
_MOST_ADDRESSES: Final = 16
_LONGEST_NAME: Final = 63


@dataclass(frozen=True)
class DiscoveredService:
    """A service as it announces itself: `url` is what `Session.connect` takes.

    `name` is any text, for people. `host` is its name in mDNS, `addresses` its own, IPv4 first. `id` stays with a
    service when its name or address changes. `version` is the program's, `api` the contract's, `rig_host` its name in
    a rig: None where it is not told, or has not the form that it should have.
    """

    name: str
    url: str
    host: str
    port: int
    addresses: tuple[str, ...]
    tls: bool
    id: str | None
    version: str | None
    api: str | None
    rig_host: str | None


def service_of(
    name: str, host: str, port: int, addresses: Iterable[str], text: Mapping[bytes, bytes | None]
) -> DiscoveredService | None:
    """Return the service, None where no URL can be made: for want of an address, a port, or of how to speak to it."""
    usable = _usable(addresses)
    host = host.removesuffix(".")
    path = _text(text, b"path", _PATH)
    tls = _TLS.get(text.get(b"tls") or b"")
    if not usable or not 0 < port < 65536 or tls is None or path is None or not _HOST.fullmatch(host):
        return None
    where = f"[{usable[0]}]" if ":" in usable[0] else usable[0]
    return DiscoveredService(
        name[:_LONGEST_NAME],
        f"ws{'s' if tls else ''}://{where}:{port}{path}",
        host,
        port,
        usable,
        tls,
        *(_text(text, key, _WORD) for key in (b"id", b"version", b"api", b"rig")),
    )


def _usable(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that a connection can go to: one of a link means nothing without its interface."""
    found = {address for text in addresses if (address := _address(text)) is not None}
    ordered = sorted(found, key=lambda address: (address.version, address.is_loopback, address.packed))
    return tuple(map(str, ordered[:_MOST_ADDRESSES]))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    is_one = not (address.is_multicast or address.is_unspecified or address == ipaddress.ip_address("255.255.255.255"))
    return address if is_one and not (address.version == 6 and address.is_link_local) else None


def _text(text: Mapping[bytes, bytes | None], key: bytes, form: re.Pattern[str]) -> str | None:
    try:
        value = (text.get(key) or b"").decode("ascii")
    except UnicodeDecodeError:
        return None
    return value if form.fullmatch(value) else None
