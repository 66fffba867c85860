"""Methods about tethering: saving new pictures on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import FileIdentity, stamp_of
from rpc_camera.clock import rfc3339
from rpc_camera.errors import invalid_param
from rpc_camera.methods.cameras import camera_of
from rpc_camera.methods.files import LINK_EXPIRES_S
from rpc_camera.tethering.names import Template, TemplateError
from rpc_camera.tethering.settings import ClientSettings

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def start_tethering(call: Call, params: types.StartTetheringParams) -> types.Tethering:
    """Save a camera's new pictures from now on."""
    template = params.get("name_template")
    if template is not None:
        try:
            Template(template)
        except TemplateError as error:
            raise invalid_param("/name_template", str(error)) from None
    camera = await camera_of(call, params)
    return await call.service.tethering.begin(camera, ClientSettings(template, params.get("delete_after")))


async def stop_tethering(call: Call, params: types.StopTetheringParams) -> types.Tethering:
    """Save a camera's new pictures no more."""
    return await call.service.tethering.stop(await camera_of(call, params))


async def get_tethering(call: Call, params: types.GetTetheringParams) -> types.Tethering:
    """Return how a camera's pictures are saved."""
    return await call.service.tethering.describe(await camera_of(call, params))


async def list_tethering(call: Call, _params: types.ListTetheringParams) -> types.ListTetheringResult:
    """Return where pictures are saved, and of which cameras."""
    await call.service.cameras.started()
    tethering = call.service.tethering
    return {"save_dir": tethering.save_dir, "tetherings": await tethering.describe_all()}


async def get_saved_file_url(call: Call, params: types.GetSavedFileUrlParams) -> types.GetSavedFileUrlResult:
    """Return a signed address of a picture that was saved; its camera need not be there."""
    path, sha256 = params.get("path"), params.get("sha256")
    if path is None and sha256 is None:
        raise invalid_param("", "Neither `path` nor `sha256` says which file.")
    file = _identity(path, params) if path is not None else None
    service = call.service
    await service.cameras.started()
    camera = call.work.camera = service.tethering.id_of(params.get("camera"), call.session.selected_camera)
    async with service.tethering.saved(camera, file, sha256) as copy:
        place = copy.place
    expires_s = params.get("expires_s", LINK_EXPIRES_S)
    link = service.links.sign_saved(call.session.maker, camera, place.sha256, expires_s)
    described: types.SavedCopy = {
        "path": place.path,
        "filename": place.filename,
        "mime_type": place.mime_type,
        "size_bytes": place.size_bytes,
        "sha256": place.sha256,
    }
    return {"url": link.url, "expires_at": rfc3339(link.expires), "file": described}


def _identity(path: str, params: types.GetSavedFileUrlParams) -> FileIdentity:
    try:
        stamp = stamp_of(path, params.get("modified_at"))
    except (ValueError, OverflowError, OSError):
        raise invalid_param("/modified_at", "It is no time as RFC 3339, such as 2026-11-22T10:00:05Z.") from None
    return FileIdentity(path, params.get("size_bytes"), stamp)
