"""Where NATS servers are, as an URL says it: `nats://USER:PASSWORD@HOST:PORT,HOST`, or `tls://…`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

_PORT: Final = 4222
_MOST_SERVERS: Final = 32
_SCHEMES: Final = ("nats", "tls")
_SERVER: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]|[\w.-]+)(?::(?P<port>\d{1,5}))?/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NatsAddress:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return `host:port` as it stands in an URL."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


@dataclass(frozen=True)
class NatsUrl:
    """The servers of an URL, whether they encrypt, and a user with a password, or a token, or none of them."""

    addresses: tuple[NatsAddress, ...]
    tls: bool
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def parse_nats_url(text: str) -> NatsUrl:
    """Parse the servers, with commas between them; what is before the `@` is a token if it has no colon.

    ValueError: it is no such URL; the text goes on after "it", and has no secret.
    """
    scheme, _, rest = text.partition("://")
    userinfo, at, hosts = rest.rpartition("@")
    if scheme not in _SCHEMES or not hosts:
        raise ValueError("has to be nats://HOST, or tls://HOST, with a comma and the next HOST if there are several")
    if "@" in userinfo:
        raise ValueError("has more than one @: write %40 for one in a password, and a user before the first HOST only")
    user, colon, password = userinfo.partition(":")
    if at and (not user or (colon and not password)):
        raise ValueError("has a user without a password, or a password without a user")
    parts = [part.removeprefix(f"{scheme}://") for part in hosts.split(",")]
    addresses = tuple(_address(part, place) for place, part in enumerate(parts, start=1))
    if len(addresses) > _MOST_SERVERS:
        raise ValueError(f"has more than {_MOST_SERVERS} servers")
    if not colon:
        return NatsUrl(addresses, scheme == "tls", token=unquote(user))
    return NatsUrl(addresses, scheme == "tls", unquote(user), unquote(password))


def _address(text: str, place: int) -> NatsAddress:
    found = _SERVER.fullmatch(text)
    if not found or not 0 < int(found["port"] or _PORT) < 65536:
        raise ValueError(f"has no HOST, and no HOST:PORT with a port from 1 to 65535, as its server number {place}")
    return NatsAddress(found["host"].strip("[]"), int(found["port"] or _PORT))
