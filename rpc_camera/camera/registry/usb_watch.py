"""Watching USB come and go, without polling.

inotify on `/dev/bus/usb`, because it needs no privilege, no udev, and works in a container that has the folder mounted,
where the kernel's uevents do not arrive. udev's change of a new node's permissions shows as an event as well.
"""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asyncinotify import Event, Inotify, Mask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

USB_DEVICES: Final = Path("/dev/bus/usb")
_SETTLE_S: Final = 0.3
_BURST_AT_MOST_S: Final = 2.0  # a device that comes and goes without end keeps nobody from seeing the others
_CHANGES: Final = Mask.CREATE | Mask.DELETE | Mask.ATTRIB | Mask.MOVED_TO | Mask.MOVED_FROM
_log = logging.getLogger(__name__)


async def usb_changes(root: Path = USB_DEVICES, settle_s: float = _SETTLE_S) -> AsyncIterator[None]:
    """Yield once when the watch stands, and once for each burst of devices that come or go after that.

    A burst is over when nothing has changed for `settle_s`, or after some seconds. Where there is no USB, it yields
    once and ends.
    """
    with Inotify() as inotify:
        watched = _watch_all(inotify, root)
        yield
        if not watched:
            _log.debug("no %s here: USB cameras are looked for at the start only", root)  # the greeting says it too
            return
        while True:
            event: Event | None = await inotify.get()
            over_at = time.monotonic() + _BURST_AT_MOST_S
            while event is not None:
                if event.mask & Mask.ISDIR and event.mask & Mask.CREATE and event.path is not None:
                    inotify.add_watch(event.path, _CHANGES)
                event = await _next_within(inotify, min(settle_s, over_at - time.monotonic()))
            yield


def _watch_all(inotify: Inotify, root: Path) -> bool:
    """Watch the folder and those of the buses in it; return whether it exists."""
    if not root.is_dir():
        return False
    for folder in (root, *(bus for bus in root.iterdir() if bus.is_dir())):
        inotify.add_watch(folder, _CHANGES)
    return True


async def _next_within(inotify: Inotify, seconds: float) -> Event | None:
    try:
        async with asyncio.timeout(seconds):
            return await inotify.get()
    except TimeoutError:
        return None
