"""`rpc-camera tether`: have the service save a camera's new pictures on its own disk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.command.chosen import add_cameras, chosen
from rpc_camera.command.options import Has, add_command, add_group
from rpc_camera.command.output import note
from rpc_camera.command.remedies import sentence
from rpc_camera_client import RpcCameraError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Tethering

_START: Final = """\
  rpc-camera tether start
  rpc-camera tether start --all           in a rig, each host saves its own below its own --save-dir
  rpc-camera tether start --camera left --name-template '{camera}/{original}'"""
_STOP: Final = """\
  rpc-camera tether stop
  rpc-camera tether stop --camera left --camera right"""
_STATUS: Final = """\
  rpc-camera tether status
  rpc-camera tether status --camera left"""


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "tether", "save new pictures on the service's disk")
    starting = add_command(group, "start", "save cameras' new pictures from now on", _START, _start, has=Has.NOTHING)
    add_cameras(starting, "may be repeated")
    starting.add_argument(
        "--name-template", metavar="TEMPLATE", help="the names of saved pictures, see docs/tethering.md"
    )
    starting.add_argument(
        "--delete-after", action="store_true", help="delete a picture from the camera once it is saved"
    )
    stopping = add_command(group, "stop", "save cameras' new pictures no more", _STOP, _stop, has=Has.NOTHING)
    add_cameras(stopping, "may be repeated")
    add_command(group, "status", "show what is saved, and what is in the way", _STATUS, _status, has=Has.CAMERA)


async def _start(work: Work) -> int | None:
    arguments = work.arguments

    async def start(camera: str | None) -> Tethering:
        return await work.session.start_tethering(
            name_template=arguments.name_template, delete_after=arguments.delete_after or None, camera=camera
        )

    return await _switch(work, start)


async def _stop(work: Work) -> int | None:
    return await _switch(work, lambda camera: work.session.stop_tethering(camera=camera))


async def _switch(work: Work, switch: Callable[[str | None], Awaitable[Tethering]]) -> int | None:
    """Start or stop each camera's; return the exit status. RpcCameraError: the only one was refused."""
    cameras: list[str | None] = [*await chosen(work, work.arguments.camera)] or [None]
    if len(cameras) == 1:
        tethering = await switch(cameras[0])
        _print(work, tethering, [tethering])
        return None
    ends = await asyncio.gather(*map(switch, cameras), return_exceptions=True)
    switched = [end for end in ends if not isinstance(end, BaseException)]
    _print(work, {"tetherings": switched}, switched)
    for camera, end in zip(cameras, ends, strict=True):
        if isinstance(end, RpcCameraError):
            note(f"rpc-camera: {camera}: {sentence(end)}")
        elif isinstance(end, BaseException):
            raise end
    return None if len(switched) == len(cameras) else 1


async def _status(work: Work) -> None:
    if work.camera is not None:
        tethering = await work.session.get_tethering(camera=work.camera)
        _print(work, tethering, [tethering])
        return
    listed = await work.session.list_tethering()
    if work.output.for_person:
        for host in listed.get("hosts", [{"save_dir": listed["save_dir"]}]):
            on = f" on {host['host']}" if "host" in host else ""
            work.output.line(f"Saving{on} below {host['save_dir']}" if host["save_dir"] else f"No --save-dir{on}.")
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
