"""The check of what Home Assistant is sent: it refuses what Home Assistant would not take, or would not use."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mqtt.home_assistant import check_device


def config(**component: Any) -> dict[str, Any]:
    return {
        "device": {"identifiers": ["one"]},
        "origin": {"name": "rpc-camera"},
        "components": {"iso": {"platform": "select", "unique_id": "one_iso", **component}},
    }


def test_a_device_is_taken() -> None:
    check_device(config(options=["100"], command_topic="a/set", state_topic="a"))


@pytest.mark.parametrize(
    "wrong",
    [
        config(command_topic="a/set"),
        config(options=["100"], command_topic="a/set", device_clas="x"),
        {**config(options=["100"]), "device": {"identifiers": ["one"], "colour": "black"}},
        {**config(options=["100"]), "device": {"name": "nothing to know it by"}},
        {**config(options=["100"]), "origin": {}},
        {**config(options=["100"]), "components": {"one": {"platform": "toaster", "unique_id": "x"}}},
    ],
)
def test_what_home_assistant_would_not_use_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, AssertionError, KeyError)):
        check_device(wrong)
