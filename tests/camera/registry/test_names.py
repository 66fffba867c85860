"""Which camera is meant when none is named, and what is answered when that is not clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from tests.camera.registry.test_registry import HERE, THERE, Bench, Body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    await bench.registry.close()
    for worker in bench.workers.values():
        await worker.closed()


def refusal(bench: Bench, name: str | None = None) -> dict[str, JsonValue]:
    """Return what the refusal of a name, or of none, says."""
    with pytest.raises(ServiceError) as refused:
        bench.registry.resolve(name)
    error = refused.value
    return {
        "name": error.name,
        "message": error.message,
        "remedy": error.advice,
        "retryable": error.is_retryable,
        **error.details,
    }


async def test_the_only_camera_needs_no_name(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))

    assert bench.registry.resolve(None) is camera


async def test_without_a_camera_the_refusal_says_how_to_get_one(bench: Bench) -> None:
    assert refusal(bench) == {
        "name": ErrorName.CAMERA_NOT_FOUND,
        "message": "There is no camera.",
        "remedy": "Connect one by USB and switch it on, or start the server with --camera or --virtual.",
        "retryable": True,
        "cameras": [],
    }


async def test_of_several_cameras_one_has_to_be_named(bench: Bench) -> None:
    await bench.plug(HERE, Body("1"))
    await bench.plug(THERE, Body("2"))

    refused = refusal(bench)
    assert (refused["name"], refused["cameras"]) == (ErrorName.NO_CAMERA_SELECTED, ["z-5-1", "z-5-2"])
    assert refused["message"] == "There are 2 cameras and none is selected."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("z-5-l", "Did you mean 'z-5-1'? "),
        ("usb:001,003", "Did you mean 'usb:001,002'? "),
        ("Sony", ""),
    ],
)
async def test_a_name_that_no_camera_has_is_refused_with_the_nearest(bench: Bench, name: str, hint: str) -> None:
    await bench.plug(HERE, Body("1"))

    assert refusal(bench, name) == {
        "name": ErrorName.CAMERA_NOT_FOUND,
        "message": f"There is no camera {name!r}.",
        "remedy": f"{hint}list_cameras names those there are, by id and port.",
        "retryable": False,
        "cameras": ["z-5-1"],
    }


async def test_a_long_name_is_not_repeated_whole(bench: Bench) -> None:
    assert refusal(bench, "x" * 1000)["message"] == f"There is no camera {'x' * 80!r}."
