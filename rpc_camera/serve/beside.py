"""What goes on beside the server where it is switched on: a broker, an announcement. It is imported then only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.edge.server import Server
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.mqtt.bridge import Bridge
    from rpc_camera.serve.mdns import Announcement
    from rpc_camera.serve.options import ServeOptions


class Beside:
    """Puts the cameras on the broker, and announces the service, as `options` say; `dispatcher` answers commands."""

    def __init__(self, options: ServeOptions, service: Service, dispatcher: Dispatcher[Message, Call]) -> None:
        self._options = options
        self._service = service
        self._dispatcher = dispatcher
        self._bridge: Bridge | None = None
        self._announcement: Announcement | None = None

    def start(self, server: Server) -> None:
        """Begin, at a server that listens; what cannot be reached now is tried again."""
        options = self._options
        if options.mqtt is not None:
            from rpc_camera.serve.mqtt import start_mqtt  # noqa: PLC0415 - see above

            self._bridge = start_mqtt(options, options.mqtt, self._service, self._dispatcher, server.port)
        if options.mdns is not None:
            from rpc_camera.serve.mdns import Announcement  # noqa: PLC0415 - see above

            self._announcement = Announcement(options.mdns, options)
            self._announcement.start([address.host or "" for address in server.addresses], server.port)

    async def close(self) -> None:
        """Say goodbye to the broker, and to the network."""
        if self._bridge:
            await self._bridge.close()
        if self._announcement:
            await self._announcement.close()
