"""Whether a file that was read from the camera has ended: by its own content, or by what a new session says of it.

libgphoto2 keeps an object's size for as long as a session lasts, and asks the camera for no byte
beyond it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.files.file_identity import is_from_memory
from rpc_camera.camera.line.turns import Priority
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.extent import Extent, extent_of
from rpc_camera.tethering.listing import file_info

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.threads import DiskThread

_LARGEST_SIZE: Final = 0xFFFFFFFF  # what PTP's ObjectInfo has for all that is larger (ISO 15740, 5.5.2)
_GRACE_S: Final = 5.0


@dataclass
class Endings:
    """Checks the ends of one camera's files.

    `_asked`: the size of each doubtful file, and the process id of the worker whose session it is from.
    """

    camera_id: str
    disk: DiskThread
    _asked: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    async def check_size(self, camera: TetheredCamera, version: FileVersion) -> None:
        """Refuse to read a file whose size cannot be its own. ServiceError FILE_UNAVAILABLE: it stays on the camera."""
        if version.size_bytes in {0, _LARGEST_SIZE}:
            await self._ask_anew(camera, version)
            reason = (
                f"The camera reports {version.size_bytes} bytes for {version.path}, which says nothing of its size."
            )
            raise self._refusal(reason)

    async def is_shown(self, camera: TetheredCamera, version: FileVersion, file: IO[bytes]) -> bool:
        """Return whether its own content shows where a file ends that was read as `version`.

        False: only that a new session reports the same size. ServiceError FILE_UNAVAILABLE: there is more of it.
        """
        if is_from_memory(version.path):
            return True  # it was fetched whole when it came
        extent = await self.disk.run(extent_of, file)
        if extent is Extent.WHOLE:
            return True
        await self._ask_anew(camera, version)
        if extent is Extent.CUT:
            reason = f"{version.path} goes on beyond the {version.size_bytes} bytes that the camera reports."
            raise self._refusal(reason)
        return False

    async def _ask_anew(self, camera: TetheredCamera, version: FileVersion) -> None:
        """Compare the size with what the camera reports in a session that did not know it yet."""
        if self._asked.get(version.path) != (version.size_bytes, camera.worker_pid):
            await self._open_anew(camera)
            now = await file_info(camera, version.path)
            self._asked[version.path] = now["size_bytes"], camera.worker_pid
            if now["size_bytes"] != version.size_bytes:
                raise self._refusal(f"{version.path} has grown while it was read.")

    async def _open_anew(self, camera: TetheredCamera) -> None:
        async with camera.line.reserve(Priority.CHUNK):
            worker = await camera.line.worker()
            reason = "The session is opened anew, to see whether a file has grown."
            await worker.close(_GRACE_S, ServiceError(ErrorName.CAMERA_LOST, reason, self.camera_id))

    def _refusal(self, reason: str) -> ServiceError:
        return ServiceError(
            ErrorName.FILE_UNAVAILABLE,
            reason,
            self.camera_id,
            remedy="It stays on the camera and is tried again; if that does not end, copy it with a card reader.",
        )
