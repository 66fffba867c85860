"""Which camera is on which host, as hosts come and go."""

from __future__ import annotations

from typing import Any

from rpc_camera.contract.types import EventName
from rpc_camera.rig.directory import Directory, Place
from rpc_camera.rig.membership import changes_cameras


def directory(*own: str) -> Directory:
    return Directory("own", lambda: [camera(each) for each in own], lambda: own)


def camera(name: str) -> dict[str, Any]:
    return {"id": name, "port": f"port of {name}", "label": None}


def test_a_camera_is_called_by_its_id_until_another_host_has_one_of_the_same() -> None:
    found = directory("a", "b")
    before = found.name("own", "a")
    found.learn("other", [camera("a")])
    doubled = found.name("own", "a"), found.name("other", "a"), found.name("own", "b")
    found.learn("third", [camera("a"), camera("c")])
    found.learn("other", [camera("d")])
    still = found.name("own", "a"), found.name("third", "a"), found.name("other", "a")
    found.forget("third")
    after = found.name("own", "a")

    assert (before, after) == ("a", "a")
    assert doubled == ("a@own", "a@other", "b")
    assert still == ("a@own", "a@third", "a")


def test_an_id_is_no_other_cameras_name_whatever_that_is_called() -> None:
    found = Directory("own", lambda: [{**camera("a"), "label": "b"}, {**camera("c"), "label": "top"}], lambda: "ac")
    alone = found.find("b", None)
    found.learn("other", [{**camera("b"), "label": "a"}])

    assert alone == Place("own", "a")
    assert [found.find(each, None) for each in ("a", "b", "top")] == [
        Place("own", "a"),
        Place("other", "b"),
        Place("own", "c"),
    ]


def test_an_id_of_a_silent_host_is_taken_and_a_label_of_one_is_not() -> None:
    found = directory("a")
    found.learn("silent", [{**camera("b"), "label": "top"}])

    assert [found.called_at(["other"], each) for each in ("b", "top")] == ["b@silent", None]
    assert found.called_at(["silent"], "top") == "b@silent"


def test_a_host_that_names_a_camera_twice_can_be_forgotten() -> None:
    found = directory("b")
    found.learn("other", [camera("a"), camera("a")])
    found.forget("other")
    found.forget("other")

    assert found.names() == ["b"]


def test_hosts_ask_one_another_for_their_cameras_when_one_is_lost_and_not_for_each_picture() -> None:
    states = [("ready", "busy"), ("busy", "ready"), ("lost", "busy"), ("ready", "lost"), ("ready", "connecting")]
    asked = [
        changes_cameras(EventName.CAMERA_STATE_CHANGED, {"state": state, "previous": before})
        for state, before in states
    ]

    assert asked == [False, False, True, True, True]
    assert all(changes_cameras(name, {}) for name in (EventName.CAMERA_ADDED, EventName.CAMERA_REMOVED))
    assert not changes_cameras(EventName.FILE_ADDED, {})
