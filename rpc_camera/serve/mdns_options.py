"""How `rpc-camera serve` is told to announce itself on the network."""

from __future__ import annotations

import re
import shlex
import socket
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from rpc_camera.serve.option_error import OptionsError

if TYPE_CHECKING:
    import argparse

_LONGEST_NAME_BYTES: Final = 59  # of the 63 that a label of the DNS has: a second service of that name gets a number
_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")
_OWN_NAME: Final = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the option that announces the service."""
    parser.add_argument(
        "--mdns",
        nargs="?",
        const=_OWN_NAME,
        metavar="NAME",
        help="announce the service by mDNS (Bonjour, Avahi) where it listens, under this name (default that of the "
        "machine); `rpc-camera discover` finds it",
    )


def resolve(arguments: argparse.Namespace) -> str | None:
    """Return the name to announce, None if none is. OptionsError: it cannot be announced."""
    name: str | None = arguments.mdns
    if name is None:
        return None
    if not find_spec("zeroconf"):
        raise OptionsError(
            f"--mdns needs zeroconf: {shlex.quote(sys.executable)} -m pip install '.[mdns]', in the folder that "
            "rpc-camera was installed from."
        )
    if name == _OWN_NAME:
        return _NOT_IN_A_NAME.sub("-", socket.gethostname().partition(".")[0])[:_LONGEST_NAME_BYTES] or "rpc-camera"
    if not name.isprintable() or "." in name or name.strip() != name or not _fits(name):
        raise OptionsError(
            f"--mdns is {name!r}, which cannot be announced: give 1 to {_LONGEST_NAME_BYTES} bytes of printable text "
            "without a dot."
        )
    return name


def _fits(name: str) -> bool:
    try:
        return len(name.encode()) <= _LONGEST_NAME_BYTES
    except UnicodeEncodeError:
        return False
