"""What a body refuses of the settings that all makes share: known before, and in the client's own words and units."""

from __future__ import annotations

import asyncio
import base64
import io
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

pytestmark = pytest.mark.needs(Need.NIKON_SETTINGS)

MAKES = ("nikon", "sony", "sony3", "canon", "fuji")
MODES = {"program": 2, "aperture_priority": 3, "shutter_priority": 4}
LOCKED = {
    "program": {"shutter_s", "aperture"},
    "aperture_priority": {"shutter_s"},
    "shutter_priority": {"aperture"},
}
OWN_MODES = {
    "canon": {"program": 0, "aperture_priority": 2, "shutter_priority": 1},
    "fuji": {**MODES, "program": 6},
    "sony3": {"program": 0x10002, "aperture_priority": 0x20003, "shutter_priority": 0x30004},
}
DIALS = {"canon": "autoexposuremode"}
BULB = "Bulb"
OUTLIVES_CACHE_S = 2.3  # libgphoto2 remembers settings for 2 s where bodies report no change


@pytest.fixture
def body(make: str) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        yield camera


@asynccontextmanager
async def client_of(body: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        yield client


@pytest.mark.parametrize("make", MAKES)
async def test_what_the_mode_has_chosen_is_read_only_and_says_what_frees_it(
    body: VirtualCameraProcess, make: str, tmp_path: Path
) -> None:
    for mode, code in OWN_MODES.get(make, MODES).items():
        body.control({"set_property": DIALS.get(make, "expprogram"), "value": code, "force": True})
        async with client_of(body, tmp_path / mode) as client:
            settings = (await client.call("get_exposure"))["settings"]
            refusals = {
                key: await client.error("set_exposure", **{key: value})
                for key, value in {"shutter_s": 1 / 60, "aperture": 8}.items()
                if key in LOCKED[mode]
            }

        assert settings["mode"]["value"] == mode
        assert {key for key in ("shutter_s", "aperture") if settings[key]["readonly"]} == LOCKED[mode]
        for key, error in refusals.items():
            assert (error.name, error.data["setting"]) == ("config_read_only", key)
            assert settings[key]["reason"] == error.data["remedy"]
            assert "dial" in error.data["remedy"]
            assert f"mode {mode}" in error.data["remedy"]


@pytest.mark.parametrize("make", ["canon", "fuji", "nikon"])
async def test_a_mode_frees_what_is_set_with_it(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with client_of(body, tmp_path) as client:
        await client.call("set_exposure", mode="aperture_priority")
        chosen = (await client.call("get_exposure"))["settings"]["shutter_s"]["value"]
        done = await client.call("set_exposure", mode="manual", shutter_s=chosen)

    assert done["chosen"] == {"mode": "manual", "shutter_s": chosen}


@pytest.mark.parametrize("make", MAKES)
async def test_a_value_that_is_not_taken_is_named_in_units(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with client_of(body, tmp_path) as client:
        before = (await client.call("get_capture_settings"))["settings"]["white_balance"]["value"]
        body.control({"ignores_sets": True})
        error = await client.error("set_capture_settings", white_balance="daylight")

    assert (error.name, error.data["setting"], error.data["config"]) == (
        "config_not_applied",
        "white_balance",
        "whitebalance",
    )
    assert (error.data["requested"], error.data["actual"]) == ("daylight", before)
    assert error.message.startswith('white_balance was refused, so nothing is set: The camera did not take "daylight"')


@pytest.mark.parametrize("make", ["sony"])
async def test_a_known_end_of_the_lens_is_the_end_of_what_is_allowed(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        await client.call("set_exposure", aperture=2.8)
        begun = time.monotonic()
        first = await client.error("set_config", name="f-number", value="f/2.5")
        took_s = time.monotonic() - begun
        await client.call("set_exposure", aperture=3.2)
        await client.error("set_config", name="f-number", value="f/1.4")
        allowed = (await client.call("get_exposure"))["settings"]["aperture"]["allowed"]
        refused = await client.error("set_exposure", aperture=1.4)
        nearest = await client.call("set_exposure", aperture=1.4, nearest=True)

    assert first.name == "config_not_applied"
    assert took_s < 4.7  # the driver waits up to 4 s by itself
    assert min(allowed) == 2.8
    assert refused.data["allowed"] == allowed
    assert "choices" not in refused.data
    assert nearest["chosen"] == {"aperture": 2.8}


@pytest.mark.parametrize("make", ["canon"])
async def test_a_color_temperature_with_another_white_balance_is_a_contradiction(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        refused = await client.error("set_capture_settings", kelvin=5600, white_balance="daylight")
        done = await client.call("set_capture_settings", kelvin=5600, white_balance="kelvin")

    assert (refused.name, refused.data["errors"][0]["path"]) == ("invalid_params", "/white_balance")
    assert done["chosen"] == {"kelvin": 5600, "white_balance": "kelvin"}


@pytest.mark.parametrize("make", ["sony"])
async def test_of_two_things_that_keep_the_lens_still_the_first_to_act_on_is_named(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        mode = await client.error("drive_focus", steps=500)
        await client.call("set_capture_settings", focus_mode="manual")
        steps = await client.error("drive_focus", steps=500)

    assert mode.name == "camera_error"
    assert mode.data["remedy"].startswith("Set focus_mode to `manual` or `direct_manual`")
    assert steps.name == "config_invalid_value"


@pytest.mark.parametrize("make", ["sony", "canon"])
async def test_of_a_group_with_one_at_bulb_none_is_fired(body: VirtualCameraProcess, make: str, tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000002") as other:
        ports = [other.port_string, body.port_string]
        async with running_service(tmp_path, ports) as service, service.client() as client:
            cameras = [each["id"] for each in (await client.call("list_cameras"))["cameras"]]
            body.control({"set_property": "shutterspeed", "value": BULB})
            (at_bulb,) = (each for each in cameras if not each.startswith("z-virtual"))
            await client.call("get_exposure", camera=at_bulb)
            error = await client.error("capture_group", cameras=cameras)
            fired = [each.control({"status": True})["released_at"] for each in (body, other)]
            partial = await client.call("capture_group", cameras=cameras, partial=True)

    assert (error.name, failed(error.data["failures"])) == ("not_supported", [at_bulb])
    assert "ulb" in error.message
    assert fired == [None, None], make
    assert failed(partial["cameras"]) == [at_bulb]


def failed(members: list[dict[str, Any]]) -> list[str]:
    return [member["camera"] for member in members if "error" in member]


@pytest.mark.parametrize("make", ["nikon", "canon", "fuji"])
async def test_a_body_has_its_manual_time_again_after_an_automatic_one(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        before = (await client.call("set_exposure", shutter_s=1 / 30))["chosen"]
        await client.call("set_exposure", mode="aperture_priority")
        await asyncio.sleep(OUTLIVES_CACHE_S)
        automatic = (await client.call("get_exposure"))["settings"]["shutter_s"]["value"]
        await client.call("set_exposure", mode="manual")
        await asyncio.sleep(OUTLIVES_CACHE_S)
        after = (await client.call("get_exposure"))["settings"]["shutter_s"]["value"]

    assert after == before["shutter_s"] != automatic


@pytest.mark.full_size
@pytest.mark.parametrize("make", ["sony", "sony3"])
async def test_an_alpha_has_sizes_and_color_temperatures(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with client_of(body, tmp_path) as client:
        done = await client.call("set_capture_settings", size="small", kelvin=5600)
        (file,) = (await client.call("capture_image"))["files"]
        info = await client.call("download_image", path=file["path"])

    picture = Image.open(io.BytesIO(base64.b64decode(info["image_base64"])))
    assert done["chosen"] == {"size": "small", "kelvin": 5600}
    assert done["settings"]["white_balance"]["value"] == "kelvin"
    assert picture.size == (2000, 1500)


@pytest.mark.parametrize("make", ["nikon"])
async def test_a_step_takes_the_nearest_time_on_request(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with client_of(body, tmp_path) as client:
        await client.call("subscribe", events=["sequence_ended"])
        step = {"exposure": {"shutter_s": 0.0112, "nearest": True}}
        started = await client.call("start_sequence", frames=1, steps=[step])
        ended = await client.notification("sequence_ended")
        nothing = await client.error("start_sequence", frames=1, steps=[{"exposure": {"nearest": True}}])

    assert started["sequence"]["steps"][0]["exposure"] == step["exposure"]
    assert len(started["sequence"]["steps"][0]["settings"]) == 1
    assert ended["state"] == "completed"
    assert nothing.name == "invalid_params"


@pytest.mark.parametrize("make", ["fuji"])
async def test_a_dial_that_is_turned_right_after_it_was_read_is_seen(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        await client.call("get_exposure")
        body.control({"set_property": "shutterspeed", "value": BULB})
        error = await client.error("capture_image")
        body.control({"set_property": "shutterspeed", "value": "1/60"})
        (file,) = (await client.call("capture_image"))["files"]
        await client.call("set_exposure", mode="aperture_priority")
        reason = (await client.call("get_exposure"))["settings"]["shutter_s"].get("reason")

    assert (error.name, "ulb" in error.message) == ("not_supported", True)
    assert file["size_bytes"]
    assert reason


@pytest.mark.parametrize(
    ("make", "operation"),
    [("nikon", "1016"), ("sony", "9207"), ("sony3", "9205"), ("canon", "9110"), ("fuji", "1016")],
)
async def test_a_setting_that_the_body_refuses_is_not_said_to_be_missing(
    body: VirtualCameraProcess, operation: str, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        body.control({"refuse": operation, "code": "0x2002"})
        refused = await client.error("set_config", name="iso", value="800")

    assert (refused.name, refused.data["actual"]) == ("config_not_applied", "100")
    assert "not found" not in refused.message


@pytest.mark.parametrize("make", ["sony", "sony3"])
async def test_a_button_that_the_body_refuses_is_not_said_to_be_missing(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with client_of(body, tmp_path) as client:
        body.control({"refuse": "9207", "code": "0x2002"})
        refused = await client.error("autofocus")

    assert refused.name == "camera_error"
    assert refused.message == "Could not focus: the camera refuses it, without a reason."
