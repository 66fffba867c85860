"""An operation as a client sends it, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GET_DEVICE_INFO, OPEN_SESSION, SEND_OBJECT = 0x1001, 0x1002, 0x100D
WITHOUT_SESSION = frozenset({GET_DEVICE_INFO, OPEN_SESSION})


@dataclass(frozen=True)
class Request:
    """An operation: five parameters (0 where none was sent), and the data that came along."""

    operation: int
    parameters: tuple[int, int, int, int, int]
    data: bytes = b""
    file: Path | None = None


@dataclass(frozen=True)
class FilePart:
    """A piece of a file, which is sent without being read as a whole."""

    path: Path
    offset: int
    size_bytes: int


@dataclass(frozen=True)
class Reply:
    """A successful answer."""

    data: bytes | FilePart | None = None
    parameters: tuple[int, ...] = ()
    sent: Callable[[], None] | None = None
