"""A bound that callers share: one that takes all it can leaves half, and two of them a quarter."""

from __future__ import annotations

from rpc_camera.rig.shares import Shares


def take_all(shares: Shares, caller: str) -> int:
    """Have a caller take one after the other, for as long as it can; return how many it has."""
    while shares.take(caller):
        pass
    return shares.of(caller)


def test_each_gets_as_much_as_is_left() -> None:
    shares = Shares(1000)
    assert [take_all(shares, name) for name in "abc"] == [500, 250, 125]
    assert shares.total == 875
    assert take_all(shares, "a") == 500


def test_what_is_given_back_can_be_taken_again() -> None:
    shares = Shares(100)
    assert shares.take("a", 50)
    assert not shares.take("a")
    kept = shares.copy()
    shares.give_back("a", 50)
    assert (shares.total, shares.of("a")) == (0, 0)
    assert shares.take("a", 50)
    assert (kept.total, kept.of("a")) == (50, 50)
    assert not shares.take("b", 51)
