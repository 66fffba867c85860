"""Deadlines: each that is not lifted is called when it is due, whatever the order in which they were set."""

from __future__ import annotations

import asyncio

from rpc_camera.camera.line.deadlines import Deadlines


async def test_deadlines_that_are_not_lifted_are_called_when_they_are_due() -> None:
    loop = asyncio.get_running_loop()
    deadlines, begun = Deadlines(), loop.time()
    missed: list[tuple[str, float]] = []
    lifted = deadlines.set(0.05, lambda: missed.append(("lifted", 0)))
    for name, delay_s in (("late", 0.15), ("soon", 0.05), ("later", 0.25)):
        deadlines.set(delay_s, lambda name=name: missed.append((name, loop.time() - begun)))  # type: ignore[misc]
    deadlines.lift(lifted)
    deadlines.lift(lifted)

    await asyncio.sleep(0.4)

    assert [name for name, _ in missed] == ["soon", "late", "later"]
    assert all(due_s <= at_s < due_s + 0.1 for (_, at_s), due_s in zip(missed, (0.05, 0.15, 0.25), strict=True))


async def test_a_deadline_set_long_after_another_was_lifted_is_called_on_time() -> None:
    loop = asyncio.get_running_loop()
    deadlines = Deadlines()
    missed = loop.create_future()
    deadlines.lift(deadlines.set(0.1, lambda: missed.set_result("the lifted one")))
    await asyncio.sleep(0.08)
    begun = loop.time()
    deadlines.set(0.1, lambda: missed.set_result(loop.time() - begun))

    assert 0.1 <= await missed < 0.2


async def test_one_that_is_called_may_lift_another_and_set_a_new_one() -> None:
    deadlines, called = Deadlines(), list[str]()
    done = asyncio.Event()

    def first() -> None:
        called.append("first")
        deadlines.lift(second)
        deadlines.set(0.01, done.set)

    deadlines.set(0.02, first)
    second = deadlines.set(0.02, lambda: called.append("second"))
    async with asyncio.timeout(1):
        await done.wait()

    assert called == ["first"]
