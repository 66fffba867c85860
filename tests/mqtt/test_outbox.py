"""What waits for the broker: the newest state of each topic, bounded, and everything again when it is asked for."""

from __future__ import annotations

import asyncio

from rpc_camera.mqtt.outbox import MOST_ANSWERS, Outbox, Outgoing


async def waiting(outbox: Outbox) -> list[Outgoing]:
    """Send all that waits."""
    found = []
    while True:
        try:
            async with asyncio.timeout(0.05):
                found.append(await outbox.next())
        except TimeoutError:
            return found
        outbox.sent(found[-1])


async def test_the_newest_state_of_a_topic_wins() -> None:
    outbox = Outbox()
    for number in range(1000):
        outbox.keep("iso", str(number).encode())
    outbox.keep("battery", b"87")

    assert await waiting(outbox) == [Outgoing("iso", b"999", retain=True), Outgoing("battery", b"87", retain=True)]


async def test_what_the_broker_has_is_not_sent_again_until_it_may_have_lost_it() -> None:
    outbox = Outbox()
    outbox.keep("iso", b"100")
    await waiting(outbox)
    outbox.keep("iso", b"100")
    assert await waiting(outbox) == []

    outbox.again()

    assert await waiting(outbox) == [Outgoing("iso", b"100", retain=True)]


async def test_what_changes_while_it_is_sent_is_sent_once_more() -> None:
    outbox = Outbox()
    outbox.keep("iso", b"100")
    message = await outbox.next()
    outbox.keep("iso", b"200")
    outbox.sent(message)

    assert await waiting(outbox) == [Outgoing("iso", b"200", retain=True)]


async def test_what_is_empty_is_sent_and_then_forgotten() -> None:
    outbox = Outbox()
    outbox.keep("iso", b"100")
    await waiting(outbox)
    outbox.keep("iso", b"")
    assert await waiting(outbox) == [Outgoing("iso", b"", retain=True)]

    outbox.again()

    assert await waiting(outbox) == []


async def test_answers_are_bounded_and_the_oldest_goes() -> None:
    outbox = Outbox()
    for number in range(MOST_ANSWERS + 5):
        outbox.answer("result", str(number).encode())

    assert [message.payload for message in await waiting(outbox)] == [
        str(number).encode() for number in range(5, MOST_ANSWERS + 5)
    ]


async def test_an_answer_that_is_dropped_while_it_is_sent_takes_no_other_along() -> None:
    outbox = Outbox()
    outbox.answer("result", b"first")
    message = await outbox.next()
    for number in range(MOST_ANSWERS):
        outbox.answer("result", str(number).encode())
    outbox.sent(message)

    assert len(await waiting(outbox)) == MOST_ANSWERS


async def test_pictures_are_forgotten_before_they_take_the_memory() -> None:
    outbox = Outbox(most_bytes=100_000)
    outbox.keep("state", b"ready")
    for number in range(20):
        outbox.keep(f"{number}/picture", bytes(10_000))
    kept = await waiting(outbox)

    assert kept[0].topic == "state"
    assert [message.topic for message in kept[1:]] == [f"{number}/picture" for number in range(11, 20)]


async def test_settled_waits_for_the_broker() -> None:
    outbox = Outbox()
    await outbox.settled()
    outbox.keep("status", b"offline")
    settled = asyncio.create_task(outbox.settled())
    await asyncio.sleep(0)
    assert not settled.done()
    await waiting(outbox)
    await settled
