"""The manifest of a shot of several cameras: how closely they fired, and what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera.error_names import ErrorName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.contract.types import GroupManifest, GroupMember

_PROPOSES: Final = frozenset({ErrorName.CAMERA_NOT_FOUND, ErrorName.NO_CAMERA_SELECTED})


def make_manifest(
    group_id: str, captured_at: str, members: Sequence[GroupMember], uncertainty_s: float = 0.0
) -> GroupManifest:
    """Return the `GroupManifest` of schemas/types.json.

    `uncertainty_s` is by how much the clocks by which `released_ms` was measured may differ, at most.
    """
    released = [member["released_ms"] for member in members if "released_ms" in member]
    counts = [len(member["files"]) for member in members if "files" in member]
    usual = _most_common(counts)
    members = [without_proposals(member) for member in members]  # it is kept, and not only for those who asked
    return {
        "group_id": group_id,
        "captured_at": captured_at,
        "complete": len(counts) == len(members),
        "fired": len(counts),
        "failed": len(members) - len(counts),
        "skew_ms": round(max(released) - min(released), 3) if released else None,
        "uncertainty_ms": round(uncertainty_s * 1000, 3),
        "files_per_camera": usual,
        "fewer_files": with_fewer_files(members, usual),
        "cameras": list(members),
    }


def without_proposals(member: GroupMember) -> GroupMember:
    """Return what became of a camera, where that is not there without the names of others that may have been meant."""
    error = member.get("error")
    if error is None or error["name"] not in _PROPOSES:
        return member
    return {**member, "error": {**error, "remedy": CATALOGUE[ErrorName(error["name"])].remedy}}


def with_fewer_files(members: Sequence[GroupMember], usual: int) -> list[str]:
    """Return the cameras whose picture has fewer files than `usual`."""
    return [member["camera"] for member in members if "files" in member and len(member["files"]) < usual]


def _most_common(counts: Sequence[int]) -> int:
    """Return the number that most have, of several the greatest; 0 if there is none."""
    times = Counter(counts)
    return max(times, key=lambda count: (times[count], count), default=0)
