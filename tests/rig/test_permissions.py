"""Hosts on a server with the permissions of docs/rig-security.md: who has a host's key can speak as that host alone.

That they work in full is seen by tests whose fixture `rig` has such a server too.
"""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.messages import (
    EVERY_HOST,
    Beat,
    HostEvent,
    Request,
    answer_subject,
    beat_subject,
    call_subject,
    event_subject,
    pack,
)
from tests.rigs.nats_buses import Heard, bus_on
from tests.rigs.rig_hosts import rig_of
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.rig.bus import Bus
    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_keys import RigKeys
    from tests.rigs.virtual_camera import VirtualCameraProcess

FORGED = Beat("left", "forged", 1.0, "http://evil.example", "9.9.9", "forged", 1, 1)
REQUEST = Request("0123456789abcdef", "left", "run", 1e9, 0.0, "list_cameras", {})
LISTING = "read.list_cameras"
WAIT_S = 20.0


async def heard_after(observer: Bus, thief: Bus, subject: str, forged: bytes, own: str) -> list[bytes]:
    """Return what an observer hears at `subject`, up to what the thief publishes afterwards as itself."""
    heard = Heard()
    await observer.subscribe(subject, heard)
    await thief.publish(subject.replace(EVERY_HOST, "left"), forged)
    await thief.publish(own, b"the end")
    await heard.wait_for(b"the end")
    return heard.data


async def until_logged(host: ServeProcess, text: str) -> None:
    """Wait until a host has logged this."""
    async with asyncio.timeout(WAIT_S):
        while True:
            if text in host.log:
                return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("subject", "forged"),
    [
        (beat_subject, pack(FORGED)),
        (partial(event_subject, name="camera_added"), pack(HostEvent("log", 1, "camera_added", {}))),
    ],
    ids=["beat", "event"],
)
async def test_nobody_hears_a_beat_or_an_event_in_the_name_of_another_host(
    permitting_nats: NatsServer, rig_keys: RigKeys, subject: object, forged: bytes
) -> None:
    assert callable(subject)
    async with (
        bus_on(rig_keys.access(permitting_nats, "observer")) as observer,
        bus_on(rig_keys.access(permitting_nats, "right")) as thief,
    ):
        assert await heard_after(observer, thief, subject(EVERY_HOST), forged, subject("right")) == [b"the end"]
    assert "Publish Violation - Nkey" in permitting_nats.log()
    assert f'Subject "{subject("left")}"' in permitting_nats.log()


async def test_nobody_asks_in_the_name_of_another_host(permitting_nats: NatsServer, rig_keys: RigKeys) -> None:
    heard = Heard()
    async with (
        bus_on(rig_keys.access(permitting_nats, "gateway")) as gateway,
        bus_on(rig_keys.access(permitting_nats, "right")) as thief,
    ):
        await gateway.subscribe(call_subject("gateway", EVERY_HOST), heard)
        await thief.publish(call_subject("gateway", "left", LISTING), pack(REQUEST))
        await thief.publish(call_subject("gateway", "right", LISTING), b"the end")
        await heard.wait_for(b"the end")
    assert heard.data == [b"the end"]


async def test_nobody_hears_what_others_are_asked_or_answered(permitting_nats: NatsServer, rig_keys: RigKeys) -> None:
    at_gateway, at_left, stolen, control = Heard(), Heard(), Heard(), Heard()
    waits_at = answer_subject("left", "run", REQUEST.id)
    async with (
        bus_on(rig_keys.access(permitting_nats, "gateway")) as gateway,
        bus_on(rig_keys.access(permitting_nats, "left")) as left,
        bus_on(rig_keys.access(permitting_nats, "right")) as thief,
    ):
        for subject in (
            call_subject("gateway", EVERY_HOST),
            answer_subject("left", "*", "*"),
            "rpc-camera.1.call.>",
            ">",
        ):
            await thief.subscribe(subject, stolen)
        await thief.subscribe(beat_subject(EVERY_HOST), control)
        await gateway.subscribe(call_subject("gateway", EVERY_HOST), at_gateway)
        await left.subscribe(answer_subject("left", "run", EVERY_HOST), at_left)
        await left.subscribe(beat_subject("right"), at_left)

        await thief.publish(waits_at, b"forged")
        await left.publish(call_subject("gateway", "left", LISTING), pack(REQUEST), waits_at)
        [asked] = await at_gateway.wait()
        await thief.publish(asked.reply_to, b"forged")
        await gateway.publish(asked.reply_to, b"first")
        await gateway.publish(asked.reply_to, b"second")
        await at_left.wait_for(b"second")
        await left.publish(beat_subject("left"), b"the end")
        await control.wait_for(b"the end")
        await thief.publish(beat_subject("right"), b"the end")
        await at_left.wait_for(b"the end")
    assert at_left.data == [b"first", b"second", b"the end"]
    assert stolen.data == []


