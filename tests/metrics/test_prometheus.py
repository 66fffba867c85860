"""A real Prometheus scrapes a real service; the alert rules hold, and each panel of the dashboard has data."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from rpc_camera.contract.contract import Contract
from tests.docs.blocks import blocks
from tests.rigs.prometheus import Prometheus, promtool
from tests.rigs.rpc_client import RpcClient
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

RULES = CHECKOUT / "packaging/prometheus/rpc-camera.rules.yml"
DASHBOARD = CHECKOUT / "packaging/grafana/rpc-camera.json"
RULES_TEST = CHECKOUT / "tests/metrics/data/rpc-camera.rules.test.yml"


def test_the_alert_rules_are_sound_and_fire_when_they_should() -> None:
    for arguments in (("check", "rules", str(RULES)), ("test", "rules", str(RULES_TEST))):
        status, said = promtool(*arguments)
        assert status == 0, said


def test_the_configuration_that_the_page_shows_is_one(tmp_path: Path) -> None:
    [shown] = [block.code for block in blocks("docs/monitoring.md") if block.language == "yaml"]
    (tmp_path / "token").write_text(TOKEN)
    file = tmp_path / "prometheus.yml"
    file.write_text(
        shown.replace("/etc/prometheus/rpc-camera.token", str(tmp_path / "token")).replace(
            "/etc/prometheus/rpc-camera.rules.yml", str(RULES)
        )
    )
    assert str(tmp_path) in file.read_text()
    status, said = promtool("check", "config", str(file))
    assert (status, "1 rule files found" in said) == (0, True), said


def test_the_rules_of_a_time_lapse_fire_when_it_ends_and_when_no_picture_comes(tmp_path: Path) -> None:
    [shown] = [block.code for block in blocks("docs/time-lapse.md") if block.language == "yaml"]
    rules = tmp_path / "time-lapse.rules.yml"
    rules.write_text(shown)
    running, saved = 'rpc_camera_sequences_running{job="c"}', 'rpc_camera_tethering_saved_files_total{camera="d850"}'
    ended = {"alertname": "TimeLapseEnded", "exp_alerts": [{"exp_labels": {"job": "c"}}]}
    without = {"alertname": "TimeLapseWithoutPictures", "exp_alerts": [{}]}
    cases = [
        (running, "1x30 0x20", [("30m", ended, False), ("37m", ended, True)]),
        (saved, "0+1x30 30x20", [("30m", without, False), ("47m", without, True)]),  # the camera takes none
        (saved, "0+1x30 _x20", [("30m", without, False), ("47m", without, True)]),  # the camera or the service is gone
    ]
    tests = [
        {
            "interval": "1m",
            "input_series": [{"series": series, "values": values}],
            "alert_rule_test": [
                {"eval_time": at, **(alert if fires else {**alert, "exp_alerts": []})} for at, alert, fires in times
            ],
        }
        for series, values, times in cases
    ]
    file = tmp_path / "test.yml"
    file.write_text(json.dumps({"rule_files": [str(rules)], "evaluation_interval": "1m", "tests": tests}))
    status, said = promtool("test", "rules", str(file))
    assert status == 0, said


def queries() -> list[str]:
    """Return what the dashboard asks Prometheus for, with its variables filled in as by Grafana for "All"."""
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    values = {"$__rate_interval": "15s", "$instance": ".+", "$camera": ".+"}
    found = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    for variable, value in values.items():
        found = [each.replace(variable, value) for each in found]
    return found


async def use(client: RpcClient) -> None:
    """Do something of all that is counted."""
    await client.call("start_preview", max_fps=10)
    await client.call("get_camera")
    await client.call("capture_image")
    await client.notification("file_saved")
    await client.error("download_image", path="/nothing.jpg")


async def test_prometheus_is_let_in_and_each_panel_of_the_dashboard_has_data(tmp_path: Path) -> None:
    flags = ("--port=0", "--virtual=1", "--metrics", f"--save-dir={tmp_path / 'pictures'}")
    async with ServeProcess(*flags, state_dir=tmp_path / "state", API_TOKEN=TOKEN) as service:
        target = service.url.removeprefix("http://")
        async with (
            RpcClient(f"{service.url}/rpc", Contract.load(), TOKEN) as client,
            Prometheus(tmp_path, configuration(tmp_path, target)) as prometheus,
        ):
            await client.call("subscribe", events=["file_saved"])
            await client.call("list_tethering")
            for job, up in (("rpc-camera", "1"), ("by-file", "1"), ("no-token", "0")):
                [sample] = await prometheus.until(f'up{{job="{job}"}} == {up}')
                assert sample["value"][1] == up
            for _ in range(3):  # two scrapes at least have to see each series, and a change of it
                await use(client)
                await asyncio.sleep(0.6)

            for query in queries():
                await prometheus.until(query)
            firing = await prometheus.query('ALERTS{alertstate="firing", severity=~"warning|critical"}')
            assert [each["metric"]["alertname"] for each in firing] == []


def configuration(folder: Path, target: str) -> dict[str, Any]:
    """Return a Prometheus' configuration as docs/monitoring.md has it, and a job that lacks the token."""
    token = folder / "token"
    token.write_text(TOKEN)
    job = {"static_configs": [{"targets": [target]}]}
    return {
        "global": {"scrape_interval": "250ms", "evaluation_interval": "1s"},
        "rule_files": [str(RULES)],
        "scrape_configs": [
            {"job_name": "rpc-camera", "basic_auth": {"username": "prometheus", "password_file": str(token)}, **job},
            {"job_name": "by-file", "authorization": {"credentials_file": str(token)}, **job},
            {"job_name": "no-token", **job},
        ],
    }
