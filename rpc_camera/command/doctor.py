"""`rpc-camera doctor`: looks at this machine and at the service for what is wrong, and says what to do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.command import machine
from rpc_camera.command.finding import State
from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    import argparse

    from rpc_camera.command.options import Commands
    from rpc_camera.command.output import Output

_EXAMPLES: Final = """\
  rpc-camera doctor
  rpc-camera doctor --url studio.local        this machine, and that service
  rpc-camera doctor --json | jq -r '.checks[] | select(.state == "fault") | .remedy'
It ends with 1 when there is a fault; a warning is none."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "doctor", "look for what is wrong", _EXAMPLES, _examine, has=Has.NOTHING)
    parser.set_defaults(alone=True)


async def _examine(arguments: argparse.Namespace, output: Output) -> int | None:
    from rpc_camera.command.service_check import check_service  # noqa: PLC0415 - it needs the client

    found = [*await check_service(arguments), *await asyncio.to_thread(machine.check_all)]
    if output.for_person:
        for each in found:
            output.line(f"{each.state:<8} {each.check}: {each.message}{f' {each.remedy}' if each.remedy else ''}")
    else:
        output.document({"checks": [each.as_json() for each in found]})
    return 1 if any(each.state is State.FAULT for each in found) else None
