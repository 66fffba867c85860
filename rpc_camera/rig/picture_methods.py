"""Methods whose calls, or answers, have bytes of another host's camera: by HTTP, within this host's budgets."""

from __future__ import annotations

import base64
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.attached import WithBytes
from rpc_camera.camera.files.incoming import check_size
from rpc_camera.camera.files.stored_files import check_json_size
from rpc_camera.digest import new_digest
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.methods.files import check_part, decoded
from rpc_camera.rig.answered_error import unexpected_answer
from rpc_camera.rig.host_file import LINK_S, HostFile
from rpc_camera.rig.received import NoJsonError, received
from rpc_camera.work import Stop

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from rpc_camera.contract import types
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.elsewhere import ElsewhereCamera

_ANSWER_BYTES: Final = 1 << 16
_PIECE_BYTES: Final = 1 << 18


async def download_image(
    call: Call, params: types.DownloadImageParams, camera: ElsewhereCamera
) -> types.DownloadImageResult:
    """Return a file in base64, up to the server's limit."""
    call.work.only_answers, call.work.camera = True, camera.id
    file = await HostFile.find(camera, params["path"])
    check_json_size(camera.id, file.info, call.service.limits.download_bytes)
    size_bytes = file.info["size_bytes"]
    await call.budget.reserve(size_bytes)
    http = call.elsewhere.http
    digest, encoded, rest = new_digest(), bytearray(), b""
    async with aclosing(file.read(http, call.work, 0, size_bytes)) as chunks:
        async for chunk in chunks:
            digest.update(chunk)
            whole = len(rest) + len(chunk) - (len(rest) + len(chunk)) % 3
            rest += chunk
            encoded += base64.b64encode(memoryview(rest)[:whole])
            rest = rest[whole:]
    encoded += base64.b64encode(rest)
    return {
        "path": params["path"],
        "filename": file.info["filename"],
        "mime_type": file.info["mime_type"],
        "size_bytes": size_bytes,
        "sha256": digest.hexdigest(),
        "image_base64": encoded.decode("ascii"),
    }


async def read_file(call: Call, params: types.ReadFileParams, camera: ElsewhereCamera) -> types.ReadFileResult:
    """Return a part of a file in base64, or as bytes behind the JSON."""
    binary = params.get("binary", False)
    check_part(call.session, params["length"], binary=binary)
    call.work.only_answers, call.work.camera = True, camera.id
    file = await HostFile.find(camera, params["path"])
    offset, size_bytes = params["offset"], file.info["size_bytes"]
    stop = min(offset + params["length"], size_bytes)
    await call.budget.reserve(max(0, stop - offset))
    http = call.elsewhere.http
    async with aclosing(file.read(http, call.work, offset, stop)) as chunks:
        data = b"".join([chunk async for chunk in chunks])
    result: types.ReadFileResult = {"path": params["path"], "offset": offset, "size_bytes": size_bytes}
    if binary:
        return cast("types.ReadFileResult", WithBytes(cast("dict[str, JsonValue]", result), data))
    return {**result, "data_base64": base64.b64encode(data).decode("ascii")}


async def upload_file(call: Call, params: types.UploadFileParams, camera: ElsewhereCamera) -> types.File:
    """Write a new file to the camera."""
    call.work.camera = camera.id
    data = await decoded(params["data_base64"])
    check_size(len(data), call.service.limits.upload_bytes, by_put=False)
    path = f"{params['folder'].rstrip('/')}/{params['filename']}"
    link = await camera.call("get_upload_url", {"camera": camera.local_id, "path": path, "expires_s": LINK_S})
    http, url = call.elsewhere.http, absolute(camera, link["url"])
    headers = {"Content-Length": str(len(data))}
    with call.work.stopping(Stop.CANNOT):
        async with http.request(camera, "PUT", url, headers, _pieces(data)) as answer:
            if answer.status != 201:
                raise await answer.error() or unexpected_answer(camera, answer.status)
            try:
                stored = received(await answer.read(_ANSWER_BYTES))
            except NoJsonError:
                stored = None
            if not call.service.contract.methods["upload_file"].is_result(stored):
                raise unexpected_answer(camera, answer.status)
            return cast("types.File", stored)


async def _pieces(data: bytes) -> AsyncGenerator[bytes]:
    for start in range(0, len(data), _PIECE_BYTES):
        yield data[start : start + _PIECE_BYTES]