async def test_an_observer_says_nothing(permitting_nats: NatsServer, rig_keys: RigKeys) -> None:
    heard = Heard()
    async with (
        bus_on(rig_keys.access(permitting_nats, "left")) as left,
        bus_on(rig_keys.access(permitting_nats, "observer")) as observer,
    ):
        await left.subscribe(call_subject("left", EVERY_HOST), heard)
        await left.subscribe(beat_subject(EVERY_HOST), heard)
        for subject in (call_subject("left", "observer", LISTING), beat_subject("observer"), beat_subject("left")):
            await observer.publish(subject, b"1")
        seen = Heard()
        await observer.subscribe(beat_subject(EVERY_HOST), seen)
        await left.publish(beat_subject("left"), b"the end")
        await seen.wait_for(b"the end")
        await heard.wait_for(b"the end")
    assert heard.data == [b"the end"]


async def test_a_viewer_sees_everything_and_changes_nothing(
    permitting_nats: NatsServer, rig_keys: RigKeys, left_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    hosts: dict[str, list[str]] = {"viewer": [], "left": [left_camera.port_string]}
    stock = left_camera.files()
    async with rig_of(tmp_path, permitting_nats, hosts, rig_keys) as rig:
        client, camera = rig.clients["viewer"], left_camera.id
        await client.call("subscribe", events=["camera_labelled", "file_added"])
        refused = {
            method: await client.error(method, **params)
            for method, params in {
                "capture_image": {},
                "set_config": {"name": "iso", "value": "400"},
                "label_camera": {"label": "mine"},
                "start_tethering": {},
                "get_upload_url": {"path": "/store_00010001/DCIM/100NIKON/A.JPG"},
                "upload_file": {"folder": "/store_00010001/DCIM", "filename": "A.JPG", "data_base64": "AAAA"},
            }.items()
        }
        several = await client.call("set_configs", values={"iso": "400"}, cameras=[camera])
        group = await client.error("capture_group", cameras=[camera])
        (listed,) = (await client.call("list_cameras"))["cameras"]
        config = await client.call("get_config", name="iso")
        files = (await client.call("list_files", folder="/", recursive=True))["files"]
        part = await client.call("read_file", path=files[0]["path"], offset=0, length=2)
        left_camera.control({"press_shutter": True})
        added = await client.notification("file_added")

    assert {method: error.name for method, error in refused.items()} == dict.fromkeys(refused, "forbidden")
    assert refused["capture_image"].message == "The rig's bus does not let this host ask left for capture_image."
    assert several["cameras"][0]["error"]["name"] == "forbidden"
    assert group.name == "forbidden", group
    assert (listed["host"], "label" in listed) == ("left", False)
    assert config["value"] != "400"
    assert part["data_base64"] == "/9g="
    assert added["camera"] == camera
    assert left_camera.files() == stock + 1


async def test_a_host_with_a_wrong_key_says_so_and_serves_its_own_cameras(
    permitting_nats: NatsServer, rig_keys: RigKeys, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    type(rig_keys).make(wrong)
    host = ServeProcess(
        f"--rig=tls://127.0.0.1:{permitting_nats.port}",
        f"--rig-tls-ca={rig_keys.folder / 'ca.pem'}",
        f"--rig-nkey={wrong / 'left.nk'}",
        *("--rig-host=left", "--port=0", "--virtual=1"),
        state_dir=tmp_path / "state",
    )
    async with host:
        await until_logged(host, "does not let this host in: its credentials are wrong, or it has none.")
        assert "Traceback" not in host.log


async def test_a_key_of_another_host_gives_no_place_in_the_rig_under_ones_own_name(
    permitting_nats: NatsServer, rig_keys: RigKeys, tmp_path: Path
) -> None:
    thief = ServeProcess(
        f"--rig=tls://127.0.0.1:{permitting_nats.port}",
        f"--rig-tls-ca={rig_keys.folder / 'ca.pem'}",
        f"--rig-nkey={rig_keys.folder / 'right.nk'}",
        *("--rig-host=left", "--port=0", "--virtual=1"),
        state_dir=tmp_path / "state",
    )
    async with rig_of(tmp_path, permitting_nats, {"gateway": []}, rig_keys) as rig, thief:
        await until_logged(thief, 'does not permit: publish to "rpc-camera.1.beat.left"')
        listed = await rig.clients["gateway"].call("list_cameras")
    assert [host["host"] for host in listed["hosts"]] == ["gateway"]
    assert listed["cameras"] == []
    assert json.dumps(listed).count("left") == 0
