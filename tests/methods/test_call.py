"""What belongs to a message lasts until its answer has been sent, and what belongs to a call until it has ended."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.budget import ByteBudget
from rpc_camera.methods.call import Message
from rpc_camera.methods.grants import EVERYTHING
from rpc_camera.methods.requests import cancel_request, open_call
from rpc_camera.methods.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.service import Service


@dataclass(frozen=True)
class TinyService:
    budget: ByteBudget = field(default_factory=lambda: ByteBudget(100))


@pytest.fixture
def session() -> Session:
    return Session(cast("Service", TinyService()), "127.0.0.1", can_notify=True, grant=EVERYTHING)


async def test_what_waits_for_the_answer_is_done_in_order_before_the_bytes_are_given_back(session: Session) -> None:
    budget = session.service.budget
    done: list[tuple[str, int]] = []
    with Message(session, "one") as message:
        await message.budget.reserve(60)
        message.after_answer(lambda: done.append(("first", budget.used_bytes)))
        message.after_answer(lambda: done.append(("second", budget.used_bytes)))
        assert not done

    assert done == [("first", 60), ("second", 60)]
    assert budget.used_bytes == 0


async def test_the_bytes_are_given_back_even_if_what_waited_for_the_answer_fails(session: Session) -> None:
    def fail() -> None:
        raise RuntimeError("boom")

    message = Message(session, "one")
    await message.budget.reserve(60)
    message.after_answer(fail)

    with pytest.raises(RuntimeError, match="boom"):
        message.__exit__()

    assert session.service.budget.used_bytes == 0
    await asyncio.sleep(0)  # for the one that would notify whoever waits


async def test_calls_of_a_batch_share_what_their_message_holds(session: Session) -> None:
    with Message(session, "one") as message, open_call(message, 1) as first, open_call(message, 2) as second:
        await first.budget.reserve(30)
        await second.budget.reserve(30)

        assert message.budget.held_bytes == 60
    await asyncio.sleep(0)


@pytest.mark.parametrize("request_id", [1, "1", 0, ""])
async def test_a_call_is_among_the_requests_in_work_until_it_ends(session: Session, request_id: JsonValue) -> None:
    message = Message(session, "one")
    with open_call(message, request_id) as call:
        with open_call(message, request_id) as of_same_id:
            assert session.requests == {request_id: [call.work, of_same_id.work]}
        assert session.requests == {request_id: [call.work]}

    assert session.requests == {}


async def test_a_call_without_an_id_is_stopped_by_a_revoked_token_alone(session: Session) -> None:
    with open_call(Message(session, "one"), None) as call:
        assert call.request_id is None
        refused = await refusal(cancel_request(call, {"request_id": "None"}))
        assert (refused, call.work.cancelled) == (ErrorName.REQUEST_NOT_FOUND, False)
        session.revoke()
        was_stopped = call.work.cancelled
    assert (was_stopped, session.requests) == (True, {})


async def refusal(work: Awaitable[object]) -> ErrorName | None:
    try:
        await work
    except ServiceError as error:
        return error.name
    return None
