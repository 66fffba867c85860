"""`rpc-camera label` and `rpc-camera identify`: which of many bodies is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.numbers import above_zero
from rpc_camera.command.options import Has, add_command
from rpc_camera_client import errors

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_LABEL: Final = """\
  rpc-camera label z-5-6012345 left --place 'row 3, left'
  rpc-camera label left right             call it something else
  rpc-camera label right ''               take the name away"""
_IDENTIFY: Final = """\
  rpc-camera identify left
  rpc-camera identify left --for 30
  rpc-camera identify                     the only one there is"""


def add(commands: Commands) -> None:
    """Add the commands."""
    text = "give a camera a name of your own, and a place in the rig"
    labelling = add_command(commands, "label", text, _LABEL, _label, has=Has.NOTHING)
    labelling.add_argument("camera", metavar="CAMERA", help="which camera: its id, its port, or the name that it has")
    labelling.add_argument("label", nargs="?", metavar="LABEL", help="the name; '' takes it away")
    labelling.add_argument("--place", metavar="PLACE", help="where in the rig it is; '' takes it away")
    text = "have a camera show itself, by its live view or its lens"
    showing = add_command(commands, "identify", text, _IDENTIFY, _identify, has=Has.NOTHING)
    showing.add_argument("camera", nargs="?", metavar="CAMERA", help="which camera: its id, its port, or its label")
    showing.add_argument(
        "--for", dest="duration_s", type=above_zero, metavar="SECONDS", help="how long (default 5, at most 60)"
    )


async def _label(work: Work) -> None:
    arguments = work.arguments
    if arguments.label is None and arguments.place is None:
        raise UsageError("Give a LABEL, or a --place.")
    labelled = await work.session.label_camera(label=arguments.label, place=arguments.place, camera=arguments.camera)
    if not work.output.for_person:
        work.output.document(labelled)
        return
    camera = labelled["camera"]
    called = f"is called {camera['label']}" if "label" in camera else "has no label"
    place = f", at {camera['place']}" if "place" in camera else ""
    work.output.line(f"{camera['id']} {called}{place}.")


async def _identify(work: Work) -> None:
    try:
        shown = await work.session.identify_camera(duration_s=work.arguments.duration_s, camera=work.arguments.camera)
    except errors.NoCameraSelected as error:
        raise CommandError(f"{error.message} Name one: {', '.join(map(str, error.data.get('cameras', [])))}.") from None
    if not work.output.for_person:
        work.output.document(shown)
        return
    by = {"live_view": "its live view", "focus": "its lens"}[shown["by"]]
    work.output.line(f"{shown['camera']} has shown itself by {by}.")
