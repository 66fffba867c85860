"""A file on its way to a camera: how much of it the driver has read."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_LOOK_EVERY_S: Final = 0.1
_POSITION: Final = re.compile(r"^pos:\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class UploadUnderWay:
    """What a worker is writing: the `path` on the camera, and the `descriptor` of its own that it reads.

    libgphoto2 has a progress callback, which is silent on PTP/IP; where it is in the file says the same on any port.
    """

    path: str
    worker_pid: int
    descriptor: int

    def sent_bytes(self) -> int | None:
        """Return how many bytes the driver has read; None where the worker has closed the file."""
        try:
            lines = Path(f"/proc/{self.worker_pid}/fdinfo/{self.descriptor}").read_text(encoding="ascii")
        except OSError:
            return None
        position = _POSITION.search(lines)
        return int(position[1]) if position else None


@asynccontextmanager
async def watching(find: Callable[[], UploadUnderWay | None], report: Callable[[int], None]) -> AsyncIterator[None]:
    """Within the block, report every now and then how many bytes the driver has read."""

    async def watch() -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            upload = find()
            if upload and (sent_bytes := upload.sent_bytes()) is not None:
                report(sent_bytes)

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
