"""Settings as people choose them: texts that differ, and that lead back to their values."""

from __future__ import annotations

import pytest

from rpc_camera.mqtt.choices import SETTINGS, choices_of
from tests.mqtt.contract_examples import settings_of_examples


def test_every_value_of_every_make_has_a_text_of_its_own_that_leads_back_to_it() -> None:
    examples = list(settings_of_examples())
    assert {name for name, _ in examples} == {*SETTINGS}
    for name, setting in examples:
        choices = choices_of(name, setting)
        assert list(choices.values.values()) == setting.get("allowed", [])
        assert [choices.value_of(text) for text in choices.values] == setting.get("allowed", [])
        assert choices.value_of(choices.current) == setting["value"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.008, "1/125"), (0.000125, "1/8000"), (0.0166667, "1/60"), (0.5, "0.5"), (30, "30"), ("bulb", "bulb")],
)
def test_exposures_are_written_as_on_a_camera(value: float | str, text: str) -> None:
    assert choices_of("shutter_s", {"value": value, "text": "", "allowed": [value]}).current == text


def test_values_of_one_text_are_told_apart() -> None:
    choices = choices_of("shutter_s", {"value": 0.1001, "text": "", "allowed": [0.1, 0.1001]})

    assert (choices.values, choices.current) == ({"1/10": 0.1, "0.1001": 0.1001}, "0.1001")


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e999", "banana"])
def test_what_is_no_number_of_a_camera_is_a_word(text: str) -> None:
    assert choices_of("iso", {"value": 100, "text": "100"}).value_of(text) == text


def test_a_value_that_the_service_has_no_word_for_is_as_the_camera_writes_it() -> None:
    assert choices_of("iso", {"value": None, "text": "Hi 0.3", "allowed": [100]}).current == "Hi 0.3"
