"""`rpc-camera sequence`: pictures at an interval, which the service goes on with when the command has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import UsageError
from rpc_camera.command.numbers import above_zero, count, seconds
from rpc_camera.command.options import Has, add_command, add_group
from rpc_camera.command.output import note

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Sequence

_START: Final = """\
  rpc-camera sequence start --frames 500 --interval 5 --name clouds
  rpc-camera sequence start --frames 60 --bulb 90
(brackets and steps: `rpc-camera call start_sequence`, see docs/sequences.md)"""
_LIST: Final = "  rpc-camera sequence list"
_SHOW: Final = "  rpc-camera sequence show clouds"
_STOP: Final = "  rpc-camera sequence stop clouds"
_UNDER_WAY: Final = frozenset({"running", "waiting", "stopping"})


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "sequence", "take pictures at an interval, in the service")
    starting = add_command(group, "start", "begin a sequence, which goes on by itself", _START, _start, has=Has.CAMERA)
    starting.add_argument("--frames", type=count, metavar="N", help="how many (default: until it is stopped)")
    starting.add_argument("--interval", type=seconds, metavar="SECONDS", help="left out: as fast as the camera goes")
    starting.add_argument("--bulb", type=above_zero, metavar="SECONDS", help="hold the shutter open for so long")
    starting.add_argument("--name", metavar="NAME", help="what to call it")
    starting.add_argument("--resume", action="store_true", help="go on after a restart of the service")
    add_command(group, "list", "list sequences", _LIST, _list, has=Has.NOTHING)
    for name, text, examples, run in (
        ("show", "show how far a sequence is", _SHOW, _show),
        ("stop", "end a sequence after the picture in work", _STOP, _stop),
    ):
        parser = add_command(group, name, text, examples, run, has=Has.NOTHING)
        parser.add_argument("sequence", metavar="ID", help="its id or name, as `rpc-camera sequence list` has it")


async def _start(work: Work) -> None:
    arguments = work.arguments
    started = await work.session.start_sequence(
        frames=arguments.frames,
        interval_s=arguments.interval,
        bulb_s=arguments.bulb,
        name=arguments.name,
        resume=arguments.resume or None,
        camera=work.camera,
    )
    _print(work, started, [started["sequence"]])


async def _list(work: Work) -> None:
    listed = await work.session.list_sequences()
    _print(work, listed, listed["sequences"])


async def _show(work: Work) -> None:
    found = await work.session.get_sequence(await _id(work))
    _print(work, found, [found["sequence"]])


async def _stop(work: Work) -> None:
    stopped = await work.session.stop_sequence(await _id(work))
    _print(work, stopped, [stopped["sequence"]])


async def _id(work: Work) -> str:
    """Return the id that is meant: of one name, that under way, or the last one. UsageError: several are under way."""
    given: str = work.arguments.sequence
    listed = (await work.session.list_sequences())["sequences"]
    named = [each for each in listed if each.get("name") == given]
    if not named or any(each["sequence_id"] == given for each in listed):
        return given
    last = max(named, key=lambda each: each["started_at"])
    meant = [each["sequence_id"] for each in named if each["state"] in _UNDER_WAY] or [last["sequence_id"]]
    if len(meant) > 1:
        raise UsageError(f"Several sequences under way are called {given!r}: give an id: {', '.join(meant)}.")
    return meant[0]


def _print(work: Work, result: object, sequences: Several[Sequence]) -> None:
    if not work.output.for_person:
        work.output.document(result)
        return
    rows = [
        (each["sequence_id"], each.get("name", ""), each["camera"], each["state"], _frames(each)) for each in sequences
    ]
    work.output.table(("Sequence", "Name", "Camera", "State", "Pictures"), rows)
    for each in sequences:
        if reason := each.get("reason"):
            note(f"{each['sequence_id']}: {reason['message']} {reason['remedy']}")


def _frames(sequence: Sequence) -> str:
    of = "" if sequence["frames"] is None else f" of {sequence['frames']}"
    bad = sequence["frames_failed"] + sequence["slots_missed"]
    return f"{sequence['frames_taken']}{of}{f', {bad} failed or missed' if bad else ''}"
