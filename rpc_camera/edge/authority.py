"""Host names and ports as Host and Origin have them: one spelling for each."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

_AUTHORITY: Final = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>\d*))?")


def split_authority(authority: str) -> tuple[str, str] | None:
    """Return the host's `plain_name` and its port, "" where it has none; None for what is no `host[:port]`."""
    match = _AUTHORITY.fullmatch(authority)
    if match is None or not match["host"]:
        return None
    return plain_name(match["host"]), match["port"] or ""


def plain_name(host: str) -> str:
    """Return a host in lower case, in ASCII (IDNA), without brackets and without the dot of the DNS's root."""
    name = host.strip().lower().removeprefix("[").removesuffix("]").removesuffix(".")
    if not name.isascii():
        with suppress(UnicodeError):  # of what is no name of the DNS, the text is compared
            name = name.encode("idna").decode("ascii")
    return name
