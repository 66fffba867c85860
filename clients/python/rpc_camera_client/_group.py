"""All files of a group of cameras: from several hosts at once, and one that fails does not end the others."""

from __future__ import annotations

import asyncio
import errno
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera_client import errors
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._folder_record import FolderRecord, plain
from rpc_camera_client._group_manifest import MANIFEST, CollectedFile, MissingFile, write_manifest
from rpc_camera_client._http import FAULTS
from rpc_camera_client._recorded import RecordedDownloads
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client._saved_files import SavedFiles

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import aiohttp

    from rpc_camera_client._group_manifest import FileKey
    from rpc_camera_client._group_names import GroupNames
    from rpc_camera_client._methods import Methods
    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import File, GetFileUrlResult, GroupManifest, GroupMember, ProgressUnit

_AT_ONCE: Final = 16
_AT_ONCE_PER_HOST: Final = 4  # its cameras share a bus and a network
_MOST_NAMED: Final = 5
_OF_CAMERA: Final = (errors.CameraLost, errors.CameraNotFound, errors.CameraClaimed, errors.NoCameraSelected)
_OF_HOST: Final = (errors.HostUnreachable, *FAULTS)
_OF_ALL: Final = (errors.Unauthorized, errors.Forbidden)
_OF_DISK: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@dataclass(frozen=True)
class GroupCopy:
    """Where a group's files are here: those that came, those that were here already; and those that are missing."""

    group_id: str
    folder: Path
    saved: tuple[Path, ...]
    skipped: tuple[Path, ...]
    missing: tuple[MissingFile, ...]


class GroupIncomplete(Exception):  # noqa: N818 - as the other failures of the client
    """Not all of a group is here; `copy` has what is, and what is missing."""

    def __init__(self, copy: GroupCopy) -> None:
        named = "; ".join(map(str, copy.missing[:_MOST_NAMED]))
        more = f"; and {len(copy.missing) - _MOST_NAMED} more" if len(copy.missing) > _MOST_NAMED else ""
        super().__init__(f"Of the group {copy.group_id}, {len(copy.missing)} are missing: {named}{more}")
        self.copy = copy


