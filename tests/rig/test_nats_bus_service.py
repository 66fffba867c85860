"""Services: found, pinged and counted by any NATS client, each instance with all messages, none waiting for another."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import nats
import pytest

from rpc_camera.rig.bus import BusMessage, BusService
from tests.rigs.nats_buses import Changes, Heard, access_to, bus_on
from tests.rigs.rig_hosts import TOLD_S

if TYPE_CHECKING:
    from rpc_camera.rig.nats_bus import NatsBus
    from tests.rigs.nats_server import NatsServer

SERVICE = BusService("rpc-camera", "1.2.3", "The cameras of a host.", {"host": "left", "contract": "1.9"})


async def ask(server: NatsServer, verb: str) -> list[dict[str, Any]]:
    """Return what all services answer to a plain client."""
    client = await nats.connect(f"nats://127.0.0.1:{server.port}")
    try:
        inbox = client.new_inbox()
        answers = await client.subscribe(inbox)
        await client.publish(f"$SRV.{verb}", b"", reply=inbox)
        found = []
        try:
            while True:
                found.append(json.loads((await answers.next_msg(timeout=0.5)).data))
        except nats.errors.TimeoutError:
            return found
    finally:
        await client.close()


async def test_a_plain_client_discovers_pings_and_counts_it(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.serve(SERVICE, "call", "rig.left.call", heard)
        await bus.publish("rig.left.call", b"1")
        await heard.wait()
        [ping] = await ask(nats_server, "PING")
        [info] = await ask(nats_server, "INFO.rpc-camera")
        [stats] = await ask(nats_server, "STATS")

    assert (ping["name"], ping["version"], ping["metadata"]) == ("rpc-camera", "1.2.3", SERVICE.metadata)
    assert info["description"] == "The cameras of a host."
    assert [(each["name"], each["subject"]) for each in info["endpoints"]] == [("call", "rig.left.call")]
    assert [each["num_requests"] for each in stats["endpoints"]] == [1]


async def test_a_plain_client_gets_an_answer(nats_server: NatsServer) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        answering: list[asyncio.Task[None]] = []
        await bus.serve(SERVICE, "call", "rig.left.call", lambda message: answering.append(answer(bus, message)))
        client = await nats.connect(f"nats://127.0.0.1:{nats_server.port}")
        answered = await client.request("rig.left.call", b"ab", timeout=10)
        await client.close()

    assert answered.data == b"ba"


def answer(bus: NatsBus, message: BusMessage) -> asyncio.Task[None]:
    return asyncio.create_task(bus.publish(message.reply_to, message.data[::-1]))


async def test_instances_share_no_messages_though_their_names_are_the_same(nats_server: NatsServer) -> None:
    first, second = Heard(), Heard()
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as other:
        await bus.serve(SERVICE, "call", "rig.left.call", first)
        await other.serve(SERVICE, "call", "rig.left.call", second)
        sent = [b"%d" % number for number in range(50)]
        for data in sent:
            await bus.publish("rig.left.call", data)
        await first.wait(50)
        await second.wait(50)
        assert len(await ask(nats_server, "PING")) == 2

    assert first.data == second.data == sent


async def test_a_message_does_not_wait_for_the_answer_to_the_one_before(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.serve(SERVICE, "call", "rig.left.call", heard)
        for number in range(100):
            await bus.publish("rig.left.call", b"%d" % number, reply_to="inbox.1")
        async with asyncio.timeout(TOLD_S):
            await heard.wait(100)


async def test_after_the_link_was_lost_it_is_found_once_and_answers(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.serve(SERVICE, "call", "rig.left.call", heard)
        changes = Changes(bus)
        for fault, mend in ((nats_server.kill, nats_server.start), (nats_server.freeze, nats_server.thaw)):
            changes.seen.clear()
            fault()
            await changes.wait(False)
            mend()
            await changes.wait(False, True)
            [found] = await ask(nats_server, "PING")
            assert found["metadata"] == SERVICE.metadata
        await bus.publish("rig.left.call", b"1")
        await heard.wait()
        await asyncio.sleep(0.1)

    assert heard.data == [b"1"]


async def test_who_fails_on_a_request_gets_the_next_and_says_nothing_of_it_on_the_bus(
    nats_server: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    answers, seen = Heard(), []

    def fail(message: BusMessage) -> None:
        seen.append(message.data)
        raise RuntimeError("a fault of who listens")

    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("inbox.*", answers)
        await bus.serve(SERVICE, "call", "rig.left.call", fail)
        for data in (b"1", b"2"):
            await bus.publish("rig.left.call", data, reply_to="inbox.1")
        await bus.publish("inbox.2", b"end")
        await answers.wait()
        await asyncio.sleep(0.1)

    assert (seen, answers.data) == ([b"1", b"2"], [b"end"])
    assert caplog.text.count("a message of rig.left.call was not dealt with") == 2


@pytest.mark.parametrize(
    ("name", "version"), [("two words", "1.0.0"), ("", "1.0.0"), ("cameras", "1"), ("cameras", "")]
)
async def test_a_name_or_version_that_services_cannot_have_is_refused_with_and_without_a_link(
    nats_server: NatsServer, name: str, version: str
) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        for _ in range(2):
            with pytest.raises(ValueError, match=r"[Nn]ame|[Vv]ersion"):
                await bus.serve(BusService(name, version, "", {}), "call", "a", Heard())
            nats_server.kill()
            await changes.wait(False)
