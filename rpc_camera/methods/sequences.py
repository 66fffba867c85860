"""Methods about sequences, and about several cameras at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.capture.captures import DEFAULT_TIMEOUT_S
from rpc_camera.camera.registry.names import nearest, not_found
from rpc_camera.errors import ErrorName, invalid_param
from rpc_camera.group.group import capture_group
from rpc_camera.group.member import check_distinct, member_of
from rpc_camera.methods.cameras import camera_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.contract import types
    from rpc_camera.group.member import Member
    from rpc_camera.methods.call import Call


async def start_sequence(call: Call, params: types.StartSequenceParams) -> types.StartSequenceResult:
    """Start a sequence of frames at one camera."""
    if params.get("bracket") and "steps" not in params:
        raise invalid_param("/bracket", "A bracket needs `steps`: how each of its pictures is taken.")
    camera = await camera_of(call, params)
    return {"sequence": await call.service.sequences.begin(camera, params)}


async def get_sequence(call: Call, params: types.GetSequenceParams) -> types.GetSequenceResult:
    """Return one sequence."""
    return {"sequence": call.service.sequences.get(params["sequence_id"])}


async def stop_sequence(call: Call, params: types.StopSequenceParams) -> types.StopSequenceResult:
    """End a sequence."""
    return {"sequence": await call.service.sequences.stop(params["sequence_id"])}


async def list_sequences(call: Call, _params: types.ListSequencesParams) -> types.ListSequencesResult:
    """Return the sequences under way, and the last that are over."""
    sequences = call.service.sequences
    return {"sequences": sequences.all(), "unreadable": sequences.unreadable}


async def fire_group(call: Call, params: types.CaptureGroupParams) -> types.GroupManifest:
    """Fire several cameras at one instant."""
    members = await _members(call, params["cameras"])
    check_distinct(members)
    timeout_s = params.get("timeout_s", DEFAULT_TIMEOUT_S)
    return await capture_group(members, call.service.cameras.events, timeout_s, partial=params.get("partial", False))


async def _members(call: Call, names: Sequence[str]) -> list[Member]:
    """Return a member for each name; of wrong names, no two are taken for the same camera."""
    members = [await member_of(call.service.cameras, name) for name in names]
    cameras = call.service.cameras.cameras
    free = [camera for camera in cameras if all(member.camera is not camera for member in members)]
    for member in members:
        if member.error and member.error.name is ErrorName.CAMERA_NOT_FOUND:
            near = nearest(member.name, free)
            free = [camera for camera in free if near not in {camera.id, camera.source.port}]
            member.error = not_found(member.name, cameras, near)
    return members
