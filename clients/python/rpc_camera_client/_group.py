"""All files of a group of cameras: from several hosts at once, and one that fails does not end the others."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera_client import errors
from rpc_camera_client._backoff import Backoff
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._folder_record import FolderRecord, part_key, plain
from rpc_camera_client._group_manifest import MANIFEST, CollectedFile, MissingFile, write_manifest
from rpc_camera_client._group_missing import comes_later, is_of_disk, missing_file, with_room, without_picture
from rpc_camera_client._group_sources import AnotherFileError, GroupSources
from rpc_camera_client._http import FAULTS
from rpc_camera_client._part_file import remove_parts
from rpc_camera_client._recorded import RecordedDownloads
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
    from pathlib import Path

    import aiohttp

    from rpc_camera_client._group_manifest import FileKey
    from rpc_camera_client._group_names import GroupNames
    from rpc_camera_client._methods import Methods
    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import File, GroupManifest, GroupMember, ProgressUnit

_AT_ONCE: Final = 16
_AT_ONCE_PER_HOST: Final = 4  # its cameras share a bus and a network
_MOST_NAMED: Final = 5
_OF_HOST: Final = (errors.HostUnreachable, *FAULTS)
_OF_ALL: Final = (errors.Unauthorized, errors.Forbidden)


@dataclass(frozen=True)
class GroupCopy:
    """Where a group's files are here: those that came, those that were here already; and those that are missing."""

    group_id: str
    folder: Path
    saved: tuple[Path, ...]
    skipped: tuple[Path, ...]
    missing: tuple[MissingFile, ...]
    here: Mapping[FileKey, Path]
    """Where each file is that is here, by camera and path on it."""


class GroupIncomplete(Exception):  # noqa: N818 - as the other failures of the client
    """Not all of a group is here; `copy` has what is, and what is missing."""

    def __init__(self, copy: GroupCopy) -> None:
        named = "; ".join(map(str, copy.missing[:_MOST_NAMED]))
        more = f"; and {len(copy.missing) - _MOST_NAMED} more" if len(copy.missing) > _MOST_NAMED else ""
        super().__init__(f"Of the group {copy.group_id}, {len(copy.missing)} are missing: {named}{more}")
        self.copy = copy


