"""`rpc-camera serve`: sees that the service can run, and runs it until told to stop."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.edge.tls import TlsError
from rpc_camera.scratch import scratch_folder
from rpc_camera.serve import mqtt_options, rig_options
from rpc_camera.serve.cannot_serve import CannotServeError
from rpc_camera.serve.hosts import is_loopback
from rpc_camera.serve.journal import JournalFormatter, is_journal
from rpc_camera.serve.listening import address_trouble
from rpc_camera.serve.logs import set_up_log
from rpc_camera.serve.service_manager import ServiceManager
from rpc_camera.serve.serving import Serving
from rpc_camera.serve.state_lock import StateInUseError, holding
from rpc_camera.serve.token import take_from_environment, weakness
from rpc_camera.serve.virtual import VirtualCameraError
from rpc_camera.tethering.tetherings import TetheringError
from rpc_camera.token_file import TokenFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.serve.options import ServeOptions

_CANNOT_START: Final = 2


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
            raise CannotServeError(f"{error}{address_trouble(options)}") from None
        yield


async def _serve(options: ServeOptions, fork_server: ForkServer, manager: ServiceManager) -> None:
    stopped = _stop_signal()
    serving = Serving(options, fork_server, manager)
    try:
        await serving.run(stopped)
    finally:
        await serving.close()


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
