"""What a worker answers to what it cannot do, and when it ends."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire import requests as wire
from rpc_camera.wire.errors import unpack_error
from rpc_camera.wire.events import Failed, SessionRenewed
from tests.rigs.forked_camera import CHECKOUT
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess

PARTIAL_OBJECT, GET_EVENTS, GENERAL_ERROR = "101b", "90c7", "0x2002"
PICTURE = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"


def test_a_refusal_has_its_name_its_remedy_and_what_belongs_to_it(shared: RunningWorker) -> None:
    with pytest.raises(ServiceError) as refused:
        shared.ask(wire.GetConfig("isso"))

    assert refused.value.name is ErrorName.CONFIG_NOT_FOUND
    assert refused.value.details == {"similar": ["iso"]}
    assert "list_config" in str(refused.value.remedy)
    assert not refused.value.untouched


def test_a_refusal_of_the_driver_has_its_code(shared: RunningWorker) -> None:
    with pytest.raises(ServiceError) as refused:
        shared.ask(wire.GetFileInfo("/store_00010001/NOT_HERE.JPG"))

    assert refused.value.driver is not None
    assert refused.value.driver.symbol == "GP_ERROR_FILE_NOT_FOUND"


def test_a_link_that_is_lost_before_anything_was_done_leaves_the_camera_untouched(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    large = wire.ReadChunk(PICTURE, 0, 1 << 19)
    change = wire.SetConfig("iso", "400")
    worker.ask(large)  # the first look into a folder takes the driver long
    numbers = worker.send(large), worker.send(change)
    worker.await_bytes()  # the worker can do nothing else until this reply, larger than the socket's buffer, is read
    camera.control({"offline": True})
    assert worker.reply_to(large, numbers[0]).length == large.length

    with pytest.raises(ServiceError) as refused:
        worker.reply_to(change, numbers[1])

    assert refused.value.name is ErrorName.CAMERA_LOST
    assert refused.value.untouched
    assert worker.process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"operation": "make_coffee", "args": {}},
        {"operation": "get_config", "args": {}},
        {"operation": "get_config", "args": {"name": "iso", "sugar": True}},
        {"operation": "get_config", "args": {"name": 7}},
        {"operation": "get_config", "args": ["iso"]},
        {"operation": "get_config"},
        {},
    ],
)
def test_what_is_no_request_is_refused_and_the_next_one_is_answered(
    shared: RunningWorker, wrong: dict[str, Any]
) -> None:
    shared.send_header({"id": 77, **wrong})

    reply = shared.receive_reply()
    assert reply.header["id"] == 77
    assert unpack_error(reply.header["error"]).name is ErrorName.INTERNAL_ERROR
    assert shared.ask(wire.GetConfig("iso"))["name"] == "iso"


def test_a_worker_ends_when_its_server_hangs_up(worker: RunningWorker) -> None:
    assert worker.hang_up() == 0


def test_a_camera_that_is_not_there_is_reported_and_the_worker_ends(tmp_path: Path) -> None:
    with RunningWorker("ptpip:127.0.0.1:1", tmp_path) as worker:
        failed = worker.await_event(Failed)

        assert unpack_error(failed.error).name is ErrorName.CAMERA_LOST
        assert worker.process.wait(timeout=20) == 0


def test_a_listed_body_that_has_gone_from_its_port_is_lost(tmp_path: Path) -> None:
    with RunningWorker("usb:001,250", tmp_path, model="Nikon DSC D850") as worker:
        error = unpack_error(worker.await_event(Failed).error)

    assert error.name is ErrorName.CAMERA_LOST
    assert "unplugged" in error.message
    assert error.driver is not None
    assert error.driver.symbol == "GP_ERROR_BAD_PARAMETERS"


def test_any_error_of_a_download_is_a_lost_link_when_the_body_answers_nothing_else_either(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    for operation in (PARTIAL_OBJECT, GET_EVENTS):
        camera.control({"refuse": operation, "code": GENERAL_ERROR})

    with pytest.raises(ServiceError) as refused:
        worker.ask(wire.ReadChunk(PICTURE, 0, 1000))

    assert refused.value.name is ErrorName.CAMERA_LOST
    assert worker.process.wait(timeout=20) == 0


def test_an_error_of_a_download_is_its_own_when_the_body_goes_on_answering(
    camera: VirtualCameraProcess, worker: RunningWorker
) -> None:
    camera.control({"refuse": PARTIAL_OBJECT, "code": GENERAL_ERROR, "times": 1})

    with pytest.raises(ServiceError) as refused:
        worker.ask(wire.ReadChunk(PICTURE, 0, 1000))

    assert refused.value.name is not ErrorName.CAMERA_LOST
    assert worker.ask(wire.ReadChunk(PICTURE, 0, 1000)).length == 1000


def test_a_fresh_listing_is_made_in_a_new_session(camera: VirtualCameraProcess, worker: RunningWorker) -> None:
    folder = "/store_00010001/DCIM/101VIRTL"
    before = worker.ask(wire.ListFolder(folder))
    camera.control({"store": "DCIM/101VIRTL/NEW.JPG", "text": "which the body does not announce"})

    assert worker.ask(wire.ListFolder(folder)) == before
    assert f"{folder}/NEW.JPG" in worker.ask(wire.ListFolder(folder, fresh=True)).files
    assert worker.await_event(SessionRenewed) == SessionRenewed()


def test_a_worker_does_not_start_without_a_handler_for_each_request() -> None:
    program = """
from rpc_camera.wire.message import WorkerRequest
from rpc_camera.worker.handlers import Handlers
class MakeCoffee(WorkerRequest[None]): pass
Handlers(None)
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False)

    assert "ValueError: no handler for make_coffee" in ended.stderr
