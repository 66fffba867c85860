"""Reads the files of `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rpc_camera.contract.schema import Schema

FOLDERS = ("methods", "notifications")
OPENRPC = "openrpc.json"


class SchemaFiles(Mapping[str, bytes]):
    """The bytes of each file by its path below a folder, `/` between the parts, in the order of their names.

    All are read at once but the OpenRPC document, which is larger than the others together: it is read when it is first
    asked for. OSError, then: it has gone since.
    """

    def __init__(self, root: Path) -> None:
        self._paths = dict(_json_paths(root))
        self._contents = {name: path.read_bytes() for name, path in self._paths.items() if name != OPENRPC}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._contents:
            self._contents[name] = self._paths[name].read_bytes()
        return self._contents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(frozen=True)
class Sources:
    """The contract's sources as they stand in the files, each read as JSON when first needed; references are left."""

    files: SchemaFiles

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
            path.removeprefix(prefix).removesuffix(".json"): self.files[path]
            for path in self.files
            if path.startswith(prefix)
        }


def read_sources(root: Path) -> Sources:
    """Read all schema files below `root`."""
    return Sources(SchemaFiles(root))


def _json_paths(root: Path) -> Iterator[tuple[str, Path]]:
    for prefix, folder in (("", root), *((f"{name}/", root / name) for name in FOLDERS)):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".json"):
                yield prefix + file.name, file
