"""The commands that are clients of a service, as the parser has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command import call, cameras, capture, config

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands

_ALL: Final = (cameras, capture, config, call)


def add_commands(commands: Commands) -> None:
    """Add each of them; what they need beside the parser is imported when one runs."""
    for command in _ALL:
        command.add(commands)
