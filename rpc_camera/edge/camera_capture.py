"""`POST /cameras/{id}/capture`: takes a picture, and answers with it, for what can send one HTTP request."""

from __future__ import annotations

import asyncio
import base64
import json
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args
from urllib.parse import quote

from aiohttp import hdrs, web

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.edge.cors import Cors
from rpc_camera.edge.credentials import post_session
from rpc_camera.edge.file_answer import answer_with_all
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.edge.log import name_client
from rpc_camera.edge.picture_source import picture
from rpc_camera.edge.statuses import status_of_name
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.methods.call import Message
from rpc_camera.methods.newest_picture import JPEG

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.edge.camera_hop import CameraHop
    from rpc_camera.edge.hub import Hub
    from rpc_camera.errors import JsonValue

_Form = Literal["jpeg", "json", "redirect"]
_NUMBERS: Final = ("timeout_s", "bulb_s")
_HEADERS: Final[dict[str, str]] = {hdrs.CACHE_CONTROL: "no-store"}


class CameraCapture:
    """Answers POST by the method `capture_image`; a client that leaves stops nothing."""

    def __init__(self, access: CameraAccess, hub: Hub, hop: CameraHop | None) -> None:
        self._access = access
        self._gateway = access.gateway
        self._hub = hub
        self._hop = hop
        self._cors = Cors(access.gateway.allowed_origins, "POST", "Authorization, Content-Type", "Content-Location")

    async def preflight(self, request: web.Request) -> web.Response:
        """Answer OPTIONS."""
        return self._cors.preflight(request)

    async def post(self, request: web.Request) -> web.StreamResponse:
        """Answer with the picture, or why there is none."""
        name_client()
        if (refusal := self._cors.refusal(request)) is not None:
            return refusal
        headers: dict[str, str] = {**_HEADERS, **self._cors.headers(request)}
        try:
            return await self._capture(request, headers)
        except _RefusedError as refused:
            text, status = json.dumps(refused.error), status_of_name(refused.error["data"]["name"])
            return json_answer(text, status, headers)
        except ServiceError as error:
            response = self._access.refused(error)
            response.headers.update(headers)
            return response

    async def _capture(self, request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
        session, form, params = post_session(request, self._gateway), _form(request), _params(request)
        with Message(session, client=session.peer) as message:
            try:
                with self._hub.working():
                    captured = await self._call(message, "capture_image", params)
            except asyncio.CancelledError:
                raise ServiceError(ErrorName.CANCELLED, "The server is going away.") from None
            if form == "json":
                return json_answer(json.dumps(captured), headers=headers)
            file = _shown(captured["files"])
            if form == "redirect":
                return await self._redirect(message, captured["camera"], file, headers)
            return await self._picture(request, message, captured["camera"], file, headers)

    async def _call(self, message: Message, method: str, params: dict[str, JsonValue]) -> dict[str, Any]:
        """Return a method's result, as any client gets it. ServiceError: the client's token is not good for it."""
        response = cast("dict[str, Any]", await self._gateway.dispatcher.call(method, params, message))
        if message.refusal:
            raise message.refusal
        if "error" in response:
            raise _RefusedError(response["error"])
        return cast("dict[str, Any]", response["result"])

    async def _picture(
        self, request: web.Request, message: Message, camera_id: str, file: types.File, headers: dict[str, str]
    ) -> web.StreamResponse:
        """Answer with the JPEG or, of a RAW alone, the JPEG within it; where it has none, with where the file is."""
        if file["mime_type"] != JPEG:
            return await self._preview(message, camera_id, file, headers)
        service, at = self._gateway.service, f"/cameras/{quote(camera_id, safe='')}/files{quote(file['path'])}"
        headers = {**headers, str(hdrs.CONTENT_LOCATION): at}
        if self._hop and (elsewhere := await self._hop.camera(camera_id)):
            return await self._hop.captured(request, elsewhere, file, headers)
        camera = service.cameras.resolve(camera_id)
        async with picture(service, camera, _identity(file)) as (found, content):
            return await answer_with_all(request, found, content, headers)

    async def _preview(
        self, message: Message, camera_id: str, file: types.File, headers: dict[str, str]
    ) -> web.StreamResponse:
        try:
            image = await self._call(message, "get_thumbnail", {"camera": camera_id, "path": file["path"]})
        except _RefusedError:
            image = {"mime_type": None}
        if image["mime_type"] != JPEG:
            return await self._redirect(message, camera_id, file, headers)
        return web.Response(body=base64.b64decode(image["image_base64"]), content_type=JPEG, headers=headers)

    async def _redirect(
        self, message: Message, camera_id: str, file: types.File, headers: dict[str, str]
    ) -> web.Response:
        """Send the client to the file, which tethering may have saved and deleted from the card by now."""
        params: dict[str, JsonValue] = {"camera": camera_id, "path": file["path"]}
        try:
            link = await self._call(message, "get_file_url", params)
        except _RefusedError as refused:
            if refused.error["data"]["name"] != ErrorName.FILE_NOT_FOUND:
                raise
            link = await self._call(message, "get_saved_file_url", {**params, "size_bytes": file["size_bytes"]})
        return web.Response(status=303, headers={**headers, hdrs.LOCATION: link["url"]})


class _RefusedError(Exception):
    """A method was refused; `error` is the error object that clients get."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.error = error


def _form(request: web.Request) -> _Form:
    form = request.query.get("format", "jpeg")
    if form not in get_args(_Form):
        wanted = f"it has to be one of {', '.join(get_args(_Form))}"
        raise invalid_param("/format", wanted, f"`format` is wrong: {wanted}.")
    return cast("_Form", form)


def _params(request: web.Request) -> dict[str, JsonValue]:
    """Return the params of `capture_image` in the address, as they are where they are no numbers: it refuses those."""
    params: dict[str, JsonValue] = {name: text for name, text in request.query.items() if name != "format"}
    for name in _NUMBERS:
        if name in params:
            with suppress(ValueError):
                number = float(str(params[name]))
                params[name] = number if math.isfinite(number) else params[name]
    return {**params, "camera": request.match_info["camera"]}


def _shown(files: list[types.File]) -> types.File:
    return next((file for file in files if file["mime_type"] == JPEG), files[0])


def _identity(file: types.File) -> FileIdentity:
    return FileIdentity.seen(file["path"], file["size_bytes"], file.get("modified_at"))
