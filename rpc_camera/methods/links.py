"""Signed links: an address that lets whoever has it fetch one file, or store one, for a while."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Verb = Literal["GET", "PUT"]


@dataclass(frozen=True)
class Link:
    """`url` is relative to the server's address; `expires` is in Unix seconds."""

    url: str
    expires: int


class LinkSigner:
    """Signs with a key of its own, so that links end with the server, and say nothing of the token."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock

    def sign(self, camera: str, path: str, expires_s: float, verb: Verb = "GET") -> Link:
        """Return a link to the file at `path`, good for `expires_s` seconds, and for `verb` only."""
        expires = int(self._clock() + expires_s)
        query = urlencode({"expires": expires, "signature": self._signature(verb, camera, path, expires)})
        return Link(f"/cameras/{quote(camera, safe='')}/files{quote(path)}?{query}", expires)

    def verify(self, camera: str, path: str, query: Mapping[str, str], verb: Verb = "GET") -> bool:
        """Return whether `query` has a signature for this file and `verb` that has not expired."""
        expires = query.get("expires", "")
        if not expires.isascii() or not expires.isdigit() or len(expires) > 12 or int(expires) < self._clock():
            return False
        signature = self._signature(verb, camera, path, int(expires))
        return hmac.compare_digest(signature.encode(), query.get("signature", "").encode(errors="replace"))

    def _signature(self, verb: Verb, camera: str, path: str, expires: int) -> str:
        signed = f"{verb}\n{camera}\n{path}\n{expires}".encode(errors="surrogatepass")
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()
