"""A whole folder of a camera's: what is there already is left out, and one file that fails does not end the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera_client import errors
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._folder_record import FolderRecord, relative_name
from rpc_camera_client._http import FAULTS
from rpc_camera_client._recorded import RecordedDownloads
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    import aiohttp

    from rpc_camera_client._methods import Methods
    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import FileInfo, ProgressUnit

_MOST_NAMED: Final = 5
_OF_ALL: Final = (
    *FAULTS,
    errors.CameraLost,
    errors.CameraNotFound,
    errors.CameraClaimed,
    errors.Unauthorized,
    errors.Forbidden,
)


@dataclass(frozen=True)
class FolderCopy:
    """Where a camera's files are here: those that came, and those that were here already."""

    saved: tuple[Path, ...]
    skipped: tuple[Path, ...]


class FolderIncomplete(Exception):  # noqa: N818 - as the other failures of the client
    """Not all files came: `failures` says why, by their paths on the camera; `copy` is what is here."""

    def __init__(self, failures: Mapping[str, Exception], copy: FolderCopy) -> None:
        named = "; ".join(
            f"{path}: {str(why) or type(why).__name__}" for path, why in list(failures.items())[:_MOST_NAMED]
        )
        more = f"; and {len(failures) - _MOST_NAMED} more" if len(failures) > _MOST_NAMED else ""
        super().__init__(f"{len(failures)} of the camera's files did not come: {named}{more}")
        self.failures = failures
        self.copy = copy


class FolderDownload:
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
        self._saved: list[Path] = []
        self._skipped: list[Path] = []
        self._failures: dict[str, Exception] = {}

    async def save(self, folder: str, to: Path, camera: str | None, *, flatten: bool) -> FolderCopy:
        """Fetch all of the camera's `folder` into the folder `to`. FolderIncomplete: not all of it came."""
        self._folder, self._flatten = folder, flatten
        self._camera = (await self._methods.get_camera(camera=camera))["id"]  # whatever is selected meanwhile
        files = (await self._methods.list_files(folder=folder, recursive=True, camera=self._camera))["files"]
        self._total_bytes = sum(file["size_bytes"] for file in files)
        self._downloads = RecordedDownloads(self._base, self._http, await asyncio.to_thread(FolderRecord, to))
        before = 0
        for number, file in enumerate(files, 1):
            try:
                await self._save(file, before)
            except SessionClosed:
                raise
            except (*FAULTS, RpcCameraError, OSError) as error:
                self._failures[file["path"]] = error
                if isinstance(error, _OF_ALL):
                    self._failures |= {other["path"]: error for other in files[number:]}
                    break
            before += file["size_bytes"]
            await self._step(before, self._total_bytes, "bytes")
            await self._step(number, len(files), "files")
        copy = FolderCopy(tuple(self._saved), tuple(self._skipped))
        if self._failures:
            raise FolderIncomplete(self._failures, copy)
        return copy

    async def _save(self, file: FileInfo, before: int) -> None:
        name = relative_name(self._folder, file["path"], flatten=self._flatten)
        sign = partial(self._methods.get_file_url, file["path"], camera=self._camera)
        if here := await self._downloads.find(self._camera, file, name, sign):
            self._skipped.append(here)
            return

        async def report(done: int, _total: int) -> None:
            await self._step(before + done, self._total_bytes, "bytes")

        self._saved.append(await self._downloads.fetch(self._camera, file, name, sign, report))

    async def _step(self, done: int, total: int, unit: ProgressUnit) -> None:
        await self._report(
            {
                "request_id": self._folder,
                "stage": "reading",
                "done": done,
                "total": total,
                "unit": unit,
            }
        )
