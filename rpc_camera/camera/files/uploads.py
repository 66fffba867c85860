"""Storing a new file on a camera, in one turn: a camera takes a file in one PTP transaction, so others wait."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.incoming import Incoming
from rpc_camera.camera.files.upload_progress import UploadUnderWay, watching
from rpc_camera.errors import ServiceError
from rpc_camera.wire.events import Uploading
from rpc_camera.wire.requests import FILES_DEADLINE_S, CheckUpload, Leftover, RemoveLeftover, UploadFile
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from rpc_camera.camera.files.arrivals import Arrivals
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.contract.types import File
    from rpc_camera.work import Work

_SLOWEST_BYTES_PER_S: Final = 200_000  # a camera on a bad wireless link
_PATIENCE_S: Final = 10.0
_LOOK_AGAIN_S: Final = 0.5
_log = logging.getLogger(__name__)


class Uploader:
    """The uploads to one camera. `folder` is where they wait until they are whole."""

    def __init__(self, line: Line, arrivals: Arrivals, folder: Path) -> None:
        self._line = line
        self._arrivals = arrivals
        self._folder = folder
        self.written_bytes = 0  # of whole files, so far
        self._under_way: UploadUnderWay | None = None  # what a worker began to write last
        line.subscribe(Uploading, self._begun)

    def receive(self, limit_bytes: int, algorithms: Collection[str] = ()) -> Incoming:
        """Return what takes a client's file; see `Incoming`."""
        return Incoming(self._line.camera, self._folder, limit_bytes, algorithms)

    async def check(self, path: str, size_bytes: int | None = None) -> str:
        """Return the one spelling of `path`. ServiceError: it cannot be stored, so that nobody sends it in vain."""
        return await self._line.ask(CheckUpload(path, size_bytes))

    async def store(self, path: str, incoming: Incoming) -> File:
        """Write `incoming` to the camera as `path`, which `check` has returned, close it, and return the `File`.

        ServiceError: it exists, or the camera did not take it; then nothing of it is there, or the message says so.
        """
        work = current_work()
        try:
            turn = self._line.reserve()
        except ServiceError:
            incoming.close()
            raise
        task = self._line.keep(self._store(path, incoming, turn, work), turn)
        work.includes(task)
        try:
            return await asyncio.shield(task)
        except ServiceError as error:
            if not error.link_lost or not self._under_way or self._under_way.path != path:
                raise
            with work.stopping(Stop.CANNOT):
                found = await self._remove_leftover(path, incoming)
            raise error.but(message=f"{error.message} {found}") from error
        finally:
            # Whoever asked may have gone: until the worker is done, its number must not become another file's.
            if task.done():
                incoming.close()
            else:
                task.add_done_callback(lambda _done: incoming.close())

    def _begun(self, event: Uploading) -> None:
        self._under_way = UploadUnderWay(event.path, self._line.worker_pid or 0, event.descriptor)
        self._arrivals.expect_upload(event.path)

    async def _store(self, path: str, incoming: Incoming, turn: Turn, work: Work) -> File:
        size_bytes = incoming.size_bytes

        def started() -> None:
            self._under_way = None
            work.stop = Stop.CANNOT
            work.progress("writing", 0, size_bytes, "bytes")

        def sent(sent_bytes: int) -> None:
            work.progress("writing", min(sent_bytes, size_bytes), size_bytes, "bytes")

        deadline_s = FILES_DEADLINE_S + size_bytes / _SLOWEST_BYTES_PER_S
        with work.stopping(work.stop):
            async with watching(lambda: self._under_way, sent):
                request = UploadFile(path, incoming.source)
                file = await self._line.ask(request, deadline_s=deadline_s, turn=turn, started=started)
            work.progress("writing", size_bytes, size_bytes, "bytes")
        self.written_bytes += size_bytes
        return file

    async def _remove_leftover(self, path: str, incoming: Incoming) -> str:
        """Delete what a write that broke off has left on the camera, and say in a sentence what became of it."""
        match await self._ask_to_remove(path, incoming):
            case Leftover.NOTHING:
                self._arrivals.forget(path)
                return f"Nothing of {path} is on it."
            case Leftover.DELETED:
                self._arrivals.forget(path)
                return f"What it had kept of {path} was deleted."
            case Leftover.KEPT:
                return f"It has another file at {path} now, which was left alone: look at it."
            case None:
                return f"Whether it has kept a part of {path} could not be seen: look at it when the camera is back."

    async def _ask_to_remove(self, path: str, incoming: Incoming) -> Leftover | None:
        """Return what the worker found at `path`; None where the camera has not come back in time."""
        give_up_at = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return await self._line.ask(RemoveLeftover(path, incoming.source))
            except ServiceError as error:
                if not error.link_lost or time.monotonic() > give_up_at:
                    _log.warning("%s: %s may be there in part: %s", self._line.camera, path, error.message)
                    return None
            await asyncio.sleep(_LOOK_AGAIN_S)
