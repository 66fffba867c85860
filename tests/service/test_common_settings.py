"""One language for the settings of all makes: what a client asks for in units is what each body has then."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

pytestmark = pytest.mark.asyncio(loop_scope="module")
MAKES = ("nikon", "sony", "sony3", "canon", "canon-dslr", "fuji")


@pytest.fixture(scope="module", params=MAKES)
def make(request: pytest.FixtureRequest) -> str:
    """Each make."""
    return str(request.param)


@pytest.fixture(scope="module")
def body(make: str) -> Iterator[VirtualCameraProcess]:
    """A body of each make, for all tests: each sets what it needs."""
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        yield camera


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(
    body: VirtualCameraProcess, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path_factory.mktemp("state"), [body.port_string]) as service:
        yield service


@asynccontextmanager
async def client_of(body: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        yield client


async def test_an_exposure_is_set_and_read_in_units(service: RunningService) -> None:
    wanted = {"shutter_s": 1 / 60, "aperture": 8, "iso": 400, "exposure_compensation": -0.7}
    async with service.client() as client:
        done = await client.call("set_exposure", **wanted)
        settings = (await client.call("get_exposure"))["settings"]
        raw = {key: await client.call("get_config", name=settings[key]["config"]) for key in wanted}

    assert done["chosen"] == {key: settings[key]["value"] for key in wanted}
    assert done["chosen"] == {
        "shutter_s": pytest.approx(1 / 60, rel=1e-3),
        "aperture": 8,
        "iso": 400,
        "exposure_compensation": -0.667,
    }
    assert {key: raw[key]["value"] for key in wanted} == {key: settings[key]["text"] for key in wanted}


async def test_what_is_allowed_is_sorted_and_can_be_set(service: RunningService) -> None:
    async with service.client() as client:
        settings = (await client.call("get_exposure"))["settings"]
        numbers = {key: numbers_of(settings[key]) for key in ("shutter_s", "aperture", "iso")}
        # From the middle: the A7R III's driver lists times and apertures, whether body and lens have them or not.
        middle = {key: values[len(values) // 2] for key, values in numbers.items()}
        chosen = (await client.call("set_exposure", **middle))["chosen"]

    assert numbers == {key: sorted(set(values)) for key, values in numbers.items()}
    assert chosen == middle


def numbers_of(setting: dict[str, Any]) -> list[float]:
    return [value for value in setting["allowed"] if not isinstance(value, str)]


async def test_automatic_iso_and_back(service: RunningService) -> None:
    async with service.client() as client:
        automatic = await client.call("set_exposure", iso="auto")
        after = (await client.call("get_exposure"))["settings"]["iso"]["value"]
        back = await client.call("set_exposure", iso=800)

    assert (automatic["chosen"], after, back["chosen"]) == ({"iso": "auto"}, "auto", {"iso": 800})


async def test_the_nearest_value_is_taken_on_request_only(service: RunningService) -> None:
    async with service.client() as client:
        before = (await client.call("get_exposure"))["settings"]
        with pytest.raises(RpcError) as refused:
            await client.call("set_exposure", shutter_s=0.0112)
        unchanged = (await client.call("get_exposure"))["settings"]
        done = await client.call("set_exposure", shutter_s=0.0112, iso=10_000_000, nearest=True)

    assert refused.value.name == "config_invalid_value"
    assert "0.01 and 0.0125" in refused.value.data["remedy"]
    assert refused.value.data["allowed"] == before["shutter_s"]["allowed"]
    assert unchanged == before
    assert done["chosen"] == {"shutter_s": 0.0125 if done["chosen"]["shutter_s"] > 0.011 else 0.01, "iso": 51200}


async def test_one_refused_value_leaves_all_as_they_were(service: RunningService) -> None:
    async with service.client() as client:
        before = (await client.call("get_exposure"))["settings"]
        nothing = await client.error("set_exposure", nearest=True)
        with pytest.raises(RpcError) as refused:
            await client.call("set_exposure", iso=1600, shutter_s=12345)
        assert (await client.call("get_exposure"))["settings"] == before

    assert (refused.value.name, nothing.name) == ("config_invalid_value", "invalid_params")


async def test_a_quality_keeps_the_compression_where_the_body_has_both(service: RunningService) -> None:
    async with service.client() as client:
        first = await client.call("set_capture_settings", quality="jpeg", compression="normal")
        both = await client.call("set_capture_settings", quality="raw+jpeg")
        raw = await client.call("set_capture_settings", quality="raw")
        files = (await client.call("set_capture_settings", quality="raw+jpeg", compression="fine"))["settings"]
        taken = await client.call("capture_image")

    assert first["chosen"] == {"quality": "jpeg", "compression": "normal"}
    assert (both["settings"]["quality"]["value"], both["settings"]["compression"]["value"]) == ("raw+jpeg", "normal")
    assert (raw["settings"]["quality"]["value"], raw["settings"]["compression"]["value"]) == ("raw", None)
    assert (files["quality"]["value"], files["compression"]["value"]) == ("raw+jpeg", "fine")
    assert len(taken["files"]) == 2


@pytest.mark.parametrize("make", ["nikon", "sony", "canon", "fuji"], scope="module")
async def test_a_raw_stays_a_raw_whatever_is_asked_of_a_jpeg(service: RunningService) -> None:
    async with service.client() as client:
        await client.call("set_capture_settings", quality="raw")
        refused = await client.error("set_capture_settings", compression="normal")
        after = (await client.call("get_capture_settings"))["settings"]["quality"]["value"]
        text = await client.error("set_exposure", shutter_s="1/60")

    assert (refused.name, after) == ("config_invalid_value", "raw")
    assert text.data["remedy"].startswith("shutter_s takes numbers here, such as 0.")


async def test_words_are_the_same_on_every_make(service: RunningService) -> None:
    wanted = {"white_balance": "shade", "drive": "continuous_low", "focus_mode": "continuous"}
    async with service.client() as client:
        done = await client.call("set_capture_settings", **wanted)
        again = (await client.call("get_capture_settings"))["settings"]

    assert done["chosen"] == wanted
    assert {key: again[key]["value"] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("make", "missing", "value"), [("nikon", "kelvin", 5600), ("fuji", "target", "card")], scope="module"
)
async def test_a_setting_that_a_body_does_not_have_is_left_out_and_refused_by_name(
    missing: str, value: object, service: RunningService
) -> None:
    async with service.client() as client:
        offered = (await client.call("get_capture_settings"))["settings"]
        with pytest.raises(RpcError) as refused:
            await client.call("set_capture_settings", **{missing: value})

    assert missing not in offered
    assert (refused.value.name, missing in refused.value.message) == ("not_supported", True)
    assert "white_balance" in refused.value.data["remedy"]


@pytest.mark.parametrize("make", ["canon", "canon-dslr", "fuji"], scope="module")
async def test_a_color_temperature_sets_the_white_balance_as_well(service: RunningService) -> None:
    async with service.client() as client:
        settings = (await client.call("set_capture_settings", kelvin=5600))["settings"]
        nearest = await client.call("set_capture_settings", kelvin=5649, nearest=True)

    assert (settings["white_balance"]["value"], settings["kelvin"]["value"]) == ("kelvin", 5600)
    assert nearest["chosen"] == {"kelvin": 5600}


async def test_a_dial_that_only_the_hand_turns_says_so(tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "sony", "--serial", "0000001") as alpha:
        async with client_of(alpha, tmp_path) as client:
            mode = (await client.call("get_exposure"))["settings"]["mode"]
            same = await client.call("set_exposure", mode="manual", iso=200)
            with pytest.raises(RpcError) as refused:
                await client.call("set_exposure", mode="aperture_priority", iso=400)
            iso = (await client.call("get_exposure"))["settings"]["iso"]["value"]

    assert (mode["readonly"], "dial" in mode["reason"]) == (True, True)
    assert same["chosen"] == {"mode": "manual", "iso": 200}
    assert (refused.value.name, iso) == ("config_read_only", 200)
    assert "dial" in refused.value.data["remedy"]


async def test_a_bracket_in_units_is_shot_and_put_back(body: VirtualCameraProcess, service: RunningService) -> None:
    async with service.client() as client:
        await client.call("set_capture_settings", drive="single")
        before = (await client.call("get_exposure"))["settings"]["shutter_s"]["value"]
        shot = body.control({"status": True})["frame"]
        await client.call("subscribe", events=["sequence_ended", "config_changed"])
        steps = [{"exposure": {"shutter_s": time}} for time in (0.005, 0.01, 0.02)]
        started = await client.call("start_sequence", frames=1, bracket=True, steps=steps)
        ended = await client.notification("sequence_ended")
        after = (await client.call("get_exposure"))["settings"]["shutter_s"]["value"]
        with pytest.raises(RpcError) as refused:
            await client.call("start_sequence", frames=1, steps=[{"exposure": {"shutter_s": 0.0112}}])

    assert (ended["state"], ended["frames_taken"]) == ("completed", 1)
    assert body.control({"status": True})["frame"] == shot + 3
    assert [step["exposure"] for step in started["sequence"]["steps"]] == [step["exposure"] for step in steps]
    assert all(len(step["settings"]) == 1 for step in started["sequence"]["steps"])
    assert after == before
    assert refused.value.name == "config_invalid_value"


async def test_a_step_that_sets_the_mode_may_set_what_that_frees(tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "nikon", "--serial", "0000001") as body:
        async with client_of(body, tmp_path) as client:
            await client.call("set_exposure", mode="program")
            is_locked = (await client.call("get_exposure"))["settings"]["shutter_s"]["readonly"]
            await client.call("subscribe", events=["sequence_ended"])
            steps = [{"exposure": {"mode": "manual", "shutter_s": 0.01}}]
            await client.call("start_sequence", frames=1, steps=steps)
            ended = await client.notification("sequence_ended")
            mode = (await client.call("get_exposure"))["settings"]["mode"]["value"]

    assert is_locked
    assert (ended["state"], mode) == ("completed", "program")
