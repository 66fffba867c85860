"""A host's part of a group, driven from outside: what is released fires, what is not gives up its cameras."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.outcome import error_of
from rpc_camera.group.parts import LATEST_S, GroupParts
from tests.rigs.makes import Need

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.group.outcome import MemberOutcome
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

GROUP = "a1"
TIMEOUT_S = 30.0
LEAD_S = 0.2


@pytest.fixture
async def parts(two: RunningService) -> AsyncIterator[GroupParts]:
    parts = GroupParts(two.cameras)
    yield parts
    parts.close()


@pytest.fixture
def bodies(camera: VirtualCameraProcess, second_camera: VirtualCameraProcess) -> list[VirtualCameraProcess]:
    return [camera, second_camera]


@pytest.fixture
def ids(bodies: list[VirtualCameraProcess]) -> list[str]:
    return [body.id for body in bodies]


@pytest.fixture
async def client(two: RunningService) -> AsyncIterator[RpcClient]:
    async with two.client() as client:
        yield client


async def armed(parts: GroupParts, ids: list[str], group_id: str = GROUP, **how: Any) -> list[MemberOutcome]:
    await parts.reserve(group_id, ids, TIMEOUT_S, partial=False, **how)
    return await parts.arm(group_id, TIMEOUT_S, partial=False)


def releases(bodies: list[VirtualCameraProcess]) -> list[bool]:
    return [body.control({"status": True})["released_at"] is not None for body in bodies]


def messages(outcomes: list[MemberOutcome]) -> list[str]:
    return [outcome["error"]["message"] for outcome in outcomes]


async def test_what_is_released_at_an_instant_fires_then(parts: GroupParts, ids: list[str]) -> None:
    assert await armed(parts, ids) == [{"camera": each} for each in ids]
    at = time.monotonic() + LEAD_S
    outcomes = await parts.release(GROUP, at, TIMEOUT_S)

    assert [outcome["camera"] for outcome in outcomes] == ids
    assert all(len(outcome["files"]) == 1 and outcome["released_at"] >= at for outcome in outcomes)
    assert json.loads(json.dumps(outcomes)) == outcomes
    assert await parts.result(GROUP) == await parts.release(GROUP, at + 1, TIMEOUT_S) == outcomes


async def test_a_release_that_comes_a_little_late_fires_at_once_and_says_by_how_much(
    parts: GroupParts, ids: list[str]
) -> None:
    await armed(parts, ids)
    at = time.monotonic() - LATEST_S / 5
    outcomes = await parts.release(GROUP, at, TIMEOUT_S)

    assert [len(outcome["files"]) for outcome in outcomes] == [1, 1]
    assert all(outcome["released_at"] - at > LATEST_S / 5 for outcome in outcomes)


@pytest.mark.parametrize(
    ("ahead_s", "said"), [(-LATEST_S - 0.1, "after the instant"), (1000.0, "by this host's clock")]
)
async def test_a_release_whose_instant_is_over_or_far_away_fires_nothing_and_says_so(
    parts: GroupParts, bodies: list[VirtualCameraProcess], ids: list[str], ahead_s: float, said: str
) -> None:
    await armed(parts, ids)
    outcomes = await parts.release(GROUP, time.monotonic() + ahead_s, TIMEOUT_S)

    assert all("was not released" in message and said in message for message in messages(outcomes))
    assert await parts.result(GROUP) == outcomes
    assert releases(bodies) == [False, False]
    assert await armed(parts, ids, "b2") == [{"camera": each} for each in ids], "the turns are over"


async def test_what_was_not_made_ready_is_not_released(
    parts: GroupParts, bodies: list[VirtualCameraProcess], ids: list[str]
) -> None:
    await parts.reserve(GROUP, ids, TIMEOUT_S, partial=False)
    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)

    assert all("had not been made ready" in message for message in messages(outcomes))
    assert releases(bodies) == [False, False]


async def test_turns_are_given_up_when_nobody_renews_the_lease(
    parts: GroupParts, client: RpcClient, bodies: list[VirtualCameraProcess], ids: list[str]
) -> None:
    await armed(parts, ids, lease_s=0.3)
    await client.call("get_config", name=bodies[0].make.shutter, camera=ids[0])

    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)
    assert all("within 0.3 s" in message for message in messages(outcomes))
    assert releases(bodies) == [False, False]
    with pytest.raises(ServiceError) as refused:
        parts.renew(GROUP)
    assert refused.value.name is ErrorName.JOB_NOT_FOUND


async def test_a_lease_that_is_renewed_goes_on(parts: GroupParts, ids: list[str]) -> None:
    await armed(parts, ids, lease_s=1.0)
    for _ in range(15):
        await asyncio.sleep(0.1)
        parts.renew(GROUP)

    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)
    assert all(outcome["files"] for outcome in outcomes)


async def test_a_lease_ends_while_turns_are_waited_for(
    parts: GroupParts, client: RpcClient, each_make: Make, ids: list[str]
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(4), camera=ids[1])
    await client.call("subscribe", events=["camera_state_changed"])
    exposing = client.send("capture_image", camera=ids[1])
    await client.notification("camera_state_changed", camera=ids[1], state="busy")
    begun = time.monotonic()
    outcomes = await parts.reserve(GROUP, ids, TIMEOUT_S, partial=False, lease_s=0.3)

    assert time.monotonic() - begun < 2
    assert all("within 0.3 s" in message for message in messages(outcomes))
    assert (await exposing)["files"]


async def test_one_that_is_abandoned_fires_nothing(
    parts: GroupParts, client: RpcClient, bodies: list[VirtualCameraProcess], ids: list[str]
) -> None:
    await armed(parts, ids)
    parts.abandon(GROUP)
    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)

    assert all("abandoned" in message for message in messages(outcomes))
    assert releases(bodies) == [False, False]
    assert (await client.call("capture_image", camera=ids[0]))["files"]
    parts.abandon("another")


async def test_one_that_is_released_is_finished_though_nobody_waits_for_it(parts: GroupParts, ids: list[str]) -> None:
    await armed(parts, ids)
    releasing = asyncio.create_task(parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S))
    await asyncio.sleep(0)
    releasing.cancel()
    parts.abandon(GROUP)
    with pytest.raises(asyncio.CancelledError):
        await releasing

    assert all(outcome["files"] for outcome in await parts.result(GROUP))


async def test_whose_result_is_asked_for_before_it_is_released_fires_no_more(
    parts: GroupParts, bodies: list[VirtualCameraProcess], ids: list[str]
) -> None:
    await armed(parts, ids)
    given_up = await parts.result(GROUP)

    assert await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S) == given_up
    assert releases(bodies) == [False, False]


@pytest.mark.needs(Need.CARD)
async def test_one_that_fails_does_not_keep_the_others_from_firing_with_partial(
    parts: GroupParts, ids: list[str]
) -> None:
    names = ["usb:999,999", *ids]
    reserved = await parts.reserve(GROUP, names, TIMEOUT_S, partial=True)
    await parts.arm(GROUP, TIMEOUT_S, partial=True)
    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)

    assert error_of(reserved[0]["error"]).name is ErrorName.CAMERA_NOT_FOUND
    assert ["files" in outcome for outcome in outcomes] == [False, True, True]
    assert outcomes[0] == reserved[0]


async def test_an_error_is_the_same_on_the_other_side(
    parts: GroupParts, second_camera: VirtualCameraProcess, ids: list[str]
) -> None:
    await armed(parts, ids)
    second_camera.fail_to_focus()
    outcomes = await parts.release(GROUP, time.monotonic() + LEAD_S, TIMEOUT_S)
    error = error_of(json.loads(json.dumps(outcomes[1]["error"])))

    assert outcomes[0]["files"]
    assert (error.name, error.camera) == (ErrorName.CAMERA_ERROR, ids[1])
    assert "focus_mode" in error.advice


async def test_a_name_of_an_error_that_this_version_does_not_know_is_an_internal_error(parts: GroupParts) -> None:
    outcomes = await parts.reserve(GROUP, ["usb:999,999"], TIMEOUT_S, partial=False)
    error = error_of({**outcomes[0]["error"], "name": "of_tomorrow"})

    assert (error.name, error.message) == (ErrorName.INTERNAL_ERROR, "There is no camera 'usb:999,999'.")


async def test_groups_are_known_by_their_ids_and_have_each_camera_once(
    parts: GroupParts, camera: VirtualCameraProcess, ids: list[str]
) -> None:
    with pytest.raises(ServiceError, match="named twice"):
        await parts.reserve(GROUP, [ids[0], camera.port_string], TIMEOUT_S, partial=False)
    await parts.reserve(GROUP, ids, TIMEOUT_S, partial=False)
    with pytest.raises(ServiceError, match="already"):
        await parts.reserve(GROUP, ids, TIMEOUT_S, partial=False)
    for step in (parts.result("b"), parts.arm("b", TIMEOUT_S, partial=False), parts.release("b", 0, TIMEOUT_S)):
        with pytest.raises(ServiceError, match="waits for no release of a group 'b'") as refused:
            await step
        assert refused.value.name is ErrorName.JOB_NOT_FOUND


async def test_no_more_results_are_kept_than_the_last_64(parts: GroupParts) -> None:
    for number in range(66):
        await parts.reserve(str(number), ["usb:999,999"], TIMEOUT_S, partial=False)
        parts.abandon(str(number))

    assert await parts.result("2")
    with pytest.raises(ServiceError, match="'1'"):
        await parts.result("1")
