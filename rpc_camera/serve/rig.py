"""The rig that `serve --rig` is a host of, on NATS."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.nats_bus import NatsBus
from rpc_camera.rig.rig import Rig, RigHost
from rpc_camera.rig.table import check_where
from rpc_camera.serve.hosts import EVERYWHERE, is_loopback, place

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from rpc_camera.contract.contract import Contract
    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.methods.several import Handler
    from rpc_camera.rig.bus import Bus
    from rpc_camera.serve.options import ServeOptions
    from rpc_camera.serve.rig_options import RigOptions

_CONNECT_S: Final = 3.0
_OUTCOMES: Final = ".rig.sqlite"


class ServedRig:
    """What this host is in the rig. `dispatcher` has the methods of this host alone, for what other hosts ask.

    `service` is what its clients are served: the service of this host, which knows of the cameras elsewhere.
    """

    def __init__(
        self, service: Service, options: ServeOptions, rig_options: RigOptions, dispatcher: Dispatcher[Message, Call]
    ) -> None:
        self._options = options
        self._dispatcher = dispatcher
        self._port = 0
        self._contract: Contract = service.contract
        connect = partial(NatsBus.connect, rig_options.access, f"rpc-camera {rig_options.host}", _CONNECT_S)
        outcomes = options.state_dir / _OUTCOMES
        host = RigHost(rig_options.host, self._address, rig_options.files, rig_options.hosts_ca, outcomes)
        self._rig = Rig(host, service, connect)
        self.service = replace(service, elsewhere=self._rig.elsewhere)

    @property
    def refused(self) -> asyncio.Future[str]:
        """Done when this host cannot be in the rig at all; its result says why."""
        return self._rig.refused

    def table(self, methods: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return the handlers of the rig's methods, made from those of one host."""
        check_where(methods, {name: method.param_names for name, method in self._contract.methods.items()})
        return self._rig.table(methods)

    def start(self, port: int) -> None:
        """Join the rig when the bus can be reached; the service of this host is at `port`."""
        self._port = port
        self._rig.start(self._dispatcher)

    async def close(self) -> None:
        """Leave the rig."""
        await self._rig.close()

    def _address(self, bus: Bus) -> str | None:
        """Return the address of this host's service for the other hosts; None: they cannot reach it."""
        hosts = self._options.hosts
        host = next((host for host in hosts if host not in EVERYWHERE and not is_loopback(host)), None)
        if host is None and (any(each in EVERYWHERE for each in hosts) or is_loopback(bus.local_address)):
            host = bus.local_address
        if not host:
            return None
        return f"http{'s' if self._options.tls_cert else ''}://{place(host, self._port)}"
