"""Several cameras of this host fired together: all are made ready, then released at one instant."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.clock import rfc3339_ms
from rpc_camera.contract.types import EventName
from rpc_camera.group.manifest import make_manifest
from rpc_camera.group.part import GroupPart
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.contract.types import GroupManifest, GroupMember
    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.event_log import EventLog
    from rpc_camera.group.member import Member

_LEAD_S: Final = 0.05
_LEAD_OF_A_CAMERA_S: Final = 0.01


def lead_s(cameras: int) -> float:
    """Return how long before the instant the request goes out, so that it reaches all workers of a machine.

    One that it does not reach by then comes late by seconds: those that have released keep the processors. Of 48
    cameras on two cores that others used as well, the last was 2.5 s late with 50 ms, and 3 ms with 500.
    """
    return _LEAD_S + _LEAD_OF_A_CAMERA_S * cameras


async def capture_group(
    members: Sequence[Member], events: EventLog, timeout_s: float, *, partial: bool
) -> GroupManifest:
    """Fire all cameras at one instant, or none; with `partial`, those that can be made ready.

    It is finished even if whoever asked is gone. ServiceError: one is not ready or, with `partial`, none is.
    """
    part = GroupPart(members)
    try:
        with current_work().stopping(Stop.AT_ONCE):
            await _arm(part, timeout_s, partial=partial)
    except BaseException:
        part.leave()
        raise
    first = next(member.camera for member in members if member.camera and not member.error)
    with current_work().stopping(Stop.CANNOT):
        return await asyncio.shield(first.line.keep(_fire(part, events, first.id, timeout_s)))


async def _arm(part: GroupPart, timeout_s: float, *, partial: bool) -> None:
    await part.arm(timeout_s, partial=partial)
    if part.failed and (not partial or len(part.failed) == len(part.members)):
        raise _nothing_fired(part.failed)


async def _fire(part: GroupPart, events: EventLog, first: str, timeout_s: float) -> GroupManifest:
    ahead_s = lead_s(len(part.members))
    at, captured_at = time.monotonic() + ahead_s, rfc3339_ms(time.time() + ahead_s)
    await part.fire(at, timeout_s)
    described = [member.describe(at) for member in part.members]
    manifest = make_manifest(secrets.token_hex(6), captured_at, described)
    events.emit(EventName.GROUP_CAPTURED, first, manifest=cast("dict[str, JsonValue]", manifest))
    return manifest


def _nothing_fired(failed: Sequence[Member]) -> ServiceError:
    """Return the error of the first that could not be made ready, with what is known of the others."""
    first = failed[0].error
    assert first is not None  # noqa: S101 - they are those with an error
    return nothing_fired(first, [member.describe() for member in failed])


def nothing_fired(first: ServiceError, failures: Sequence[GroupMember]) -> ServiceError:
    """Return the error of a group of which `first` keeps all from being fired; `failures` are those that failed."""
    details = {**first.details, "failures": cast("list[JsonValue]", failures)}
    return first.but(message=f"Nothing was fired: {first.message}", details=details)
