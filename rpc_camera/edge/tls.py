"""TLS by certificate and key."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class TlsError(Exception):
    """A certificate or key that cannot be used; the text is one sentence for a person."""


def tls_context(certificate: Path, key: Path | None = None) -> ssl.SSLContext:
    """Return a server's context from PEM files; without `key` the certificate's file has the key too."""
    for file in (certificate, key or certificate):
        try:
            file.read_bytes()
        except OSError as error:
            raise TlsError(f"Cannot read {file}: {error.strerror}.") from None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except ssl.SSLError as error:
        reason = (error.reason or "not PEM").lower().replace("_", " ")
        raise TlsError(f"Cannot use {certificate} with {key or certificate}: {reason}.") from None
    return context


def _no_password() -> str:
    # Without this the SSL library asks at the terminal.
    raise TlsError("The key is encrypted; give one without a password.")
