"""Digest fields (RFC 9530): `sha-256=:…base64…:`, in a dictionary of structured fields (RFC 9651)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ServiceError, invalid_param

if TYPE_CHECKING:
    from multidict import CIMultiDictProxy

SHA_256: Final = "sha-256"
HASHLIB_NAMES: Final = {SHA_256: "sha256", "sha-512": "sha512"}
_FIELDS: Final = ("Repr-Digest", "Content-Digest")
_MEMBER: Final = re.compile(r"\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):\s*")


def expected_digests(headers: CIMultiDictProxy[str]) -> list[tuple[str, bytes]]:
    """Return (algorithm, digest) of each digest that the request gives of its body; those of others are passed over.

    A body that is stored as it comes is the whole representation, so both fields are of the same bytes.
    ServiceError INVALID_PARAMS: a field cannot be read, or has no digest that is known here; what is meant as a check
    must not be passed over.
    """
    found = []
    for field in _FIELDS:
        if field not in headers:
            continue
        members = [_MEMBER.fullmatch(member) for member in ",".join(headers.getall(field)).split(",")]
        known = [
            (match[1], _decoded(field, match[1], match[2])) for match in members if match and match[1] in HASHLIB_NAMES
        ]
        if not known or None in members:
            raise _unreadable(field)
        found += known
    return found


def digest_field(algorithm: str, digest: bytes) -> str:
    """Return the value of a digest field."""
    return f"{algorithm}=:{base64.b64encode(digest).decode('ascii')}:"


def _decoded(field: str, algorithm: str, text: str) -> bytes:
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise _unreadable(field) from None
    if len(digest) != hashlib.new(HASHLIB_NAMES[algorithm]).digest_size:
        raise _unreadable(field)  # in hexadecimal, say
    return digest


def _unreadable(field: str) -> ServiceError:
    remedy = f"Send it as {field}: sha-256=:BASE64:, with the colons (RFC 9530), or with sha-512."
    return invalid_param("", f"{field} cannot be read.").but(remedy=remedy)
