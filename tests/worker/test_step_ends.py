"""The ends of settings that go by steps: refused at once when they were reached lately, and forgotten after a while."""

from __future__ import annotations

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.step_ends import StepEnds

CHOICES = ["f/1.4", "f/2.8", "f/4", "f/22", "f/32"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ends(clock: Clock) -> StepEnds:
    return StepEnds(clock)


def refused(ends: StepEnds, name: str = "f-number") -> list[str]:
    """Return those of the choices that are refused."""
    found = []
    for choice in CHOICES:
        try:
            ends.check(name, choice, CHOICES)
        except ServiceError:
            found.append(choice)
    return found


def test_what_lies_beyond_an_end_is_refused_with_what_there_is(ends: StepEnds) -> None:
    ends.note("f-number", "f/4", "f/1.4", "f/2.8")
    with pytest.raises(ServiceError) as caught:
        ends.check("f-number", "f/1.4", CHOICES)

    assert caught.value.name is ErrorName.CONFIG_INVALID_VALUE
    assert caught.value.details["choices"] == CHOICES[1:]


@pytest.mark.parametrize(
    ("before", "wanted", "after", "beyond"),
    [
        ("f/4", "f/1.4", "f/2.8", ["f/1.4"]),
        ("f/4", "f/32", "f/22", ["f/32"]),
        ("f/4", "f/1.4", "f/4", []),  # held by something else, perhaps
        ("f/4", "f/2.8", "f/5.6", []),
        ("f/4", "Auto", "f/2.8", []),
        ("", "f/1.4", "f/2.8", []),
    ],
)
def test_an_end_is_where_a_setting_stops_on_its_way(
    ends: StepEnds, before: str, wanted: str, after: str, beyond: list[str]
) -> None:
    ends.note("f-number", before, wanted, after)

    assert refused(ends) == beyond
    assert refused(ends, "iso") == []


def test_both_ends_are_known_and_forgotten_after_a_minute(ends: StepEnds, clock: Clock) -> None:
    ends.note("f-number", "f/4", "f/1.4", "f/2.8")
    clock.now = 40
    ends.note("f-number", "f/4", "f/32", "f/22")
    both = refused(ends)
    clock.now = 61
    upper = refused(ends)
    clock.now = 101

    assert (both, upper, refused(ends)) == (["f/1.4", "f/32"], ["f/32"], [])
