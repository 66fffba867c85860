"""Topics: whatever an id has in it, a camera's name there is safe, and no other's."""

from __future__ import annotations

import re

import pytest

from rpc_camera.mqtt.topics import Topics, is_prefix, safe_name

ODD = ["a/b", "a+b", "a#b", "a b", "ä", "a_b", "x" * 300, "x" * 301, "", "$SYS", "a\0b", "a.b"]


def test_ids_of_odd_characters_get_names_that_are_safe_and_differ() -> None:
    names = [safe_name(each) for each in ODD]

    assert len({*names}) == len(ODD)
    assert all(re.fullmatch("[A-Za-z0-9_-]{1,64}", name) for name in names)


def test_plain_ids_stay_as_they_are() -> None:
    assert safe_name("z-virtual-0000001") == "z-virtual-0000001"


def test_what_follows_the_prefix_is_taken_apart() -> None:
    topics = Topics("studio/cameras", "ha")

    assert topics.parts("studio/cameras/one/iso/set") == ["one", "iso", "set"]
    assert topics.parts("other/studio/cameras/one") == []
    assert topics.parts("studio/status") == []
    assert topics.camera("one").config == "ha/device/studio_cameras_one/config"


@pytest.mark.parametrize("prefix", ["", "/a", "a/", "a//b", "a+", "#", "a\0", "a\n", "x" * 101])
def test_no_topic_begins_so(prefix: str) -> None:
    assert not is_prefix(prefix)
