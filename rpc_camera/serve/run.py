"""`rpc-camera serve`: puts the parts together, runs until told to stop, and stops in good order."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import resource
import signal
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.camera.registry.place import USB_TOPOLOGY
from rpc_camera.camera.registry.registry import CameraRegistry, RegistryOptions
from rpc_camera.camera.registry.usb_watch import USB_DEVICES
from rpc_camera.contract.contract import Contract
from rpc_camera.contract.types import EventName
from rpc_camera.dispatch import Dispatcher
from rpc_camera.edge.gateway import Bounds, Gateway
from rpc_camera.edge.origin import hosts_of
from rpc_camera.edge.server import Server, bound_sockets
from rpc_camera.edge.tls import TlsError, tls_context
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
from rpc_camera.scratch import scratch_folder
from rpc_camera.sequences.sequences import Sequences
from rpc_camera.serve import mqtt_options, rig_options
from rpc_camera.serve.beside import Beside
from rpc_camera.serve.greeting import greeting
from rpc_camera.serve.hosts import is_loopback, place
from rpc_camera.serve.journal import JournalFormatter, is_journal
from rpc_camera.serve.lag import log_lag
from rpc_camera.serve.leaving import left_for_commands
from rpc_camera.serve.logs import set_up_log
from rpc_camera.serve.metrics import make_metrics
from rpc_camera.serve.service_manager import ServiceManager
from rpc_camera.serve.service_status import report_cameras
from rpc_camera.serve.state_lock import StateInUseError, holding
from rpc_camera.serve.stopping import bound_the_end, close_jobs, leave_the_rest
from rpc_camera.serve.token import take_from_environment, weakness
from rpc_camera.serve.tokens import following, grants_of
from rpc_camera.serve.virtual import VirtualCameraError, VirtualCameras
from rpc_camera.tethering.names import Template
from rpc_camera.tethering.save_folder import SaveFolder
from rpc_camera.tethering.settings import SaveSettings
from rpc_camera.tethering.tetherings import TetheringError, Tetherings
from rpc_camera.token_file import TokenFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rpc_camera.dispatch.dispatcher import ParamsSchema
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.several import Handler
    from rpc_camera.metrics.metrics import Metrics
    from rpc_camera.serve.options import ServeOptions
    from rpc_camera.serve.rig import ServedRig

_CANNOT_START: Final = 2
_VIRTUAL_GRACE_S: Final = 0.5
_log = logging.getLogger(__name__)


class CannotServeError(Exception):
    """The service cannot start; its text is one sentence for the user."""


def run(options: ServeOptions) -> int:
    """Serve until SIGINT or SIGTERM; return the exit status."""
    set_up_log(options.log_level, JournalFormatter() if is_journal(sys.stderr.fileno()) else None)
    manager = ServiceManager.from_environment()
    # Workers, which parse what cameras send, need not know it.
    take_from_environment(*rig_options.SECRET_VARIABLES, *mqtt_options.SECRET_VARIABLES)
    _raise_descriptor_limit()
    try:
        _check_token(options)
        with _holding(options), scratch_folder("rpc-camera-") as folder:
            tempfile.tempdir = os.environ["TMPDIR"] = str(folder)  # the children's too, which may be killed with this
            with ForkServer() as fork_server:
                asyncio.run(_serve(options, fork_server, manager))
    except (CannotServeError, TetheringError, TlsError, TokenFileError, VirtualCameraError) as error:
        print(f"rpc-camera serve: {error}", file=sys.stderr)
        return _CANNOT_START
    return 0


def _check_token(options: ServeOptions) -> None:
    """Refuse a weak token where others can reach the service."""
    if options.token_is_new or all(map(is_loopback, options.hosts)):
        return
    if reason := weakness(options.token):
        raise CannotServeError(
            f"API_TOKEN can be guessed, and {', '.join(options.hosts)} is open to others: it {reason}. Make one with "
            "`export API_TOKEN=$(python3 -c 'import secrets; print(secrets.token_urlsafe(32))')`, or set none: then "
            "each start has a new one."
        )


@contextmanager
def _holding(options: ServeOptions) -> Iterator[None]:
    """Hold the state directory. CannotServeError: another server has it, and, said at once, perhaps the address too."""
    with ExitStack() as stack:
        try:
            stack.enter_context(holding(options.state_dir))
        except StateInUseError as error:
            raise CannotServeError(f"{error}{_port_trouble(options)}") from None
        yield


def _port_trouble(options: ServeOptions) -> str:
    try:
        for listener in bound_sockets(options.hosts, options.port):
            listener.close()
    except OSError as error:
        return f" {_cannot_listen(options, error)}"
    return ""


async def _serve(options: ServeOptions, fork_server: ForkServer, manager: ServiceManager) -> None:
    stopped = _stop_signal()
    service = make_service(options, fork_server)
    rig = make_rig(service, options)
    served, methods = (rig.service, rig.table(METHODS)) if rig else (service, METHODS)
    metrics = make_metrics(served, options)
    server = make_server(served, options, methods=methods, metrics=metrics)
    beside = Beside(options, served, make_dispatcher(served, methods, metrics))
    virtual = VirtualCameras()
    lag = asyncio.create_task(log_lag(metrics.note_lag if metrics else None), name="lag")
    watchdog = asyncio.create_task(manager.feed_watchdog(), name="watchdog")
    service.cameras.events.add_listener(_log_camera)
    left = ExitStack()
    try:
        await service.tethering.start()
        await _listen(server, options)
        left.enter_context(left_for_commands(options, server.port))
        left.enter_context(following(options.tokens, service.authenticator, server.end_revoked, manager))
        await service.sequences.start()
        service.cameras.add(options.cameras)
        if rig:
            rig.start(server.port)
        beside.start(server)
        starting = asyncio.create_task(service.cameras.start(virtual.start(options.virtual)))
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            await starting
            new_ticket = service.tickets.create if options.token_is_new or sys.stdout.isatty() else None
            print(greeting(options, server.port, service.cameras.cameras, new_ticket), flush=True)
            report_cameras(service.cameras, manager)
            manager.ready()
            await _end(stopped, rig)
        _log.info("stopping")
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
    finally:
        manager.stopping()
        left.close()
        bound_the_end()
        await beside.close()
        all_is_written = await close_jobs(service)
        if rig:
            await rig.close()
        await service.cameras.close()
        await service.groups.close()
        await asyncio.gather(server.stop(), virtual.close(_VIRTUAL_GRACE_S))
        lag.cancel()
        watchdog.cancel()
        if not all_is_written:
            leave_the_rest()


def make_service(
    options: ServeOptions,
    fork_server: ForkServer,
    usb_devices: Path = USB_DEVICES,
    usb_topology: Path = USB_TOPOLOGY,
) -> Service:
    """Return the service that `options` describe; its cameras are not started."""
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
    links = KeptLinks(options.state_dir, lambda: authenticator.grants)
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
    return Dispatcher(schemas, handlers, authorize, open_call, batch_items)


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


async def _end(stopped: asyncio.Future[None], rig: ServedRig | None) -> None:
    """Wait until the service is told to stop. CannotServeError: it cannot be in the rig."""
    if rig is None:
        await stopped
        return
    waiting: set[asyncio.Future[Any]] = {stopped, rig.refused}
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if rig.refused.done():
        raise CannotServeError(rig.refused.result())


async def _listen(server: Server, options: ServeOptions) -> None:
    try:
        await server.start()
    except OSError as error:
        raise CannotServeError(_cannot_listen(options, error)) from None


def _cannot_listen(options: ServeOptions, error: OSError) -> str:
    in_use = error.errno == errno.EADDRINUSE
    hint = "is another server running there? Choose another with --port" if in_use else "see --host and --port"
    reason = (error.strerror or str(error)).rstrip(".")
    return f"Cannot listen on {', '.join(place(host, options.port) for host in options.hosts)}: {reason} ({hint})."


def _raise_descriptor_limit() -> None:
    """Take all the descriptors that the system allows: a crowd of clients should not keep a worker from starting."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _stop_signal() -> asyncio.Future[None]:
    """Return a future that is done when the service is told to stop."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if not stopped.done():
            stopped.set_result(None)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return stopped


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
