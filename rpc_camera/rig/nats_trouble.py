"""What keeps a host from a NATS server, in one sentence for its user."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Final

from nats.errors import StaleConnectionError, UnexpectedEOF

from rpc_camera.rig.bus import BusError
from rpc_camera.rig.nats_connection import NotEncryptedError

if TYPE_CHECKING:
    from rpc_camera.rig.nats_url import NatsAddress

_NOT_LET_IN: Final = "authorization violation"
_NO_INFO: Final = "expecting INFO"


class RefusedError(BusError):
    """The server is there, and refuses: another try will not help."""


def why_not(address: NatsAddress, error: Exception) -> BusError:
    """Return what is to be told of an error while connecting."""
    server = f"The NATS server at {address}"
    match error:
        case BusError():
            return error
        case NotEncryptedError():
            return RefusedError(f"{server} has no TLS: set it up there, or give its address as nats://.")
        case ssl.SSLError():
            return RefusedError(f"{server} {_tls_trouble(error)}.")
        case OSError():
            return BusError(_network_trouble(address, error))
    return _as_the_server_says(server, str(error).removeprefix("nats: "))


def _tls_trouble(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"has a certificate that is not trusted, {error.verify_message}: give its authority's by --rig-tls-ca, and "
            "the server by a name that the certificate has"
        )
    return f"refuses TLS as it is set up here: {(error.reason or 'no reason is known').lower().replace('_', ' ')}"


def _network_trouble(address: NatsAddress, error: OSError) -> str:
    server = f"The NATS server at {address}"
    match error:
        case socket.gaierror():
            return f"The host name {address.host} of the NATS server is not known."
        case ConnectionRefusedError():
            return f"Nobody listens at {address}: start the NATS server there."
        case ConnectionError():
            return f"{server} ends the connection at once."
        case TimeoutError():
            return f"{server} does not answer."
    return f"{server} cannot be reached: {error.strerror or error}."


def _as_the_server_says(server: str, text: str) -> BusError:
    if _NOT_LET_IN in text.lower():
        return RefusedError(f"{server} does not let this host in: its credentials are wrong, or it has none.")
    if _NO_INFO in text:
        return BusError(f"{server} is no NATS server, or takes no more connections.")
    return BusError(f"{server} cannot be used: {text}.")


def why_lost(error: Exception | None) -> str:
    """Return why a link was lost, after a colon."""
    match error:
        case None | UnexpectedEOF() | OSError():
            return "the connection was ended"
        case StaleConnectionError():
            return "the server does not answer"
    return str(error).removeprefix("nats: ")
