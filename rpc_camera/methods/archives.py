"""The lists of files that archives are to have: an address has no room for them, so that they are kept here."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rpc_camera.methods.links import SignedLink

MOST_LISTS: Final = 100
LIST_BYTES: Final = 1 << 20
ALL_LISTS_BYTES: Final = 8 << 20


@dataclass(frozen=True)
class ArchiveList:
    """Which files of a camera, and what their archive is called; `expires` is in Unix seconds."""

    camera: str
    filename: str
    expires: int
    paths_as_json: bytes

    @property
    def paths(self) -> list[str]:
        """The files' paths."""
        paths: list[str] = json.loads(self.paths_as_json)
        return paths


class ArchiveLists:
    """Keeps lists for as long as their addresses are good; where they are too many or too long, the oldest goes."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lists: dict[str, ArchiveList] = {}  # by what is in the address, the oldest first

    def keep(self, sign: Callable[[str], SignedLink], camera: str, paths: Sequence[str], filename: str) -> SignedLink:
        """Return the address of the archive, which `sign` makes of its key. ServiceError TOO_LARGE: the list is."""
        paths_as_json = json.dumps(list(dict.fromkeys(paths)), ensure_ascii=False).encode()
        if len(paths_as_json) > LIST_BYTES:
            raise ServiceError(
                ErrorName.TOO_LARGE,
                f"The paths have {len(paths_as_json)} bytes; a list has at most {LIST_BYTES}.",
                remedy="Ask for two archives, each with half of the files.",
                details={"size_bytes": len(paths_as_json), "limit_bytes": LIST_BYTES},
            )
        key = secrets.token_hex(8)
        link = sign(key)
        self._lists[key] = ArchiveList(camera, filename, link.expires, paths_as_json)
        self._tidy()
        return link

    def get(self, camera: str, key: str) -> ArchiveList:
        """Return the list of an address. ServiceError FILE_NOT_FOUND: it is kept no longer, or never was."""
        found = self._lists.get(key)
        if found is None or found.camera != camera or found.expires < self._clock():
            raise ServiceError(
                ErrorName.FILE_NOT_FOUND,
                "There is no list for this archive, or newer ones have taken its place.",
                camera,
                remedy="Get a new address with get_archive_url.",
            )
        return found

    def _tidy(self) -> None:
        now = self._clock()
        self._lists = {key: each for key, each in self._lists.items() if each.expires >= now}
        size_bytes = sum(len(each.paths_as_json) for each in self._lists.values())
        while len(self._lists) > MOST_LISTS or size_bytes > ALL_LISTS_BYTES:
            size_bytes -= len(self._lists.pop(next(iter(self._lists))).paths_as_json)
