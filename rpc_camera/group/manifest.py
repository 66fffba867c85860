"""The manifest of a shot of several cameras: how closely they fired, and what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.contract.types import GroupManifest, GroupMember


def make_manifest(
    group_id: str, captured_at: str, members: Sequence[GroupMember], uncertainty_s: float = 0.0
) -> GroupManifest:
    """Return the `GroupManifest` of schemas/types.json.

    `uncertainty_s` is by how much the clocks by which `released_ms` was measured may differ, at most.
    """
    released = [member["released_ms"] for member in members if "released_ms" in member]
    counts = [len(member["files"]) for member in members if "files" in member]
    usual = _most_common(counts)
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


def with_fewer_files(members: Sequence[GroupMember], usual: int) -> list[str]:
    """Return the cameras whose picture has fewer files than `usual`."""
    return [member["camera"] for member in members if "files" in member and len(member["files"]) < usual]


def _most_common(counts: Sequence[int]) -> int:
    """Return the number that most have, of several the greatest; 0 if there is none."""
    times = Counter(counts)
    return max(times, key=lambda count: (times[count], count), default=0)
