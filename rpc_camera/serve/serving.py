"""The service that runs: its parts begin in order, and end in order."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.types import EventName
from rpc_camera.methods.table import METHODS
from rpc_camera.serve.beside import Beside
from rpc_camera.serve.cannot_serve import CannotServeError
from rpc_camera.serve.greeting import greeting
from rpc_camera.serve.lag import log_lag
from rpc_camera.serve.leaving import left_for_commands
from rpc_camera.serve.listening import listen
from rpc_camera.serve.metrics import make_metrics
from rpc_camera.serve.parts import make_dispatcher, make_rig, make_server, make_service
from rpc_camera.serve.service_status import report_cameras
from rpc_camera.serve.stopping import bound_the_end, close_jobs, leave_the_rest
from rpc_camera.serve.tokens import following
from rpc_camera.serve.virtual import VirtualCameras

if TYPE_CHECKING:
    from rpc_camera.camera.line.fork_server import ForkServer
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.serve.options import ServeOptions
    from rpc_camera.serve.service_manager import ServiceManager

_VIRTUAL_GRACE_S: Final = 0.5
_log = logging.getLogger(__name__)


class Serving:
    """The parts of one run. `close` is called whether they all began or not; `manager` is told how far it is."""

    def __init__(self, options: ServeOptions, fork_server: ForkServer, manager: ServiceManager) -> None:
        self._options = options
        self._manager = manager
        self._service = service = make_service(options, fork_server)
        self._rig = make_rig(service, options)
        served, methods = (self._rig.service, self._rig.table(METHODS)) if self._rig else (service, METHODS)
        metrics = make_metrics(served, options)
        self._server = make_server(served, options, methods=methods, metrics=metrics)
        self._beside = Beside(options, served, make_dispatcher(served, methods, metrics))
        self._virtual = VirtualCameras()
        self._left = ExitStack()
        self._ending: set[asyncio.Task[None]] = set()
        lag = log_lag(metrics.note_lag if metrics else None)
        self._watching = (
            asyncio.create_task(lag, name="lag"),
            asyncio.create_task(manager.feed_watchdog(), name="watchdog"),
        )
        service.cameras.events.add_listener(_log_camera)

    async def run(self, stopped: asyncio.Future[None]) -> None:
        """Serve until `stopped`. CannotServeError: it cannot listen, or not be in the rig."""
        await self._begin()
        cameras = self._service.cameras
        starting = asyncio.create_task(cameras.start(self._virtual.start(self._options.virtual)))
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            await starting
            self._greet()
            report_cameras(cameras, self._manager)
            self._manager.ready()
            await self._end(stopped)
        _log.info("stopping")
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)

    async def close(self) -> None:
        """End what has begun: what clients and commands see first, the cameras when nobody needs them any more."""
        self._manager.stopping()
        self._left.close()
        bound_the_end()
        await self._beside.close()
        all_is_written = await close_jobs(self._service)
        if self._rig:
            await self._rig.close()
        await self._service.cameras.close()
        await self._service.groups.close()
        await asyncio.gather(self._server.stop(), self._virtual.close(_VIRTUAL_GRACE_S), *self._ending)
        for watching in self._watching:
            watching.cancel()
        if not all_is_written:
            leave_the_rest()

    async def _begin(self) -> None:
        """Begin all but the cameras, which clients may be told of as they come."""
        service, server, options, left = self._service, self._server, self._options, self._left
        await service.tethering.start()
        await listen(server, options)
        left.enter_context(left_for_commands(options, server.port))
        left.enter_context(following(options.tokens, service.authenticator, self._end_revoked, self._manager))
        await service.durable_links.end_those_taken_back()
        await service.sequences.start()
        service.cameras.add(options.cameras)
        if self._rig:
            self._rig.start(server.port)
        self._beside.start(server)

    def _end_revoked(self) -> None:
        """End what was got by tokens that are not known any more."""
        self._server.end_revoked()
        ending = asyncio.create_task(self._service.durable_links.end_those_taken_back())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    def _greet(self) -> None:
        options, service = self._options, self._service
        new_ticket = service.tickets.create if options.token_is_new or sys.stdout.isatty() else None
        print(greeting(options, self._server.port, service.cameras.cameras, new_ticket), flush=True)

    async def _end(self, stopped: asyncio.Future[None]) -> None:
        """Wait until the service is told to stop. CannotServeError: it cannot be in the rig."""
        if self._rig is None:
            await stopped
            return
        waiting: set[asyncio.Future[Any]] = {stopped, self._rig.refused}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if self._rig.refused.done():
            raise CannotServeError(self._rig.refused.result())


def _log_camera(event: LoggedEvent) -> None:
    """Log cameras as they come and go, with their port and what they support."""
    match event.name:
        case EventName.CAMERA_ADDED:
            info = event.params["info"]
            if isinstance(info, dict):
                what = (
                    f"supports: {', '.join(info['abilities'])}" if info["abilities"] else info.get("state_reason", "")
                )
                _log.info("camera %s (%s) on %s %s", info["id"], info["name"], info["port"], what)
        case EventName.CAMERA_REMOVED:
            _log.info("camera %s is gone: %s", event.params["camera"], event.params["reason"])
        case _:
            pass
