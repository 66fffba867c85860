"""What the service is made of, put together as `options` describe it; nothing of it is started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.registry.place import USB_TOPOLOGY
from rpc_camera.camera.registry.registry import CameraRegistry, RegistryOptions
from rpc_camera.camera.registry.usb_watch import USB_DEVICES
from rpc_camera.contract.contract import Contract
from rpc_camera.dispatch import Dispatcher
from rpc_camera.edge.gateway import Bounds, Gateway
from rpc_camera.edge.origin import hosts_of
from rpc_camera.edge.server import Server
from rpc_camera.edge.tls import tls_context
from rpc_camera.event_log import EventLog
from rpc_camera.group.kept_groups import GROUPS_FILE, KeptGroups
from rpc_camera.methods.authentication import Authenticator
from rpc_camera.methods.cancel_notification import CANCEL_NOTIFICATION, CancelNotificationSchema
from rpc_camera.methods.kept_links import KeptLinks
from rpc_camera.methods.own_cameras import with_own_cameras
from rpc_camera.methods.requests import cancel_request, open_call
from rpc_camera.methods.server import authorize, batch_items
from rpc_camera.methods.service import Service
from rpc_camera.methods.table import METHODS, check_table, with_several
from rpc_camera.methods.tickets import Tickets
from rpc_camera.sequences.sequences import Sequences
from rpc_camera.serve.tokens import grants_of
from rpc_camera.tethering.names import Template
from rpc_camera.tethering.save_folder import SaveFolder
from rpc_camera.tethering.settings import SaveSettings
from rpc_camera.tethering.tetherings import Tetherings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.camera.line.fork_server import ForkServer
    from rpc_camera.dispatch.dispatcher import ParamsSchema
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.several import Handler
    from rpc_camera.metrics.metrics import Metrics
    from rpc_camera.serve.options import ServeOptions
    from rpc_camera.serve.rig import ServedRig


def make_service(
    options: ServeOptions,
    fork_server: ForkServer,
    usb_devices: Path = USB_DEVICES,
    usb_topology: Path = USB_TOPOLOGY,
) -> Service:
    """Return the service; its cameras are not started."""
    contract = Contract.load()
    check_table(with_several(METHODS), contract.methods)
    finds_cameras = options.rig is None or options.rig.has_cameras
    cameras = CameraRegistry(
        RegistryOptions(options.state_dir, fork_server, usb_devices, usb_topology, finds_cameras=finds_cameras)
    )
    events = EventLog() if options.rig else cameras.events
    tethering = Tetherings(cameras, _save_settings(options))
    sequences = Sequences(cameras, contract, options.state_dir)
    authenticator = Authenticator(options.token)
    if options.tokens:
        authenticator.know(grants_of(options.tokens))
    tickets = Tickets(options.token, authenticator)
    groups = KeptGroups(options.state_dir / GROUPS_FILE, events)
    links = KeptLinks(options.state_dir, lambda: authenticator.grants, options.tokens)
    return Service(cameras, events, contract, authenticator, tickets, tethering, sequences, groups, links)


def _save_settings(options: ServeOptions) -> SaveSettings | None:
    if options.save_dir is None:
        return None
    folder = SaveFolder(options.save_dir, options.state_dir)
    return SaveSettings(folder, Template(options.save_name), options.delete_after_save)


def make_rig(service: Service, options: ServeOptions) -> ServedRig | None:
    """Return this host's part of the rig that `options` name, if any. It is not started."""
    if options.rig is None:
        return None
    from rpc_camera.serve.rig import ServedRig  # noqa: PLC0415 - one host alone needs none of it

    return ServedRig(service, options, options.rig, make_dispatcher(service, METHODS))


def make_dispatcher(
    service: Service, methods: Mapping[str, Handler], metrics: Metrics | None = None
) -> Dispatcher[Message, Call]:
    """Return what answers the requests of clients by `methods`; `metrics` counts them."""
    schemas: dict[str, ParamsSchema] = {**service.contract.methods, CANCEL_NOTIFICATION: CancelNotificationSchema()}
    handlers: dict[str, Handler] = {**with_own_cameras(with_several(methods)), CANCEL_NOTIFICATION: cancel_request}
    if metrics:
        handlers = metrics.around(handlers)
    on_error = metrics.note_error if metrics else None
    return Dispatcher(schemas, handlers, authorize, open_call, batch_items, on_error=on_error)


def make_server(
    service: Service,
    options: ServeOptions,
    bounds: Bounds | None = None,
    methods: Mapping[str, Handler] = METHODS,
    metrics: Metrics | None = None,
) -> Server:
    """Return the server at the edge of `service`. TlsError: certificate or key cannot be used."""
    dispatcher = make_dispatcher(service, methods, metrics)
    gateway = Gateway(
        service,
        dispatcher,
        service.events,
        service.contract.sources.files,
        frozenset(options.allowed_origins),
        bounds or Bounds(),
        frozenset(options.hosts) | frozenset(options.allowed_hosts) | hosts_of(options.allowed_origins),
        metrics,
    )
    tls = tls_context(options.tls_cert, options.tls_key) if options.tls_cert else None
    server = Server(gateway, options.hosts, options.port, tls)
    service.durable_links.when_revoked(server.end_link)
    if metrics:
        metrics.watch(server)
    return server
