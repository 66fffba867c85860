"""Links that are lost: said soon, made anew for ever, with all that was subscribed to, and with nothing stale."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.bus import BusDownError, BusService
from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_dialer import NatsDialer
from rpc_camera.rig.nats_link import Backlog
from rpc_camera.rig.nats_url import NatsAddress
from tests.rigs.cut_cable import CutCable
from tests.rigs.nats_buses import Changes, Heard, access_to, bus_on
from tests.rigs.rig_hosts import LATE_S, TOLD_S

if TYPE_CHECKING:
    from rpc_camera.rig.nats_bus import NatsBus
    from tests.rigs.nats_server import NatsServer


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert not [record for record in caplog.records if record.exc_info]
    return [record.getMessage() for record in caplog.records if record.name.startswith(("rpc_camera", "nats"))]


@pytest.fixture
def all_lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


async def test_a_server_that_is_killed_is_noticed_at_once_and_used_again_once_it_is_back(
    nats_server: NatsServer, all_lines: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a.*", heard)
        changes = Changes(bus)
        nats_server.kill()
        await changes.wait(False, within_s=LATE_S)  # much sooner than by its silence
        assert (bus.is_up, bus.local_address) == (False, "")
        with pytest.raises(BusDownError):
            await bus.publish("a.1", b"lost")
        await asyncio.sleep(0.7)
        nats_server.start()
        await changes.wait(False, True, within_s=TOLD_S + LATE_S)
        assert (bus.is_up, bus.local_address) == (True, "127.0.0.1")
        await bus.publish("a.2", b"found")
        await heard.wait()

    assert heard.data == [b"found"]
    server = f"127.0.0.1:{nats_server.port}"
    assert lines(all_lines) == [
        f"the link to the NATS server at {server} is lost: the connection was ended",
        f"Nobody listens at {server}: start the NATS server there.",
        f"there is a link to the NATS server at {server} again",
    ]


async def test_it_comes_back_however_often_the_server_is_killed(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        changes = Changes(bus)
        for times in range(1, 5):
            nats_server.kill()
            await changes.wait(*([False, True] * times)[:-1])
            nats_server.start()
            await changes.wait(*([False, True] * times))
            await bus.publish("a", b"%d" % times)
            await heard.wait(times)

    assert heard.data == [b"1", b"2", b"3", b"4"]


async def test_a_server_that_is_frozen_is_noticed_within_two_seconds_and_used_again(
    nats_server: NatsServer, all_lines: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        changes = Changes(bus)
        nats_server.freeze()
        await changes.wait(False, within_s=TOLD_S + LATE_S)
        await asyncio.sleep(1)
        nats_server.thaw()
        await changes.wait(False, True)
        await bus.publish("a", b"1")
        await heard.wait()

    assert heard.data == [b"1"]
    assert "is lost: the server does not answer" in lines(all_lines)[0]


async def test_what_could_not_be_sent_to_a_frozen_server_is_dropped_and_does_not_delay_the_news(
    nats_server: NatsServer,
) -> None:
    """The buffers of both systems are full then, and those of the process as well."""
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as second:
        await second.subscribe("a", heard)
        changes, others = Changes(bus), Changes(second)
        nats_server.freeze()
        flooding = [asyncio.create_task(flood(bus)) for _ in range(4)]
        await changes.wait(False, within_s=TOLD_S + LATE_S)
        sent = sum(await asyncio.gather(*flooding))
        nats_server.thaw()
        await changes.wait(False, True)
        await others.wait(False, True)
        await bus.publish("a", b"fresh")
        await heard.wait_for(b"fresh")
        await asyncio.sleep(0.5)

    assert 8 < sent < 40
    assert len(heard.data) < sent / 2  # the frozen server's system had taken those


async def flood(bus: NatsBus) -> int:
    """Publish until the link is lost; return how much was taken."""
    count = 0
    try:
        while True:
            await bus.publish("a", bytes(1 << 20))
            count += 1
    except BusDownError:
        return count


async def test_nothing_that_was_published_without_a_link_arrives_later(nats_server: NatsServer) -> None:
    heard = Heard()
    refused = 0
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as second:
        await bus.subscribe("fire", heard)
        await second.subscribe("fire", heard)
        first, other = Changes(bus), Changes(second)
        nats_server.kill()
        await first.wait(False)
        async with asyncio.timeout(10):
            while not bus.is_up:
                try:
                    await bus.publish("fire", b"stale")
                except BusDownError:
                    refused += 1
                if refused == 20:
                    nats_server.start()
                await asyncio.sleep(0.01)
        await first.wait(False, True)
        await other.wait(False, True)
        await bus.publish("fire", b"fresh")
        await heard.wait(2)
        await asyncio.sleep(0.5)

    assert refused >= 20
    assert heard.data == [b"fresh"] * 2


async def test_what_is_subscribed_to_without_a_link_is_heard_with_the_next(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        nats_server.kill()
        await changes.wait(False)
        await bus.subscribe("a", heard)
        await bus.serve(BusService("cameras", "1.0.0", "", {}), "call", "b", heard)
        nats_server.start()
        await changes.wait(False, True)
        await bus.publish("a", b"1")
        await bus.publish("b", b"2")
        await heard.wait(2)

    assert sorted(heard.data) == [b"1", b"2"]


async def test_nothing_is_heard_that_could_not_be_answered_yet(nats_server: NatsServer) -> None:
    """While the link is made anew, what is subscribed to first gets messages before the rest is subscribed to."""
    could_answer: list[bool] = []
    async with bus_on(access_to(nats_server)) as bus, bus_on(access_to(nats_server)) as second:
        await bus.subscribe("a", lambda _: could_answer.append(bus.is_up))
        for number in range(20):
            await bus.serve(BusService("cameras", "1.0.0", "", {}), "call", f"b.{number}", Heard())
        changes, others = Changes(bus), Changes(second)
        for times in range(1, 4):
            nats_server.kill()
            nats_server.start()
            await others.wait(*([False, True] * times))
            async with asyncio.timeout(10):
                while len(changes.seen) < 2 * times:
                    await second.publish("a", b"")
                    await asyncio.sleep(0)
            await changes.wait(*([False, True] * times))

    assert could_answer
    assert all(could_answer)


async def test_the_most_bytes_are_those_of_the_server_that_is_there_now(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", heard)
        changes = Changes(bus)
        nats_server.kill()
        nats_server.start("max_payload: 1000")
        await changes.wait(False, True)
        assert bus.most_bytes == 1000
        with pytest.raises(ValueError, match="1000 are the most"):
            await bus.publish("a", bytes(1001))
        await bus.publish("a", bytes(1000))
        await heard.wait()

    assert bus.most_bytes == 1000


async def test_a_server_whose_bound_shrinks_while_it_runs_ends_the_link_and_there_is_another(
    nats_server: NatsServer, all_lines: pytest.LogCaptureFixture
) -> None:
    """It says no new bound to who is connected; nats-py alone would be closed for good."""
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        nats_server.reload("max_payload: 1000")
        async with asyncio.timeout(10):
            while not changes.seen:
                try:
                    await bus.publish("a", bytes(2000))
                except BusDownError:
                    break
                await asyncio.sleep(0.05)
        await changes.wait(False, True)

        assert bus.most_bytes == 1000
    assert "is lost: maximum payload violation" in lines(all_lines)[0]


async def test_who_is_locked_out_while_connected_comes_back_when_let_in_again(
    nats_server: NatsServer, all_lines: pytest.LogCaptureFixture
) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        nats_server.reload('authorization { user: "u", password: "secret" }')
        await changes.wait(False)
        await asyncio.sleep(0.6)
        nats_server.reload()
        await changes.wait(False, True)

    told = lines(all_lines)
    assert len(told) == 3
    assert "does not let this host in" in told[1]


async def test_a_link_is_not_lost_by_a_large_message_that_is_within_the_bound(nats_server: NatsServer) -> None:
    heard = Heard()
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        await bus.subscribe("a", heard)
        await asyncio.gather(*(bus.publish("a", bytes(bus.most_bytes)) for _ in range(40)))
        await heard.wait(40)

    assert changes.seen == []


async def test_a_link_is_not_lost_while_a_message_comes_slowly(nats_server: NatsServer) -> None:
    heard = Heard()
    async with (
        CutCable(nats_server.port, bytes_per_s=200_000) as slow,
        bus_on(NatsAccess((NatsAddress("127.0.0.1", slow.port),))) as bus,
        bus_on(access_to(nats_server)) as sender,
    ):
        changes = Changes(bus)
        await bus.subscribe("a", heard)
        await sender.publish("a", bytes(600_000))
        await heard.wait()

    assert changes.seen == []


async def test_what_comes_faster_than_it_is_taken_is_dropped_and_that_is_logged(
    nats_server: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with (
        bus_on(access_to(nats_server), backlog=Backlog(messages=10)) as bus,
        bus_on(access_to(nats_server)) as second,
    ):
        await bus.subscribe("a.*", heard)
        for _ in range(500):
            await second.publish("a.1", bytes(100))
        await asyncio.sleep(0.5)
        await second.publish("a.1", b"later")
        await heard.wait_for(b"later")

    told = lines(caplog)
    assert told[0] == "messages for a.* came faster than they were taken: 1 dropped so far"
    assert len(told) <= 10
    assert len(heard.messages) < 500


async def test_a_listener_that_fails_harms_nobody(nats_server: NatsServer, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: bool) -> None:
        raise RuntimeError("a fault of who listens")

    async with bus_on(access_to(nats_server)) as bus:
        bus.add_listener(fail)
        changes = Changes(bus)
        nats_server.kill()
        nats_server.start()
        await changes.wait(False, True)

    assert caplog.text.count("a listener to the link to the NATS server failed") == 2


async def test_it_ends_soon_while_there_is_no_link(nats_server: NatsServer) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        changes = Changes(bus)
        nats_server.kill()
        await changes.wait(False)
        async with asyncio.timeout(TOLD_S):
            await bus.close()

        assert changes.seen == [False]
        with pytest.raises(BusDownError):
            await bus.publish("a", b"")


async def test_it_ends_at_whatever_moment_of_a_try_to_connect(nats_server: NatsServer) -> None:
    dialer = NatsDialer(access_to(nats_server), "test", Backlog())
    nats_server.kill()
    for moment in range(40):
        dialing = asyncio.create_task(dialer.dial())
        for _ in range(moment):
            await asyncio.sleep(0)
        was_done = dialing.done()
        dialing.cancel()
        await asyncio.wait({dialing}, timeout=5)
        assert dialing.cancelled() or was_done, moment
        await asyncio.gather(dialing, return_exceptions=True)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_it_leaves_no_socket_and_no_task(nats_server: NatsServer) -> None:
    async def tasks() -> set[asyncio.Task[object]]:
        await asyncio.sleep(0.05)
        return asyncio.all_tasks()

    before, descriptors = await tasks(), open_files()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("a", Heard())
        await bus.serve(BusService("cameras", "1.0.0", "", {}), "call", "b", Heard())
        changes = Changes(bus)
        nats_server.freeze()
        await changes.wait(False)
        nats_server.thaw()
        await changes.wait(False, True)

    assert await tasks() == before
    assert open_files() == descriptors
