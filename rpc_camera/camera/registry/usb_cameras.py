"""The cameras on USB, as they come and go."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.identity import Source
from rpc_camera.camera.registry.discovery import discover
from rpc_camera.camera.registry.place import place_of
from rpc_camera.camera.registry.usb_watch import usb_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rpc_camera.camera.line.fork_server import ForkServer

_SECOND_LOOK_S: Final = 2.0
_log = logging.getLogger(__name__)


class UsbCameras:
    """Says of each camera on USB when it has `come`, and by its port and for what reason when it has `gone`.

    Devices come and go at `devices`; `topology` has what they are plugged into. `sources` returns where there are
    cameras so far, those that were found and others.
    """

    def __init__(
        self,
        devices: Path,
        topology: Path,
        fork_server: ForkServer,
        *,
        sources: Callable[[], Iterable[Source]],
        come: Callable[[Source], None],
        gone: Callable[[str, str], None],
    ) -> None:
        self.libgphoto2_version = self.gphoto2_version = "unknown"  # until it has looked
        self.has_looked = asyncio.Event()
        self._devices = devices
        self._topology = topology
        self._fork_server = fork_server
        self._sources = sources
        self._come = come
        self._gone = gone

    async def watch(self) -> None:
        """Look now, and whenever something has changed; `has_looked` is set after the first time."""
        try:
            async for _ in usb_changes(self._devices):
                await self._look()
        except Exception:
            _log.exception("USB is not watched any more: cameras that are plugged in from now on are not seen")
            await self._look()

    async def _look(self) -> None:
        """Discover, with a second try: what failed would otherwise be missing until the next change."""
        try:
            if not await self._discover():
                await asyncio.sleep(_SECOND_LOOK_S)
                await self._discover()
        except Exception:
            _log.exception("the search for USB cameras failed")
        finally:
            self.has_looked.set()

    async def _discover(self) -> bool:
        found = await discover(self._fork_server)
        if found is None:
            return False
        self.libgphoto2_version, self.gphoto2_version = found.libgphoto2_version, found.gphoto2_version
        for source in self._sources():
            if source.removable and found.models.get(source.port) != source.model:
                self._gone(source.port, "It was unplugged or switched off.")
        present = {source.port for source in self._sources()}
        for port, model in found.models.items():
            if port not in present:
                self._come(Source(port, model, removable=True, physical_port=place_of(port, self._topology)))
        return True
