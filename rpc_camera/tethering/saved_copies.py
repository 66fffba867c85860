"""The files that were saved, opened to be given to clients: each as it was saved, or not at all."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.disk_errors import MissingDiskError
from rpc_camera.tethering import save_folder
from rpc_camera.tethering.disk import concerns_one_folder
from rpc_camera.threads import finish_in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.tethering.saved_places import SavedPlace

_PIECE_BYTES: Final = 1 << 18
_REMEMBERED: Final = 1000
_State: TypeAlias = tuple[int, int, int, int, int]


class NotAsSavedError(Exception):
    """What was saved is not there any more, or is not the same; the text says which, after the name of the file."""


@dataclass(frozen=True)
class OpenCopy:
    """An open file that has what was saved at `place`."""

    place: SavedPlace
    descriptor: int
    state: _State

    async def read(self, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Yield the bytes from `start` to before `stop`. NotAsSavedError: the file was changed. OSError: its disk."""
        while start < stop:
            piece = await finish_in_thread(os.pread, self.descriptor, min(_PIECE_BYTES, stop - start), start)
            if not piece or _state_of(self.descriptor) != self.state:
                raise NotAsSavedError("was changed while it was read")
            start += len(piece)
            yield piece


class SavedCopies:
    """Opens what was saved. A file is read whole to see that it is the same, once as long as it stays so."""

    def __init__(self) -> None:
        self._verified: OrderedDict[_State, str] = OrderedDict()

    @asynccontextmanager
    async def opened(self, folder: SaveFolder, place: SavedPlace) -> AsyncIterator[OpenCopy]:
        """Yield the file that was saved in `folder` at `place`.

        NotAsSavedError: it is not there, or another one is. MissingDiskError, OSError: the disk is not there, or fails.
        """
        with ExitStack() as stack:
            descriptor = await finish_in_thread(_open, stack, folder, place)
            state = _state_of(descriptor)
            if self._verified.get(state) != place.sha256:
                await finish_in_thread(_verify, descriptor, place)
                self._remember(state, place.sha256)
            yield OpenCopy(place, descriptor, state)

    def _remember(self, state: _State, sha256: str) -> None:
        self._verified[state] = sha256
        if len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)


def _open(stack: ExitStack, root: SaveFolder, place: SavedPlace) -> int:
    *folders, name = place.path.split("/")
    try:
        with root.entered(folders, make=False) as folder:
            descriptor = save_folder.open_to_read(folder, name)
    except MissingDiskError:
        raise
    except FileNotFoundError:
        raise NotAsSavedError("is not there any more") from None
    except OSError as error:
        if concerns_one_folder(error):
            raise NotAsSavedError(f"cannot be opened any more ({error.strerror})") from None
        raise
    stack.callback(os.close, descriptor)
    return descriptor


def _verify(descriptor: int, place: SavedPlace) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise NotAsSavedError("is no file any more")
    if status.st_size != place.size_bytes:
        raise NotAsSavedError(f"has {status.st_size} bytes now, and had {place.size_bytes}")
    if save_folder.digest_of(descriptor) != place.sha256:
        raise NotAsSavedError("has another content now")


def _state_of(descriptor: int) -> _State:
    """Return what is another one when a file is, or was changed: its time of change cannot be set by anybody."""
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
