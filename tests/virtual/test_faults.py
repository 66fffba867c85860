"""Faults on demand, as the tests of the service use them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest

from tests.virtual.driver import Driver
from tests.virtual.raw_client import RawClient

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess

OK = 0x2001


def test_an_operation_is_refused_as_often_as_told(virtual: VirtualCameraProcess) -> None:
    virtual.control({"refuse": "1004", "code": "0x2019", "times": 2})
    with RawClient(virtual.port) as client:
        assert [client.ask(0x1004).code for _ in range(3)] == [0x2019, 0x2019, OK]


def test_a_refusal_without_a_number_lasts_until_it_is_cleared(virtual: VirtualCameraProcess) -> None:
    virtual.control({"refuse": "0x1004", "code": "0x2002"})
    with RawClient(virtual.port) as client:
        assert [client.ask(0x1004).code for _ in range(3)] == [0x2002] * 3
        virtual.control({"clear": True})
        assert client.ask(0x1004).code == OK


def test_libgphoto2_tells_the_reason_of_a_refused_capture(virtual: VirtualCameraProcess, driver: Driver) -> None:
    virtual.control({"refuse": "9207", "code": "0xa002"})
    with pytest.raises(gp.GPhoto2Error):
        driver.capture()
    assert any("Out of Focus" in text for text in driver.errors)


def test_an_operation_hangs_until_it_is_cleared_and_the_control_channel_still_answers(
    virtual: VirtualCameraProcess,
) -> None:
    virtual.control({"hang": "1004"})
    with RawClient(virtual.port) as client:
        client.request(0x1004)
        while virtual.control({"status": True})["operations"][-1] != "1004":
            pass
        virtual.control({"clear": True})
        assert client.answer().code == OK


def test_libgphoto2_gives_up_on_an_operation_that_hangs(virtual: VirtualCameraProcess, driver: Driver) -> None:
    virtual.control({"hang": "9207"})
    with pytest.raises(gp.GPhoto2Error) as caught:
        driver.capture()
    assert caught.value.code in {gp.GP_ERROR_TIMEOUT, gp.GP_ERROR_IO}
    virtual.control({"clear": True})


def test_after_a_hang_a_new_connection_works_at_once(virtual: VirtualCameraProcess) -> None:
    virtual.control({"hang": "1004", "times": 1})
    with RawClient(virtual.port) as stuck:
        stuck.request(0x1004)
        with RawClient(virtual.port) as client:
            assert client.ask(0x1004).code == OK
        assert stuck.is_closed_by_peer()


def test_a_dropped_link_is_an_io_error_and_a_new_session_works(virtual: VirtualCameraProcess) -> None:
    with Driver(virtual.port_string) as driver:
        virtual.control({"drop": True})
        with pytest.raises(gp.GPhoto2Error) as caught:
            driver.camera.wait_for_event(1000, driver.context)
        assert caught.value.code == gp.GP_ERROR_IO
    with Driver(virtual.port_string) as driver:
        assert driver.all_files()


def test_a_camera_that_is_off_refuses_connections_until_it_is_on_again(virtual: VirtualCameraProcess) -> None:
    virtual.control({"offline": True})
    with pytest.raises(ConnectionRefusedError):
        RawClient(virtual.port)
    virtual.control({"offline": False})
    with Driver(virtual.port_string) as driver:
        assert driver.get("serialnumber") == "TEST-1"


def test_latency_delays_every_operation(virtual: VirtualCameraProcess) -> None:
    virtual.control({"latency_s": 0.1})
    with RawClient(virtual.port) as client:
        started = time.monotonic()
        client.ask(0x1004)
        assert time.monotonic() - started >= 0.1


@pytest.mark.parametrize(
    "command",
    [
        {"no such": "command"},
        {"hang": "zz"},
        {"refuse": "9207", "times": 0},
        {"latency_s": "much"},
        {"bytes_per_s": "much"},
        {"set_property": "no such", "value": 1},
        {"set_property": "iso", "value": 3},
        {"set_property": "iso"},
        {"battery": 101},
        {"card": "eat"},
        {"upload": "lost", "after_bytes": 1},
        {"upload": "cut"},
    ],
)
def test_a_wrong_command_is_answered_with_the_reason(shared: VirtualCameraProcess, command: dict[str, object]) -> None:
    with pytest.raises(AssertionError, match=r"."):
        shared.control(command)


def test_a_refusal_is_told_in_words(shared: VirtualCameraProcess) -> None:
    with pytest.raises(AssertionError, match=r"the camera refuses: invalid property value \(0x201c\)"):
        shared.control({"set_property": "iso", "value": "300"})
    with pytest.raises(AssertionError, match="'much' is no value for 'iso': give its raw PTP code, a number"):
        shared.control({"set_property": "iso", "value": "much"})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("iso", "400"),
        ("f-number", "f/5.6"),
        ("shutterspeed2", "1/60"),
        ("shutterspeed2", "10/16"),
        ("shutterspeed2", "2"),
    ],
)
def test_a_dial_is_turned_to_what_libgphoto2_shows(
    virtual: VirtualCameraProcess, driver: Driver, name: str, shown: str
) -> None:
    virtual.control({"set_property": name, "value": shown})
    driver.drain()
    assert driver.get(name) == shown


def test_the_status_tells_what_the_client_asked_for(virtual: VirtualCameraProcess, driver: Driver) -> None:
    status = virtual.control({"status": True})
    assert (status["serial"], status["connected"], status["files"]) == ("TEST-1", True, 5)
    driver.get("iso")
    assert virtual.control({"status": True})["operations"][-1] == "1014"


def test_the_journal_says_once_when_each_operation_came_and_was_answered(
    virtual: VirtualCameraProcess, driver: Driver
) -> None:
    begun = time.monotonic()
    virtual.control({"journal": True, "latency_s": 0.05})

    driver.get("iso")

    (operation, came_at, answered_at), *others = virtual.control({"journal": True})["journal"]
    assert (operation, others) == ("1014", [])
    assert begun < came_at <= answered_at - 0.05
    assert answered_at < time.monotonic()
    assert virtual.control({"journal": True})["journal"] == []
