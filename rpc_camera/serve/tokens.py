"""The tokens of a file, as the service that runs knows them; read again on SIGHUP."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rpc_camera.contract.types import Scope
from rpc_camera.methods.grants import Grant
from rpc_camera.token_file import TokenFileError, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rpc_camera.methods.authentication import Authenticator
    from rpc_camera.serve.service_manager import ServiceManager

_log = logging.getLogger(__name__)


def grants_of(path: Path) -> list[Grant]:
    """Return what the tokens of a file are good for. TokenFileError: it cannot be used."""
    return [
        Grant(
            token.name,
            Scope(token.scope),
            None if token.cameras is None else frozenset(token.cameras),
            bytes.fromhex(token.sha256),
        )
        for token in read_tokens(path)
    ]


@contextmanager
def reread_on_hangup(
    path: Path | None,
    authenticator: Authenticator,
    changed: Callable[[], None],
    manager: ServiceManager,
) -> Iterator[None]:
    """Within the block, read the tokens again on SIGHUP, and call `changed`; a file that is not usable changes none.

    Without a file there is nothing to read, and the signal does nothing either. `manager` is told of it.
    """

    def reload() -> None:
        with manager.reloading():
            reread()

    def reread() -> None:
        if path is None:
            _log.info("SIGHUP: there is no --tokens to read again")
            return
        try:
            authenticator.know(grants_of(path))
        except TokenFileError as error:
            _log.error("the tokens are as before: %s", error)
            return
        _log.info("read %s again", path)
        changed()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, reload)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
