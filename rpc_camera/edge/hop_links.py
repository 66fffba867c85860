"""What each address of a camera is signed for, and how the camera's host is asked for its own address of the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote_plus

from rpc_camera.edge.camera_access import NEW_LINK, path_of
from rpc_camera.edge.camera_latest import NEW_LATEST_LINK
from rpc_camera.edge.camera_saved import NEW_SAVED_LINK, subject_of
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.methods.links import LATEST, PREVIEW, archive_subject

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from rpc_camera.contract import types
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.archives import ArchiveLists
    from rpc_camera.methods.elsewhere import ElsewhereCamera
    from rpc_camera.methods.links import Verb

    Ask: TypeAlias = Callable[[web.Request, ElsewhereCamera], Awaitable[str]]

_LINK_S: Final = 60  # a host's address is used at once


@dataclass(frozen=True)
class HopRoute:
    """`signed` is what the gateway's own address was signed for, `ask` gets the host's address of the same."""

    signed: Callable[[web.Request], str]
    new_link: str
    ask: Ask
    verb: Verb = "GET"


def archive_route(archives: ArchiveLists) -> HopRoute:
    """Return that of the archives whose paths are known here."""

    async def ask(request: web.Request, camera: ElsewhereCamera) -> str:
        wanted = archives.get(camera.id, request.match_info["archive"])
        return await _url(camera, "get_archive_url", "url", paths=wanted.paths, name=wanted.filename)

    return HopRoute(_archive_subject, "get_archive_url", ask)


async def url_of_capture(camera: ElsewhereCamera, file: types.File) -> str:
    """Return the host's address of a file that its camera has just made, on the card or saved from there."""
    try:
        return await _url(camera, "get_file_url", "url", path=file["path"])
    except ServiceError as error:
        if error.name is not ErrorName.FILE_NOT_FOUND:
            raise
        return await _url(camera, NEW_SAVED_LINK, "url", path=file["path"], size_bytes=file["size_bytes"])


def _archive_subject(request: web.Request) -> str:
    return archive_subject(request.match_info["archive"])


def _preview_subject(_request: web.Request) -> str:
    return PREVIEW


def _latest_subject(_request: web.Request) -> str:
    return LATEST


async def _latest(_request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, NEW_LATEST_LINK, "latest_url")


async def _file(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, "get_file_url", "url", path=path_of(request))


async def _new_file(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, "get_upload_url", "url", path=path_of(request))


async def _saved(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, NEW_SAVED_LINK, "url", sha256=request.match_info["sha256"])


async def _jpeg(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _preview(request, camera, "jpeg_url")


async def _mjpeg(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _preview(request, camera, "mjpeg_url")


async def _preview(request: web.Request, camera: ElsewhereCamera, member: str) -> str:
    url = await _url(camera, "get_preview_url", member)
    max_fps = request.query.get("max_fps")
    return url if max_fps is None else f"{url}&max_fps={quote_plus(max_fps)}"


async def _url(camera: ElsewhereCamera, method: str, member: str, **params: JsonValue) -> str:
    """Return the address that the host signs. ServiceError: see `ElsewhereCamera.call`."""
    answered = await camera.call(method, {"camera": camera.local_id, "expires_s": _LINK_S, **params})
    return absolute(camera, answered.get(member))


FILE_ROUTE: Final = HopRoute(path_of, NEW_LINK["GET"], _file)
UPLOAD_ROUTE: Final = HopRoute(path_of, NEW_LINK["PUT"], _new_file, "PUT")
SAVED_ROUTE: Final = HopRoute(subject_of, NEW_SAVED_LINK, _saved)
JPEG_ROUTE: Final = HopRoute(_preview_subject, "get_preview_url", _jpeg)
MJPEG_ROUTE: Final = HopRoute(_preview_subject, "get_preview_url", _mjpeg)
LATEST_ROUTE: Final = HopRoute(_latest_subject, NEW_LATEST_LINK, _latest)
