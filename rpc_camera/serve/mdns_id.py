"""By what clients know a service again that has another name or address: a random id, kept in its state directory."""

from __future__ import annotations

import logging
import re
import secrets
from typing import TYPE_CHECKING, Final

from rpc_camera.durable import replace_file

if TYPE_CHECKING:
    from pathlib import Path

_FILE: Final = ".mdns-id"
_BYTES: Final = 8
_ID: Final = re.compile(f"[0-9a-f]{{{2 * _BYTES}}}")
_log = logging.getLogger(__name__)


def kept_id(state_dir: Path) -> str:
    """Return the id of the service whose state this is; a new one where there is none, or none that can be read."""
    file = state_dir / _FILE
    try:
        with file.open(encoding="ascii") as content:
            kept = content.read(2 * _BYTES + 1).rstrip("\n")
        if _ID.fullmatch(kept):
            return kept
    except (OSError, UnicodeDecodeError):
        pass
    made = secrets.token_hex(_BYTES)
    try:
        replace_file(file, f"{made}\n".encode("ascii"))
    except OSError as error:
        _log.warning("the id that is announced by mDNS changes with the next start: it cannot be kept (%s)", error)
    return made
