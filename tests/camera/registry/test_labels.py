"""A label goes with the body: unplugged, and on another port."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.registry.labelling import label
from rpc_camera.errors import ErrorName, ServiceError
from tests.camera.registry.test_registry import HERE, THERE, Bench, Body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    bench.registry._started.set()
    yield bench
    await bench.registry.close()
    for worker in bench.workers.values():
        await worker.closed()


async def test_a_label_goes_with_the_body_to_another_port(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))
    await label(bench.registry, HERE, None, {"label": "left"})
    bench.unplug(HERE)
    other = await bench.plug(HERE, Body("2"))

    assert (camera.label, other.label, bench.registry.resolve("left")) == ("left", None, camera)

    await bench.plug(THERE, Body("1"))
    assert bench.registry.describe(bench.registry.resolve("left"))["port"] == THERE


async def test_an_unplugged_body_can_be_labelled_and_is_described_as_lost(bench: Bench) -> None:
    await bench.plug(HERE, Body("1"))
    bench.unplug(HERE)
    described = await label(bench.registry, "z-5-1", None, {"label": "left"})

    assert (described["label"], described["state"], described["state_reason"]) == (
        "left",
        "lost",
        "It is not connected.",
    )
    added = await bench.plug(HERE, Body("1"))
    assert added.label == "left"
    events = bench.events.since(0, 1000).events
    assert [event.params["info"].get("label") for event in events if event.name == "camera_added"] == [None, "left"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("wanted", "kind"), [("z-5-1", "id"), ("left", "label")])
async def test_names_of_a_body_that_is_away_are_its_own(bench: Bench, wanted: str, kind: str) -> None:
    await bench.plug(HERE, Body("1"))
    await label(bench.registry, None, None, {"label": "left"})
    bench.unplug(HERE)
    await bench.plug(THERE, Body("2"))

    with pytest.raises(ServiceError) as refused:
        await label(bench.registry, THERE, None, {"label": wanted})
    assert refused.value.name is ErrorName.LABEL_TAKEN
    assert kind in refused.value.message
    assert refused.value.details == {"taken_by": "z-5-1"}
