"""Tickets: each stands for a token once, in an address that lets in whoever opens it first."""

from __future__ import annotations

import hmac
import secrets
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.methods.authentication import Authenticator

LIFETIME_S: Final = 3600
MOST_TICKETS: Final = 16
_BYTES: Final = 16  # in hexadecimal: terminals that make a link of an address may leave out signs at its end


class Tickets:
    """The tickets that nobody has redeemed yet, the oldest first; a new one beyond `MOST_TICKETS` replaces the oldest.

    A wrong ticket counts as a wrong token does. `clock` returns seconds that never go back.
    """

    def __init__(self, token: str, authenticator: Authenticator, clock: Callable[[], float] = time.monotonic) -> None:
        self._token = token
        self._authenticator = authenticator
        self._clock = clock
        self._ends: dict[bytes, tuple[float, str]] = {}  # and tokens, by the ticket's digest

    def create(self, token: str | None = None) -> str:
        """Return a new ticket, good for `LIFETIME_S`, that stands for `token`; None: for the service's own."""
        ticket = secrets.token_hex(_BYTES)
        self._ends[self._authenticator.digest(ticket)] = (
            self._clock() + LIFETIME_S,
            self._token if token is None else token,
        )
        if len(self._ends) > MOST_TICKETS:
            del self._ends[next(iter(self._ends))]
        return ticket

    def redeem(self, ticket: str, peer: str) -> str:
        """Return the token, once for each ticket. ServiceError UNAUTHORIZED or RATE_LIMITED: it is not good any more.

        `peer` is the client's address.
        """
        digest = self._authenticator.digest(ticket)
        found = [known for known in self._ends if hmac.compare_digest(known, digest)]
        ends = [self._ends.pop(known) for known in found]
        if not ends or ends[0][0] <= self._clock():
            self._authenticator.refuse(
                ticket,
                peer,
                "The ticket is wrong, was redeemed already, or is older than an hour.",
                "Open the address that the service prints at a new start, or that `rpc-camera page` prints, or give "
                "the token.",
            )
        return ends[0][1]
