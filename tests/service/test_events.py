"""Notifications for those who asked, and a log for those who were away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera.contract.types import EventName
from rpc_camera.event_log import EventLog

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService


async def test_nothing_comes_unasked(client: RpcClient) -> None:
    await client.call("capture_image")

    assert client.notifications.empty()


async def test_only_what_was_subscribed_to_comes(client: RpcClient) -> None:
    subscribed = await client.call("subscribe", events=["config_changed"])
    await client.call("capture_image")
    await client.call("set_config", name="iso", value="400")

    await client.notification("config_changed", name="iso")

    assert subscribed["events"] == ["config_changed"]


async def test_after_unsubscribing_nothing_comes(client: RpcClient) -> None:
    await client.call("subscribe", events=["config_changed", "file_added"])
    left = await client.call("unsubscribe", events=["config_changed"])
    await client.call("set_config", name="iso", value="400")
    await client.call("capture_image")

    name, _ = await client.notifications.get()

    assert left["events"] == ["file_added"]
    assert name == "file_added"


async def test_the_log_has_what_happened_after_a_number(client: RpcClient) -> None:
    before = (await client.call("get_events", since=0))["last_seq"]
    await client.call("set_config", name="iso", value="400")
    await client.call("set_config", name="iso", value="800")

    page = await client.call("get_events", since=before)
    last = page["last_seq"]
    rest = await client.call("get_events", since=last - 1, limit=1)

    iso = [event["params"]["value"] for event in page["events"] if event["params"].get("name") == "iso"]
    assert iso == ["400", "800"]
    assert [event["seq"] for event in page["events"]] == list(range(before + 1, last + 1))
    assert (page["gap"], page["more"], rest["more"]) == (False, False, False)
    assert rest["events"] == page["events"][-1:]


async def test_a_setting_that_is_set_is_told_once(client: RpcClient) -> None:
    await client.call("set_config", name="iso", value="400")
    await client.call("capture_image")  # drains what the camera itself says of it

    events = (await client.call("get_events", since=0))["events"]

    assert len([each for each in events if each["event"] == "config_changed" and each["params"]["name"] == "iso"]) == 1


async def test_each_file_is_told_once_and_in_order(client: RpcClient) -> None:
    taken = [(await client.call("capture_image"))["files"][0]["path"] for _ in range(3)]
    await client.call("get_config", name="iso")

    events = (await client.call("get_events", since=0))["events"]

    assert [each["params"]["file"]["path"] for each in events if each["event"] == "file_added"] == taken


async def test_a_client_that_reads_the_log_misses_nothing_of_the_notifications(service: RunningService) -> None:
    async with service.client() as client:
        subscribed = await client.call("subscribe", events=(await client.call("get_server_info"))["events"])
        await client.call("capture_image")
        log = await client.call("get_events", since=subscribed["last_seq"])
        async with asyncio.timeout(5):
            told = [(await client.notifications.get())[1] for _ in log["events"]]

    assert told == [event["params"] for event in log["events"]]


def test_a_log_that_forgot_marks_the_gap() -> None:
    log = EventLog(capacity=3)
    for number in range(5):
        log.emit(EventName.CONFIG_CHANGED, "camera", value=number)

    assert [event.seq for event in log.since(0, 10).events] == [3, 4, 5]
    assert log.since(0, 10).gap
    assert not log.since(2, 10).gap
    assert log.since(2, 2).more
    assert log.since(5, 10).events == ()
    assert log.since(99, 10).events == ()
    assert log.oldest_seq == 3


async def test_numbers_of_another_log_begin_this_one_and_are_a_gap(client: RpcClient) -> None:
    all_of_it = await client.call("get_events", since=0)

    beyond = await client.call("get_events", since=all_of_it["last_seq"] + 1000)
    of_another = await client.call("get_events", since=all_of_it["last_seq"], log_id="0123456789abcdef")
    of_this = await client.call("get_events", since=all_of_it["last_seq"], log_id=all_of_it["log_id"])

    assert [(page["gap"], page["events"]) for page in (beyond, of_another)] == [(True, all_of_it["events"])] * 2
    assert (of_this["gap"], of_this["events"]) == (False, [])
