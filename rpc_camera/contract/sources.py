"""Reads the files of `schemas/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rpc_camera.contract.schema import Schema

FOLDERS = ("methods", "notifications")
OPENRPC = "openrpc.json"


@dataclass(frozen=True)
class Sources:
    """The contract's sources as they stand in the files; references are not resolved.

    `files` has each file's bytes by its path below `schemas/`, `/` between the parts.
    """

    files: Mapping[str, bytes]
    definitions: dict[str, Schema]
    errors: dict[str, Schema]
    methods: dict[str, Schema]
    notifications: dict[str, Schema]


def read_sources(root: Path) -> Sources:
    """Read all schema files below `root`, in the order of their names."""
    files = dict(_json_files(root))
    return Sources(
        files=files,
        definitions=json.loads(files["types.json"])["definitions"],
        errors=json.loads(files["errors.json"]),
        methods=_by_stem(files, "methods/"),
        notifications=_by_stem(files, "notifications/"),
    )


def _json_files(root: Path) -> Iterator[tuple[str, bytes]]:
    for prefix, folder in (("", root), *((f"{name}/", root / name) for name in FOLDERS)):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".json"):
                yield prefix + file.name, file.read_bytes()


def _by_stem(files: Mapping[str, bytes], prefix: str) -> dict[str, Schema]:
    return {
        path.removeprefix(prefix).removesuffix(".json"): json.loads(content)
        for path, content in files.items()
        if path.startswith(prefix)
    }
