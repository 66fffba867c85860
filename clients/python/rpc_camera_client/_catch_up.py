"""Brings back the events that did not come, from the service's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rpc_camera_client._gap import log_ended, log_full, reader_too_slow
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from rpc_camera_client._inbox import Inbox

    Ask = Callable[[str, Mapping[str, object]], Awaitable[Any]]


class CatchUp:
    """Fetches what is missing while `inbox` holds what comes; `ask` calls a method of the service."""

    def __init__(self, inbox: Inbox, ask: Ask) -> None:
        self._inbox = inbox
        self._ask = ask
        self._is_running = False
        self._is_due = False

    async def run(self) -> None:
        """Pass on the events that are missing, each once and in order, then those that the inbox held meanwhile.

        ConnectionError: the connection ended; what was not passed on is still missing.
        """
        self._is_due = True
        if self._is_running:
            return
        self._is_running = True
        try:
            while self._is_due:
                self._is_due = False
                await self._fetch()
        finally:
            self._is_running = False
        self._inbox.release()

    async def after_drop(self) -> None:
        """Do the same for events that the service had no room to send."""
        try:
            await self.run()
        except ConnectionError:
            pass  # the next connection fetches them
        except RpcCameraError:
            self._inbox.publish(reader_too_slow())
            self._inbox.release()

    async def _fetch(self) -> None:
        positions = self._inbox.positions
        since = positions.since
        while since is not None:
            page = await self._ask("get_events", {"since": since, "log_id": positions.log_id})
            if page["log_id"] != positions.log_id:
                positions.begin_log(page["log_id"])
                self._inbox.publish(log_ended(since))
            elif page["gap"]:
                self._inbox.publish(log_full(since, page["oldest_seq"]))
            self._pass_on(page["events"])
            reached = page["events"][-1]["seq"] if page["more"] else page["last_seq"]
            positions.catch_up(reached)
            since = reached if page["more"] else None

    def _pass_on(self, events: list[Mapping[str, Any]]) -> None:
        wanted = set(self._inbox.positions.names)
        for event in events:
            if event["event"] in wanted:
                self._inbox.deliver({"method": event["event"], "params": event["params"]})
