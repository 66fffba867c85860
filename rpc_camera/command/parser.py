"""The commands that are clients of a service, as the parser has them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from rpc_camera.command import (
    call,
    cameras,
    capture,
    collect,
    completion,
    config,
    discover,
    doctor,
    files,
    groups,
    label,
    link,
    page,
    preview,
    sequence,
    system_service,
    tether,
    token,
    watch,
)

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands

_ALL: Final = (
    cameras,
    label,
    capture,
    config,
    files,
    preview,
    watch,
    sequence,
    groups,
    collect,
    tether,
    call,
    link,
    page,
    doctor,
)


def add_commands(commands: Commands, root: argparse.ArgumentParser) -> None:
    """Add each of them; what they need beside the parser is imported when one runs."""
    for command in _ALL:
        command.add(commands)
    discover.add(commands, argparse.RawDescriptionHelpFormatter)
    system_service.add(commands, argparse.RawDescriptionHelpFormatter)
    token.add(commands, argparse.RawDescriptionHelpFormatter)
    completion.add(commands, root, argparse.RawDescriptionHelpFormatter)
