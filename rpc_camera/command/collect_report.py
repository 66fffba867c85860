"""The report of `rpc-camera collect` by camera: whether it fired, which files came, were here, and are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rpc_camera.command.output import Output
    from rpc_camera_client import GroupCopy
    from rpc_camera_client.types import GroupManifest, GroupMember


@dataclass(frozen=True)
class Collected:
    """A group, and what of it is here."""

    manifest: GroupManifest
    copy: GroupCopy

    @property
    def is_complete(self) -> bool:
        """Whether all of it is here."""
        return not self.copy.missing


@dataclass
class _Count:
    """One camera's groups and files."""

    member: GroupMember
    groups: int = 0
    fired: int = 0
    came: int = 0
    were_here: int = 0
    missing: int = 0


def described_cameras(collected: Collected) -> list[dict[str, Any]]:
    """Return of each camera of a group whether it released, and how many files came, were here, and are missing."""
    return [
        {
            **{name: value for name, value in counted.member.items() if name in {"camera", "label", "host"}},
            "fired": bool(counted.fired),
            "came": counted.came,
            "were_here": counted.were_here,
            "missing": counted.missing,
        }
        for counted in _counted([collected])
    ]


def print_table(output: Output, groups: Sequence[Collected]) -> None:
    """Print a line for each camera of these groups."""
    head = ("Camera", "Host", "Fired", "Came", "Were here", "Missing")
    counts = _counted(groups)
    columns = [0, *([1] if any("host" in each.member for each in counts) else []), 2, 3, 4, 5]
    rows = [
        (
            each.member.get("label") or each.member["camera"],
            each.member.get("host", ""),
            f"{each.fired} of {each.groups}",
            *(number or "" for number in (each.came, each.were_here, each.missing)),
        )
        for each in counts
    ]
    output.table([head[column] for column in columns], [[row[column] for column in columns] for row in rows])


def _counted(groups: Iterable[Collected]) -> list[_Count]:
    counts: dict[str, _Count] = {}
    for group in groups:
        came = set(group.copy.saved)
        missing = {(each.camera, each.path) for each in group.copy.missing}
        for member in group.manifest["cameras"]:
            counted = counts.setdefault(member["camera"], _Count(member))
            counted.member = member
            counted.groups += 1
            counted.fired += "released_ms" in member
            for file in member.get("files", []):
                key = member["camera"], file["path"]
                counted.missing += key in missing
                counted.came += group.copy.here.get(key) in came
                counted.were_here += key in group.copy.here and group.copy.here[key] not in came
    return list(counts.values())
