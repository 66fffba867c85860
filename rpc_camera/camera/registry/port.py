"""A port of this host, or an address on the network: the link there, and the camera that it belongs to."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.camera.identity import CameraIdentity
from rpc_camera.camera.line.link import Link
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.patience import wait_at_most
from rpc_camera.wire.requests import Arm, UseId

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.identity import Source
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.wire.message import WorkerEvent

_CLAIMS_S: Final = 10.0
_OPEN_DEADLINE_S: Final = 30.0
_PROOF_S: Final = 10.0
_log = logging.getLogger(__name__)


Start: TypeAlias = "Callable[[Callable[[WorkerEvent], None]], Awaitable[WorkerProcess]]"


class Port:
    """Opens whatever camera is at `source`, again and again, in a worker that `start` starts.

    `identify` is called with who it is, each time.

    `camera` is the camera that is reached here: a provisional one until the body has said who it is. `claim` is the
    id by the model and serial number of the body that was here last; `has_claimed` is set once that is known, or that
    none can be opened.
    """

    def __init__(
        self,
        source: Source,
        camera: TetheredCamera,
        identify: Callable[[Port, CameraIdentity], Awaitable[None]],
        start: Start,
    ) -> None:
        self.source = source
        self.camera = camera
        self.claim: str | None = None
        self.has_claimed = asyncio.Event()
        self._identify = identify
        self._start = start
        self.link = Link(self._open, self._up, self._down)
        camera.attach(source, self.link)

    @property
    def was_identified(self) -> bool:
        """Whether a body has been open here."""
        return self.claim is not None

    def move_to(self, camera: TetheredCamera) -> None:
        """Belong to another camera object from now on: the body here is that one."""
        self.camera = camera
        camera.attach(self.source, self.link)

    async def prove(self) -> None:
        """Find out whether the body is still here, as far as that can be known soon: if it is lost, the link is down.

        A network says nothing of a camera that is gone until it is asked.
        """
        await wait_at_most(_PROOF_S, _proved(self.camera.line))

    async def close(self, grace_s: float, reason: ServiceError) -> None:
        """Release the camera; its worker is killed after `grace_s`, and who still waits for it gets `reason`."""
        self.has_claimed.set()
        await self.link.close(grace_s, reason)

    async def _open(self) -> WorkerProcess:
        worker = await self._start(self._publish)
        try:
            opened = await worker.opened(_OPEN_DEADLINE_S)
            self.has_claimed.set()  # before it waits for others itself: they may wait for it
            await self._identify(self, CameraIdentity.of(opened, self.source))
            if self.camera.id != opened.id:
                await worker.request(UseId(self.camera.id))
            await self.camera.settings.restore(worker, self.camera.id)
        except BaseException:
            await worker.close(0, ServiceError(ErrorName.CAMERA_LOST, "The camera could not be opened."))
            raise
        finally:
            self.has_claimed.set()
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


async def _proved(line: Line) -> None:
    with suppress(ServiceError):  # the link knows it as well
        await line.ask(Arm(), repeatable=False)


async def better_claims(port: Port, ports: Iterable[Port], places: Collection[str]) -> None:
    """Wait until the bodies at `places`, where the ids that `port` claims were last, have said who they are.

    A body that is at one of these places itself does not wait: so none waits for another that waits for it.
    """
    if port.was_identified or port.source.place in places:
        return
    waiting = [other.has_claimed.wait() for other in ports if other is not port and other.source.place in places]
    await wait_at_most(_CLAIMS_S, asyncio.gather(*waiting))
