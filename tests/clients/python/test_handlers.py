"""Handlers and iterators of the Python client, and how long its calls may take."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera_client._deadlines import OF_TAGS_S, default_deadline_s
from rpc_camera_client._feed import EventFeed
from rpc_camera_client._methods import TRAITS
from tests.clients.python.rig import NOTHING, connected, reply

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

    from rpc_camera_client import SessionEvent
    from rpc_camera_client.events import CameraRemovedParams, ProgressParams


class Notifying:
    """Sends three events before it answers `list_cameras`, and two steps of progress before all but subscriptions."""

    async def __call__(self, socket: ServerConnection, request: dict[str, Any]) -> None:
        if request["method"] == "list_cameras":
            for seq in (1, 2, 3):
                await socket.send(json.dumps(removed(seq)))
        if request["method"] != "subscribe":
            for done in (1, 2):
                params = {"request_id": request["id"], "stage": "reading", "done": done, "total": 2, "unit": "bytes"}
                await socket.send(json.dumps({"jsonrpc": "2.0", "method": "progress", "params": params}))
        await socket.send(reply(request, result=NOTHING))


def removed(seq: int) -> SessionEvent:
    params: CameraRemovedParams = {"seq": seq, "at": "2026-11-22T10:00:00Z", "camera": "z", "reason": "Unplugged."}
    return {"method": "camera_removed", "params": params}


@pytest.fixture
async def complaints() -> list[type[BaseException]]:
    """What is reported to the event loop."""
    found: list[type[BaseException]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: found.append(type(context["exception"])))
    return found


async def test_handlers_that_fail_stop_neither_the_others_nor_the_reader(
    complaints: list[type[BaseException]],
) -> None:
    seen: list[int] = []
    all_came = asyncio.Event()

    async def fail_later(_params: CameraRemovedParams) -> None:
        await asyncio.sleep(0)
        raise LookupError

    async def cancel(_params: CameraRemovedParams) -> None:
        raise asyncio.CancelledError

    async def keep(params: CameraRemovedParams) -> None:
        await asyncio.sleep(0.01 / params["seq"])
        seen.append(params["seq"])
        if len(seen) == 3:
            all_came.set()

    async with connected(Notifying()) as session:
        session.on("camera_removed", lambda _: 1 / 0)
        session.on("camera_removed", fail_later)
        session.on("camera_removed", cancel)
        session.on("camera_removed", keep)
        await session.subscribe(["camera_removed"])
        await session.list_cameras()
        await all_came.wait()
        assert await session.list_cameras() == NOTHING
    assert seen == [1, 2, 3]
    assert {kind: complaints.count(kind) for kind in complaints} == {
        ZeroDivisionError: 3,
        LookupError: 3,
        asyncio.CancelledError: 3,
    }


async def test_handler_that_was_removed_is_called_no_more() -> None:
    seen: list[int] = []
    async with connected(Notifying()) as session:
        remove = session.on("camera_removed", lambda params: seen.append(params["seq"]))
        remove()
        remove()
        await session.list_cameras()
        await session.list_cameras()
    assert seen == []


async def test_two_iterators_each_get_every_event_and_a_later_one_goes_on_where_they_were() -> None:
    async with connected(Notifying()) as session:
        one, other = session.events(), session.events()
        both = asyncio.gather(*(three(events) for events in (one, other)))
        await session.list_cameras()
        assert await both == [[1, 2, 3], [1, 2, 3]]
        await session.list_cameras()
        assert await three(session.events()) == [1, 2, 3]
        assert await three(one) == [1, 2, 3]
    assert [event async for event in session.events()] == []


async def three(events: Any) -> list[int]:
    return [(await anext(events))["params"]["seq"] for _ in range(3)]


async def test_slow_iterator_sees_a_gap_before_the_oldest_event_that_is_kept() -> None:
    feed = EventFeed(most=2)
    slow, quick = feed.stream(), feed.stream()
    for seq in (1, 2, 3):
        feed.append(removed(seq))
        if seq == 1:
            assert await anext(quick) == removed(1)
    feed.end(None)

    events = [event async for event in slow]
    assert events[0]["method"] == "events_missed"
    assert events[0]["params"]["reason"] == "reader_too_slow"
    assert events[1:] == [removed(2), removed(3)] == [event async for event in quick]


async def test_events_that_all_have_read_are_forgotten() -> None:
    feed = EventFeed()
    one, other = feed.stream(), feed.stream()
    for seq in (1, 2):
        feed.append(removed(seq))
    assert [await anext(one), await anext(one)] == [removed(1), removed(2)]
    assert len(feed._kept) == 2
    await other.aclose()
    assert len(feed._kept) == 0
    feed.append(removed(3))
    assert [event async for event in other] == []
    assert await anext(one) == removed(3)
    assert len(feed._kept) == 0


async def test_async_progress_is_awaited_before_the_call_returns() -> None:
    steps: list[float] = []

    async def slow(progress: ProgressParams) -> None:
        await asyncio.sleep(0.02)
        steps.append(progress["done"])

    async with connected(Notifying()) as session:
        await session.with_progress(slow).get_camera()
        assert steps == [1, 2]


async def test_progress_callback_that_fails_harms_no_call(complaints: list[type[BaseException]]) -> None:
    async def fail(_progress: ProgressParams) -> None:
        raise LookupError

    async with connected(Notifying()) as session:
        assert await session.with_progress(fail).get_camera() == NOTHING
    assert complaints == [LookupError, LookupError]


def test_every_method_has_a_deadline_and_captures_a_longer_one() -> None:
    assert {traits.tag for traits in TRAITS.values()} == OF_TAGS_S.keys()
    assert default_deadline_s("capture_image", {}) > default_deadline_s("list_cameras", {})
    assert default_deadline_s("capture_image", {"bulb_s": 900, "timeout_s": 60}) >= 960
    assert default_deadline_s("identify_camera", {"duration_s": 60}) >= 90
    assert default_deadline_s("method_of_tomorrow", {}) > 0


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
async def test_deadline_has_to_be_a_time(seconds: float) -> None:
    async with connected(Notifying()) as session:
        with pytest.raises(ValueError, match="above 0"):
            session.with_deadline(seconds)


def test_what_may_be_repeated_only_reads() -> None:
    safe = {name for name, traits in TRAITS.items() if traits.safe}
    reads = {name for name in TRAITS if name.startswith(("compare_", "get_", "list_", "read_", "download_", "rpc."))}
    assert safe == reads | {"authenticate", "select_camera", "subscribe", "unsubscribe"}
