"""Sequences of two cameras at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService


async def test_a_camera_has_one_sequence_at_a_time_and_another_camera_its_own(
    two: RunningService, each_make: Make
) -> None:
    async with two.client() as client:
        await client.call("subscribe", events=["sequence_ended"])
        first = (await client.call("start_sequence", interval_s=60, camera=each_make.id()))["sequence"]
        refused = await client.error("start_sequence", frames=1, camera=each_make.id())
        await client.call("start_sequence", frames=1, camera=each_make.id("0000002"))
        await client.notification("sequence_ended", camera=each_make.id("0000002"), state="completed")
        listed = (await client.call("list_sequences"))["sequences"]

        assert (refused.name, refused.data["sequence_id"]) == ("camera_busy", first["sequence_id"])
        assert "stop_sequence" in refused.data["remedy"]
        assert [(each["camera"], each["state"]) for each in listed] == [
            (each_make.id(), "running"),
            (each_make.id("0000002"), "completed"),
        ]
