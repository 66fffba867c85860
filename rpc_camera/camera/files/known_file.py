"""A file and a folder of a camera as they are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.camera.files.file_identity import FileIdentity


class FileKind(StrEnum):
    """Why a file is known: it was there before, a client has stored it, the camera reported it, or a look found it."""

    OLD = "old"
    UPLOAD = "upload"
    REPORTED = "reported"
    FOUND = "found"


@dataclass(frozen=True)
class KnownFile:
    """One file. `settled`: a look at the card has seen it so; what a camera says at first can be a size too small."""

    identity: FileIdentity
    kind: FileKind
    settled: bool

    def is_same(self, file: FileIdentity) -> bool:
        """Return whether `file`, of the same path, is this one: of the same size and time, as far as both are known."""
        mine = self.identity
        if mine.size_bytes is None or file.size_bytes is None:
            return True
        if mine.stamp != file.stamp:
            return False
        return mine.size_bytes == file.size_bytes or self._has_grown(file.size_bytes)

    def _has_grown(self, size_bytes: int) -> bool:
        return not self.settled and self.identity.stamp is not None and size_bytes > (self.identity.size_bytes or 0)


@dataclass(frozen=True)
class KnownFolder:
    """`listed`: what was in it is known. `watched`: each look goes into it. `last`: the last file reported."""

    listed: bool
    watched: bool
    last: str | None = None


@dataclass(frozen=True)
class Arrival:
    """A file that came, with its number: the later it came, the higher."""

    number: int
    path: str
    kind: FileKind


@dataclass(frozen=True)
class RecentFile:
    """A file among the newest of a camera, with its number. `is_gone`: the card has it no more."""

    number: int
    identity: FileIdentity
    is_gone: bool
