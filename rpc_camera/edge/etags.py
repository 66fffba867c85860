"""Conditional requests by ETag (RFC 9110, 13); `tag` is what the representation has now, without quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs

if TYPE_CHECKING:
    from aiohttp import ETag, web


def is_known(request: web.Request, tag: str) -> bool:
    """Return whether the client has this representation already: If-None-Match names it."""
    return _names(request.if_none_match, tag)


def has_changed(request: web.Request, tag: str) -> bool:
    """Return whether the client wants another representation than this one: If-Match does not name it."""
    return request.if_match is not None and not _names(request.if_match, tag)


def range_applies(request: web.Request, tag: str) -> bool:
    """Return whether a Range is for this representation: If-Range names it, or is not there."""
    return request.headers.get(hdrs.IF_RANGE) in {None, quoted(tag)}


def quoted(tag: str) -> str:
    """Return the ETag header field."""
    return f'"{tag}"'


def _names(tags: tuple[ETag, ...] | None, tag: str) -> bool:
    return any(named.value in {tag, "*"} for named in tags or ())
