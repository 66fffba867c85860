"""`rpc-camera files`: what is on a camera's cards, from and to this computer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import UsageError
from rpc_camera.command.options import add_command, add_group
from rpc_camera.command.output import progress_bar, size
from rpc_camera.command.saving import free_name, prepare

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_LS: Final = """\
  rpc-camera files ls
  rpc-camera files ls --recursive
  rpc-camera files ls /store_00010001/DCIM/100VIRTL --json | jq -r '.files[].path'"""
_GET: Final = """\
  rpc-camera files get /store_00010001/DCIM/100VIRTL/DSC_0001.JPG
  rpc-camera files get /store_00010001/DCIM/100VIRTL/DSC_0001.JPG --to pictures"""
_PUT: Final = """\
  rpc-camera files put poster.jpg /store_00010001/DCIM/100VIRTL
  rpc-camera files put poster.jpg /store_00010001/DCIM/100VIRTL --name POSTER.JPG"""
_RM: Final = """\
  rpc-camera files rm /store_00010001/DCIM/100VIRTL/DSC_0001.JPG"""
_SYNC: Final = """\
  rpc-camera files sync pictures
  rpc-camera files sync pictures --folder /store_00010001/DCIM/100VIRTL --flatten"""


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "files", "list, fetch, store and delete a camera's files")
    listing = add_command(group, "ls", "list a folder's folders and files", _LS, _ls)
    listing.add_argument("folder", nargs="?", metavar="FOLDER", help="left out: the root, where each card is a folder")
    listing.add_argument("--recursive", "-r", action="store_true", help="and those within")
    getting = add_command(group, "get", "fetch files; each is compared with its digest", _GET, _get)
    getting.add_argument("paths", nargs="+", metavar="PATH", help="a file's path on the camera")
    getting.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="the folder they go to (default: this)")
    putting = add_command(group, "put", "store a file on the camera; nothing is replaced", _PUT, _put)
    putting.add_argument("file", type=Path, metavar="FILE", help="a file of this computer's")
    putting.add_argument("folder", metavar="FOLDER", help="the camera's folder")
    putting.add_argument("--name", metavar="NAME", help="what it is called there (default: its own name)")
    removing = add_command(group, "rm", "delete files from the camera", _RM, _rm)
    removing.add_argument("paths", nargs="+", metavar="PATH", help="a file's path on the camera")
    syncing = add_command(group, "sync", "fetch what is not here yet; what was cut off is resumed", _SYNC, _sync)
    syncing.add_argument("to", type=Path, metavar="DIR", help="the folder they go to")
    syncing.add_argument("--folder", default="/", metavar="FOLDER", help="of the camera, with those within (default /)")
    syncing.add_argument("--flatten", action="store_true", help="all files into DIR itself")


async def _ls(work: Work) -> None:
    recursive = work.arguments.recursive or None
    listed = await work.session.list_files(folder=work.arguments.folder, recursive=recursive, camera=work.camera)
    if not work.output.for_person:
        work.output.document(listed)
        return
    rows = [(folder, "folder", "") for folder in listed["folders"]]
    rows += [(each["path"], size(each["size_bytes"]), each.get("modified_at", "")) for each in listed["files"]]
    work.output.table(("Path", "Size", "Modified"), rows)


async def _get(work: Work) -> None:
    to: Path = work.arguments.to
    for path in work.arguments.paths:
        if not path.startswith("/"):
            raise UsageError(
                f"{path!r} is no path on a camera, such as /store_00010001/DCIM/100VIRTL/DSC_0001.JPG: "
                "`rpc-camera files ls --recursive` lists those of all files."
            )
    await asyncio.to_thread(prepare, to)
    for path in work.arguments.paths:
        place = await asyncio.to_thread(free_name, to, path)
        with progress_bar(Path(path).name, shown=work.output.for_person) as show:
            saved = await work.session.with_progress(show).download(path, place, camera=work.camera)
        if work.output.for_person:
            work.output.line(str(saved))
        else:
            work.output.document({"path": path, "saved": str(saved)})


async def _put(work: Work) -> None:
    source: Path = work.arguments.file
    if not await asyncio.to_thread(source.is_file):
        raise UsageError(f"{source} is no file.")
    with progress_bar(source.name, shown=work.output.for_person) as show:
        file = await work.session.with_progress(show).upload(
            source, work.arguments.folder, name=work.arguments.name, camera=work.camera
        )
    if work.output.for_person:
        work.output.line(file["path"])
    else:
        work.output.document(file)


async def _rm(work: Work) -> None:
    for path in work.arguments.paths:
        deleted = await work.session.delete_file(path, camera=work.camera)
        if work.output.for_person:
            work.output.line(f"{path} is deleted.")
        else:
            work.output.document(deleted)


async def _sync(work: Work) -> None:
    arguments = work.arguments
    await asyncio.to_thread(prepare, arguments.to)
    with progress_bar("Sync", shown=work.output.for_person, unit="bytes") as show:
        copy = await work.session.with_progress(show).download_folder(
            arguments.folder, arguments.to, camera=work.camera, flatten=arguments.flatten
        )
    if work.output.for_person:
        work.output.line(f"{len(copy.saved)} files came; {len(copy.skipped)} were in {arguments.to} already.")
    else:
        work.output.document({"saved": list(map(str, copy.saved)), "skipped": list(map(str, copy.skipped))})
