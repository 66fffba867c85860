"""The tokens that the service knows, and guesses at them."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import secrets
import time
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.grants import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from rpc_camera.methods.grants import Grant

MAX_GUESSES = 10
GUESS_WINDOW_S = 60.0
MAX_PEERS = 1024


def token_digest(token: str) -> bytes:
    """Return the SHA-256 of a token, which is what is kept of it. Nobody finds a long and random one by that."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


@lru_cache(maxsize=1024)
def network_of(peer: str) -> str:
    """Return who counts as one client: an IPv4 address, or the 64 bits of IPv6 that a household has."""
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


class Authenticator:
    """Compares tokens in constant time, and refuses a network (`network_of`) that tries more than 10 wrong a minute.

    The right one always passes: nobody can lock out whoever is behind the same address. What keeps guessing hopeless is
    the token's length.

    The same wrong token again is no further guess: a client with an old token that keeps connecting does not lock out
    the others at its address. `clock` returns seconds that never go back.
    """

    def __init__(self, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`token` is the one that is good for everything."""
        self._key = secrets.token_bytes(32)
        self._main = {token_digest(token): EVERYTHING}
        self.know(())
        self._clock = clock
        self._guesses: dict[str, dict[bytes, float]] = {}

    def know(self, others: Iterable[Grant]) -> None:
        """Know the tokens of these as well, and no others that were known besides the first."""
        self._grants = {**{grant.digest: grant for grant in others}, **self._main}
        self._by_alias = {self.alias(grant.digest): grant for grant in self._grants.values()}

    @property
    def grants(self) -> Collection[Grant]:
        """What each token that is known is good for."""
        return self._grants.values()

    def still_knows(self, grant: Grant) -> bool:
        """Return whether a token with this very grant is known."""
        return grant in self.grants

    def alias(self, digest: bytes) -> str:
        """Return what other hosts may know of the token with this digest, which is another after each start."""
        return hashlib.blake2b(digest, key=self._key, digest_size=16, person=b"alias").hexdigest()

    def with_alias(self, alias: str) -> Grant | None:
        """Return what the token is good for that has this alias now; None: it is not known any more."""
        return self._by_alias.get(alias)

    def verify(self, token: str, peer: str) -> Grant:
        """Return what `token` is good for; else raise ServiceError, UNAUTHORIZED or RATE_LIMITED (`retry_after_s`)."""
        digest, found = token_digest(token), None
        for known, grant in self._grants.items():  # all of them, so that the time does not tell which was near
            if hmac.compare_digest(known, digest):
                found = grant
        return found or self.refuse(token, peer, "The token is wrong.")

    def refuse(self, guess: str, peer: str, message: str, remedy: str | None = None) -> NoReturn:
        """Count what is not the token, nor stands for it; raise UNAUTHORIZED with `message`, or RATE_LIMITED."""
        digest = self.digest(guess)
        peer = network_of(peer)
        guesses = self._guesses[peer] = self._recent_guesses(peer)
        if digest not in guesses:
            if len(guesses) >= MAX_GUESSES:
                raise self._rate_limited(min(guesses.values()))
            guesses[digest] = self._clock()
            if len(self._guesses) > MAX_PEERS:
                del self._guesses[next(iter(self._guesses))]
        raise ServiceError(ErrorName.UNAUTHORIZED, message, remedy=remedy)

    def digest(self, token: str) -> bytes:
        """Return what is kept of a guess, or of what stands for a token, to compare others with."""
        return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), key=self._key).digest()

    def _recent_guesses(self, peer: str) -> dict[bytes, float]:
        # Removed first, so that putting it back makes it the youngest.
        since = self._clock() - GUESS_WINDOW_S
        return {digest: at for digest, at in self._guesses.pop(peer, {}).items() if at > since}

    def _rate_limited(self, oldest: float) -> ServiceError:
        wait_s = math.ceil(oldest + GUESS_WINDOW_S - self._clock())
        return ServiceError(
            ErrorName.RATE_LIMITED, "Too many wrong tokens from this address.", details={"retry_after_s": wait_s}
        )
