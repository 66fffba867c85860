"""TLS by certificate and key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

_ANOTHERS_KEY: Final = {"KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED"}


class TlsError(Exception):
    """A certificate or key that cannot be used; the text is one sentence for a person."""


def tls_context(certificate: Path, key: Path | None = None) -> ssl.SSLContext:
    """Return a server's context from PEM files; without `key` the certificate's file has the key too."""
    import ssl  # noqa: PLC0415 - OpenSSL is 3 MiB, which a service without TLS does without

    key = key or certificate
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    contents = [_content(file) for file in (certificate, key)]

    def no_password() -> str:  # without this the SSL library asks at the terminal
        raise TlsError(f"The key in {key} is encrypted: give one without a password, as `openssl pkey` makes of it.")

    try:
        context.load_cert_chain(certificate, key, password=no_password)
    except ssl.SSLError as error:
        raise TlsError(_trouble(certificate, key, contents, error.reason or "NOT_PEM")) from None
    return context


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TlsError(
            f"Cannot read {file}: {error.strerror}; see that it is there, and that this user may read it."
        ) from None


def _trouble(certificate: Path, key: Path, contents: list[bytes], reason: str) -> str:
    """Return in a sentence what is wrong with the files; `contents` are theirs, `reason` is OpenSSL's."""
    if b"-----BEGIN CERTIFICATE-----" not in contents[0]:
        return f"Cannot use {certificate}: it has no PEM certificate, which begins with -----BEGIN CERTIFICATE-----."
    if b" PRIVATE KEY-----" not in contents[1]:
        return f"Cannot use {key}: it has no PEM private key, which begins with -----BEGIN PRIVATE KEY-----."
    if reason in _ANOTHERS_KEY:
        return (
            f"Cannot use {certificate} with {key}: this key is not of the first certificate there; give the key that "
            "it was made with, and, of a chain, the service's own certificate first."
        )
    return f"Cannot use {certificate} with {key}: {reason.lower().replace('_', ' ')}; make or download them anew."
