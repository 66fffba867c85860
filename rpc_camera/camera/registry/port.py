"""A port of this host, or an address on the network: the link there, and the camera that it belongs to."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.camera.identity import CameraIdentity
from rpc_camera.camera.line.link import Link, LinkListener
from rpc_camera.camera.line.process import WorkerSpec
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.identity import Source
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerEvent

_OPEN_DEADLINE_S: Final = 30.0
_log = logging.getLogger(__name__)


StartWorker: TypeAlias = "Callable[[WorkerSpec, Callable[[WorkerEvent], None]], Awaitable[WorkerProcess]]"


@dataclass(frozen=True)
class PortFolders:
    """`config_home` is the worker's own, since libgphoto2 keeps settings there; `state_dir` is the server's."""

    state_dir: Path
    config_home: Path


class Port:
    """Opens whatever camera is at `source`, again and again. `identify` is called with who it is, each time.

    `camera` is the camera that is reached here: a provisional one until the body has said who it is.
    """

    def __init__(
        self,
        source: Source,
        folders: PortFolders,
        camera: Camera,
        identify: Callable[[Port, CameraIdentity], None],
        start_worker: StartWorker,
    ) -> None:
        self.source = source
        self.camera = camera
        self.was_identified = False
        self._folders = folders
        self._identify = identify
        self._start_worker = start_worker
        self.link = Link(self._open, LinkListener(self._up, self._down))
        camera.attach(source, self.link)

    def move_to(self, camera: Camera) -> None:
        """Belong to another camera object from now on: the body here is that one."""
        self.camera = camera
        camera.attach(self.source, self.link)

    async def close(self, grace_s: float, reason: ServiceError) -> None:
        """Release the camera; its worker is killed after `grace_s`, and who still waits for it gets `reason`."""
        await self.link.close(grace_s, reason)

    async def _open(self) -> WorkerProcess:
        spec = WorkerSpec(self.source.port, self.source.model, self._folders.state_dir, self._folders.config_home)
        worker = await self._start_worker(spec, self._publish)
        try:
            identity = CameraIdentity.of(await worker.opened(_OPEN_DEADLINE_S))
            self._identify(self, identity)
            self.was_identified = True
            await self.camera.settings.restore(worker, self.camera.id)
        except BaseException:
            await worker.close(0, ServiceError(ErrorName.CAMERA_LOST, "The camera could not be opened."))
            raise
        return worker

    def _publish(self, event: WorkerEvent) -> None:
        self.camera.line.publish(event)

    def _up(self) -> None:
        self.camera.line.went_up()

    def _down(self, reason: ServiceError) -> None:
        repeated = reason.message == self.camera.state_reason  # each try may fail so
        level = logging.DEBUG if repeated else logging.WARNING
        _log.log(level, "%s on %s: %s", self.camera.id, self.source.port, reason.message)
        self.camera.line.went_down(reason)
