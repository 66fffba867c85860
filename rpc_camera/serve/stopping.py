"""The end of the service, in a bounded time: a disk that is slow, or hangs, holds nobody up."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from rpc_camera.contract.types import Tethering
    from rpc_camera.methods.service import Service

_DISK_S: Final = 3.0
_ALL_S: Final = 20.0  # a shutter that is held open is closed first, which may take 10 s
_log = logging.getLogger(__name__)


def bound_the_end() -> None:
    """End the process some seconds from now, whatever it waits for then: a thread of its own sees to that."""
    timer = threading.Timer(_ALL_S, _end_now, args=["it takes too long"])
    timer.daemon = True
    timer.start()


async def close_jobs(service: Service) -> bool:
    """End sequences and saving; return False, and log what is not done, when the disk takes longer than it has."""
    closing = asyncio.create_task(_close(service))
    done, _ = await asyncio.wait({closing}, timeout=_DISK_S)
    if done:
        await closing
        return True
    for tethering in service.tethering.described():
        _log_unsaved(tethering)
    return False


async def _close(service: Service) -> None:
    await service.sequences.close()
    await service.tethering.close()
    await service.cameras.close_memories()


def _log_unsaved(tethering: Tethering) -> None:
    in_work = tethering["saving"]["path"] if "saving" in tethering else "none"
    if not tethering["pending"] and in_work == "none":
        return
    _log.warning(
        "%s: the disk is slow, and %d pictures are not saved (in work: %s); they are on the camera, and are saved at "
        "the next start",
        tethering["camera"],
        tethering["pending"],
        in_work,
    )


def leave_the_rest() -> NoReturn:
    """End the process without its threads, which wait for a disk."""
    _end_now("the disk is slow")


def _end_now(reason: str) -> NoReturn:
    _log.warning("ended before all was written, because %s; what is missing is mended at the next start", reason)
    logging.shutdown()
    os._exit(0)
