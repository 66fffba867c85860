"""`rpc-camera capture`: take pictures with one camera, or with several at one instant."""

from __future__ import annotations

import asyncio
import itertools
import shlex
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rpc_camera.command.chosen import add_cameras, chosen
from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.numbers import above_zero, count, seconds
from rpc_camera.command.options import Has, add_command
from rpc_camera.command.output import note, progress_bar, size
from rpc_camera.command.saving import free_name, prepare

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import File, GroupManifest, GroupMember

_GROUP: Final = 2
_UNNAMED: Final = MappingProxyType[str, str]({})
_EXAMPLES: Final = """\
  rpc-camera capture                              one picture; its files stay on the camera
  rpc-camera capture --download                   and are fetched into this folder
  rpc-camera capture --count 100 --interval 5 --download clouds
  rpc-camera capture --bulb 90
  rpc-camera capture --camera left --camera right    both at one instant
  rpc-camera capture --all --partial              all that there are, whichever can
  rpc-camera capture --local --virtual 1 --download  with no service and no camera at hand"""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "capture", "take pictures", _EXAMPLES, _capture, has=Has.LOCAL)
    add_cameras(parser, "several fire at one instant")
    parser.add_argument(
        "--partial", action="store_true", help="fire those that can, though another one of several cannot"
    )
    parser.add_argument(
        "--download", nargs="?", const=Path(), type=Path, metavar="DIR", help="fetch the files, into this folder"
    )
    parser.add_argument(
        "--count", type=count, metavar="N", help="how many pictures (default 1; with --interval, until Ctrl-C)"
    )
    parser.add_argument(
        "--interval", type=seconds, default=0.0, metavar="SECONDS", help="from the start of one to that of the next"
    )
    parser.add_argument("--bulb", type=above_zero, metavar="SECONDS", help="hold the shutter open for so long")
    parser.add_argument("--timeout", type=above_zero, metavar="SECONDS", help="how long one may take (default 120)")


async def _capture(work: Work) -> int | None:
    cameras = await chosen(work, work.arguments.camera, partial=work.arguments.partial)
    _check(work.arguments, cameras)
    if work.arguments.download is not None:
        await asyncio.to_thread(prepare, work.arguments.download)
    loop = asyncio.get_running_loop()
    began = loop.time()
    complete = True
    is_endless = work.arguments.interval and work.arguments.count is None
    for number in itertools.count() if is_endless else range(work.arguments.count or 1):
        due = began + number * work.arguments.interval
        if number and due < loop.time() - 0.1 and work.arguments.interval:
            note(f"Picture {number + 1} begins {loop.time() - due:.1f} s late: the one before it took longer.")
        await asyncio.sleep(max(0.0, due - loop.time()))
        complete = await _one(work, cameras) and complete
    return None if complete else 1


def _check(arguments: argparse.Namespace, cameras: Sequence[str]) -> None:
    if len(cameras) > 1 and arguments.bulb is not None:
        raise UsageError("--bulb is for one camera: name one --camera.")
    if arguments.partial and not arguments.all and len(cameras) < _GROUP:
        raise UsageError("--partial is for several cameras: name them by --camera, or give --all.")


async def _one(work: Work, cameras: Sequence[str]) -> bool:
    """Take a picture with each camera, print it, and return whether all of them have one."""
    arguments = work.arguments
    if len(cameras) >= _GROUP:
        return await _group(work, cameras)
    camera = cameras[0] if cameras else None
    with (
        _saying_what_is_left("`rpc-camera files ls --recursive` lists it"),
        progress_bar("Capture", shown=work.output.for_person) as show,
    ):
        if work.output.for_person:
            await work.session.subscribe(["progress"])
        picture = await work.session.with_progress(show).capture_image(
            camera=camera, bulb_s=arguments.bulb, timeout_s=arguments.timeout
        )
    await _save_and_print(work, picture, [(picture["camera"], file) for file in picture["files"]])
    return True


