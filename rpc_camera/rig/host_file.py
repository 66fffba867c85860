"""A file of another host's camera, read from there for a call."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.rig.answered_error import unexpected_answer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from rpc_camera.contract.types import FileInfo
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.elsewhere import ElsewhereCamera, HostHttp
    from rpc_camera.work import Work

_WHY_S: Final = 5.0
LINK_S: Final = 60  # a host's address is used at once


@dataclass(frozen=True)
class HostFile:
    """What its host says of it, and an address that is good for a moment."""

    camera: ElsewhereCamera
    info: FileInfo
    url: str

    @classmethod
    async def find(cls, camera: ElsewhereCamera, path: str) -> Self:
        """Ask the host for it. ServiceError: see `ElsewhereCamera.call`."""
        params: dict[str, JsonValue] = {"camera": camera.local_id, "path": path, "expires_s": LINK_S}
        found = await camera.call("get_file_url", params)
        return cls(camera, cast("FileInfo", found["file"]), absolute(camera, found["url"]))

    async def read(self, http: HostHttp, work: Work, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Yield the bytes from `start` to before `stop`, and report that of `work`.

        ServiceError FILE_UNAVAILABLE: they are not all there, or the host sends more; others as it has them.
        """
        work.progress("reading", 0, stop - start, "bytes")
        done = 0
        if start < stop:
            headers = {"Range": f"bytes={start}-{stop - 1}"}
            async with http.request(self.camera, "GET", self.url, headers) as answer:
                if answer.status != 206:
                    raise await answer.error() or unexpected_answer(self.camera, answer.status)
                try:
                    async for chunk in answer.chunks():
                        done += len(chunk)
                        if done > stop - start:
                            break
                        work.progress("reading", done, stop - start, "bytes")
                        yield chunk
                except ServiceError as error:
                    raise await self._why_cut(error) from error
        if start < stop and done != stop - start:
            raise self._changed()

    async def _why_cut(self, error: ServiceError) -> ServiceError:
        """Return why the host has cut its answer: over HTTP it cannot say so."""
        info = self.camera.call("get_file_info", {"camera": self.camera.local_id, "path": self.info["path"]})
        try:
            await asyncio.wait_for(info, _WHY_S)
        except ServiceError as reason:
            return reason
        except TimeoutError:
            return error
        return self._changed() if error.name is ErrorName.HOST_UNREACHABLE else error

    def _changed(self) -> ServiceError:
        return ServiceError(ErrorName.FILE_UNAVAILABLE, f"{self.info['path']} was not given as it is.", self.camera.id)
