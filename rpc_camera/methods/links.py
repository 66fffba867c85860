"""Signed links: an address that lets whoever has it fetch or store files, or see live view, for a while."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Verb = Literal["GET", "PUT"]

PREVIEW: Final = "preview"  # signed in place of a file's path; those begin with a slash
LATEST: Final = "latest"  # and so is this, for the newest picture


def archive_subject(key: str) -> str:
    """Return what is signed, in place of a file's path, for the archive that has `key` in its address."""
    return f"archive {key}"


def saved_subject(sha256: str) -> str:
    """Return what is signed, in place of a file's path, for what tethering has saved with this content."""
    return f"saved {sha256}"


@dataclass(frozen=True)
class SignedLink:
    """`url` is relative to the server's address; `expires` is in Unix seconds."""

    url: str
    expires: int


class LinkSigner:
    """Signs with a key of its own, so that links end with the server, and say nothing of the token."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock

    def sign(self, camera: str, path: str, expires_s: float, verb: Verb = "GET") -> SignedLink:
        """Return a link to the file at `path`, good for `expires_s` seconds, and for `verb` only."""
        query, expires = self._query(verb, camera, path, expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/files{quote(path)}?{query}", expires)

    def sign_archive(self, camera: str, key: str, expires_s: float) -> SignedLink:
        """Return a link to the archive that is known by `key`."""
        query, expires = self._query("GET", camera, archive_subject(key), expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/archives/{key}.zip?{query}", expires)

    def sign_saved(self, camera: str, sha256: str, expires_s: float) -> SignedLink:
        """Return a link to a file of the camera's that was saved with this content."""
        query, expires = self._query("GET", camera, saved_subject(sha256), expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/saved/{quote(sha256, safe='')}?{query}", expires)

    def sign_preview(self, camera: str, expires_s: float) -> tuple[SignedLink, SignedLink]:
        """Return links to the stream of live view and to one frame of it."""
        query, expires = self._query("GET", camera, PREVIEW, expires_s)
        address = f"/cameras/{quote(camera, safe='')}/preview"
        return SignedLink(f"{address}.mjpeg?{query}", expires), SignedLink(f"{address}.jpg?{query}", expires)

    def sign_latest(self, camera: str, expires_s: float) -> SignedLink:
        """Return a link to the newest picture."""
        query, expires = self._query("GET", camera, LATEST, expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/latest.jpg?{query}", expires)

    def verify(self, camera: str, path: str, query: Mapping[str, str], verb: Verb = "GET") -> bool:
        """Return whether `query` has a signature for `path`, or what stands for it, and `verb` that has not expired."""
        expires = _expires(query)
        if expires is None or expires < self._clock():
            return False
        signature = self._signature(verb, camera, path, expires)
        return hmac.compare_digest(signature.encode(), query.get("signature", "").encode(errors="replace"))

    def has_expired(self, query: Mapping[str, str]) -> bool:
        """Return whether the time in a link is over, whoever has signed it."""
        expires = _expires(query)
        return expires is not None and expires < self._clock()

    def _query(self, verb: Verb, camera: str, path: str, expires_s: float) -> tuple[str, int]:
        expires = math.ceil(self._clock() + expires_s)
        return urlencode({"expires": expires, "signature": self._signature(verb, camera, path, expires)}), expires

    def _signature(self, verb: Verb, camera: str, path: str, expires: int) -> str:
        signed = f"{verb}\n{camera}\n{path}\n{expires}".encode(errors="surrogatepass")
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()


def _expires(query: Mapping[str, str]) -> int | None:
    expires = query.get("expires", "")
    return int(expires) if expires.isascii() and expires.isdigit() and len(expires) <= 12 else None