async def _group(work: Work, cameras: Sequence[str]) -> bool:
    with _saying_what_is_left("`rpc-camera collect --since 1h --into DIR` fetches it"):
        manifest = await work.session.capture_group(
            [*cameras], timeout_s=work.arguments.timeout, partial=work.arguments.partial or None
        )
    shot = [(member["camera"], file) for member in manifest["cameras"] for file in member.get("files", [])]
    names = {member["camera"]: member.get("label", member["camera"]) for member in manifest["cameras"]}
    await _save_and_print(work, manifest, shot, names)
    if work.output.for_person:
        work.output.line(_told(manifest))
    for member in manifest["cameras"]:
        if failure := member.get("error"):
            note(f"rpc-camera: {member['camera']}: {_released(member)}{failure['message']} {failure['remedy']}")
    return manifest["complete"]


def _told(manifest: GroupManifest) -> str:
    """Return what became of a group, in a sentence."""
    told = f"Group {manifest['group_id']}: {manifest['fired']} of {len(manifest['cameras'])} have a picture"
    if lost := sum("released_ms" in each and "files" not in each for each in manifest["cameras"]):
        told += f", {lost} more released and delivered none"
    if manifest["skew_ms"] is None:
        return f"{told}."
    bound = f", give or take {manifest['uncertainty_ms']:.3f} ms" if manifest["uncertainty_ms"] else ""
    return f"{told}, released within {manifest['skew_ms']:.3f} ms{bound}."


def _released(member: GroupMember) -> str:
    """Return what is known of the release of a camera that has no picture, in words; "" where it did not release."""
    if "released_ms" in member:
        return "released, its picture did not come (it may be on the card). "
    return "may have released (its picture may be on the card). " if member.get("may_have_released") else ""


@contextmanager
def _saying_what_is_left(how: str) -> Iterator[None]:
    """Say, when the block is ended by Ctrl-C, how to get at what was exposed until then."""
    try:
        yield
    except asyncio.CancelledError:
        note(f"Stopped. What was exposed until then is on the camera: {how}.")
        raise


async def _save_and_print(
    work: Work, result: Mapping[str, object], shot: Sequence[tuple[str, File]], names: Mapping[str, str] = _UNNAMED
) -> None:
    """Fetch the files, if that was asked for, and print where they are, whatever comes in between.

    A person is told the cameras by `names`, where there are several.
    """
    saved: list[Path] = []
    try:
        if work.arguments.download is not None:
            for camera, file in shot:
                saved.append(await _save(work, camera, file))
    finally:
        _print(work, result, [(names.get(camera), file) for camera, file in shot], saved)


async def _save(work: Work, camera: str, file: File) -> Path:
    """Fetch a file, and return where it is. CommandError: that failed."""
    to: Path = work.arguments.download
    try:
        with progress_bar(file["filename"], shown=work.output.for_person) as show:
            place = await asyncio.to_thread(free_name, to, file["filename"])
            return await work.session.with_progress(show).download(file["path"], place, camera=camera)
    except Exception as error:
        from rpc_camera.command.entry import failure  # noqa: PLC0415 - `serve` needs nothing of a client

        status, words = failure(error)
        if status is None:
            raise
        again = f"rpc-camera files get {shlex.quote(file['path'])} --camera {shlex.quote(camera)} --to DIR"
        raise CommandError(
            f"{file['filename']} could not be saved in {to}: {words} It is on the camera still: `{again}` fetches it."
        ) from error


def _print(
    work: Work, result: Mapping[str, object], shot: Sequence[tuple[str | None, File]], saved: Sequence[Path]
) -> None:
    if not work.output.for_person:
        fetched = {} if work.arguments.download is None else {"saved": [str(path) for path in saved]}
        work.output.document({**result, **fetched})
        return
    for number, (camera, file) in enumerate(shot):
        place = saved[number] if number < len(saved) else file["path"]
        work.output.line(f"{place}  ({size(file['size_bytes'])}){f'  {camera}' if camera else ''}")
