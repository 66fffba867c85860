"""The one table of methods, checked against the schemas at startup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rpc_camera.methods import cameras, config, events, files, requests, server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from rpc_camera.methods.session import Session

    Handler = Callable[[Session, Any], Awaitable[Any]]

METHODS: Final[Mapping[str, Handler]] = {
    "authenticate": server.authenticate,
    "cancel_request": requests.cancel_request,
    "capture_image": cameras.capture_image,
    "delete_file": files.delete_file,
    "download_image": files.download_image,
    "get_camera": cameras.get_camera,
    "get_config": config.get_config,
    "get_events": events.get_events,
    "get_file_info": files.get_file_info,
    "get_file_url": files.get_file_url,
    "get_server_info": server.get_server_info,
    "get_thumbnail": files.get_thumbnail,
    "list_cameras": cameras.list_cameras,
    "list_config": config.list_config,
    "list_files": files.list_files,
    "read_file": files.read_file,
    "rpc.discover": server.discover,
    "select_camera": cameras.select_camera,
    "set_config": config.set_config,
    "set_configs": config.set_configs,
    "start_bulb": cameras.start_bulb,
    "stop_bulb": cameras.stop_bulb,
    "subscribe": events.subscribe,
    "trigger_capture": cameras.trigger_capture,
    "unsubscribe": events.unsubscribe,
    "upload_file": files.upload_file,
}


def check_table(methods: Mapping[str, Handler], described: Mapping[str, object]) -> None:
    """Raise ValueError where a method has no schema, or a schema no method."""
    if without_schema := sorted(methods.keys() - described.keys()):
        raise ValueError(f"methods without a file in schemas/methods: {', '.join(without_schema)}")
    if without_method := sorted(described.keys() - methods.keys()):
        raise ValueError(f"schemas without a method in rpc_camera.methods.table: {', '.join(without_method)}")
