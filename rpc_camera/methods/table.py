"""The one table of methods, checked against the schemas at startup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.methods import (
    cameras,
    common_settings,
    config,
    durable_links,
    events,
    files,
    focus,
    groups,
    preview,
    requests,
    sequences,
    server,
    tethering,
)
from rpc_camera.methods.comparing import comparing
from rpc_camera.methods.several import SEVERAL, several

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.messages import MethodSchema
    from rpc_camera.methods.several import Handler

METHODS: Final[Mapping[str, Handler]] = {
    "authenticate": server.authenticate,
    "autofocus": focus.autofocus,
    "cancel_request": requests.cancel_request,
    "capture_group": sequences.fire_group,
    "capture_image": cameras.capture_image,
    "create_link": durable_links.create_link,
    "create_ticket": server.create_ticket,
    "delete_file": files.delete_file,
    "download_image": files.download_image,
    "drive_focus": focus.drive_focus,
    "get_archive_url": files.get_archive_url,
    "get_camera": cameras.get_camera,
    "get_capture_settings": common_settings.get_capture_settings,
    "get_config": config.get_config,
    "get_events": events.get_events,
    "get_exposure": common_settings.get_exposure,
    "get_file_info": files.get_file_info,
    "get_file_url": files.get_file_url,
    "get_group": groups.get_group,
    "get_metadata": files.get_metadata,
    "get_preview_url": preview.get_preview_url,
    "get_saved_file_url": tethering.get_saved_file_url,
    "get_sequence": sequences.get_sequence,
    "get_server_info": server.get_server_info,
    "get_tethering": tethering.get_tethering,
    "get_thumbnail": files.get_thumbnail,
    "get_upload_url": files.get_upload_url,
    "identify_camera": cameras.identify_camera,
    "label_camera": cameras.label_camera,
    "list_cameras": cameras.list_cameras,
    "list_config": config.list_config,
    "list_files": files.list_files,
    "list_groups": groups.list_groups,
    "list_links": durable_links.list_links,
    "list_sequences": sequences.list_sequences,
    "list_tethering": tethering.list_tethering,
    "read_file": files.read_file,
    "redeem_ticket": server.redeem_ticket,
    "revoke_link": durable_links.revoke_link,
    "rpc.discover": server.discover,
    "select_camera": cameras.select_camera,
    "set_capture_settings": common_settings.set_capture_settings,
    "set_config": config.set_config,
    "set_configs": config.set_configs,
    "set_exposure": common_settings.set_exposure,
    "start_bulb": cameras.start_bulb,
    "start_preview": preview.start_preview,
    "start_sequence": sequences.start_sequence,
    "start_tethering": tethering.start_tethering,
    "stop_bulb": cameras.stop_bulb,
    "stop_preview": preview.stop_preview,
    "stop_sequence": sequences.stop_sequence,
    "stop_tethering": tethering.stop_tethering,
    "subscribe": events.subscribe,
    "trigger_capture": cameras.trigger_capture,
    "unsubscribe": events.unsubscribe,
    "upload_file": files.upload_file,
}


_CAMERAS: Final = b"/CamerasInstead"  # found without reading a schema as JSON, which the start has no time for


def with_several(methods: Mapping[str, Handler]) -> dict[str, Handler]:
    """Return all methods of the contract: `methods`, which are for one camera each, and what is made of them.

    Those that take `cameras` do for each what they do for one; `compare_config` reads by those that read of one.
    """
    in_place = {name: several(name, methods[name]) for name in SEVERAL}
    return {**methods, **in_place, "compare_config": comparing(methods)}


def check_table(methods: Mapping[str, Handler], described: Mapping[str, MethodSchema]) -> None:
    """Raise ValueError where a method has no schema, or a schema no method; or where SEVERAL and the schemas differ."""
    if without_schema := sorted(methods.keys() - described.keys()):
        raise ValueError(f"methods without a file in schemas/methods: {', '.join(without_schema)}")
    if without_method := sorted(described.keys() - methods.keys()):
        raise ValueError(f"schemas without a method in rpc_camera.methods.table: {', '.join(without_method)}")
    in_place = {name for name, schema in described.items() if _CAMERAS in schema.content}
    if differing := sorted(in_place ^ SEVERAL):
        raise ValueError(f"either SEVERAL or the schema has `cameras` in place of `camera`: {', '.join(differing)}")
