"""The `rpc-camera` command."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from rpc_camera import __version__
from rpc_camera.serve import options as serve_options
from rpc_camera.serve.loading import loading
from rpc_camera.serve.option_error import OptionsError
from rpc_camera.virtual.makes import Make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.command.options import Commands

_USAGE_ERROR = 2
_INTERRUPTED = 130
_FOR_THIS_USER_ALONE = 0o077  # pictures, and what links and sequences are made of, are nobody else's
_SERVE_EPILOG = """\
environment (flags win): WS_HOST, WS_PORT, LOG_LEVEL, and API_TOKEN, the token that clients have to show;
without it a random one is made and shown at the start.

examples:
  rpc-camera serve --virtual 1                    try it without a camera
  rpc-camera serve --host ::                      every camera on USB, for the whole network
  rpc-camera serve --camera ptpip:192.0.2.7       and one that is on the network itself
  rpc-camera serve --save-dir ~/Pictures/studio   save each new picture there
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence, and which tells itself of arguments that it does not know."""

    def parse_known_args(  # type: ignore[override]  # only for argparse's own Namespace
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE_ERROR, f"{self.prog}: {message}; `{self.prog} --help` lists the options.\n")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    from rpc_camera.command.parser import add_commands  # noqa: PLC0415 - `serve` should not wait for other commands
    from rpc_camera.virtual import command as virtual_camera  # noqa: PLC0415 - nor for cameras of its own

    parser, commands = _serve_parser()
    virtual = commands.add_parser(
        "virtual-camera",
        help="start one virtual camera alone, for other software that uses libgphoto2",
        description=virtual_camera.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    virtual_camera.add_arguments(virtual)
    add_commands(commands, parser)
    return parser


def _serve_parser() -> tuple[argparse.ArgumentParser, Commands]:
    """Return the parser of `serve` alone, and what takes further commands."""
    parser = _Parser(prog="rpc-camera", description="Tethered cameras on the network: JSON-RPC 2.0 over WebSocket.")
    parser.add_argument("--version", action="version", version=f"rpc-camera {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    serve = commands.add_parser(
        "serve",
        help="put the cameras of this machine on the network",
        description="Put the cameras of this machine on the network.",
        epilog=_SERVE_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve_options.add_arguments(serve, [make.value for make in Make])
    return parser, commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status: 0, 2 for an option or a start that cannot be, and more of a client's."""
    try:
        return _main(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # while it is loaded, which takes seconds on a slow machine; what runs has its own end
        return _INTERRUPTED


def _main(arguments: Sequence[str]) -> int:
    if not arguments:
        make_parser().print_help(sys.stderr)
        return _USAGE_ERROR
    if arguments[:1] != ["serve"]:
        return _other(make_parser().parse_args(arguments))
    parsed = _serve_parser()[0].parse_args(arguments)
    try:
        options = serve_options.resolve(parsed)
        os.umask(_FOR_THIS_USER_ALONE)
        serve_options.check_state_dir(options.state_dir)
        serve_options.check_save_dir(options)
    except OptionsError as error:
        print(f"rpc-camera serve: {error}", file=sys.stderr)
        return _USAGE_ERROR
    # The clients of NATS, Prometheus and MQTT import it, whether it is used or not.
    uses_tls = options.tls_cert or options.rig or options.metrics or options.mqtt
    with loading(tls=bool(uses_tls)):
        from rpc_camera.serve.run import run  # noqa: PLC0415 - `--help` and errors should not wait for aiohttp

    return run(options)


def _other(parsed: argparse.Namespace) -> int:
    """Run another command than `serve`."""
    if parsed.command == "virtual-camera":
        from rpc_camera.virtual.command import run as run_camera  # noqa: PLC0415 - as in make_parser

        return run_camera(parsed)
    from rpc_camera.command.entry import run as run_command  # noqa: PLC0415 - `serve` needs nothing of a client

    return run_command(parsed)
