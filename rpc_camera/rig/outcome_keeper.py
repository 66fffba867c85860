"""The outcomes of requests, for the event loop: what comes while the disk is busy is written together after that."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from rpc_camera.disk_errors import disk_trouble
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.outcome_store import OutcomeStore, RequestOutcome
from rpc_camera.store_thread import StoreThread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rpc_camera.rig.guarded_request import RequestKey

_log = logging.getLogger(__name__)

_Found: TypeAlias = "RequestOutcome | None"


@dataclass(frozen=True)
class _StoreAction:
    """Something to do in the file; who waits for it gets what it returns. `durable`: he relies on it from then on."""

    act: Callable[[OutcomeStore], _Found]
    waiter: asyncio.Future[_Found] | None = None
    durable: bool = False


class OutcomeKeeper:
    """One file, in a thread of its own; what is asked of it is done in that order."""

    def __init__(self, path: Path, now_s: Callable[[], float]) -> None:
        """`path` need not exist, and is not touched before something is asked; `now_s` is a clock since the boot."""
        self._store = StoreThread("outcomes of the rig's requests", path, partial(OutcomeStore, path, now_s))
        self._actions: list[_StoreAction] = []
        self._trouble = ""
        self._writing: asyncio.Task[None] | None = None

    async def begin(self, key: RequestKey) -> RequestOutcome | None:
        """Note that a request is begun; it is on the disk when this returns None. Else: as `find`.

        ServiceError: the disk fails, or there are too many; the request was not noted.
        """
        return await self._ask(partial(OutcomeStore.begin, key=key), durable=True)

    async def find(self, key: RequestKey) -> RequestOutcome | None:
        """Return what became of a request that was begun, by this run or one before. ServiceError: the disk fails."""
        return await self._ask(partial(OutcomeStore.find, key=key), durable=False)

    def end(self, key: RequestKey, answer: bytes) -> None:
        """Have an answer noted soon. Where that fails, a later run does not know the outcome, and will say so."""
        self._add(_StoreAction(partial(_end, key=key, answer=answer)))

    def forget(self, key: RequestKey) -> None:
        """Have it noted soon that a request was not begun. Where that fails, its outcome counts as unknown."""
        self._add(_StoreAction(partial(_forget, key=key)))

    async def close(self) -> None:
        """Write what is not written yet, and end; a disk that is too slow for that is left alone."""
        await self._store.close(self._writing)

    async def _ask(self, act: Callable[[OutcomeStore], _Found], *, durable: bool) -> _Found:
        waiter: asyncio.Future[_Found] = asyncio.get_running_loop().create_future()
        self._add(_StoreAction(act, waiter, durable))
        return await waiter

    def _add(self, action: _StoreAction) -> None:
        self._actions.append(action)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._actions:
            actions, self._actions = self._actions, []
            results: list[_Found | Exception]
            try:
                results = await self._store.run(partial(_done, actions))
                self._trouble = ""
            except (OSError, sqlite3.Error) as error:
                self._log_trouble(str(error))
                results = [_disk_error(error)] * len(actions)
            except Exception as error:  # whoever waits must not wait for ever
                _log.exception("what other hosts ask cannot be noted")
                results = [error] * len(actions)
            for action, result in zip(actions, results, strict=True):
                _settle(action.waiter, result)

    def _log_trouble(self, trouble: str) -> None:
        """Log what is wrong with the disk, once until that changes."""
        if trouble != self._trouble:
            _log.warning("what other hosts ask cannot be noted in %s, and is refused: %s", self._store.path, trouble)
        self._trouble = trouble


def _done(actions: list[_StoreAction], store: OutcomeStore) -> list[_Found | Exception]:
    """Do all of it in one transaction. OSError, sqlite3.Error: none of it is done."""
    with store.writing(durable=any(action.durable for action in actions)):
        return [_result(action, store) for action in actions]


def _result(action: _StoreAction, store: OutcomeStore) -> _Found | Exception:
    try:
        return action.act(store)
    except ServiceError as error:
        return error


def _settle(waiter: asyncio.Future[_Found] | None, result: _Found | Exception) -> None:
    if waiter is None or waiter.done():
        return
    if isinstance(result, Exception):
        waiter.set_exception(result)
    else:
        waiter.set_result(result)


def _end(store: OutcomeStore, key: RequestKey, answer: bytes) -> None:
    store.end(key, answer)


def _forget(store: OutcomeStore, key: RequestKey) -> None:
    store.forget(key)


def _disk_error(error: OSError | sqlite3.Error) -> ServiceError:
    return ServiceError(
        ErrorName.DISK_ERROR,
        f"The host could not note on its disk that the command is begun, and has not begun it: {disk_trouble(error)}.",
        remedy="On the camera's host, check that the disk of its --state-dir is there, writable, sound and has room.",
        untouched=True,
    )
