"""Reads the files of `schemas/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rpc_camera.contract.schema import Schema

FOLDERS = ("methods", "notifications")
OPENRPC = "openrpc.json"


@dataclass(frozen=True)
class Sources:
    """The contract's sources as they stand in the files, each read as JSON when first needed; references are left.

    `files` has each file's bytes by its path below `schemas/`, `/` between the parts.
    """

    files: Mapping[str, bytes]

    @cached_property
    def definitions(self) -> dict[str, Schema]:
        """The shared types."""
        definitions: dict[str, Schema] = json.loads(self.files["types.json"])["definitions"]
        return definitions

    @cached_property
    def errors(self) -> dict[str, Schema]:
        """The catalogue of errors."""
        errors: dict[str, Schema] = json.loads(self.files["errors.json"])
        return errors

    @cached_property
    def methods(self) -> dict[str, Schema]:
        """The methods."""
        return {name: json.loads(content) for name, content in self.in_folder("methods").items()}

    @cached_property
    def notifications(self) -> dict[str, Schema]:
        """The notifications."""
        return {name: json.loads(content) for name, content in self.in_folder("notifications").items()}

    def in_folder(self, folder: str) -> dict[str, bytes]:
        """Return the files of one of FOLDERS, by what they describe."""
        prefix = f"{folder}/"
        return {
            path.removeprefix(prefix).removesuffix(".json"): content
            for path, content in self.files.items()
            if path.startswith(prefix)
        }


def read_sources(root: Path) -> Sources:
    """Read all schema files below `root`, in the order of their names."""
    return Sources(dict(_json_files(root)))


def _json_files(root: Path) -> Iterator[tuple[str, bytes]]:
    for prefix, folder in (("", root), *((f"{name}/", root / name) for name in FOLDERS)):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".json"):
                yield prefix + file.name, file.read_bytes()
