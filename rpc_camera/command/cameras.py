"""`rpc-camera cameras`: which cameras there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_EXAMPLES: Final = """\
  rpc-camera cameras
  rpc-camera cameras --url studio.local
  rpc-camera cameras --json | jq -r '.cameras[].id'"""


def add(commands: Commands) -> None:
    """Add the command."""
    add_command(commands, "cameras", "list the cameras that are there", _EXAMPLES, _list, has=Has.LOCAL)


async def _list(work: Work) -> None:
    listed = await work.session.list_cameras()
    if not work.output.for_person:
        work.output.document(listed)
    elif not listed["cameras"]:
        work.output.line("No camera: connect one by USB and switch it on; `rpc-camera doctor` looks for what is wrong.")
    else:
        rows = [(each["id"], each["port"], each["state"], each["name"]) for each in listed["cameras"]]
        work.output.table(("Camera", "Port", "State", "Model"), rows, whole=3)
        for each in listed["cameras"]:
            if reason := each.get("state_reason"):
                work.output.line(f"{each['id']}: {reason}")
