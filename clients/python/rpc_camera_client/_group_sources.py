"""Where a group's files come from: from their host's save directory if tethering has saved them, else from the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera_client import errors

if TYPE_CHECKING:
    from rpc_camera_client._methods import Methods
    from rpc_camera_client._refusal import RpcCameraError
    from rpc_camera_client.types import File, GetFileUrlResult, GetSavedFileUrlResult, GroupMember


_OF_CAMERA: Final = (errors.CameraLost, errors.CameraNotFound, errors.CameraClaimed, errors.NoCameraSelected)


class AnotherFileError(Exception):
    """What the camera has under the name of a group's file is another one."""

    def __init__(self, then: File, now: File) -> None:
        super().__init__(
            f"Another file has its name on the card now: {_described(now)}; the group's was {_described(then)}."
        )


class GroupSources:
    """Signs addresses. What is saved already need not be read from the camera, which may be at work, or gone."""

    def __init__(self, methods: Methods) -> None:
        self._methods = methods
        self._save_nothing: set[str | None] = set()  # hosts; without a rig, None
        self._lost: dict[str, RpcCameraError] = {}  # cameras that are not waited for again

    async def sign(self, member: GroupMember, file: File) -> GetFileUrlResult | GetSavedFileUrlResult:
        """Return the address of a group's file.

        AnotherFileError: the card has another one of its name, and it was not saved. RpcCameraError: why neither host
        nor camera gives it.
        """
        refusal: RpcCameraError | None = None
        if member.get("host") not in self._save_nothing:
            try:
                return await self._sign_saved(member, file)
            except (errors.NotSupported, errors.MethodNotFound):  # no --save-dir; or a host of an older version
                self._save_nothing.add(member.get("host"))
            except (errors.FileUnavailable, errors.DiskError) as error:
                refusal = error
            except (errors.FileNotFound, errors.CameraNotFound):
                pass
        try:
            return await self._sign_on_card(member, file)
        except (errors.FileNotFound, AnotherFileError) as error:
            raise refusal or error from error

    async def _sign_saved(self, member: GroupMember, file: File) -> GetSavedFileUrlResult:
        camera, host = member["camera"], member.get("host")
        if host is not None and not camera.endswith(f"@{host}"):
            camera = f"{camera}@{host}"  # wherever the body is by now
        return await self._methods.get_saved_file_url(
            path=file["path"], size_bytes=file["size_bytes"], modified_at=file.get("modified_at"), camera=camera
        )

    async def _sign_on_card(self, member: GroupMember, file: File) -> GetFileUrlResult:
        camera = member["camera"]
        if camera in self._lost:
            raise self._lost[camera]
        try:
            link = await self._methods.get_file_url(file["path"], camera=camera)
        except _OF_CAMERA as error:
            self._lost[camera] = error
            raise
        if not _is_same(file, link["file"]):
            raise AnotherFileError(file, link["file"])
        return link


def _is_same(then: File, now: File) -> bool:
    """Return whether a file is still the one that it was; a body that does not know times is judged by sizes alone."""
    times = then.get("modified_at"), now.get("modified_at")
    return then["size_bytes"] == now["size_bytes"] and (None in times or times[0] == times[1])


def _described(file: File) -> str:
    time = f" of {file['modified_at']}" if "modified_at" in file else ""
    return f"{file['size_bytes']} bytes{time}"
