"""`rpc-camera tether`: have the service save a camera's new pictures on its own disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.options import Has, add_command, add_group
from rpc_camera.command.output import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Tethering

_START: Final = """\
  rpc-camera tether start
  rpc-camera tether start --camera left --name-template '{camera}/{original}'"""
_STOP: Final = "  rpc-camera tether stop"
_STATUS: Final = """\
  rpc-camera tether status
  rpc-camera tether status --camera left"""


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "tether", "save new pictures on the service's disk")
    starting = add_command(group, "start", "save a camera's new pictures from now on", _START, _start, has=Has.CAMERA)
    starting.add_argument(
        "--name-template", metavar="TEMPLATE", help="the names of saved pictures, see docs/tethering.md"
    )
    starting.add_argument(
        "--delete-after", action="store_true", help="delete a picture from the camera once it is saved"
    )
    add_command(group, "stop", "save a camera's new pictures no more", _STOP, _stop, has=Has.CAMERA)
    add_command(group, "status", "show what is saved, and what is in the way", _STATUS, _status, has=Has.CAMERA)


async def _start(work: Work) -> None:
    arguments = work.arguments
    tethering = await work.session.start_tethering(
        name_template=arguments.name_template, delete_after=arguments.delete_after or None, camera=work.camera
    )
    _print(work, tethering, [tethering])


async def _stop(work: Work) -> None:
    tethering = await work.session.stop_tethering(camera=work.camera)
    _print(work, tethering, [tethering])


async def _status(work: Work) -> None:
    if work.camera is not None:
        tethering = await work.session.get_tethering(camera=work.camera)
        _print(work, tethering, [tethering])
        return
    listed = await work.session.list_tethering()
    if work.output.for_person:
        work.output.line(
            f"Saving below {listed['save_dir']}" if listed["save_dir"] else "The service has no --save-dir."
        )
    _print(work, listed, listed["tetherings"])


def _print(work: Work, result: object, tetherings: Sequence[Tethering]) -> None:
    if not work.output.for_person:
        work.output.document(result)
        return
    rows = [
        (each["camera"], "on" if each["active"] else "off", each["saved"], each["pending"], each["name_template"])
        for each in tetherings
    ]
    work.output.table(("Camera", "Tethered", "Saved", "To save", "Names"), rows)
    for each in tetherings:
        for trouble in each["failing"]:
            note(f"{each['camera']}: {trouble['error']['message']} {trouble['error']['remedy']}")
