"""The bus on a real NATS server: messages come once, at once, to all who subscribe."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.bus import BusMessage, BusService
from tests.rigs.nats_buses import Changes, Heard, access_to, bus_on
from tests.rigs.rig_hosts import TOLD_S

if TYPE_CHECKING:
    from rpc_camera.rig.bus import Bus
    from tests.rigs.nats_server import NatsServer


async def test_it_is_a_bus_that_is_up_and_knows_its_own_address(nats_server: NatsServer) -> None:
    async with bus_on(access_to(nats_server)) as made:
        bus: Bus = made

        assert bus.is_up
        assert bus.local_address == "127.0.0.1"
        assert bus.most_bytes == 1 << 20


async def test_a_message_comes_to_all_who_subscribe_its_sender_too(nats_server: NatsServer) -> None:
    access = access_to(nats_server)
    mine, part, several, other = Heard(), Heard(), Heard(), Heard()
    async with bus_on(access) as bus, bus_on(access) as second:
        await bus.subscribe("rig.a.call", mine)
        await second.subscribe("rig.*.call", part)
        await second.subscribe("rig.>", several)
        await second.subscribe("rig.b.call", other)
        await bus.publish("rig.a.call", b"data", reply_to="inbox.1")

        for heard in (mine, part, several):
            assert await heard.wait() == [BusMessage("rig.a.call", b"data", "inbox.1")]
    assert other.messages == []


async def test_who_has_subscribed_misses_nothing_from_then_on(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as second:
        for number in range(100):
            await bus.subscribe(f"a.{number}", heard)
            await second.publish(f"a.{number}", b"")
        await heard.wait(100)


async def test_messages_of_one_sender_keep_their_order(nats_server: NatsServer) -> None:
    heard = Heard()
    sent = [b"%d" % number for number in range(2000)]
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as second:
        await second.subscribe("count", heard)
        for data in sent:
            await bus.publish("count", data)
        await heard.wait(len(sent))

    assert heard.data == sent


async def test_who_waits_for_an_answer_is_told_at_once_that_nobody_is_there(nats_server: NatsServer) -> None:
    answers = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("inbox.*", answers)
        await bus.publish("nobody", b"?", reply_to="inbox.7")
        async with asyncio.timeout(TOLD_S):
            found = await answers.wait()

    assert found == [BusMessage("inbox.7", b"", nobody_there=True)]


async def test_an_empty_message_is_not_taken_for_nobody(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        await bus.publish("a", b"")
        assert await heard.wait() == [BusMessage("a", b"")]


async def test_who_fails_on_a_message_gets_the_next_and_harms_nobody(
    nats_server: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()

    def fail(_: BusMessage) -> None:
        raise RuntimeError("a fault of who listens")

    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", fail)
        await bus.subscribe("a", heard)
        await bus.publish("a", b"1")
        await bus.publish("a", b"2")
        await heard.wait(2)
        await asyncio.sleep(0)

    assert [record.getMessage() for record in caplog.records] == ["a message of a was not dealt with"] * 2


async def test_the_largest_message_comes_and_a_larger_one_is_not_sent(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        with pytest.raises(ValueError, match="1048577 bytes is too large: 1048576"):
            await bus.publish("a", bytes(bus.most_bytes + 1))
        await bus.publish("a", bytes(bus.most_bytes), reply_to="inbox.1")
        [message] = await heard.wait()

        assert len(message.data) == bus.most_bytes
        assert bus.is_up


@pytest.mark.parametrize("subject", ["", "a b", "a\r\nPUB b 0"])
async def test_what_is_no_subject_is_refused(nats_server: NatsServer, subject: str) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        with pytest.raises(ValueError, match="No message for"):
            await bus.publish(subject, b"")
        with pytest.raises(ValueError, match="No message for"):
            await bus.publish("a", b"", reply_to=subject or " ")


@pytest.mark.parametrize("subject", ["", "a b", "a..b", ".a", "a.", "a.>.b", "a*", "a>", "a\r\nSUB b 9"])
async def test_what_is_no_subject_to_subscribe_to_is_refused_with_and_without_a_link(
    nats_server: NatsServer, subject: str
) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        for _ in range(2):
            with pytest.raises(ValueError, match="is no subject to subscribe to"):
                await bus.subscribe(subject, Heard())
            with pytest.raises(ValueError, match="is no subject to subscribe to"):
                await bus.serve(BusService("a", "1.0.0", "", {}), "call", subject, Heard())
            nats_server.kill()
            await changes.wait(False)


async def test_what_was_published_before_the_end_is_sent(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        async with bus_on(access_to(nats_server)) as second:
            for _ in range(20):
                await second.publish("a", bytes(500_000))
        await heard.wait(20)
