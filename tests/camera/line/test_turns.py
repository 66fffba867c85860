"""Who goes first at a camera."""

from __future__ import annotations

import asyncio

import pytest

from rpc_camera.camera.line.turns import MAX_OF_A_CLIENT, MAX_WAITING, PATIENCE_S, Priority, Turn, Turns
from rpc_camera.errors import ErrorName, ServiceError

COMMAND, FRAME, CHUNK = Priority


async def order_of(reserved: list[tuple[str, Turn]]) -> list[str]:
    """Enter all turns at once; return the names in the order in which they came about."""
    went: list[str] = []

    async def go(name: str, turn: Turn) -> None:
        async with turn:
            went.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*(go(name, turn) for name, turn in reserved))
    return went


def reserve(turns: Turns, *wanted: tuple[str, Priority]) -> list[tuple[str, Turn]]:
    return [(name, turns.reserve("a", priority)) for name, priority in wanted]


async def test_commands_go_in_the_order_in_which_they_came() -> None:
    turns = Turns()
    assert await order_of(reserve(turns, ("1", COMMAND), ("2", COMMAND), ("3", COMMAND))) == ["1", "2", "3"]


async def test_a_command_overtakes_what_waits_of_downloads_and_live_view() -> None:
    turns = Turns()
    reserved = reserve(turns, ("chunk 1", CHUNK), ("chunk 2", CHUNK), ("frame", FRAME), ("capture", COMMAND))
    assert await order_of(reserved) == ["chunk 1", "capture", "frame", "chunk 2"]


async def test_what_has_waited_for_long_behind_commands_comes_between_two_of_them() -> None:
    turns = Turns()
    reserved = reserve(turns, ("1", COMMAND), ("c1", CHUNK), ("f1", FRAME), ("2", COMMAND), ("3", COMMAND))
    await asyncio.sleep(PATIENCE_S + 0.05)
    reserved += reserve(turns, ("4", COMMAND), ("c2", CHUNK))
    assert await order_of(reserved) == ["1", "c1", "2", "f1", "3", "4", "c2"]


async def test_frames_and_chunks_take_turns() -> None:
    turns = Turns()
    wanted = [("f1", FRAME), ("f2", FRAME), ("f3", FRAME), ("c1", CHUNK), ("c2", CHUNK)]
    assert await order_of(reserve(turns, *wanted)) == ["f1", "c1", "f2", "c2", "f3"]


async def test_a_command_that_came_before_what_waits_for_long_does_not_go_before_it_again() -> None:
    turns = Turns()
    reserved = reserve(turns, ("1", COMMAND), ("2", COMMAND), ("c1", CHUNK), ("3", COMMAND))
    await asyncio.sleep(PATIENCE_S + 0.05)
    assert await order_of(reserved) == ["1", "c1", "2", "3"]


async def test_a_place_that_is_given_up_delays_nobody() -> None:
    turns = Turns()
    (_, first), (_, second), third = reserve(turns, ("1", COMMAND), ("2", COMMAND), ("3", COMMAND))
    second.leave()
    first.leave()
    assert third[1].is_called
    second.leave()
    assert await order_of([third]) == ["3"]


async def test_a_place_that_is_given_up_ends_nobody_elses_turn() -> None:
    turns = Turns()
    (_, first), (_, second), (_, third) = reserve(turns, ("1", COMMAND), ("2", COMMAND), ("3", COMMAND))
    second.leave()
    assert (first.is_called, second.is_called, third.is_called) == (True, False, False)


async def test_who_is_cancelled_while_it_waits_gives_up_its_place() -> None:
    turns = Turns()
    (_, first), (_, second), (_, third) = reserve(turns, ("1", COMMAND), ("2", COMMAND), ("3", COMMAND))
    entering = asyncio.create_task(second.__aenter__())
    await asyncio.sleep(0)
    entering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await entering
    first.leave()
    assert third.is_called


async def test_a_turn_can_be_awaited_before_it_is_entered() -> None:
    turns = Turns()
    (_, first), (_, second) = reserve(turns, ("1", COMMAND), ("2", COMMAND))
    waiting = asyncio.create_task(second.called())
    await asyncio.sleep(0)
    assert not waiting.done()
    first.leave()
    await asyncio.wait_for(waiting, 5)
    async with second as entered:
        assert entered is second


