"""How the broker is reached, and by what it knows this service."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - a dataclass's own
from typing import Final
from urllib.parse import unquote, urlsplit

_PORTS: Final = {"mqtt": 1883, "mqtts": 8883}


class WrongAddressError(Exception):
    """The broker's address, or the file of who vouches for it, cannot be used; its text goes on after "it"."""


@dataclass(frozen=True)
class MqttAccess:
    """Where the broker listens. `ca`: PEM certificates of who vouches for it; None: those that the system trusts."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def tls_context(self) -> ssl.SSLContext | None:
        """Return how to verify the broker; None: without TLS. WrongAddressError: the certificates cannot be read."""
        if not self.tls:
            return None
        try:
            return ssl.create_default_context(cafile=self.ca)
        except OSError as error:  # ssl.SSLError is one
            raise WrongAddressError(f"cannot be read: {error.strerror or error}") from None


def parse_address(text: str) -> MqttAccess:
    """Return the access that an URL describes, without a password. WrongAddressError: it is none."""
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise WrongAddressError("has a host or a port that cannot be") from None
    if url.scheme not in _PORTS:
        raise WrongAddressError("does not begin with mqtt:// or mqtts://")
    if url.password is not None:
        raise WrongAddressError("has a password, which others see in the list of processes: set MQTT_PASSWORD instead")
    if not url.hostname or url.path not in {"", "/"} or url.query or url.fragment:
        raise WrongAddressError("is not of the form mqtt://[USER@]HOST[:PORT]")
    return MqttAccess(url.hostname, port or _PORTS[url.scheme], url.scheme == "mqtts", unquote(url.username or ""))
