"""The methods that another host's camera needs more for than a call there: bytes and addresses go by HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rpc_camera.rig import link_methods, picture_methods, preview_methods

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from rpc_camera.methods.call import Call
    from rpc_camera.methods.elsewhere import ElsewhereCamera

    HostHandler = Callable[[Call, Any, ElsewhereCamera], Awaitable[Any]]

OVER_HTTP: Final[Mapping[str, HostHandler]] = {
    "create_link": link_methods.create_link,
    "download_image": picture_methods.download_image,
    "get_archive_url": link_methods.get_archive_url,
    "get_file_url": link_methods.get_file_url,
    "get_preview_url": link_methods.get_preview_url,
    "get_saved_file_url": link_methods.get_saved_file_url,
    "get_upload_url": link_methods.get_upload_url,
    "read_file": picture_methods.read_file,
    "start_preview": preview_methods.start_preview,
    "stop_preview": preview_methods.stop_preview,
    "upload_file": picture_methods.upload_file,
}
