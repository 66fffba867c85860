"""The rig that is measured: places with clocks of their own, a delay between them, and all of it gone afterwards."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from pathlib import Path

from benchmarks.rig_groups import fire, prepare
from benchmarks.rig_lab import lab
from benchmarks.rig_setup import RIG_TOKEN, running_delay, running_rig
from benchmarks.rig_traffic import watched_traffic
from tests.rigs.nats_server import NatsServer

DELAY_S = 0.03
PIECES = 50


def links() -> list[str]:
    """Return the network links that are this process's, if there can be any."""
    own = f"rig{os.getpid()}"
    return [link.name for link in Path("/sys/class/net").iterdir() if link.name.startswith(own)]


def uptime_s(within: list[str]) -> float:
    command = [*within, "cat", "/proc/uptime"]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0])


def test_each_place_has_the_clock_and_the_address_that_were_asked_for_or_it_is_said_that_it_has_not() -> None:
    with lab({"ahead": 2000, "right": 0}) as found:
        shown = {name: uptime_s(list(place.within)) for name, place in found.places.items()}
        addresses = {found.address, *(place.address for place in found.places.values())}

    assert abs(shown["ahead"] - shown["right"] - found.places["ahead"].ahead_s) < 10
    assert found.lacks or (len(addresses) == 3 and found.places["ahead"].ahead_s == 2000)


async def test_the_proxy_passes_all_on_in_order_and_later_by_what_it_was_told_last() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(1000):
            writer.write(piece)
        writer.close()

    async def trip_s(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> float:
        begun = time.monotonic()
        pieces = [b"%07d" % number for number in range(PIECES)]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        assert await reader.readexactly(7 * PIECES) == b"".join(pieces)
        return time.monotonic() - begun

    async with (
        await asyncio.start_server(echo, "127.0.0.1", 0) as server,
        running_delay("127.0.0.1", server.sockets[0].getsockname()[1]) as delay,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", delay.port)
        await trip_s(reader, writer)
        await delay.set(DELAY_S)
        await asyncio.sleep(0.5)
        later_s = await trip_s(reader, writer)
        writer.close()

    assert later_s > 2 * DELAY_S


async def test_messages_are_counted_by_their_kind(tmp_path: Path) -> None:
    with NatsServer(tmp_path, f'authorization {{ token: "{RIG_TOKEN}" }}') as nats:
        async with watched_traffic("127.0.0.1", nats.port, RIG_TOKEN) as traffic:
            _, writer = await asyncio.open_connection("127.0.0.1", nats.port)
            writer.write(f'CONNECT {{"verbose":false,"auth_token":"{RIG_TOKEN}"}}\r\n'.encode())
            for subject, body in (("beat.a", "12345"), ("beat.b", ""), ("answer.a.b.c", "MSG x 1 2")):
                writer.write(f"PUB rpc-camera.1.{subject} {len(body)}\r\n{body}\r\n".encode())
            async with asyncio.timeout(10):
                while traffic.messages.total() < 3:  # noqa: ASYNC110 - in another process
                    await asyncio.sleep(0.05)
            writer.close()
            await writer.wait_closed()

    assert traffic.messages == {"beat": 2, "answer": 1}
    assert traffic.bytes == {"beat": 5, "answer": 9}


async def test_a_group_is_fired_in_a_rig_with_delays_and_nothing_is_left_of_it() -> None:
    async with running_rig(2, 2, delayed=True) as rig:
        await prepare(rig)
        assert rig.delay
        await rig.delay.set(0.001)
        shot = await fire(rig)

    assert shot.fired == 2
    assert shot.uncertainty > 2  # the round trips are twice 1 ms, of two hosts
    assert shot.clocks <= shot.uncertainty  # though the clocks are 6000 s apart
    assert shot.released <= shot.skew + shot.uncertainty
    assert all(process.process.returncode is not None for process in rig.hosts.values())
    async with asyncio.timeout(20):  # the kernel takes its time
        while links():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
