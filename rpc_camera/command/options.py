"""The options that commands have in common, and how a command is added to the parser."""

from __future__ import annotations

import argparse
from enum import Flag, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.command.address import DEFAULT_URL, TOKEN_VARIABLE, URL_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.command.work import Alone, Run

    Commands = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse has no other name for it

ENDS: Final = (
    "exit status: 0 done; 1 refused or failed; 2 wrong usage; 3 no service, or its token is missing or wrong; "
    "130 Ctrl-C."
)


class Has(Flag):
    """Which of the common options a command has."""

    NOTHING = 0
    CAMERA = auto()
    LOCAL = auto()


class _Once(argparse.Action):
    """Keeps the one camera of a command: a second one would take the place of the first, and nobody would be told."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        _option: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            raise argparse.ArgumentError(self, "this command is for one camera, and two are named")
        setattr(namespace, self.dest, values)


def add_command(
    commands: Commands, name: str, text: str, examples: str, run: Run | Alone, *, has: Has = Has.CAMERA | Has.LOCAL
) -> argparse.ArgumentParser:
    """Add the command `name`, which `run` carries out; return its parser, for options of its own."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"examples:\n{examples}\n\n{ENDS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, alone=False, camera=None, local=False, virtual=[])
    if Has.CAMERA in has:
        parser.add_argument(
            "--camera",
            action=_Once,
            metavar="ID",
            help="which camera: its id, port or label, as `rpc-camera cameras` has",
        )
    add_service(parser)
    if Has.LOCAL in has:
        add_local(parser)
    return parser


def add_group(commands: Commands, name: str, text: str) -> Commands:
    """Add a command that has commands of its own; return them."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=ENDS
    )
    added: Commands = parser.add_subparsers(dest=f"{name}_command", metavar="COMMAND", required=True)
    return added


def add_service(parser: argparse.ArgumentParser) -> None:
    """Add how the service is found, and how the result is printed."""
    group = parser.add_argument_group("service")
    group.add_argument("--url", metavar="ADDRESS", help=f"where it is ({URL_VARIABLE}; default {DEFAULT_URL})")
    group.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help=f"a file with its token ({TOKEN_VARIABLE}: the token itself; a server of yours on this machine left one)",
    )
    group.add_argument("--tls-ca", type=Path, metavar="FILE", help="trust this certificate (PEM), for wss://")
    group.add_argument("--json", action="store_true", help="print JSON, as is done where no terminal is")


def add_local(parser: argparse.ArgumentParser) -> None:
    """Add what starts a service for the command alone."""
    group = parser.add_argument_group("without a service that runs")
    group.add_argument("--local", action="store_true", help="start one for as long as this command runs")
    group.add_argument(
        "--virtual",
        action="append",
        default=[],
        metavar="N|MAKE[:N]",
        help="with virtual cameras, as `serve` has them; a --camera ptpip:ADDRESS is added as well",
    )
