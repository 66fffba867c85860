"""Telling of pictures that came while there was no worker to tell: by a look at the card after the link is back."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.files import SCAN_DEADLINE_S
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera

_REMEMBERED: Final = 1000
_log = logging.getLogger(__name__)


class Told:
    """The files a camera has told of. Cameras number folders and files upwards: newer ones sort after the last told."""

    def __init__(self) -> None:
        self._paths: deque[str] = deque(maxlen=_REMEMBERED)
        self._found: set[str] = set()
        self._uploads: deque[str] = deque(maxlen=_REMEMBERED)

    def expect(self, path: str) -> None:
        """Take note of a file that a client stores: its name says nothing of where the camera's numbers are."""
        self._uploads.append(path)

    def is_news(self, path: str) -> bool:
        """Take note of a file that a worker tells of; False for one that a look at the card has told of before."""
        if path in self._found:
            self._found.discard(path)
            return False
        if path.count("/") > 1 and path not in self._uploads:  # one in the root comes from internal memory, and is kept
            self._paths.append(path)
        return True

    def forget(self, path: str) -> None:
        """Take a deleted file for a new one when its name comes again."""
        self._found.discard(path)
        while path in self._paths:
            self._paths.remove(path)

    async def missed(self, camera: Camera) -> list[str]:
        """Return the paths of files that came after the last one that was told; none before the first was."""
        self._found.clear()
        if not self._paths:
            return []
        last = max(self._paths)
        folder = last.rpartition("/")[0]
        try:
            folders: Any = await camera.ask("list_folder", {"folder": folder.rpartition("/")[0]}, SCAN_DEADLINE_S)
            newer = [below for below in sorted(folders[0]) if below >= folder]
            listed: list[Any] = [await camera.ask("list_folder", {"folder": each}, SCAN_DEADLINE_S) for each in newer]
        except ServiceError as error:
            _log.warning("%s: could not look for pictures that were missed: %s", camera.id, error.message)
            return []
        known = {*self._paths, *self._uploads}
        found = [path for _, files in listed for path in sorted(files) if path > last and path not in known]
        self._paths.extend(found)
        self._found.update(found)
        return found
