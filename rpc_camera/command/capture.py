"""`rpc-camera capture`: take pictures with one camera, or with several at one instant."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import UsageError
from rpc_camera.command.numbers import above_zero, count, seconds
from rpc_camera.command.options import Has, add_command
from rpc_camera.command.output import note, progress_bar, size
from rpc_camera.command.saving import free_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import File

_EXAMPLES: Final = """\
  rpc-camera capture                              one picture; its files stay on the camera
  rpc-camera capture --download                   and are fetched into this folder
  rpc-camera capture --count 100 --interval 5 --download clouds
  rpc-camera capture --bulb 90
  rpc-camera capture --camera left --camera right    both at one instant
  rpc-camera capture --local --virtual 1 --download  with no service and no camera at hand"""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "capture", "take pictures", _EXAMPLES, _capture, has=Has.LOCAL)
    parser.add_argument(
        "--camera", action="append", default=[], metavar="ID", help="which camera; several fire at one instant"
    )
    parser.add_argument(
        "--download", nargs="?", const=Path(), type=Path, metavar="DIR", help="fetch the files, into this folder"
    )
    parser.add_argument("--count", type=count, default=1, metavar="N", help="how many pictures (default 1)")
    parser.add_argument(
        "--interval", type=seconds, default=0.0, metavar="SECONDS", help="from the start of one to that of the next"
    )
    parser.add_argument("--bulb", type=above_zero, metavar="SECONDS", help="hold the shutter open for so long")
    parser.add_argument("--timeout", type=above_zero, metavar="SECONDS", help="how long one may take (default 120)")


async def _capture(work: Work) -> int | None:
    _check(work.arguments)
    loop = asyncio.get_running_loop()
    began = loop.time()
    complete = True
    for number in range(work.arguments.count):
        due = began + number * work.arguments.interval
        if number and due < loop.time() - 0.1 and work.arguments.interval:
            note(f"Picture {number + 1} begins {loop.time() - due:.1f} s late: the one before it took longer.")
        await asyncio.sleep(max(0.0, due - loop.time()))
        complete = await _one(work) and complete
    return None if complete else 1


def _check(arguments: argparse.Namespace) -> None:
    if len(arguments.camera) > 1 and arguments.bulb is not None:
        raise UsageError("--bulb is for one camera: name one --camera.")
    if arguments.download is not None and arguments.download.exists() and not arguments.download.is_dir():
        raise UsageError(f"--download {arguments.download} is a file: give a folder.")


async def _one(work: Work) -> bool:
    """Take a picture with each camera, print it, and return whether all of them have one."""
    arguments = work.arguments
    if len(arguments.camera) > 1:
        manifest = await work.session.capture_group(arguments.camera, timeout_s=arguments.timeout)
        saved = [path for member in manifest["cameras"] for path in await _save(work, member.get("files", []), member)]
        _print(work, manifest, [file for member in manifest["cameras"] for file in member.get("files", [])], saved)
        for member in manifest["cameras"]:
            if failure := member.get("error"):
                note(f"rpc-camera: {member['camera']}: {failure['message']} {failure['remedy']}")
        return manifest["complete"]
    camera = arguments.camera[0] if arguments.camera else None
    with progress_bar("Capture", shown=work.output.for_person) as show:
        if work.output.for_person:
            await work.session.subscribe(["progress"])
        picture = await work.session.with_progress(show).capture_image(
            camera=camera, bulb_s=arguments.bulb, timeout_s=arguments.timeout
        )
    _print(work, picture, picture["files"], await _save(work, picture["files"], picture))
    return True


async def _save(work: Work, files: Sequence[File], of: Mapping[str, object]) -> list[Path]:
    """Fetch the files, if that was asked for; return where they are."""
    to: Path | None = work.arguments.download
    if to is None:
        return []
    await asyncio.to_thread(to.mkdir, parents=True, exist_ok=True)
    saved = []
    for file in files:
        with progress_bar(file["filename"], shown=work.output.for_person) as show:
            place = await asyncio.to_thread(free_name, to, file["filename"])
            saved.append(await work.session.with_progress(show).download(file["path"], place, camera=str(of["camera"])))
    return saved


def _print(work: Work, result: Mapping[str, object], files: Sequence[File], saved: Sequence[Path]) -> None:
    if not work.output.for_person:
        work.output.document({**result, "saved": [str(path) for path in saved]} if saved else result)
        return
    for place, file in zip(map(str, saved), files, strict=False) if saved else ((file["path"], file) for file in files):
        work.output.line(f"{place}  ({size(file['size_bytes'])})")
