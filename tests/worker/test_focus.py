"""What a number of steps is among the choices of Canon EOS (three sizes of steps) and Panasonic (two)."""

from __future__ import annotations

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.focus import choice_of

CANON = ["Near 1", "Near 2", "Near 3", "None", "Far 1", "Far 2", "Far 3"]
PANASONIC = ["Near 1", "Near 2", "None", "Far 1", "Far 2"]


@pytest.mark.parametrize(
    ("choices", "steps", "choice"), [(CANON, 1, "Far 1"), (CANON, -3, "Near 3"), (PANASONIC, 2, "Far 2")]
)
def test_steps_are_a_choice(choices: list[str], steps: int, choice: str) -> None:
    assert choice_of(steps, choices) == choice


@pytest.mark.parametrize(("choices", "steps", "most"), [(CANON, 4, 3), (CANON, -200, 3), (PANASONIC, -3, 2)])
def test_more_than_the_body_takes_is_refused_with_what_it_takes(choices: list[str], steps: int, most: int) -> None:
    with pytest.raises(ServiceError) as caught:
        choice_of(steps, choices)

    assert caught.value.name is ErrorName.CONFIG_INVALID_VALUE
    assert caught.value.details["range"] == {"min": -most, "max": most, "step": 1}
