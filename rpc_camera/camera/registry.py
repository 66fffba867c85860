"""The registry: which cameras there are, under which names, as they come and go."""

from __future__ import annotations

import asyncio
import contextlib
import difflib
import logging
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.camera import Camera, CameraHost
from rpc_camera.camera.discovery import discover
from rpc_camera.camera.state import Source
from rpc_camera.camera.usb_watch import USB_DEVICES, usb_changes
from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.event_log import EventLog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

_CLOSE_GRACE_S: Final = 0.7
_SETTLE_S: Final = 5.0
_SECOND_LOOK_S: Final = 2.0
_GONE_AT_MOST: Final = 32
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RegistryOptions:
    """Where to keep pictures from internal memory, and where USB devices come and go."""

    state_dir: Path
    usb_devices: Path = USB_DEVICES
    events: EventLog = field(default_factory=EventLog)


class CameraRegistry:
    """All cameras. Between `start` and `close`, each has a worker of its own."""

    def __init__(self, options: RegistryOptions) -> None:
        self.events = options.events
        self.libgphoto2_version = "unknown"
        self._options = options
        self._cameras: list[Camera] = []
        self._gone: dict[str, Camera] = {}  # by id: those that were unplugged, for the settings they come back with
        self._runtime = tempfile.TemporaryDirectory(prefix="rpc-camera-")
        self._watching: asyncio.Task[None] | None = None
        self._scanned = asyncio.Event()
        self._started = asyncio.Event()
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def cameras(self) -> tuple[Camera, ...]:
        """The cameras that are there, in the order in which they came."""
        return tuple(self._cameras)

    def add(self, ports: Iterable[str]) -> None:
        """Add cameras that discovery cannot find: those on the network (ptpip:…) and folders (disk:…)."""
        for port in ports:
            self._add(Source(port, None, removable=False))

    async def start(self, more_ports: Awaitable[Iterable[str]]) -> None:
        """Discover cameras, watch for what comes and goes, and add `more_ports` when they are known.

        Returns when each camera could be opened or not, at the latest some seconds after all are known.
        """
        self._watching = asyncio.create_task(self._watch(), name="usb watch")
        try:
            _, ports = await asyncio.gather(self._scanned.wait(), more_ports)
            self.add(ports)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SETTLE_S):
                    await asyncio.gather(*(camera.settled() for camera in self._cameras))
        finally:
            self._started.set()

    async def started(self) -> None:
        """Wait until the cameras that were there at the start are known; then, do not even suspend."""
        if not self._started.is_set():
            await self._started.wait()

    async def close(self) -> None:
        """Release all cameras; a driver that does not let go within a second is killed."""
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        closing = [camera.close(_CLOSE_GRACE_S, _stopping()) for camera in self._cameras]
        await asyncio.gather(*closing, *self._closing, *(camera.readings.close() for camera in self._gone.values()))
        self._cameras.clear()
        self._runtime.cleanup()

    def describe(self, camera: Camera) -> dict[str, JsonValue]:
        """Return the `Camera` of schemas/types.json."""
        described: dict[str, JsonValue] = {
            "id": camera.id,
            "name": camera.identity.name,
            "port": camera.source.port,
            "serial_number": camera.identity.serial_number,
            "index": self._cameras.index(camera) if camera in self._cameras else 0,
            "state": camera.state,
            "abilities": list(camera.identity.abilities),
        }
        return described | ({"state_reason": camera.state_reason} if camera.state_reason else {})

    def resolve(self, name: str | None, selected: str | None = None) -> Camera:
        """Return the camera called `name` (id or port), else the selected one, else the only one there is."""
        wanted = name if name is not None else selected
        if wanted is None:
            if len(self._cameras) == 1:
                return self._cameras[0]
            raise self._none_selected()
        for camera in (*self._cameras, *self._gone.values()):
            if wanted in {camera.id, camera.source.port, *camera.former_ids}:
                return camera
        raise self._not_found(wanted)

    async def found(self, name: str | None, selected: str | None = None) -> Camera:
        """Return what `resolve` does, once the cameras of the start are known.

        For one that was unplugged, those that are just being opened are waited for: it may be among them.
        """
        if not self._started.is_set():
            await self._started.wait()
        camera = self.resolve(name, selected)
        if camera.removed:
            await asyncio.gather(*(other.settled() for other in self._cameras))
            camera = self.resolve(name, selected)
        return camera

    def _none_selected(self) -> ServiceError:
        ids = [camera.id for camera in self._cameras]
        if not ids:
            return ServiceError(
                ErrorName.CAMERA_NOT_FOUND,
                "There is no camera.",
                remedy="Connect one by USB and switch it on, or start the server with --camera or --virtual.",
                retryable=True,
                details={"cameras": []},
            )
        return ServiceError(
            ErrorName.NO_CAMERA_SELECTED,
            f"There are {len(ids)} cameras and none is selected.",
            details={"cameras": ids},
        )

    def _not_found(self, name: str) -> ServiceError:
        ids = [camera.id for camera in self._cameras]
        near = difflib.get_close_matches(name, [*ids, *(camera.source.port for camera in self._cameras)], n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        return ServiceError(
            ErrorName.CAMERA_NOT_FOUND,
            f"There is no camera {name[:80]!r}.",
            remedy=f"{hint}list_cameras names those there are, by id and port.",
            details={"cameras": ids},
        )

    # ---- coming and going

    async def _watch(self) -> None:
        try:
            async for _ in usb_changes(self._options.usb_devices):
                await self._look()
        except Exception:
            _log.exception("USB is not watched any more: cameras that are plugged in from now on are not seen")
            await self._look()

    async def _look(self) -> None:
        """Discover, with a second try: what failed would otherwise be missing until the next change."""
        try:
            if not await self._rescan():
                await asyncio.sleep(_SECOND_LOOK_S)
                await self._rescan()
        except Exception:
            _log.exception("the search for USB cameras failed")
        finally:
            self._scanned.set()

    async def _rescan(self) -> bool:
        found = await discover()
        if found is None:
            return False
        self.libgphoto2_version = found.libgphoto2_version
        for camera in [camera for camera in self._cameras if camera.source.removable]:
            if found.models.get(camera.source.port) != camera.source.model:
                self._remove(camera, "It was unplugged or switched off.")
        present = {camera.source.port for camera in self._cameras}
        for port, model in found.models.items():
            if port not in present:
                self._add(Source(port, model, removable=True))
        return True

    def _add(self, source: Source) -> None:
        config_home = Path(tempfile.mkdtemp(dir=self._runtime.name))
        host = CameraHost(
            self._options.state_dir, config_home, self.events, self._identified, self.describe, self._present
        )
        self._cameras.append(Camera(source, host))

    def _present(self, camera_id: str) -> Camera | None:
        return next((camera for camera in self._cameras if camera.id == camera_id), None)

    def _identified(self, camera: Camera) -> None:
        """Keep ids unique, and give a body that came back what it had before."""
        self._let_go_elsewhere(camera)
        others = {other.id for other in self._cameras if other is not camera}
        base, number = camera.id, 1
        while camera.identity.id in others:
            number += 1
            camera.identity.id = f"{base}-{number}"
        if before := self._gone.pop(camera.id, None):
            camera.remembered.take_over(before.remembered)
            camera.preview.take_over(before.preview)
            camera.catch_up.take_over(before.catch_up)
            camera.readings.take_over(before.readings)

    def _let_go_elsewhere(self, camera: Camera) -> None:
        """Give up a network camera that is lost at its address when its body is first seen at another."""
        if camera.was_identified or not camera.identity.serial_number:
            return
        for other in list(self._cameras):
            if other is not camera and other.id == camera.id and not other.connected and not other.source.removable:
                self._remove(other, f"It has come to {camera.source.port}.")
                self._add(other.source)  # another body may come there

    def _remove(self, camera: Camera, reason: str) -> None:
        self._cameras.remove(camera)
        if camera.announced:
            self.events.emit(EventName.CAMERA_REMOVED, camera.id, reason=reason)
        camera.removed = True
        self._gone[camera.id] = camera
        while len(self._gone) > _GONE_AT_MOST:
            del self._gone[next(iter(self._gone))]
        error = ServiceError(ErrorName.CAMERA_LOST, reason, camera.id)
        closing = asyncio.create_task(camera.close(_CLOSE_GRACE_S, error))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)


def _stopping() -> ServiceError:
    return ServiceError(ErrorName.CANCELLED, "The server is stopping.", remedy="Try again when it is back.")
