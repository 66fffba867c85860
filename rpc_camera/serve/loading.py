"""Loading what the service is made of, without what only costs time and memory then."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_AUTHORITIES: Final = "SSL_CERT_FILE"


@contextmanager
def loading() -> Iterator[None]:
    """Import in the block; for a process that is the service, and nothing else.

    aiohttp reads the certificate authorities of the system as it is imported, 45 ms and 2 MiB, for connections to
    other servers, of which the service makes none. Nothing that is imported is garbage, but the collector would look
    for some hundred times.
    """
    authorities = os.environ.get(_AUTHORITIES)
    os.environ[_AUTHORITIES] = os.devnull
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        if authorities is None:
            del os.environ[_AUTHORITIES]
        else:
            os.environ[_AUTHORITIES] = authorities
