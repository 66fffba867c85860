"""Loading what the service is made of, without what only costs time and memory then."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.late_import import import_late

if TYPE_CHECKING:
    from collections.abc import Iterator

_AUTHORITIES: Final = "SSL_CERT_FILE"
_SSL: Final = "ssl"
# aiohttp has a client as well, jsonrpcserver a server on Python's own, with e-mail and all; of oslash it uses a class.
_LATE: Final = ("aiohttp", "jsonrpcserver", "oslash", "calendar", "gzip", "locale")


@contextmanager
def loading(*, tls: bool) -> Iterator[None]:
    """Import in the block; for a process that is the service, and nothing else.

    Without `tls`, asyncio and aiohttp find no OpenSSL, as on a Python that has none: it takes 1.3 MiB. With it, aiohttp
    finds no certificate authorities, which are for connections to other servers, of which the service makes none: 45 ms
    and 2 MiB. Nothing that is imported is garbage, but the collector would look for some hundred times.
    """
    for package in _LATE:
        import_late(package)
    authorities = os.environ.get(_AUTHORITIES)
    os.environ[_AUTHORITIES] = os.devnull
    hides_ssl = not tls and _SSL not in sys.modules
    if hides_ssl:
        sys.modules[_SSL] = None  # type: ignore[assignment]  # as the documentation of `import` has it
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        if hides_ssl:
            del sys.modules[_SSL]
        if authorities is None:
            del os.environ[_AUTHORITIES]
        else:
            os.environ[_AUTHORITIES] = authorities
