"""The command `virtual-camera`: options, and running one camera until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import ipaddress
import logging
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.scratch import scratch_folder
from rpc_camera.virtual import control as control_commands
from rpc_camera.virtual.body import Identity
from rpc_camera.virtual.channel import socket_channel, stdin_channel
from rpc_camera.virtual.control import Control
from rpc_camera.virtual.makers import MAKERS
from rpc_camera.virtual.makes import Make
from rpc_camera.virtual.responder import Responder
from rpc_camera.virtual.stock import add_user_files
from rpc_camera.virtual.storage import Card

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.virtual.camera import VirtualCamera

USAGE_ERROR = 2
ON_STDIN = "-"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - said by the user
_EXAMPLES = """
Turn a dial at the start, and type further commands; the end of input ends the camera:

    (echo '{"set_property": "iso", "value": "400"}'; cat) | rpc-camera virtual-camera --control -

Over a UNIX socket, with Python's standard library:

    rpc-camera virtual-camera --control control.sock
    python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.connect("control.sock"); \
s.sendall(b"{\\"press_shutter\\": true}\\n"); print(s.makefile().readline())'
"""


class StartError(Exception):
    """The camera cannot start; the message is one sentence for a person."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to `parser`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Run one virtual camera: a PTP/IP responder that libgphoto2 takes for a Nikon, or another make.\n"
        "The first line on standard output is its libgphoto2 port, such as ptpip:127.0.0.1:15740:15740.\n"
        'Try it: gphoto2 --port PORT --camera "PTP/IP Camera" --summary'
    )
    parser.epilog = "The control channel:\n" + (control_commands.__doc__ or "").partition("\n\n")[2] + _EXAMPLES
    parser.set_defaults(command_name=parser.prog)
    add = parser.add_argument
    add(
        "--host",
        type=_address,
        default="127.0.0.1",
        help="IPv4 address to listen on; 0.0.0.0: every one that this machine has (default: %(default)s)",
    )
    add("--port", type=_port, default=15740, help="port to listen on; 0: any that is free (default: %(default)s)")
    add("--pictures", type=Path, metavar="DIR", help="put these files on the card as well; they are only read")
    makes = [make.value for make in Make]
    add("--make", choices=makes, default=makes[0], help="whose body it is (default: %(default)s)")
    add("--model", type=_model, help="the model's name (default: one of that make)")
    add("--serial", help="the serial number (default: made of the port)")
    add(
        "--card-size-mb",
        type=_positive,
        default=8192,
        metavar="N",
        help="the card's capacity in millions of bytes (default: %(default)s)",
    )
    add("--raw-plus-jpeg", action="store_true", help="begin with RAW and JPEG for each picture")
    add(
        "--control",
        metavar="PATH",
        help='take commands on a UNIX socket; "-": on standard input, until it ends (see below)',
    )
    add("--exit-with-parent", action="store_true", help="end when standard input ends")
    add("--quiet", action="store_true", help="no hints on standard error")
    add("--debug", action="store_true", help="log what is odd on the network")


def run(arguments: argparse.Namespace) -> int:
    """Run until SIGINT, SIGTERM or the end of the parent; the exit status."""
    logging.basicConfig(level=logging.DEBUG if arguments.debug else logging.WARNING, stream=sys.stderr)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    try:
        with scratch_folder("virtual-camera-") as directory:
            asyncio.run(_run(arguments, directory))
    except StartError as error:
        print(f"{arguments.command_name}: {error}", file=sys.stderr)
        return USAGE_ERROR
    return 0


async def _run(arguments: argparse.Namespace, directory: Path) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    with _listen(arguments.host, arguments.port) as listener:
        await _run_until(ended, listener, arguments, directory)


async def _run_until(
    ended: asyncio.Event, listener: socket.socket, arguments: argparse.Namespace, directory: Path
) -> None:
    port = listener.getsockname()[1]
    make = MAKERS[Make(arguments.make)]
    identity = Identity(arguments.model or make.default_model, arguments.serial or f"VC{port:05d}")
    camera = make(identity, Card(directory, arguments.card_size_mb * 1_000_000))
    if arguments.raw_plus_jpeg:
        camera.begin_with_raw_and_jpeg()
    _add_pictures(camera, arguments.pictures)
    responder = Responder(camera, listener)
    await responder.start()
    try:
        async with _channels(Control(camera, responder), arguments, ended):
            _announce(arguments, port)
            await ended.wait()
    finally:
        await responder.stop()
        await camera.close()


@contextlib.asynccontextmanager
async def _channels(control: Control, arguments: argparse.Namespace, ended: asyncio.Event) -> AsyncIterator[None]:
    on_stdin = arguments.control == ON_STDIN
    async with contextlib.AsyncExitStack() as stack:
        if on_stdin or arguments.exit_with_parent:
            await stack.enter_async_context(stdin_channel(control if on_stdin else None, ended.set))
        if arguments.control and not on_stdin:
            try:
                await stack.enter_async_context(socket_channel(control, Path(arguments.control)))
            except OSError as error:
                raise StartError(f"No socket can be at {arguments.control}: {error.strerror or error}.") from None
        yield


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        hint = " (choose another with --port)" if error.errno == errno.EADDRINUSE else ""
        raise StartError(f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}{hint}.") from None


def _add_pictures(camera: VirtualCamera, directory: Path | None) -> None:
    if directory is None:
        return
    try:
        add_user_files(camera.body, directory)
    except OSError as error:
        raise StartError(f"The pictures in {directory} cannot be read: {error.strerror}.") from None


def _announce(arguments: argparse.Namespace, port: int) -> None:
    everywhere = arguments.host == EVERY_ADDRESS
    address = f"ptpip:{'127.0.0.1' if everywhere else arguments.host}:{port}:{port}"
    print(address, flush=True)
    if everywhere and not arguments.quiet:
        print("From another machine, put this one's address in place of 127.0.0.1.", file=sys.stderr)
    if not arguments.quiet and sys.stderr.isatty():
        hint = f'gphoto2 --port {address} --camera "PTP/IP Camera" --summary'
        print(f"Try it:  {hint}\nCtrl-C ends it.", file=sys.stderr)


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise argparse.ArgumentTypeError("libgphoto2 takes numeric IPv4 addresses only") from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 0xFFFF:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("a whole number of at least 1 is expected")
    return int(text)


def _model(text: str) -> str:
    if not text or text[0] in "JVS" or len(text) > 60:
        raise argparse.ArgumentTypeError("libgphoto2 takes a model that begins with J, V or S for a Nikon 1")
    return text
