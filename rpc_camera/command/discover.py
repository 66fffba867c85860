"""`rpc-camera discover`: which services announce themselves on this network."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import sys
from contextlib import suppress
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError
from rpc_camera.command.options import ENDS

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.output import Output
    from rpc_camera_client import DiscoveredService

_EPILOG: Final = f"""\
examples:
  rpc-camera discover
  rpc-camera discover --for 10
  rpc-camera discover --json | jq -r '.services[].url'

{ENDS}"""
_FOR_S: Final = 3.0
_LONGEST_S: Final = 3600.0
_CONNECT_S: Final = 2.0
_AT_ONCE: Final = 32


def add(commands: Commands, formatter: type[argparse.HelpFormatter]) -> None:
    """Add the command, which needs no service and no token."""
    text = "list the services that announce themselves on this network"
    parser = commands.add_parser(
        "discover", help=text, description=f"{text.capitalize()}.", epilog=_EPILOG, formatter_class=formatter
    )
    parser.add_argument(
        "--for",
        dest="for_s",
        type=_seconds,
        default=_FOR_S,
        metavar="SECONDS",
        help=f"how long to listen (default {_FOR_S:g})",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, as is done where no terminal is")
    parser.set_defaults(run=_discover, alone=True)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= _LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text} is no time to listen: give up to {_LONGEST_S:g} seconds")
    return value


async def _discover(arguments: argparse.Namespace, output: Output) -> None:
    if not find_spec("zeroconf"):
        raise CommandError(
            f"`rpc-camera discover` needs zeroconf: {shlex.quote(sys.executable)} -m pip install '.[mdns]', in the "
            "folder that rpc-camera was installed from."
        )
    from rpc_camera_client import discover  # noqa: PLC0415 - other commands should not wait for it

    services = await discover(arguments.for_s)
    turns = asyncio.Semaphore(_AT_ONCE)
    reachable = await asyncio.gather(*(_is_reachable(service, turns) for service in services))
    if not output.for_person:
        listed = [{**asdict(each), "reachable": answers} for each, answers in zip(services, reachable, strict=True)]
        output.document({"services": listed})
    elif not services:
        output.line(
            f"No service announced itself within {arguments.for_s:g} s: it has to be started with --mdns and listen on "
            "the network (--host), and mDNS stays within one network."
        )
    else:
        head = ("URL", "Name", "Version", "In a rig", "TLS", "Reachable")
        output.table(head, [_row(*each) for each in zip(services, reachable, strict=True)])


def _row(service: DiscoveredService, is_reachable: bool) -> tuple[str, ...]:
    return (
        service.url,
        service.name,
        service.version or "",
        f"as {service.rig_host}" if service.rig_host else "no",
        "yes" if service.tls else "no",
        "yes" if is_reachable else "no",
    )


async def _is_reachable(service: DiscoveredService, turns: asyncio.Semaphore) -> bool:
    """Return whether something listens there. Nothing is sent: anybody can have announced it."""
    async with turns:
        try:
            async with asyncio.timeout(_CONNECT_S):
                _, writer = await asyncio.open_connection(service.addresses[0], service.port)
        except (OSError, TimeoutError):
            return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True