class AnotherFileError(Exception):
    """What the camera has under the name of a group's file is another one."""

    def __init__(self, then: File, now: File) -> None:
        super().__init__(
            f"Another file has its name on the card now: {_described(now)}; the group's was {_described(then)}."
        )


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
        self._saved_files = SavedFiles(methods)
        self._done_bytes: dict[FileKey, int] = {}
        self._total_done_bytes = self._done_files = 0

    async def save(self, manifest: GroupManifest, to: Path, names: GroupNames) -> GroupCopy:
        """Fetch all into a folder of `to` that is named after the group. GroupIncomplete: not all of it is here."""
        folder = to / plain(manifest["group_id"])
        self._record = await asyncio.to_thread(FolderRecord, folder, [MANIFEST, f".{MANIFEST}.part"])
        self._downloads = RecordedDownloads(self._base, self._http, self._record)
        self._names, self._group_id = names, manifest["group_id"]
        files = [file for member in manifest["cameras"] for file in member.get("files", [])]
        self._total_bytes, self._total_files = sum(file["size_bytes"] for file in files), len(files)
        self._note_those_without(manifest)
        await asyncio.to_thread(write_manifest, self._record.root, manifest, {}, self._missing)
        try:
            async with asyncio.TaskGroup() as cameras:
                for member in manifest["cameras"]:
                    cameras.create_task(self._save_all_of(member))
        except* SessionClosed as closed:
            raise closed.exceptions[0] from None
        finally:
            await self._write_manifest(manifest)
        copy = GroupCopy(
            self._group_id, self._record.root, tuple(self._saved), tuple(self._skipped), tuple(self._missing.values())
        )
        if copy.missing:
            raise GroupIncomplete(copy)
        return copy

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
                failure = member.get("error")
                reason = failure["message"] if failure else "It has no picture."
                remedy = failure["remedy"] if failure else ""
                self._missing[member["camera"], ""] = MissingFile(
                    member["camera"], member.get("host"), None, reason, remedy
                )

    async def _save_all_of(self, member: GroupMember) -> None:
        """Fetch the files of one camera, one after the other; several cameras of a host, and of all, at once."""
        host, lost = member.get("host"), None
        for file in member.get("files", []):
            async with self._at_once_of[host], self._at_once:
                try:
                    await self._save(member, file, lost or self._ended or self._ended_of.get(host))
                except SessionClosed:
                    raise
                except (*FAULTS, RpcCameraError, OSError, AnotherFileError) as error:
                    lost = error if isinstance(error, _OF_CAMERA) else lost
                    self._note_end(host, error)
                    self._missing[member["camera"], file["path"]] = await self._describe(member, file, error)
                await self._note_done(member, file, file["size_bytes"])
            self._done_files += 1
            await self._step(self._done_files, self._total_files, "files")

    async def _save(self, member: GroupMember, file: File, ended: Exception | None) -> None:
        """Have a file here; nothing more is asked for once `ended` says why."""
        camera = member["camera"]

        async def sign() -> GetFileUrlResult:
            link = await self._methods.get_file_url(file["path"], camera=camera)
            if not _is_same(file, link["file"]):
                raise AnotherFileError(file, link["file"])
            return link

        async def report(done: int, _total: int) -> None:
            await self._note_done(member, file, done)

        here = await asyncio.to_thread(self._record.find, camera, file)
        if here is None and ended:
            raise ended
        name = self._names.name(member, file)
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
        elif isinstance(error, _OF_ALL) or _is_of_disk(error):
            self._ended = error

    async def _describe(self, member: GroupMember, file: File, error: Exception) -> MissingFile:
        if isinstance(error, RpcCameraError):
            reason, remedy = error.message, error.remedy
        elif isinstance(error, OSError) and error.strerror:
            reason, remedy = f"{error.strerror}.", ""
        else:
            reason, remedy = str(error) or type(error).__name__, ""
        if isinstance(error, (errors.FileNotFound, AnotherFileError)):
            remedy = await self._where_saved(member, file) or remedy
        if _is_of_disk(error):
            remedy = "Free room where the group goes, or choose another folder."
        return MissingFile(member["camera"], member.get("host"), file["path"], reason, remedy, error)

    async def _where_saved(self, member: GroupMember, file: File) -> str:
        try:
            places = await self._saved_files.places(member["camera"], file)
        except SessionClosed:
            raise
        except (*FAULTS, RpcCameraError):
            return ""
        on = f" on the host {member['host']}" if "host" in member else " on the service's machine"
        return f"Tethering has saved a file of this name and size{on}: {', '.join(places)}." if places else ""

    async def _note_done(self, member: GroupMember, file: File, done_bytes: int) -> None:
        key = member["camera"], file["path"]
        self._total_done_bytes += done_bytes - self._done_bytes.get(key, 0)
        self._done_bytes[key] = done_bytes
        await self._step(self._total_done_bytes, self._total_bytes, "bytes")

    async def _step(self, done: int, total: int, unit: ProgressUnit) -> None:
        await self._report(
            {"request_id": self._group_id, "stage": "reading", "done": done, "total": total, "unit": unit}
        )


def _is_same(then: File, now: File) -> bool:
    """Return whether a file is still the one that it was; a body that does not know times is judged by sizes alone."""
    times = then.get("modified_at"), now.get("modified_at")
    return then["size_bytes"] == now["size_bytes"] and (None in times or times[0] == times[1])


def _described(file: File) -> str:
    time = f" of {file['modified_at']}" if "modified_at" in file else ""
    return f"{file['size_bytes']} bytes{time}"


def _is_of_disk(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in _OF_DISK
