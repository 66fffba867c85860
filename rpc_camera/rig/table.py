"""Where each method is done in a rig: one explicit table, checked against that of the methods."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.methods.several import Handler


class Where(Enum):
    """Where a method is done."""

    HERE = auto()
    """At the host that the client talks to: it is about the connection, or about all that is known there."""
    CAMERA = auto()
    """At the host that has the camera."""
    CAMERA_BYTES = auto()
    """There too, but what is asked for, or sent, is bytes of a picture, or leads to them."""
    SEQUENCE = auto()
    """At the host that has the sequence."""
    ANY = auto()
    """At this host or, where it does not know of it, at the first that does."""
    EVERYWHERE = auto()
    """At all hosts; their answers are put together."""
    TOGETHER = auto()
    """At several hosts, at one instant."""


WHERE: Final[Mapping[str, Where]] = {
    "authenticate": Where.HERE,
    "autofocus": Where.CAMERA,
    "cancel_request": Where.HERE,
    "capture_group": Where.TOGETHER,
    "capture_image": Where.CAMERA,
    "create_link": Where.CAMERA_BYTES,
    "create_ticket": Where.HERE,
    "delete_file": Where.CAMERA,
    "download_image": Where.CAMERA_BYTES,
    "drive_focus": Where.CAMERA,
    "get_archive_url": Where.CAMERA_BYTES,
    "get_camera": Where.CAMERA,
    "get_capture_settings": Where.CAMERA,
    "get_config": Where.CAMERA,
    "get_events": Where.HERE,
    "get_exposure": Where.CAMERA,
    "get_file_info": Where.CAMERA,
    "get_file_url": Where.CAMERA_BYTES,
    "get_group": Where.ANY,
    "get_metadata": Where.CAMERA,
    "get_preview_url": Where.CAMERA_BYTES,
    "get_saved_file_url": Where.CAMERA_BYTES,
    "get_sequence": Where.SEQUENCE,
    "get_server_info": Where.HERE,
    "get_tethering": Where.CAMERA,
    "get_thumbnail": Where.CAMERA_BYTES,
    "get_upload_url": Where.CAMERA_BYTES,
    "identify_camera": Where.CAMERA,
    "label_camera": Where.CAMERA,
    "list_cameras": Where.EVERYWHERE,
    "list_config": Where.CAMERA,
    "list_files": Where.CAMERA,
    "list_groups": Where.EVERYWHERE,
    "list_links": Where.HERE,
    "list_sequences": Where.EVERYWHERE,
    "list_tethering": Where.EVERYWHERE,
    "read_file": Where.CAMERA_BYTES,
    "redeem_ticket": Where.HERE,
    "revoke_link": Where.HERE,
    "rpc.discover": Where.HERE,
    "select_camera": Where.HERE,
    "set_capture_settings": Where.CAMERA,
    "set_config": Where.CAMERA,
    "set_configs": Where.CAMERA,
    "set_exposure": Where.CAMERA,
    "start_bulb": Where.CAMERA,
    "start_preview": Where.CAMERA_BYTES,
    "start_sequence": Where.CAMERA,
    "start_tethering": Where.CAMERA,
    "stop_bulb": Where.CAMERA,
    "stop_preview": Where.CAMERA_BYTES,
    "stop_sequence": Where.SEQUENCE,
    "stop_tethering": Where.CAMERA,
    "subscribe": Where.HERE,
    "trigger_capture": Where.CAMERA,
    "unsubscribe": Where.HERE,
    "upload_file": Where.CAMERA_BYTES,
}


def check_where(methods: Mapping[str, Handler], params_of: Mapping[str, Any]) -> None:
    """Raise ValueError where a method is in one of the tables only, or is done at a camera and has no `camera`.

    `params_of` has the names of each method's params.
    """
    if differing := sorted(methods.keys() ^ WHERE.keys()):
        raise ValueError(f"methods that are in one of rpc_camera.methods.table and rpc_camera.rig.table: {differing}")
    for name, where in WHERE.items():
        has_camera = "camera" in params_of[name]
        if has_camera != (where in {Where.CAMERA, Where.CAMERA_BYTES} or name == "select_camera"):
            raise ValueError(f"{name} is done {where.name} in a rig, and {'has' if has_camera else 'has no'} `camera`")
