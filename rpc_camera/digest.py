"""Digests of whole files: OpenSSL's, which are several times as fast, and let go of the GIL meanwhile.

`hashlib` is imported at the first of them: until then a service has it without OpenSSL (rpc_camera.serve.loading).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import hashlib

SHA_256: Final = "sha256"


def new_digest(algorithm: str = SHA_256) -> hashlib._Hash:
    """Return a digest of nothing yet, which data is added to; `algorithm` is hashlib's name of it."""
    import hashlib  # noqa: PLC0415 - OpenSSL is 3 MiB, which a service without a download does without

    return hashlib.new(algorithm, usedforsecurity=False)
