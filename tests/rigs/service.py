"""The service in the test's own process, on a free port, with real workers and real sockets."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rpc_camera.camera.registry.place import USB_TOPOLOGY
from rpc_camera.camera.registry.usb_watch import USB_DEVICES
from rpc_camera.methods.table import METHODS
from rpc_camera.serve.metrics import make_metrics
from rpc_camera.serve.options import ServeOptions
from rpc_camera.serve.parts import make_rig, make_server, make_service
from tests.rigs.fork_server import shared_fork_server
from tests.rigs.rpc_client import RpcClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.edge import Bounds
    from rpc_camera.edge.server import Server
    from rpc_camera.methods.elsewhere import Elsewhere
    from rpc_camera.methods.service import Service, ServiceLimits
    from rpc_camera.methods.several import Handler

TOKEN = "correct horse battery staple"


@dataclass(frozen=True, repr=False)  # asyncio writes out what a fixture yields, at each run
class RunningService:
    """What a test needs of it."""

    service: Service
    server: Server

    @property
    def cameras(self) -> CameraRegistry:
        """The registry, for the process ids of its workers."""
        return self.service.cameras

    @property
    def url(self) -> str:
        """The address without a path: "http://127.0.0.1:4711"."""
        return str(self.server.address).rstrip("/")

    def client(self, token: str | None = TOKEN, path: str = "/rpc") -> RpcClient:
        """Return a client to be entered with `async with`."""
        return RpcClient(f"{self.url}{path}", self.service.contract, token)


@asynccontextmanager
async def running_service(
    state_dir: Path,
    ports: Sequence[str] = (),
    usb_devices: Path = USB_DEVICES,
    *,
    usb_topology: Path = USB_TOPOLOGY,
    token: str = TOKEN,
    port: int = 0,
    allowed_origins: tuple[str, ...] = (),
    limits: ServiceLimits | None = None,
    bounds: Bounds | None = None,
    elsewhere: Elsewhere | None = None,
    methods: Mapping[str, Handler] = METHODS,
    tls_cert: Path | None = None,
    **more: Any,
) -> AsyncIterator[RunningService]:
    """Run the service with the cameras at `ports`; `more` are further options, such as `save_dir` or `rig`."""
    options = ServeOptions(
        hosts=("127.0.0.1",),
        port=port,
        log_level="DEBUG",
        token=token,
        token_is_new=False,
        virtual=(),
        cameras=tuple(ports),
        allowed_origins=allowed_origins,
        tls_cert=tls_cert,
        tls_key=None,
        state_dir=state_dir,
        **more,
    )
    service = make_service(options, shared_fork_server(), usb_devices, usb_topology)
    if limits:
        service = replace(service, limits=limits)
    if elsewhere:
        service = replace(service, elsewhere=elsewhere)
    rig = make_rig(service, options)
    service = rig.service if rig else service
    metrics = make_metrics(service, options)
    server = make_server(service, options, bounds, rig.table(methods) if rig else methods, metrics)
    try:
        await service.tethering.start()
        await server.start()
        await service.sequences.start()
        if rig:
            rig.start(server.port)
        service.cameras.add(options.cameras)
        await service.cameras.start(no_more())
        yield RunningService(service, server)
    finally:
        await service.sequences.close()
        await service.tethering.close()
        if rig:
            await rig.close()
        await service.cameras.close()
        await service.groups.close()
        await server.stop()


async def no_more() -> tuple[str, ...]:
    """Return no further ports."""
    return ()
