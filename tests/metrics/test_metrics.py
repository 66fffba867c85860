"""Each thing that happens is in the scrape right after it, and promtool finds nothing wrong with any."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import signal
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession
from prometheus_client import CollectorRegistry, generate_latest

from rpc_camera.camera.identity import Source
from rpc_camera.contract.types import EventName, Scope
from rpc_camera.event_log import EventLog
from rpc_camera.methods.grants import Grant
from rpc_camera.metrics.event_counts import EventCounts
from rpc_camera.serve.metrics_options import MetricsOptions
from tests.metrics.scrape import METRICS, Samples, scraped
from tests.rigs.prometheus import promtool
from tests.rigs.saving import make_pictures, until
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.service import RunningService

TO_LOOK = "a token to look"
ERRORS, CALLS = "rpc_camera_call_errors_total", "rpc_camera_call_duration_seconds_count"


async def test_what_is_done_with_a_camera_is_counted(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        saving: dict[str, Any] = {"save_dir": make_pictures(tmp_path), "save_name": "{original}"}
        async with (
            running_service(tmp_path / "state", [camera.port_string], metrics=METRICS, **saving) as service,
            service.client() as client,
        ):
            await client.call("subscribe", events=["file_saved"])
            await client.call("list_tethering")
            before = await Samples.of(service)
            assert before.value("rpc_camera_capture_duration_seconds_count", camera=camera.id) == 0
            assert before.value("rpc_camera_cameras", state="ready") == 1
            assert before.value("rpc_camera_websocket_clients", state="authenticated") == 1

            taken = await client.call("capture_image")
            saved = await client.notification("file_saved")
            after = await Samples.of(service)
            assert after.value("rpc_camera_capture_duration_seconds_count", camera=camera.id) == 1
            assert (after.value("rpc_camera_capture_duration_seconds_sum", camera=camera.id) or 0) > 0
            assert after.value(CALLS, method="capture_image") == 1
            assert after.value("rpc_camera_tethering_saved_files_total", camera=camera.id) == 1
            assert after.value("rpc_camera_tethering_saved_bytes_total", camera=camera.id) == saved["size_bytes"]
            read = after.value("rpc_camera_read_bytes_total", camera=camera.id)
            assert read
            assert read >= saved["size_bytes"]

            path = taken["files"][0]["path"]
            whole = await client.call("download_image", path=path)
            sent = b"\xff\xd8 a picture of some bytes \xff\xd9"
            upload = {"folder": path.rpartition("/")[0], "filename": "DSC_9999.JPG"}
            await client.call("upload_file", data_base64=base64.b64encode(sent).decode(), **upload)
            details = await client.call("get_camera")
            after = await Samples.of(service)
            assert after.value("rpc_camera_read_bytes_total", camera=camera.id) == read + whole["size_bytes"]
            assert after.value("rpc_camera_written_bytes_total", camera=camera.id) == len(sent)
            assert after.value("rpc_camera_battery_ratio", camera=camera.id) == details["battery_percent"] / 100
            [card, *_] = details["storage"]
            free = after.value("rpc_camera_card_free_bytes", camera=camera.id, card=card["path"])
            assert free == card["free_bytes"]

            assert promtool("check", "metrics", text=await scraped(service)) == (0, "")


async def test_the_pictures_of_sequences_and_groups_are_counted_and_those_that_failed(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "1") as first, VirtualCameraProcess("--serial", "2") as second:
        ports = [first.port_string, second.port_string]
        async with running_service(tmp_path, ports, metrics=METRICS) as service, service.client() as client:
            await client.call("subscribe", events=["sequence_ended"])
            await client.call("capture_group", cameras=[first.id, second.id])
            await client.call("start_sequence", camera=first.id, frames=2, interval_s=0.5)
            await client.notification("sequence_ended")
            second.control({"card": "remove"})
            await client.call("set_config", camera=first.id, name="shutterspeed", value="Bulb")
            error = await client.error("capture_image", camera=first.id)
            assert error.name == "not_supported"
            await client.call("start_sequence", camera=second.id, frames=1)
            await client.notification("sequence_ended")
            after = await Samples.of(service)

    taken = {
        camera.id: after.value("rpc_camera_capture_duration_seconds_count", camera=camera.id)
        for camera in (first, second)
    }
    failed = {
        camera.id: after.value("rpc_camera_capture_failures_total", camera=camera.id) for camera in (first, second)
    }
    assert taken == {first.id: 1 + 2, second.id: 1}
    assert failed == {first.id: 0, second.id: 1}, "what the settings do not allow has not failed"


async def test_failed_calls_are_counted_by_their_error_and_names_of_no_method_are_not(tmp_path: Path) -> None:
    async with running_service(tmp_path, metrics=METRICS) as service, service.client() as client:
        await client.error("capture_image", camera="nobody")
        await client.error("no_such_method_at_all")
        await client.call("list_cameras")
        after = await Samples.of(service)

    assert after.value(ERRORS, method="capture_image", error="camera_not_found") == 1
    assert after.value(CALLS, method="capture_image") == after.value(CALLS, method="list_cameras") == 1
    assert after.values("method") == {"capture_image", "list_cameras", "unknown"}
    assert after.value(ERRORS, method="unknown", error="method_not_found") == 1
    assert after.value(CALLS, method="unknown") is None


async def test_calls_that_are_refused_for_token_scope_or_params_are_counted_by_their_error(tmp_path: Path) -> None:
    digest = hashlib.sha256(TO_LOOK.encode()).digest()
    async with running_service(tmp_path, metrics=METRICS) as service, service.client() as client:
        service.service.authenticator.know([Grant("look", Scope.VIEW, None, digest)])
        await client.error("list_cameras", no_such_param=1)
        async with service.client(token=None) as nobody:
            await nobody.error("capture_image", camera="any")
            for number in range(100):
                await nobody.error(f"made_up_{number}")
        async with service.client(TO_LOOK) as looks:
            await looks.error("capture_image", camera="any")
        for token in ("wrong", TO_LOOK, None):
            await post(service, "/rpc", token, json={"jsonrpc": "2.0", "id": 1, "method": "delete_file"})
            await post(service, "/cameras/any/capture", token)
        await post(service, "/cameras/any/capture?bulb_s=long", TOKEN)
        after = await Samples.of(service)

    assert after.value(ERRORS, method="list_cameras", error="invalid_params") == 1
    assert after.value(ERRORS, method="capture_image", error="unauthorized") == 1 + 2
    assert after.value(ERRORS, method="capture_image", error="forbidden") == 1 + 1
    assert after.value(ERRORS, method="capture_image", error="invalid_params") == 1
    assert after.value(ERRORS, method="delete_file", error="unauthorized") == 2
    assert after.value(ERRORS, method="delete_file", error="forbidden") == 1
    assert after.value(ERRORS, method="unknown", error="unauthorized") == 100
    assert after.values("method") == {"list_cameras", "capture_image", "delete_file", "unknown"}
    assert after.value(CALLS, method="capture_image") is None, "none of them reached the method"


async def post(service: RunningService, path: str, token: str | None, **more: Any) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with ClientSession() as http, http.post(f"{service.url}{path}", headers=headers, **more) as answer:
        await answer.read()


async def test_a_worker_that_is_killed_is_counted_when_it_is_replaced(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string], metrics=METRICS) as service:
            name = "rpc_camera_worker_restarts_total"
            assert (await Samples.of(service)).value(name, camera=camera.id) == 0
            pid = service.cameras.cameras[0].worker_pid
            assert pid
            os.kill(pid, signal.SIGKILL)
            await until(lambda: service.cameras.cameras[0].worker_pid not in {None, pid})
            await until(lambda: service.cameras.cameras[0].line.is_up)
            assert (await Samples.of(service)).value(name, camera=camera.id) == 1


async def test_live_view_is_counted_as_it_is_read_and_as_it_is_sent(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string], metrics=METRICS) as service:
            headers = {"Authorization": f"Bearer {TOKEN}"}
            async with service.client() as client, ClientSession(headers=headers) as http:
                await client.call("start_preview", max_fps=20)
                for _ in range(5):
                    await client.notification("preview_frame")
                during = await Samples.of(service)
                assert during.value("rpc_camera_preview_viewers", camera=camera.id) == 1
                read = during.value("rpc_camera_preview_frames_read_total", camera=camera.id) or 0
                assert 5 <= (during.value("rpc_camera_preview_frames_sent_total", camera=camera.id) or 0) <= read
                await client.call("stop_preview")
                stopped = await Samples.of(service)
                sent = stopped.value("rpc_camera_preview_frames_sent_total", camera=camera.id) or 0
                assert sent >= 5
                await http.get(f"{service.url}/cameras/{camera.id}/preview.jpg")
                after = await Samples.of(service)
                assert after.value("rpc_camera_preview_frames_sent_total", camera=camera.id) == sent + 1
                assert after.value("rpc_camera_preview_viewers", camera=camera.id) == 0


async def test_a_backlog_has_the_age_of_its_oldest_picture(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        pictures = make_pictures(tmp_path)
        saving: dict[str, Any] = {"save_dir": pictures, "save_name": "{original}"}
        async with (
            running_service(tmp_path / "state", [camera.port_string], metrics=METRICS, **saving) as service,
            service.client() as client,
        ):
            await client.call("subscribe", events=["file_saved", "save_failed"])
            await client.call("list_tethering")
            pictures.rename(tmp_path / "away")
            pictures.mkdir()
            await client.call("capture_image")
            await client.notification("save_failed")
            first = await Samples.of(service)
            await asyncio.sleep(0.5)
            later = await Samples.of(service)
            age = "rpc_camera_tethering_oldest_pending_seconds"
            assert (later.value(age, camera=camera.id) or 0) >= (first.value(age, camera=camera.id) or 0) + 0.5
            assert later.value("rpc_camera_tethering_pending_files", camera=camera.id) == 1
            assert (later.value("rpc_camera_tethering_failing", camera=camera.id) or 0) >= 1
            assert later.value("rpc_camera_tethering_failures_total", camera=camera.id, step="save") == 1

            pictures.rmdir()
            (tmp_path / "away").rename(pictures)
            await client.notification("file_saved")
            after = await Samples.of(service)
            assert after.value(age, camera=camera.id) == 0
            assert after.value("rpc_camera_tethering_pending_files", camera=camera.id) == 0


async def test_a_camera_that_is_gone_takes_all_its_series_along(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, metrics=METRICS) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added", "camera_removed"])
            service.cameras.plug(Source(camera.port_string, "PTP/IP Camera", removable=True))
            await client.notification("camera_added")
            await client.call("capture_image")
            await client.call("get_camera")
            there = await Samples.of(service)
            assert there.values("camera") == {camera.id}
            assert there.value("rpc_camera_camera_up", camera=camera.id) == 1

            service.cameras.unplug(camera.port_string, "It was unplugged.")
            await client.notification("camera_removed")
            gone = await Samples.of(service)
            assert gone.values("camera") == set()
            assert gone.value("rpc_camera_cameras", state="ready") == 0


async def test_who_may_not_see_all_cameras_gets_none_of_it(tmp_path: Path) -> None:
    async with running_service(tmp_path, metrics=METRICS) as service, ClientSession() as http:
        limited, viewer = "for one camera alone", "for all cameras"
        service.service.authenticator.know(
            [
                Grant("booth", Scope.ADMIN, frozenset({"z-virtual-0000001"}), digest_of(limited)),
                Grant("prometheus", Scope.VIEW, None, digest_of(viewer)),
            ]
        )
        statuses = []
        for token in (None, "wrong", limited, viewer, TOKEN):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            async with http.get(f"{service.url}/metrics", headers=headers) as answer:
                statuses.append(answer.status)
                assert (answer.status == 200) == ("rpc_camera_cameras" in await answer.text())
                assert ("WWW-Authenticate" in answer.headers) == (answer.status == 401)
        assert statuses == [401, 401, 403, 200, 200]


async def test_open_ones_need_no_token_and_without_the_option_there_are_none(tmp_path: Path) -> None:
    async with (
        running_service(tmp_path / "open", metrics=MetricsOptions(is_open=True)) as service,
        ClientSession() as http,
        http.get(f"{service.url}/metrics") as answer,
    ):
        assert answer.status == 200
    async with (
        running_service(tmp_path / "none") as service,
        ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
        http.get(f"{service.url}/metrics") as answer,
    ):
        assert answer.status == 404
        assert "start the service with --metrics" in await answer.text()


async def test_who_scrapes_without_a_pause_has_them_made_a_few_times_a_second(tmp_path: Path) -> None:
    async with running_service(tmp_path, metrics=MetricsOptions(is_open=True)) as service, ClientSession() as http:

        async def scrape(accept: str) -> str:
            async with http.get(f"{service.url}/metrics", headers={"Accept": accept}) as answer:
                text = await answer.text()
            return next(line for line in text.splitlines() if line.startswith("process_cpu_seconds_total"))

        begun = asyncio.get_running_loop().time()
        scraped = [await scrape(f"text/plain; q=0.{number}") for number in range(1, 9) for _ in range(25)]
        taken_s = asyncio.get_running_loop().time() - begun
        assert len(set(scraped)) <= taken_s / 0.2 + 1, "the processor time differs each time that they are made"
        await asyncio.sleep(0.3)
        assert await scrape("text/plain") != scraped[0]


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def test_a_scrape_asks_no_camera(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string], metrics=METRICS) as service:
            camera.process.send_signal(signal.SIGSTOP)  # whatever asked it would wait
            try:
                async with asyncio.timeout(2):
                    for _ in range(5):
                        await Samples.of(service)
            finally:
                camera.process.send_signal(signal.SIGCONT)


def test_what_is_told_of_a_camera_that_is_gone_leaves_no_series() -> None:
    registry, log = CollectorRegistry(), EventLog()
    log.add_listener(EventCounts(registry))
    for number in range(20):
        log.emit(EventName.CAMERA_ADDED, f"body-{number}", info={})
        log.emit(EventName.CAMERA_REMOVED, f"body-{number}", reason="unplugged")
        log.emit(EventName.CAPTURE_FAILED, f"body-{number}", error={"name": "camera_error"})
        log.emit(EventName.SAVE_FAILED, f"body-{number}", step="read")
    assert b"body-" not in generate_latest(registry)
    log.emit(EventName.CAMERA_ADDED, "there", info={})
    log.emit(EventName.CAPTURE_FAILED, "there", error={"name": "camera_error"})
    assert b'rpc_camera_capture_failures_total{camera="there"} 1.0' in generate_latest(registry)
