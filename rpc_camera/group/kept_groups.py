"""The groups that were fired, as they were told: kept over restarts, so that their files can be fetched later."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from rpc_camera.contract.types import EventName
from rpc_camera.disk_errors import disk_trouble
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.group_store import GroupStore
from rpc_camera.store_thread import StoreThread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rpc_camera.contract.types import GroupManifest, GroupSummary
    from rpc_camera.event_log import EventLog, LoggedEvent

GROUPS_FILE: Final = ".groups.sqlite"
_UNWRITTEN_AT_MOST: Final = 100
T = TypeVar("T")
_log = logging.getLogger(__name__)


class KeptGroups:
    """The last groups of which `events` tells: in a rig, of all hosts, so that they outlive the one that fired them.

    The file at `path` need not exist, and is not touched before there is something to keep or to find.
    """

    def __init__(self, path: Path, events: EventLog) -> None:
        self._store = StoreThread("groups", path, partial(GroupStore, path))
        self._keeping: set[asyncio.Task[None]] = set()
        events.add_listener(self._on_event)

    async def find(self, group_id: str) -> GroupManifest:
        """Return the manifest of a group. ServiceError: there is none of that id, or the disk fails."""
        if manifest := await self._ask(partial(GroupStore.find, group_id=group_id)):
            return manifest
        raise ServiceError(
            ErrorName.JOB_NOT_FOUND,
            f"There is no group {group_id[:80]!r}.",
            remedy="list_groups has those that are kept, the newest last.",
        )

    async def list(self, since: str = "") -> list[GroupSummary]:
        """Return the groups that were captured at `since` or later, as `GroupStore.list`. ServiceError: the disk."""
        return await self._ask(partial(GroupStore.list, since=since))

    async def close(self) -> None:
        """Write what is not written yet, and end; a disk that is too slow for that is left alone."""
        await self._store.close(asyncio.gather(*self._keeping, return_exceptions=True))

    def _on_event(self, event: LoggedEvent) -> None:
        if event.name is EventName.GROUP_CAPTURED:
            self.keep_soon(cast("GroupManifest", event.params["manifest"]))

    def keep_soon(self, manifest: GroupManifest) -> None:
        """Keep a group that was fired, unless it is kept already."""
        if len(self._keeping) >= _UNWRITTEN_AT_MOST:
            _log.warning("the disk is slow: a group is not kept in %s", self._store.path)
            return
        keeping = asyncio.create_task(self._keep(manifest))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def _keep(self, manifest: GroupManifest) -> None:
        try:
            await self._store.run(partial(GroupStore.keep, manifest=manifest))
        except (OSError, sqlite3.Error) as error:
            text = "a group could not be kept in %s, so that only its event tells of it: %s"
            _log.warning(text, self._store.path, error)
        except Exception:  # it may be another host's, of whatever version
            _log.exception("a group that was told of could not be kept")

    async def _ask(self, act: Callable[[GroupStore], T]) -> T:
        try:
            return await self._store.run(act)
        except (OSError, sqlite3.Error) as error:
            raise ServiceError(
                ErrorName.DISK_ERROR,
                f"The groups that were kept could not be read: {disk_trouble(error)}.",
                remedy="Check that the disk of --state-dir is there, writable, sound and has room.",
            ) from error