async def test_a_full_line_is_refused_and_the_others_are_not() -> None:
    turns = Turns(max_waiting=2)
    reserve(turns, ("now", CHUNK), ("1", CHUNK), ("2", CHUNK))
    with pytest.raises(ServiceError) as refused:
        turns.reserve("a", CHUNK)
    assert refused.value.name is ErrorName.CAMERA_BUSY
    turns.reserve("a", COMMAND)


async def test_it_is_quiet_from_the_end_of_the_last_command_on_whatever_else_goes_on() -> None:
    turns = Turns()
    await asyncio.sleep(0.05)
    assert turns.quiet_s >= 0.05
    frame, waiting = turns.reserve("a", FRAME), turns.reserve("a", COMMAND)
    assert turns.quiet_s == 0
    frame.leave()
    assert turns.quiet_s == 0, "the command is under way"

    waiting.leave()
    chunk = turns.reserve("a", CHUNK)
    assert 0 <= turns.quiet_s < 0.05
    await asyncio.sleep(0.05)
    assert turns.quiet_s >= 0.05
    chunk.leave()


async def test_who_holds_a_turn_is_told_once_that_somebody_waits() -> None:
    turns = Turns()
    told: list[str] = []
    chunk = turns.reserve("a", CHUNK)
    chunk.give_way_by(lambda: told.append("chunk"))
    assert (chunk.somebody_waits, told) == (False, [])

    frame = turns.reserve("a", FRAME)
    turns.reserve("a", COMMAND)
    assert (chunk.somebody_waits, told) == (True, ["chunk"])

    chunk.leave()
    frame.give_way_by(lambda: told.append("frame"))
    turns.reserve("a", CHUNK)
    assert told == ["chunk"], "the frame waits itself"


async def test_one_client_leaves_places_to_others() -> None:
    turns = Turns()
    for _ in range(MAX_OF_A_CLIENT + 1):  # the first has its turn, and waits no more
        turns.reserve("camera", client="flood")
    with pytest.raises(ServiceError, match=f"{MAX_OF_A_CLIENT} of your requests wait"):
        turns.reserve("camera", client="flood")
    turns.reserve("camera", client="other")
    for _ in range(MAX_WAITING - MAX_OF_A_CLIENT - 1):
        turns.reserve("camera")
    with pytest.raises(ServiceError, match=f"{MAX_WAITING} requests wait"):
        turns.reserve("camera", client="other")


async def test_clients_take_turns_and_so_do_the_connections_of_one() -> None:
    turns = Turns()
    wanted = ["a1", "a1", "a1", "a2", "b1", "b1"]
    reserved = [(name, turns.reserve("camera", client=name[0], connection=name[1])) for name in wanted]
    reserved.append(("service", turns.reserve("camera")))

    assert await order_of(reserved) == ["a1", "a1", "b1", "service", "a2", "b1", "a1"]


async def test_two_who_hold_several_cameras_each_get_them_however_the_lines_are() -> None:
    """Each is behind many of its own client's at one camera, and behind none at the other."""
    lines = [Turns(), Turns()]
    waiting = [
        turns.reserve("camera", client=client) for turns, client in zip(lines, "ab", strict=True) for _ in range(10)
    ]
    groups = {client: [turns.reserve("camera", client=client, in_step=True) for turns in lines] for client in "ab"}
    went: list[str] = []

    async def go(turn: Turn) -> None:
        async with turn:
            await asyncio.sleep(0)

    async def hold(client: str) -> None:
        await asyncio.gather(*(turn.called() for turn in groups[client]))
        went.append(client)
        for turn in groups[client]:
            turn.leave()

    async with asyncio.timeout(5):
        await asyncio.gather(*(go(turn) for turn in waiting), *(hold(client) for client in "ba"))
    assert went == ["a", "b"]


async def test_a_group_of_another_host_that_waits_for_a_clients_keeps_no_sequence_waiting() -> None:
    turns = Turns()
    begun = turns.reserve("a")
    pictures = [(f"{number}", turns.reserve("a", client="c", connection=1)) for number in range(20)]
    waiting = [
        ("group", turns.reserve("a", client="c", connection=1, in_step=True)),
        ("another host's", turns.reserve("a", in_step=True)),
        ("frame 1", turns.reserve("a")),
        ("frame 2", turns.reserve("a")),
    ]
    begun.leave()
    went = await order_of(pictures + waiting)

    assert went[:4] == ["0", "frame 1", "1", "frame 2"]
    assert went[-2:] == ["group", "another host's"]
