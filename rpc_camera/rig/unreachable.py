"""What is said of a host that cannot be asked, or does not answer as one."""

from __future__ import annotations

from typing import Final

from rpc_camera.errors import ErrorName, ServiceError

_NO_BUS: Final = (
    "See that the NATS server runs, and that the network to it works; the log of `rpc-camera serve` on this host says "
    "what is in the way."
)


def unreachable(host: str, message: str, *, untouched: bool = False) -> ServiceError:
    """Return the error for a host that does not answer."""
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, details={"host": host}, untouched=untouched)


def without_bus(host: str) -> ServiceError:
    """Return the error for a host that this one has no way to: it is not the other one that is to be looked at."""
    message = f"The host {host} cannot be reached: this one has no connection to the rig's bus."
    details = {"host": host}
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, remedy=_NO_BUS, details=details, untouched=True)


def odd_answer(host: str, method: str) -> ServiceError:
    """Return the error for a host that has answered with what is no answer to `method`."""
    return unreachable(host, f"The host {host} answers to {method} in a way that this one does not know.")
