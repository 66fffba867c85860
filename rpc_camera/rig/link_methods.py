"""Methods that return addresses of what another host's camera has: at that host, or at the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.clock import rfc3339
from rpc_camera.contract.types import FilesSetting, LinkVia
from rpc_camera.methods.durable_links import make_link
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.methods.files import LINK_EXPIRES_S, keep_archive
from rpc_camera.methods.preview import sign_preview
from rpc_camera.rig.directory import AT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract import types
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.elsewhere import ElsewhereCamera


async def get_file_url(call: Call, params: types.GetFileUrlParams, camera: ElsewhereCamera) -> types.GetFileUrlResult:
    """Return an address of a file that is there."""
    if _is_direct(call):
        return cast("types.GetFileUrlResult", await _signed_there(call, camera, "get_file_url", params, "url"))
    info = await camera.call("get_file_info", {"camera": camera.local_id, "path": params["path"]})
    expires_s = params.get("expires_s", LINK_EXPIRES_S)
    link = call.service.links.sign(call.session.maker, camera.id, params["path"], expires_s)
    return {
        "url": link.url,
        "via": LinkVia.GATEWAY,
        "expires_at": rfc3339(link.expires),
        "file": cast("types.FileInfo", info),
    }


async def get_upload_url(
    call: Call, params: types.GetUploadUrlParams, camera: ElsewhereCamera
) -> types.GetUploadUrlResult:
    """Return an address at which a new file can be stored."""
    there = cast("types.GetUploadUrlResult", await _signed_there(call, camera, "get_upload_url", params, "url"))
    if _is_direct(call):
        return there
    path = there["path"]
    link = call.service.links.sign(call.session.maker, camera.id, path, params.get("expires_s", LINK_EXPIRES_S), "PUT")
    return {"url": link.url, "via": LinkVia.GATEWAY, "expires_at": rfc3339(link.expires), "path": path}


async def get_archive_url(
    call: Call, params: types.GetArchiveUrlParams, camera: ElsewhereCamera
) -> types.GetArchiveUrlResult:
    """Return an address of many files as one ZIP; by way of the gateway, it is that which keeps their list."""
    if _is_direct(call):
        named = {**params, "name": params.get("name", camera.id)}
        return cast("types.GetArchiveUrlResult", await _signed_there(call, camera, "get_archive_url", named, "url"))
    return {**keep_archive(call, params, camera.id), "via": LinkVia.GATEWAY}


async def get_saved_file_url(
    call: Call, params: types.GetSavedFileUrlParams, camera: ElsewhereCamera
) -> types.GetSavedFileUrlResult:
    """Return an address of a picture that its host has saved; the gateway's own names the host, as no camera may be."""
    there = cast("types.GetSavedFileUrlResult", await _signed_there(call, camera, "get_saved_file_url", params, "url"))
    if _is_direct(call):
        return there
    name, sha256 = f"{camera.local_id}{AT}{camera.host}", there["file"]["sha256"]
    link = call.service.links.sign_saved(call.session.maker, name, sha256, params.get("expires_s", LINK_EXPIRES_S))
    return {"url": link.url, "via": LinkVia.GATEWAY, "expires_at": rfc3339(link.expires), "file": there["file"]}


async def get_preview_url(
    call: Call, params: types.GetPreviewUrlParams, camera: ElsewhereCamera
) -> types.GetPreviewUrlResult:
    """Return addresses of the stream, of one frame, and of the newest picture."""
    if _is_direct(call):
        there = await _signed_there(call, camera, "get_preview_url", params, "mjpeg_url", "jpeg_url", "latest_url")
        return cast("types.GetPreviewUrlResult", there)
    return {**sign_preview(call, params, camera.id), "via": LinkVia.GATEWAY}


async def create_link(call: Call, params: types.CreateLinkParams, camera: ElsewhereCamera) -> types.CreateLinkResult:
    """Return a lasting address: it is the gateway's own, whoever has the camera, so that it can be revoked there."""
    return await make_link(call, params, camera.id)


def _is_direct(call: Call) -> bool:
    return call.elsewhere.files is FilesSetting.DIRECT


async def _signed_there(
    call: Call, camera: ElsewhereCamera, method: str, params: Mapping[str, object], *urls: str
) -> dict[str, JsonValue]:
    """Return what the host answers, its addresses absolute; they end with the client's token."""
    asked = cast("dict[str, JsonValue]", {**params, "camera": camera.local_id})
    alias = call.service.authenticator.alias(call.session.digest)
    answered = await camera.asked_with(alias).call(method, asked)
    return {**answered, **{url: absolute(camera, answered[url]) for url in urls}, "via": LinkVia.HOST}
