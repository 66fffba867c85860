"""`Content-Disposition` (RFC 6266): under which name a browser saves an answer, and whether it shows it."""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import quote

_SHOWN: Final = re.compile(r"(?:image|video|audio)/[\w.+-]+", re.ASCII)
_SVG: Final = "image/svg+xml"


def disposition(kind: Literal["inline", "attachment"], filename: str) -> str:
    """Return the header field for a file of that name."""
    plain = re.sub(r'[^ -~]|["\\\\%]', "_", filename)
    full = "" if plain == filename else f"; filename*=UTF-8''{quote(filename, safe='')}"
    return f'{kind}; filename="{plain}"{full}'


def is_shown(mime_type: str) -> bool:
    """Return whether a browser may show a file of that type: no page or script that lies on a card."""
    return bool(_SHOWN.fullmatch(mime_type)) and mime_type.lower() != _SVG
