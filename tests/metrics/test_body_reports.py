"""What bodies said last, of this host's cameras alone."""

from __future__ import annotations

from rpc_camera.metrics.body_reports import BodyReports

ID = "z-virtual-0000001"
CARD = {"path": "/store_00010001", "free_bytes": 5, "capacity_bytes": 9}


def test_a_host_of_a_rig_has_its_own_cameras_and_not_the_one_of_the_same_id_elsewhere() -> None:
    reports = BodyReports("left")
    reports.note("get_camera", {"id": f"{ID}@right", "host": "right", "battery_percent": 10, "storage": []})
    assert reports.of({ID}) == {}
    reports.note("get_camera", {"id": f"{ID}@left", "host": "left", "battery_percent": 87, "storage": [CARD]})
    report = reports.of({ID})[ID]
    assert (report.battery, report.cards) == (0.87, {"/store_00010001": (5, 9)})
    assert reports.of({"another"}) == {}


def test_what_a_body_does_not_say_is_missing() -> None:
    reports = BodyReports()
    reports.note("get_camera", {"id": ID, "storage": [{"path": "/"}]})
    report = reports.of({ID})[ID]
    assert (report.battery, report.cards) == (None, {"/": (None, None)})


def test_it_remembers_no_more_bodies_than_there_can_be() -> None:
    reports = BodyReports()
    for number in range(2000):
        reports.note("get_camera", {"id": str(number), "storage": []})
    assert set(reports.of([str(number) for number in range(2000)])) == {
        str(number) for number in range(2000 - 512, 2000)
    }
