"""The durable links that were made: who has one's key sees a camera, also after a restart, until it is revoked.

Of a key, its SHA-256 alone is kept. A link ends with the token by which it was made. Somebody has put each link into
other software: a file that cannot be read is not written over, and a start without `--tokens` ends no link for good.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.types import LinkKind
from rpc_camera.durable import replace_file
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.authentication import token_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rpc_camera.methods.grants import Grant

LINKS_FILE: Final = ".links.json"
DAMAGED_SUFFIX: Final = ".damaged"
MOST_LINKS: Final = 256
MOST_OF_A_TOKEN: Final = 64
_VERSION: Final = 1
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 6
_LARGEST_BYTES: Final = 8 << 20  # MOST_LINKS have less, each with the longest path that there is, all of it escaped
_UNREADABLE: Final = "%s, which has the durable links, cannot be read (%s). None is answered until it can."
_UNWRITTEN: Final = (
    "%s cannot be written (%s). It may still have links of a token that was taken back. They are refused, but after a"
    " restart they would be good again if that very token came back. Make room on the disk of --state-dir, or have it"
    " writable."
)
_DAMAGED: Final = (
    "%s, which has the durable links, is damaged (%s). There are none now; the file is kept as %s. Make the links"
    " again, or stop the service and put a copy of the file back."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptLink:
    """One link. `expires` is in Unix seconds; None: it lasts until it is revoked. `sha256` is that of its key.

    `maker` is the digest of the token that it was made with (`Grant.digest`), in hexadecimal, and `tokens` the path of
    the file that last had that token.
    """

    id: str
    sha256: str = field(repr=False)
    camera: str
    kind: LinkKind
    created_at: str
    created_by: str
    name: str | None = None
    max_fps: float | None = None
    expires: float | None = None
    maker: str = field(default="", repr=False)
    tokens: str = field(default="", repr=False)

    def is_over(self, now: float) -> bool:
        """Return whether it has expired at `now`, in Unix seconds."""
        return self.expires is not None and self.expires <= now


class KeptLinks:
    """The links of one host, MOST_LINKS at most, MOST_OF_A_TOKEN of one token but the service's own.

    A link is good for as long as `grants` has the token that made it, for the link's camera. Those of a token that the
    file `tokens` had, and has no more, are dropped: the token was taken back. Others are kept until they are good
    again, the oldest of them for no longer than there is room. `clock` returns Unix seconds.
    """

    def __init__(
        self,
        folder: Path,
        grants: Callable[[], Iterable[Grant]],
        tokens: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._file = folder / LINKS_FILE
        self._grants = grants
        self._tokens = str(tokens.absolute()) if tokens else None
        self._clock = clock
        self._links: tuple[KeptLink, ...] | None = None  # None: it is not known what the file has
        self._changing = asyncio.Lock()
        self._writing = threading.Lock()  # a write that was given up by the event loop can still be under way
        self._listeners: list[Callable[[str], None]] = []
        try:
            self._links = self._load()
        except OSError as error:
            _log.warning(_UNREADABLE, self._file, error)

    def now(self) -> float:
        """Return the time by which links expire, in Unix seconds."""
        return self._clock()

    def when_revoked(self, listener: Callable[[str], None]) -> None:
        """Have `listener` called with the id of each link that is revoked."""
        self._listeners.append(listener)

    def find(self, key: str) -> KeptLink | None:
        """Return the link that has this key, and has not expired."""
        digest, found = token_digest(key).hex().encode(), None
        for link in self._links or ():  # all of them, so that the time does not tell which was near
            if hmac.compare_digest(link.sha256.encode(), digest):
                found = link
        return found if found and self.is_good(found) else None

    def is_good(self, link: KeptLink) -> bool:
        """Return whether it has not expired, and its token is still known, and for its camera."""
        if link.is_over(self._clock()):
            return False
        return any(
            grant.digest.hex() == link.maker and (grant.cameras is None or link.camera in grant.cameras)
            for grant in self._grants()
        )

    def all(self) -> list[KeptLink]:
        """Return those that are good, in the order in which they were made."""
        return [link for link in self._links or () if self.is_good(link)]

    async def add(self, make: Callable[[str, str], KeptLink]) -> tuple[KeptLink, str]:
        """Keep the link that `make` returns for an id and a SHA-256, durably; return it, and its key.

        ServiceError NOT_SUPPORTED: there are too many, or too many of its token. OSError: it could not be written, and
        there is none.
        """
        key = secrets.token_urlsafe(_KEY_BYTES)
        link = make(secrets.token_hex(_ID_BYTES), token_digest(key).hex())
        async with self._changing:
            links = [each for each in await self._known() if not each.is_over(self._clock())]
            good = [each for each in links if self.is_good(each)]
            if len(good) >= MOST_LINKS:
                raise _too_many(f"This host keeps {MOST_LINKS} durable links, and has as many.")
            if link.maker and sum(each.maker == link.maker for each in good) >= MOST_OF_A_TOKEN:
                raise _too_many(f"The token {link.created_by!r} has made {MOST_OF_A_TOKEN} links, as many as it may.")
            if len(links) >= MOST_LINKS:
                links.remove(next(each for each in links if not self.is_good(each)))
            await self._keep(self._settled((*links, link)))
        return link, key

    async def revoke(self, link_id: str, check: Callable[[KeptLink], None]) -> None:
        """End a link, durably, and what is under way by it; `check` raises ServiceError where that may not be.

        ServiceError JOB_NOT_FOUND: there is none of this id. OSError: it could not be written, and goes on.
        """
        async with self._changing:
            links = await self._known()
            link = next((each for each in links if each.id == link_id), None)
            if link is None:
                message = f"There is no link {link_id!r}."
                raise ServiceError(ErrorName.JOB_NOT_FOUND, message, remedy="list_links has those that there are.")
            check(link)
            await self._keep(tuple(each for each in links if each is not link))
        for listener in self._listeners:
            listener(link_id)

    async def end_those_taken_back(self) -> None:
        """Drop the links of tokens that were taken back, durably; that it cannot be written is logged."""
        async with self._changing:
            if self._links is None or (settled := self._settled(self._links)) == self._links:
                return
            self._links = settled
            try:
                await self._keep(settled)
            except OSError as error:
                _log.warning(_UNWRITTEN, self._file, error)

    def _settled(self, links: Iterable[KeptLink]) -> tuple[KeptLink, ...]:
        """Return those whose token was not taken back, each with the file that has it, if that is known."""
        if self._tokens is None:
            return tuple(links)
        has = {grant.digest.hex() for grant in self._grants() if grant.digest}
        return tuple(
            replace(each, tokens=self._tokens) if each.maker in has else each
            for each in links
            if each.maker in has or each.tokens != self._tokens
        )

    async def _known(self) -> tuple[KeptLink, ...]:
        return self._settled(await asyncio.to_thread(self._load) if self._links is None else self._links)

    async def _keep(self, links: tuple[KeptLink, ...]) -> None:
        await asyncio.to_thread(self._write, links)
        self._links = links

    def _load(self) -> tuple[KeptLink, ...]:
        try:
            with self._file.open("rb") as file:
                return _parsed(file.read(_LARGEST_BYTES + 1))
        except FileNotFoundError:
            return ()
        except ValueError as error:
            aside = self._file.with_name(f"{LINKS_FILE}{DAMAGED_SUFFIX}")
            self._file.replace(aside)
            _log.warning(_DAMAGED, self._file, error, aside)
            return ()

    def _write(self, links: tuple[KeptLink, ...]) -> None:
        kept = {"version": _VERSION, "links": [asdict(link) for link in links]}
        with self._writing:
            replace_file(self._file, json.dumps(kept, indent=1, ensure_ascii=False).encode())


def _too_many(message: str) -> ServiceError:
    remedy = "Revoke those that nobody uses any more: list_links, then revoke_link."
    return ServiceError(ErrorName.NOT_SUPPORTED, message, remedy=remedy)


def _parsed(content: bytes) -> tuple[KeptLink, ...]:
    """Return what `KeptLinks` wrote. ValueError: it is something else."""
    if len(content) > _LARGEST_BYTES:
        raise ValueError(f"it has more than {_LARGEST_BYTES} bytes")
    try:
        kept: Any = json.loads(content)
        if kept["version"] != _VERSION:
            raise ValueError(f"it is of version {kept['version']!r:.20}")
        links = tuple(KeptLink(**{**each, "kind": LinkKind(each["kind"])}) for each in kept["links"])
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    for link in links:
        made = (link.created_at, link.created_by, link.maker, link.tokens)
        texts = (link.id, link.sha256, link.camera, *made, link.name or "")
        numbers = (link.max_fps or 0, link.expires or 0)
        if not (
            all(isinstance(each, str) for each in texts) and all(isinstance(each, int | float) for each in numbers)
        ):
            raise ValueError(f"a link is {link!r:.80}")
    return links
