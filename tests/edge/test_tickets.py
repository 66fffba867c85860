"""Tickets: what they let in, how often, for how long, and how often they may be guessed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.authentication import MAX_GUESSES, Authenticator
from rpc_camera.methods.tickets import LIFETIME_S, MOST_TICKETS, Tickets
from tests.edge.conftest import TOKEN, call, request

if TYPE_CHECKING:
    from tests.edge.conftest import Serve

PEER = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tickets(clock: Clock) -> Tickets:
    return Tickets("right", Authenticator("right", clock), clock)


def refusal(tickets: Tickets, ticket: str) -> ErrorName | None:
    try:
        assert tickets.redeem(ticket, PEER) == "right"
    except ServiceError as error:
        return error.name
    return None


def test_a_ticket_works_once(tickets: Tickets) -> None:
    ticket = tickets.create()

    assert refusal(tickets, ticket) is None
    assert refusal(tickets, ticket) is ErrorName.UNAUTHORIZED


def test_a_ticket_works_for_an_hour(tickets: Tickets, clock: Clock) -> None:
    young, old = tickets.create(), tickets.create()

    clock.now_s += LIFETIME_S - 1
    assert refusal(tickets, young) is None
    clock.now_s += 1
    assert refusal(tickets, old) is ErrorName.UNAUTHORIZED


def test_beyond_so_many_the_oldest_goes(tickets: Tickets) -> None:
    created = [tickets.create() for _ in range(MOST_TICKETS + 1)]

    assert [refusal(tickets, each) for each in created] == [ErrorName.UNAUTHORIZED] + [None] * MOST_TICKETS


def test_no_two_are_the_same(tickets: Tickets) -> None:
    assert len({tickets.create() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("ticket", ["", "right", "\ud800", "\u0000"])
def test_others_are_wrong(tickets: Tickets, ticket: str) -> None:
    tickets.create()

    assert refusal(tickets, ticket) is ErrorName.UNAUTHORIZED


def test_wrong_tickets_and_wrong_tokens_have_one_bound_and_a_good_ticket_passes(clock: Clock) -> None:
    authenticator = Authenticator("right", clock)
    tickets = Tickets("right", authenticator, clock)
    for number in range(MAX_GUESSES):
        if number % 2:
            assert refusal(tickets, f"guess {number}") is ErrorName.UNAUTHORIZED
        else:
            with pytest.raises(ServiceError, match="unauthorized"):
                authenticator.verify(f"guess {number}", PEER)

    assert refusal(tickets, "one more") is ErrorName.RATE_LIMITED
    with pytest.raises(ServiceError, match="rate_limited"):
        authenticator.verify("and one more", PEER)
    assert refusal(tickets, tickets.create()) is None


async def test_a_ticket_authenticates_and_gets_the_token(serve: Serve) -> None:
    rig = await serve()
    ticket = (await call(await rig.connect(), "create_ticket"))["result"]["ticket"]
    socket = await rig.connect(token=False)

    assert (await call(socket, "echo", value=7))["error"]["code"] == 1000
    assert (await call(socket, "redeem_ticket", ticket=ticket))["result"] == {"token": TOKEN}
    assert (await call(socket, "echo", value=7))["result"] == 7


async def test_what_is_sent_right_after_a_ticket_is_authenticated(serve: Serve) -> None:
    rig = await serve()
    ticket = (await call(await rig.connect(), "create_ticket"))["result"]["ticket"]
    socket = await rig.connect(token=False)

    await socket.send_json([request("redeem_ticket", 1, ticket=ticket), request("echo", 2, value=7)])
    await socket.send_json(request("echo", 3, value="A" * 100_000))

    assert [answer["id"] for answer in await socket.receive_json() if "result" in answer] == [1, 2]
    assert "result" in await socket.receive_json()


async def test_who_has_no_token_gets_no_ticket(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    assert (await call(socket, "create_ticket"))["error"]["code"] == 1000


async def test_a_refused_ticket_says_why_it_may_be_and_what_to_do_and_leaves_no_one_in(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    error = (await call(socket, "redeem_ticket", ticket="old"))["error"]

    assert error["message"] == "The ticket is wrong, was redeemed already, or is older than an hour."
    assert "`rpc-camera page`" in error["data"]["remedy"]
    assert (await call(socket, "echo", value=7))["error"]["code"] == 1000
    assert "result" in await call(socket, "authenticate", token=TOKEN)


async def test_no_ticket_is_ever_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rig = await serve()
    ticket = (await call(await rig.connect(), "create_ticket"))["result"]["ticket"]
    socket = await rig.connect(token=False)

    for _ in range(2):
        await call(socket, "redeem_ticket", ticket=ticket)

    assert ticket not in caplog.text
    assert TOKEN not in caplog.text
