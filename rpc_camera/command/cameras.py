"""`rpc-camera cameras`: which cameras there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Camera

_EXAMPLES: Final = """\
  rpc-camera cameras
  rpc-camera cameras --url studio.local
  rpc-camera cameras --json | jq -r '.cameras[].id'"""


def add(commands: Commands) -> None:
    """Add the command."""
    add_command(commands, "cameras", "list the cameras that are there", _EXAMPLES, _list, has=Has.LOCAL)


def _row(camera: Camera, *, is_labelled: bool, is_rig: bool) -> tuple[str, ...]:
    labels = (camera.get("label", ""), camera.get("place", "")) if is_labelled else ()
    host = (camera.get("host", ""),) if is_rig else ()
    return (camera["id"], *labels, *host, camera["port"], camera["state"], camera["name"])


async def _list(work: Work) -> None:
    listed = await work.session.list_cameras()
    if not work.output.for_person:
        work.output.document(listed)
    elif not listed["cameras"]:
        where = " in the rig, as far as this host reaches it" if "hosts" in listed else ""
        what = "connect one by USB and switch it on; `rpc-camera doctor` looks for what is wrong"
        work.output.line(f"No camera{where}: {what}.")
    else:
        is_labelled = any("label" in each or "place" in each for each in listed["cameras"])
        is_rig = "hosts" in listed
        labels, host = ("Label", "Place") if is_labelled else (), ("Host",) if is_rig else ()
        head = ("Camera", *labels, *host, "Port", "State", "Model")
        rows = [_row(each, is_labelled=is_labelled, is_rig=is_rig) for each in listed["cameras"]]
        work.output.table(head, rows, whole=len(head) - 1)
        for each in listed["cameras"]:
            if reason := each.get("state_reason"):
                work.output.line(f"{each['id']}: {reason}")
    if work.output.for_person and "hosts" in listed:
        for silent in (host["host"] for host in listed["hosts"] if not host["reachable"]):
            work.output.line(f"The host {silent} does not answer: its cameras are missing here.")
