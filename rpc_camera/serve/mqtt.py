"""The broker that `serve --mqtt` is on."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from rpc_camera.mqtt.bridge import Bridge, BridgeOptions
from rpc_camera.serve.hosts import EVERYWHERE, is_loopback, outward_address, place

if TYPE_CHECKING:
    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service
    from rpc_camera.serve.mqtt_options import MqttOptions
    from rpc_camera.serve.options import ServeOptions


def start_mqtt(
    options: ServeOptions, mqtt: MqttOptions, service: Service, dispatcher: Dispatcher[Message, Call], port: int
) -> Bridge:
    """Put the cameras on the broker, as soon as it can be reached; the service listens at `port`."""
    bridge_options = BridgeOptions(
        mqtt.access,
        mqtt.topics,
        mqtt.scope,
        _page(options, port),
        owner=f"{socket.gethostname()} {options.state_dir} {mqtt.topics.prefix}",
    )
    return Bridge(bridge_options, service, dispatcher)


def _page(options: ServeOptions, port: int) -> str:
    """Return the address of the control page for other machines, or for this one where no other can reach it."""
    host = next((host for host in options.hosts if not is_loopback(host)), options.hosts[0])
    if host in EVERYWHERE:
        host = outward_address(host)
    return f"http{'s' if options.tls_cert else ''}://{place(host, port)}/"
