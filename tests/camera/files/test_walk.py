"""What is asked of a card and its camera in the course of a walk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.walk import Listing
from rpc_camera.contract.types import WidgetType
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import FileMarks, GetConfig, IdentifyFiles
from tests.rigs.played_camera import PlayedCamera

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.contract.types import Widget, WidgetValue


@pytest.fixture
async def camera() -> AsyncIterator[PlayedCamera]:
    camera = PlayedCamera()
    yield camera
    await camera.close()


def clock(kind: WidgetType, value: WidgetValue) -> Widget:
    return {"name": "datetime", "label": "", "path": "datetime", "type": kind, "readonly": False, "value": value}


async def test_the_cameras_clock_is_local_time_without_a_zone(camera: PlayedCamera) -> None:
    camera.settings["datetime"] = clock(WidgetType.DATE, "2026-07-01T12:00:00Z")

    local = datetime.fromisoformat("2026-07-01T12:00:00+00:00").astimezone().replace(tzinfo=None)
    assert await Listing(camera.line).clock() == local.isoformat()


@pytest.mark.parametrize("value", ["", "12:30 on Monday", "20260701T120000", None, 1782907200, True])
async def test_what_is_no_date_is_no_clock(camera: PlayedCamera, value: WidgetValue) -> None:
    camera.settings["datetime"] = clock(WidgetType.TEXT, value)

    assert await Listing(camera.line).clock() is None


async def test_a_camera_without_a_clock_does_not_say(camera: PlayedCamera) -> None:
    camera.refusals[GetConfig] = [ServiceError(ErrorName.CONFIG_NOT_FOUND, "There is none.")]

    assert await Listing(camera.line).clock() is None


async def test_files_of_which_a_worker_says_only_the_first_are_asked_for_again(camera: PlayedCamera) -> None:
    sizes = {"/a": 1, "/b": 2, "/c": 3}
    camera._replies[IdentifyFiles] = lambda request: FileMarks([sizes[path] for path in request.paths[:1]], [None])

    assert await Listing(camera.line).identities(list(sizes)) == [
        FileIdentity(path, size, None) for path, size in sizes.items()
    ]
    assert [request.paths for request in camera.requests(IdentifyFiles)] == [["/a", "/b", "/c"], ["/b", "/c"], ["/c"]]
