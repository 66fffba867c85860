"""Methods about the files on a camera."""

from __future__ import annotations

import asyncio
import base64
import binascii
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.attached import WithBytes
from rpc_camera.camera.files.archive_names import safe_name
from rpc_camera.camera.files.incoming import check_size
from rpc_camera.camera.files.metadata import metadata
from rpc_camera.clock import rfc3339
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.session import Session

_PIECE_CHARACTERS: Final = 1 << 20  # a multiple of four
LINK_EXPIRES_S: Final = 3600
_BASE64_PART_BYTES: Final = 1 << 20
_ZIP: Final = ".zip"


async def list_files(call: Call, params: types.ListFilesParams) -> types.ListFilesResult:
    """Return the folders and files in a folder, or below it."""
    camera, folder = await camera_of(call, params), params.get("folder", "/")
    listed = await camera.files.list_files(folder, recursive=params.get("recursive", False))
    return cast("types.ListFilesResult", listed)


async def get_file_info(call: Call, params: types.GetFileInfoParams) -> types.FileInfo:
    """Return one file's size, type and time."""
    return await (await camera_of(call, params)).files.info(params["path"])


async def download_image(call: Call, params: types.DownloadImageParams) -> types.DownloadImageResult:
    """Return a file in base64, up to the server's limit."""
    call.work.only_answers = True
    service, camera = call.service, await camera_of(call, params)
    limit_bytes = service.limits.download_bytes
    downloaded = await camera.files.download(params["path"], limit_bytes, call.budget.reserve)
    return cast("types.DownloadImageResult", downloaded)


async def get_metadata(call: Call, params: types.GetMetadataParams) -> types.GetMetadataResult:
    """Return what a picture says about itself."""
    camera = await camera_of(call, params)
    return cast("types.GetMetadataResult", await metadata(camera.versions, camera.downloads, params["path"]))


async def get_file_url(call: Call, params: types.GetFileUrlParams) -> types.GetFileUrlResult:
    """Return a signed address of a file that is there."""
    camera, path = await camera_of(call, params), params["path"]
    info = await camera.files.info(path)
    expires_s = params.get("expires_s", LINK_EXPIRES_S)
    link = call.service.links.sign(call.session.maker, camera.id, path, expires_s)
    return {"url": link.url, "expires_at": rfc3339(link.expires), "file": info}


async def get_archive_url(call: Call, params: types.GetArchiveUrlParams) -> types.GetArchiveUrlResult:
    """Return a signed address of many files as one ZIP."""
    return keep_archive(call, params, (await camera_of(call, params)).id)


def keep_archive(call: Call, params: types.GetArchiveUrlParams, camera: str) -> types.GetArchiveUrlResult:
    """Keep the list of an archive of `camera`, and return its address."""
    name = safe_name(params.get("name", camera))
    filename = name if name.lower().endswith(_ZIP) else f"{name}{_ZIP}"
    expires_s = params.get("expires_s", LINK_EXPIRES_S)
    sign = partial(call.service.links.sign_archive, call.session.maker, camera, expires_s=expires_s)
    link = call.service.archives.keep(sign, camera, params["paths"], filename)
    return {"url": link.url, "expires_at": rfc3339(link.expires), "filename": filename}


async def read_file(call: Call, params: types.ReadFileParams) -> types.ReadFileResult:
    """Return a part of a file in base64, or as bytes behind the JSON."""
    binary = params.get("binary", False)
    check_part(call.session, params["length"], binary=binary)
    call.work.only_answers = True
    camera, path, offset = await camera_of(call, params), params["path"], params["offset"]
    version = await camera.versions.current(path)
    stop = min(offset + params["length"], version.size_bytes)
    await call.budget.reserve(max(0, stop - offset))
    data = b"".join([chunk async for chunk in camera.downloads.read(version, offset, stop)])
    result: types.ReadFileResult = {"path": path, "offset": offset, "size_bytes": version.size_bytes}
    if binary:
        return cast("types.ReadFileResult", WithBytes(cast("dict[str, JsonValue]", result), data))
    return {**result, "data_base64": base64.b64encode(data).decode("ascii")}


def check_part(session: Session, length: int, *, binary: bool) -> None:
    """Raise ServiceError where the transport, or the form, does not carry such a part."""
    if binary and not session.can_notify:
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "A binary answer takes a WebSocket.",
            remedy="Leave `binary` out, or GET the file over HTTP with a Range.",
        )
    if not binary and length > _BASE64_PART_BYTES:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"A part in base64 has at most {_BASE64_PART_BYTES} bytes.",
            remedy="Read less at a time, or ask for `binary`.",
            details={"size_bytes": length, "limit_bytes": _BASE64_PART_BYTES},
        )


async def get_thumbnail(call: Call, params: types.GetThumbnailParams) -> types.GetThumbnailResult:
    """Return the small picture that the camera keeps of a file."""
    camera = await camera_of(call, params)
    return cast("types.GetThumbnailResult", await camera.files.thumbnail(params["path"]))


async def delete_file(call: Call, params: types.DeleteFileParams) -> types.DeleteFileResult:
    """Delete a file for good."""
    camera = await camera_of(call, params)
    return cast("types.DeleteFileResult", await camera.files.delete(params["path"]))


async def get_upload_url(call: Call, params: types.GetUploadUrlParams) -> types.GetUploadUrlResult:
    """Return a signed address at which a new file can be stored."""
    camera = await camera_of(call, params)
    path = await camera.uploads.check(params["path"])
    expires_s = params.get("expires_s", LINK_EXPIRES_S)
    link = call.service.links.sign(call.session.maker, camera.id, path, expires_s, "PUT")
    return {"url": link.url, "expires_at": rfc3339(link.expires), "path": path}


async def upload_file(call: Call, params: types.UploadFileParams) -> types.File:
    """Write a new file to the camera."""
    camera, data = await camera_of(call, params), await decoded(params["data_base64"])
    limit_bytes = call.service.limits.upload_bytes
    check_size(len(data), limit_bytes, by_put=False)
    path = await camera.uploads.check(f"{params['folder'].rstrip('/')}/{params['filename']}", len(data))
    incoming = camera.uploads.receive(limit_bytes)
    try:
        await asyncio.to_thread(incoming.write, data)
    except BaseException:
        incoming.close()
        raise
    return await camera.uploads.store(path, incoming)


async def decoded(text: str) -> bytes:
    """Return what is base64 in `text`, in pieces: what decodes it holds the GIL, 200 ms for the largest file."""
    decoded, has_ended = bytearray(), False
    try:
        for start in range(0, len(text), _PIECE_CHARACTERS):
            piece = text[start : start + _PIECE_CHARACTERS]
            decoded += base64.b64decode("=" if has_ended else piece, validate=True)
            has_ended = piece.endswith("=")
            await asyncio.sleep(0)
    except (binascii.Error, ValueError):
        wrong = "it has to be base64 (RFC 4648, section 4)"
        raise invalid_param("/data_base64", wrong, "`data_base64` is not base64.") from None
    return bytes(decoded)
