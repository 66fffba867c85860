"""Methods about groups of cameras that were fired together: which there were, and what belongs to one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rpc_camera.clock import rfc3339_ms
from rpc_camera.errors import invalid_param

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call


async def list_groups(call: Call, params: types.ListGroupsParams) -> types.ListGroupsResult:
    """Return the last groups, without their files."""
    return {"groups": await call.service.groups.list(_moment(params["since"]) if "since" in params else "")}


async def get_group(call: Call, params: types.GetGroupParams) -> types.GroupManifest:
    """Return the manifest of a group."""
    return await call.service.groups.find(params["group_id"])


def _moment(text: str) -> str:
    """Return a time in the form that all times on the wire have, in which they can be compared."""
    try:
        return rfc3339_ms(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        raise invalid_param("/since", "It is no time as RFC 3339, such as 2026-11-22T10:00:05Z.") from None
