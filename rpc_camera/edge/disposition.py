"""`Content-Disposition` (RFC 6266): under which name a browser saves an answer, and whether it shows it."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote


def disposition(kind: Literal["inline", "attachment"], filename: str) -> str:
    """Return the header field for a file of that name."""
    plain = re.sub(r'[^ -~]|["\\\\%]', "_", filename)
    full = "" if plain == filename else f"; filename*=UTF-8''{quote(filename, safe='')}"
    return f'{kind}; filename="{plain}"{full}'
