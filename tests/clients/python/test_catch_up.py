"""Missed events are fetched from the log, however much is dropped meanwhile, and from no earlier than needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rpc_camera_client._catch_up import CatchUp
from rpc_camera_client._inbox import Inbox
from rpc_camera_client._positions import Positions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera_client import SessionEvent

LOG = "679b50bb395d1c97"


class Log:
    """A log of `last_seq` events, read two at a time; once, while a page is on its way, more come and are dropped."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.catch_up = CatchUp(self.inbox, self.ask, self.spawn)
        self.last_seq = 3

    async def ask(self, method: str, params: Mapping[str, object]) -> Any:
        assert (method, params["log_id"]) == ("get_events", LOG)
        since = params["since"]
        assert isinstance(since, int)
        page = range(since + 1, min(since + 2, self.last_seq) + 1)
        answer = {
            "log_id": LOG,
            "events": [{"seq": seq, "event": "camera_removed", "params": {"seq": seq}} for seq in page],
            "last_seq": self.last_seq,
            "oldest_seq": 1,
            "gap": False,
            "more": since + 2 < self.last_seq,
        }
        if not answer["more"] and self.last_seq == 3:  # the log grows after the last page was read
            self.last_seq = 7
            self.receive("events_dropped", from_seq=4, to_seq=6, count=3)
            self.receive("camera_removed", seq=7)
        return answer

    def receive(self, method: str, **params: int) -> None:
        self.inbox.receive(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def spawn(self, work: object) -> None:
        raise AssertionError(f"there is a run already: {work}")


async def test_what_is_dropped_while_the_last_page_is_on_its_way_is_fetched_too() -> None:
    log = Log()
    log.inbox.positions.subscribe(["camera_removed"], 0, LOG)
    log.inbox.hold()
    await log.catch_up.run()
    log.inbox.feed.end(None)

    assert [seq_of(event) async for event in log.inbox.feed.stream()] == [1, 2, 3, 4, 5, 6, 7]


def seq_of(event: SessionEvent) -> int:
    assert event["method"] == "camera_removed"
    return event["params"]["seq"]


def test_event_of_one_name_says_that_none_of_another_is_missing_before_it() -> None:
    positions = Positions()
    positions.subscribe(["camera_removed", "config_changed"], 3, LOG)
    assert positions.accept("config_changed", 9)
    assert positions.since == 9
    assert not positions.accept("config_changed", 9)
    assert not positions.accept("camera_removed", 8)


def test_event_that_comes_before_the_answer_to_subscribe_is_not_fetched_again() -> None:
    positions = Positions()
    positions.expect(["camera_removed"])
    assert positions.since is None
    assert positions.accept("camera_removed", 5)
    positions.subscribe(["camera_removed"], 4, LOG)
    assert not positions.accept("camera_removed", 5)
    positions.expect(["config_changed"])
    positions.forget_unanswered(["config_changed", "camera_removed"])
    assert positions.names == ["camera_removed"]