class GroupDownload:
    """`methods` are those of one session; `report` is given how far the whole is, in bytes and in files."""

    def __init__(
        self,
        base: str,
        http: aiohttp.ClientSession,
        methods: Methods,
        report: Callable[[ProgressParams], Awaitable[None]],
    ) -> None:
        self._base = base
        self._http = http
        self._methods = methods
        self._report = report
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._at_once_of: defaultdict[str | None, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(_AT_ONCE_PER_HOST)
        )
        self._here: dict[FileKey, CollectedFile] = {}
        self._missing: dict[FileKey, MissingFile] = {}
        self._saved: list[Path] = []
        self._skipped: list[Path] = []
        self._ended: Exception | None = None  # what keeps all that is left from coming
        self._ended_of: dict[str | None, Exception] = {}  # all of a host
        self._sources = GroupSources(methods)
        self._done_bytes: dict[FileKey, int] = {}
        self._total_done_bytes = 0
        self._done_files: set[FileKey] = set()

    async def save(self, manifest: GroupManifest, to: Path, names: GroupNames, wait_s: float) -> GroupCopy:
        """Fetch all into a folder of `to` that is named after the group. GroupIncomplete: not all of it is here.

        What waits to be saved by tethering is waited for, up to `wait_s`.
        """
        folder = to / plain(manifest["group_id"])
        self._record = await asyncio.to_thread(FolderRecord, folder, [MANIFEST, f".{MANIFEST}.part"])
        self._downloads = RecordedDownloads(self._base, self._http, self._record)
        self._names, self._group_id = names.of(manifest), manifest["group_id"]
        files = {(member["camera"], file["path"]): file for member, file in _files(manifest)}
        self._sizes = {key: file["size_bytes"] for key, file in files.items()}
        self._total_bytes, self._total_files = sum(self._sizes.values()), len(files)
        self._note_those_without(manifest)
        await asyncio.to_thread(write_manifest, self._record.root, manifest, {}, self._missing)
        try:
            await self._save_all(manifest, files.keys())
            await self._wait_for_those_that_come(manifest, wait_s)
            await asyncio.to_thread(self._remove_parts, files)
        finally:
            await self._write_manifest(manifest)
        here = {key: self._record.root / found.name for key, found in self._here.items()}
        room = sum(size for key, size in self._sizes.items() if key not in self._here)
        missing = tuple(with_room(each, self._record.root, room) for each in self._missing.values())
        copy = GroupCopy(self._group_id, self._record.root, tuple(self._saved), tuple(self._skipped), missing, here)
        if copy.missing:
            raise GroupIncomplete(copy)
        return copy

    async def _save_all(self, manifest: GroupManifest, wanted: Collection[FileKey]) -> None:
        try:
            async with asyncio.TaskGroup() as cameras:
                for member in manifest["cameras"]:
                    cameras.create_task(self._save_all_of(member, wanted))
        except* SessionClosed as closed:
            raise closed.exceptions[0] from None

    async def _wait_for_those_that_come(self, manifest: GroupManifest, wait_s: float) -> None:
        """Ask again for what is neither on the card nor saved, but will be."""
        waited_s, waits = 0.0, Backoff(first_s=0.5, most_s=5.0).waits_s()
        while (coming := [key for key, missing in self._missing.items() if comes_later(missing)]) and waited_s < wait_s:
            await self._step(round(waited_s, 1), wait_s, "s", "waiting")
            pause_s = min(next(waits), wait_s - waited_s)
            await asyncio.sleep(pause_s)
            waited_s += pause_s
            await self._save_all(manifest, coming)

    def _remove_parts(self, files: Mapping[FileKey, File]) -> None:
        """Remove the parts of what will not come any more under its key, or is here."""
        wanted = {part_key(key[0], files[key]) for key in self._missing.keys() & files.keys()}
        with suppress(OSError):
            remove_parts(self._record.root, wanted)

    async def _write_manifest(self, manifest: GroupManifest) -> None:
        try:
            await asyncio.to_thread(write_manifest, self._record.root, manifest, self._here, self._missing)
        except OSError:
            if not self._missing:  # else it is known already, and the one that is there claims no more than there is
                raise

    def _note_those_without(self, manifest: GroupManifest) -> None:
        """Note the cameras that have no picture."""
        for member in manifest["cameras"]:
            if "files" not in member:
                self._missing[member["camera"], ""] = without_picture(member)

    async def _save_all_of(self, member: GroupMember, wanted: Collection[FileKey]) -> None:
        """Fetch the files of one camera, one after the other; several cameras of a host, and of all, at once."""
        host = member.get("host")
        for file in member.get("files", []):
            key = member["camera"], file["path"]
            if key not in wanted:
                continue
            async with self._at_once_of[host], self._at_once:
                self._missing.pop(key, None)
                try:
                    await self._save(member, file, self._ended or self._ended_of.get(host))
                except SessionClosed:
                    raise
                except (*FAULTS, RpcCameraError, OSError, AnotherFileError) as error:
                    self._note_end(host, error)
                    self._missing[key] = missing_file(member, file, error)
                await self._note_done(member, file, file["size_bytes"])
            self._done_files.add(key)
            await self._step(len(self._done_files), self._total_files, "files")

    async def _save(self, member: GroupMember, file: File, ended: Exception | None) -> None:
        """Have a file here; nothing more is asked for once `ended` says why."""
        camera = member["camera"]

        async def report(done: int, _total: int) -> None:
            await self._note_done(member, file, done)

        here = await asyncio.to_thread(self._record.find, camera, file)
        if here is None and ended:
            raise ended
        name, sign = self._names[camera, file["path"]], partial(self._sources.sign, member, file)
        if here := here or await self._downloads.find(camera, file, name, sign):
            self._skipped.append(here)
        else:
            here = await self._downloads.fetch(camera, file, name, sign, report)
            self._saved.append(here)
        name_here = here.relative_to(self._record.root).as_posix()
        self._here[camera, file["path"]] = CollectedFile(name_here, self._record.sha256(camera, file) or "")

    def _note_end(self, host: str | None, error: Exception) -> None:
        """Note what keeps all files of a host, or all, from coming."""
        if isinstance(error, _OF_HOST):
            self._ended_of[host] = error
        elif isinstance(error, _OF_ALL) or is_of_disk(error):
            self._ended = error

    async def _note_done(self, member: GroupMember, file: File, done_bytes: int) -> None:
        key = member["camera"], file["path"]
        self._total_done_bytes += done_bytes - self._done_bytes.get(key, 0)
        self._done_bytes[key] = done_bytes
        await self._step(self._total_done_bytes, self._total_bytes, "bytes")

    async def _step(self, done: float, total: float, unit: ProgressUnit, stage: str = "reading") -> None:
        await self._report({"request_id": self._group_id, "stage": stage, "done": done, "total": total, "unit": unit})


def _files(manifest: GroupManifest) -> Iterator[tuple[GroupMember, File]]:
    for member in manifest["cameras"]:
        for file in member.get("files", []):
            yield member, file
