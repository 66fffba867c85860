"""The tokens of a file, as the service that runs knows them: read again when it has changed, and on SIGHUP."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import Scope
from rpc_camera.methods.grants import Grant
from rpc_camera.token_file import TokenFileError, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rpc_camera.methods.authentication import Authenticator
    from rpc_camera.serve.service_manager import ServiceManager

_LOOK_EVERY_S: Final = 1.0
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
def following(
    path: Path | None,
    authenticator: Authenticator,
    changed: Callable[[], None],
    manager: ServiceManager,
) -> Iterator[None]:
    """Within the block, read the tokens again where the file has changed, or on SIGHUP, and call `changed`.

    A file that is not usable changes none. Without one there is nothing to read, and the signal does nothing either.
    `manager` is told of it.
    """
    stamp = _stamp(path) if path else None
    if path:
        authenticator.know(grants_of(path))  # once more, as it may have changed since the start

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
    watching = loop.create_task(_watch(path, stamp, reread), name="tokens") if path else None
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
        if watching:
            watching.cancel()


async def _watch(path: Path, known: tuple[int, ...] | None, reread: Callable[[], None]) -> None:
    """Call `reread` whenever the file is another one: who takes a token back need not know which service has it."""
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        if (found := await asyncio.to_thread(_stamp, path)) != known:
            known = found
            reread()


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what differs where a file was written; None: it cannot be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns, status.st_size
