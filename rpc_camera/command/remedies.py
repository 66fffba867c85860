"""Remedies in the words of the command, where those of the service name its methods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera_client import RpcCameraError

_BY_NAME: Final = {
    "no_camera_selected": "Name one with --camera; `rpc-camera cameras` lists them.",
    "camera_not_found": "`rpc-camera cameras` lists those that are there; if it is missing, check the cable and that "
    "the camera is switched on.",
    "config_not_found": "`rpc-camera config list` has the names; settings can come and go with the camera's mode.",
    "file_not_found": "`rpc-camera files ls` lists what is there.",
    "file_exists": "Choose another name with --name, or delete the present file first.",
    "storage_full": "Free room with `rpc-camera files rm`, or put another card into the camera.",
    "camera_timeout": "The shutter may have been released all the same: look with `rpc-camera files ls` before you try "
    "again, with a longer --timeout.",
    "not_supported": "`rpc-camera call list_cameras` shows the `abilities` of this camera.",
    "invalid_params": "`--help` of the command says what it takes; docs/methods.md, what a method takes.",
    "job_not_found": "`rpc-camera sequence list` has the ids.",
}
_COMMANDS: Final = {
    "capture_image": "capture",
    "delete_file": "files rm",
    "get_config": "config get",
    "identify_camera": "identify",
    "label_camera": "label",
    "list_cameras": "cameras",
    "list_config": "config list",
    "list_files": "files ls",
    "list_groups": "groups",
    "list_sequences": "sequence list",
    "set_config": "config set",
    "set_configs": "config set",
    "start_sequence": "sequence start",
    "start_tethering": "tether start",
    "stop_sequence": "sequence stop",
    "stop_tethering": "tether stop",
}
_METHODS: Final = re.compile(
    r"`?\b((?:get|set|list|start|stop|capture|delete|download|upload|read|trigger|select|cancel|label|identify)_[a-z_]+)\b`?"
)
_MOST: Final = 12


def sentence(error: RpcCameraError) -> str:
    """Return what was refused and what to do about it, with what there is to choose from."""
    own = _BY_NAME.get(error.name) if error.remedy == type(error).REMEDY else None  # others are of this case
    words = f"{error.message} {own or _METHODS.sub(_command, error.remedy)}".strip()
    for member, what in (("choices", "It can be"), ("similar", "Near it"), ("cameras", "There are")):
        if isinstance(found := error.data.get(member), list) and found and not _are_in(found, words):
            more = ", …" if len(found) > _MOST else ""
            words += f" {what}: {', '.join(map(str, found[:_MOST]))}{more}."
    return words


def _command(method: re.Match[str]) -> str:
    """Return the command that does what a method does, or how the method is called."""
    return f"`rpc-camera {_COMMANDS.get(method[1]) or f'call {method[1]}'}`"


def _are_in(found: list[object], words: str) -> bool:
    return all(str(each) in words for each in found[:_MOST])
