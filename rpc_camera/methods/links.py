"""Signed links: an address that lets whoever has it fetch or store files, or see live view, for a while."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import quote, urlencode

from rpc_camera.methods.distant_grant import DistantGrant, distant_grant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rpc_camera.methods.grants import Grant

    Verb = Literal["GET", "PUT"]
    Maker: TypeAlias = bytes | DistantGrant

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
    """Signs with a key of its own, so that links end with the server, and say nothing of the token.

    `maker` is the digest of the token that a link is made with (`Grant.digest`), or another host's token: the link is
    good for what the token is good for at the time, and ends with it.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock

    def sign(self, maker: Maker, camera: str, path: str, expires_s: float, verb: Verb = "GET") -> SignedLink:
        """Return a link to the file at `path`, good for `expires_s` seconds, and for `verb` only."""
        query, expires = self._query(maker, verb, camera, path, expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/files{quote(path)}?{query}", expires)

    def sign_archive(self, maker: Maker, camera: str, key: str, expires_s: float) -> SignedLink:
        """Return a link to the archive that is known by `key`."""
        query, expires = self._query(maker, "GET", camera, archive_subject(key), expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/archives/{key}.zip?{query}", expires)

    def sign_saved(self, maker: Maker, camera: str, sha256: str, expires_s: float) -> SignedLink:
        """Return a link to a file of the camera's that was saved with this content."""
        query, expires = self._query(maker, "GET", camera, saved_subject(sha256), expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/saved/{quote(sha256, safe='')}?{query}", expires)

    def sign_preview(self, maker: Maker, camera: str, expires_s: float) -> tuple[SignedLink, SignedLink]:
        """Return links to the stream of live view and to one frame of it."""
        query, expires = self._query(maker, "GET", camera, PREVIEW, expires_s)
        address = f"/cameras/{quote(camera, safe='')}/preview"
        return SignedLink(f"{address}.mjpeg?{query}", expires), SignedLink(f"{address}.jpg?{query}", expires)

    def sign_latest(self, maker: Maker, camera: str, expires_s: float) -> SignedLink:
        """Return a link to the newest picture."""
        query, expires = self._query(maker, "GET", camera, LATEST, expires_s)
        return SignedLink(f"/cameras/{quote(camera, safe='')}/latest.jpg?{query}", expires)

    def maker(
        self, grants: Iterable[Grant], camera: str, path: str, query: Mapping[str, str], verb: Verb = "GET"
    ) -> Grant | None:
        """Return by which of `grants` a link was made that `query` has the rest of; None: by none, or it has expired.

        It is for `verb` of `path`, or of what stands for it.
        """
        expires = _expires(query)
        if expires is None or expires < self._clock():
            return None
        sent, found = query.get("signature", "").encode(errors="replace"), None
        for grant in grants:  # all of them, so that the time does not tell which was near
            if hmac.compare_digest(self._signature(grant.digest, verb, camera, path, expires).encode(), sent):
                found = grant
        return found

    def distant_maker(
        self, camera: str, path: str, query: Mapping[str, str], verb: Verb = "GET"
    ) -> DistantGrant | None:
        """Return with which token of another host a link was made, as `maker` does; that host says if it is good."""
        expires, maker = _expires(query), distant_grant(query.get("maker", ""))
        if maker is None or expires is None or expires < self._clock():
            return None
        sent = query.get("signature", "").encode(errors="replace")
        is_own = hmac.compare_digest(self._signature(maker, verb, camera, path, expires).encode(), sent)
        return maker if is_own else None

    def has_expired(self, query: Mapping[str, str]) -> bool:
        """Return whether the time in a link is over, whoever has signed it."""
        expires = _expires(query)
        return expires is not None and expires < self._clock()

    def _query(self, maker: Maker, verb: Verb, camera: str, path: str, expires_s: float) -> tuple[str, int]:
        expires = math.ceil(self._clock() + expires_s)
        signature = self._signature(maker, verb, camera, path, expires)
        named = {"maker": maker} if isinstance(maker, DistantGrant) else {}
        return urlencode({"expires": expires, **named, "signature": signature}), expires

    def _signature(self, maker: Maker, verb: Verb, camera: str, path: str, expires: int) -> str:
        made_with = maker.hex() if isinstance(maker, bytes) else maker
        signed = f"{made_with}\n{verb}\n{camera}\n{path}\n{expires}".encode(errors="surrogatepass")
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()


def _expires(query: Mapping[str, str]) -> int | None:
    expires = query.get("expires", "")
    return int(expires) if expires.isascii() and expires.isdigit() and len(expires) <= 12 else None
