"""The manifest beside a group's files: what became of each camera, where its files are here, and what is missing."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera_client.types import GroupManifest

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class MissingFile:
    """A file of a group that is not here, or with `path` None the picture of a camera that has none; and why.

    `remedy` is what to do about it, in a sentence; it may be empty. `error` is what was raised, if anything was.
    """

    camera: str
    host: str | None
    path: str | None
    reason: str
    remedy: str
    error: Exception | None = None

    def __str__(self) -> str:
        """Return all of it as a sentence."""
        host = f" on {self.host}" if self.host else ""
        return f"{self.path or 'the picture'} of {self.camera}{host}: {self.reason} {self.remedy}".rstrip()


@dataclass(frozen=True)
class CollectedFile:
    """A file that is here: its name below the group's folder, with slashes, and its SHA-256 in hexadecimal."""

    name: str
    sha256: str


FileKey = tuple[str, str]  # a camera, and a path on it


def write_manifest(
    folder: Path, manifest: GroupManifest, here: Mapping[FileKey, CollectedFile], missing: Mapping[FileKey, MissingFile]
) -> None:
    """Write it: the old one or the new one is there, and never a part. OSError: the disk."""
    members = [
        {**member, "files": [_file(member["camera"], file, here, missing) for file in member.get("files", [])]}
        for member in manifest["cameras"]
    ]
    text = json.dumps({**manifest, "collected": not missing, "cameras": members}, indent=2, ensure_ascii=False)
    part = folder / f".{MANIFEST}.part"
    with part.open("w", encoding="utf-8", errors="replace") as file:  # half a pair that a host has sent
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)


def _file(
    camera: str,
    file: Mapping[str, Any],
    here: Mapping[FileKey, CollectedFile],
    missing: Mapping[FileKey, MissingFile],
) -> dict[str, Any]:
    key = camera, file["path"]
    if found := here.get(key):
        return {**file, "collected_as": found.name, "sha256": found.sha256}
    return {**file, "missing": missing[key].reason if key in missing else "It has not come yet."}
