"""How a method is named in the subject that another host is asked by, which has what reads apart from what changes.

So permissions of the bus can let somebody look, and no more. What a token with the scope `view` is good for only reads;
it is the host that is asked who decides that.
"""

from __future__ import annotations

from typing import Final

from rpc_camera.contract.scopes import NEEDED
from rpc_camera.contract.types import Scope
from rpc_camera.errors import ErrorName, ServiceError

_FOR_CLIENTS: Final = frozenset(
    {"authenticate", "create_link", "create_ticket", "list_links", "redeem_ticket", "revoke_link"}
)
"""What is about who has shown a token to this very host. Another host has shown none: it would get what outlives its
place on the bus, such as a ticket for the token."""
_READS: Final = "read"
_CHANGES: Final = "change"
_OF_THE_RIG: Final = "rig."


def asked_by(method: str) -> str:
    """Return the last two parts of a subject by which a method is asked; the rig's own have them as their names."""
    if method.startswith(_OF_THE_RIG):
        return method
    return f"{_READS if NEEDED.get(method) is Scope.VIEW else _CHANGES}.{method}"


def is_asked_by(subject: str, method: str) -> bool:
    """Return whether a subject is one that this method may be asked by: then the bus has seen which one it is."""
    asked = ".".join(subject.split(".")[-2:])
    return (
        asked == method if method.startswith(_OF_THE_RIG) else asked in {f"{_READS}.{method}", f"{_CHANGES}.{method}"}
    )


def check_asked(subject: str, method: str) -> None:
    """Raise ServiceError FORBIDDEN for what no host is asked by another, or to change anything as if it only read."""
    if method in _FOR_CLIENTS:
        text = f"{method} is for clients of the host itself, and not for other hosts."
        raise ServiceError(ErrorName.FORBIDDEN, text, remedy="Ask at that host.", untouched=True)
    if subject.split(".")[-2] == _READS and asked_by(method).startswith(_CHANGES):
        text = f"{method[:80]} does more than read, and was asked as one that only reads."
        raise ServiceError(
            ErrorName.FORBIDDEN, text, remedy="Use one version of the service on all hosts.", untouched=True
        )


def not_permitted(host: str, method: str) -> ServiceError:
    """Return the refusal of what the bus lets this host ask nobody for."""
    return ServiceError(
        ErrorName.FORBIDDEN,
        f"The rig's bus does not let this host ask {host} for {method}.",
        remedy="Ask at another host, or have the NATS server permit it to this one (docs/rig-security.md).",
        untouched=True,
    )
