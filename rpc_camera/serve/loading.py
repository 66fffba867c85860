"""Loading what the service is made of, without what only costs time and memory then."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from rpc_camera.late_import import import_late

if TYPE_CHECKING:
    from collections.abc import Iterator

_AUTHORITIES: Final = "SSL_CERT_FILE"
_SSL: Final = "ssl"
_DIGESTS: Final = ("hashlib", "hmac")
_OPENSSL_DIGESTS: Final = "_hashlib"
_SHA_2: Final = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
_OWN_DIGESTS: Final = ("_blake2", "_md5", "_sha1", "_sha3", *_SHA_2)
# aiohttp has a client as well, jsonrpcserver a server on Python's own, with e-mail and all; of oslash it uses a class.
_LATE: Final = ("aiohttp", "jsonrpcserver", "oslash", "calendar", "gzip", "idna", "locale", "netrc")


@contextmanager
def loading(*, tls: bool) -> Iterator[None]:
    """Import in the block; for a process that is the service, and nothing else.

    Without `tls`, what is imported finds no OpenSSL, as on a Python that has none: it takes 4.5 MiB. Links are signed
    with Python's own digests, which are slower; who hashes whole files imports `hashlib` anew afterwards. With `tls`,
    aiohttp finds no certificate authorities, which are for connections to other servers, of which the service makes
    none: 45 ms and 2 MiB. Nothing that is imported is garbage, but the collector would look for some hundred times.
    """
    for package in _LATE:
        import_late(package)
    authorities = os.environ.get(_AUTHORITIES)
    os.environ[_AUTHORITIES] = os.devnull
    hidden = [] if tls else _hidden()
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # as the documentation of `import` has it
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        for name in hidden:
            del sys.modules[name]
        if _OPENSSL_DIGESTS in hidden:
            for name in _DIGESTS:
                sys.modules.pop(name, None)
        if authorities is None:
            del os.environ[_AUTHORITIES]
        else:
            os.environ[_AUTHORITIES] = authorities


def _hidden() -> list[str]:
    """Return the modules of OpenSSL's that nothing has imported yet. Not every Python has digests of its own."""
    hidden = [_SSL]
    if all(map(find_spec, _OWN_DIGESTS)):
        hidden.append(_OPENSSL_DIGESTS)
    return [name for name in hidden if name not in sys.modules]
