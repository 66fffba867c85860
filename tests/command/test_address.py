"""Addresses as people type them, and where the token is from."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from rpc_camera.cli import make_parser
from rpc_camera.command.address import complete_url, find_token, find_url
from rpc_camera.command.failure import UsageError
from rpc_camera.left_server import leave, left_servers

if TYPE_CHECKING:
    from pathlib import Path

URL = "ws://localhost:8765/rpc"


@pytest.fixture(autouse=True, name="runtime")
def runtime_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("RPC_CAMERA_TOKEN", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "rpc-camera"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("studio", "ws://studio:8765/rpc"),
        ("studio:80", "ws://studio:80/rpc"),
        ("[::1]:9", "ws://[::1]:9/rpc"),
        ("http://studio:9/", "ws://studio:9/rpc"),
        ("https://studio", "wss://studio/rpc"),
        ("https://studio/cameras/rpc/", "wss://studio/cameras/rpc"),
        ("ws://studio/cameras", "ws://studio/cameras/rpc"),
    ],
)
def test_an_address_is_completed(typed: str, meant: str) -> None:
    assert complete_url(typed) == meant


@pytest.mark.parametrize("typed", ["", "ftp://studio", "studio:port", "a b", "http://me:secret@studio"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        complete_url(typed)


def test_the_token_is_from_the_file_then_the_environment_then_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(URL, "left")
    file = tmp_path / "token"
    file.write_text("of the file\n")
    assert find_token(URL, None) == find_token("ws://127.0.0.1:8765/rpc", None) == "left"
    assert find_token("ws://studio:8765/rpc", None) is None
    assert find_token("ws://localhost:8766/rpc", None) is None
    monkeypatch.setenv("RPC_CAMERA_TOKEN", "of the environment")
    assert find_token(URL, None) == "of the environment"
    assert find_token(URL, file) == "of the file"
    file.write_text("two\nlines")
    with pytest.raises(UsageError):
        find_token(URL, file)


def test_without_an_address_the_service_that_runs_here_is_meant(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RPC_CAMERA_URL", raising=False)
    unnamed = make_parser().parse_args(["cameras"])
    assert find_url(unnamed) == URL
    left = leave("ws://localhost:9000/rpc", "left")
    assert find_url(unnamed) == "ws://localhost:9000/rpc"
    assert find_url(make_parser().parse_args(["cameras", "--url=studio"])) == "ws://studio:8765/rpc"
    members = json.loads(left.read_text())
    for url, meant in (("ws://localhost:9001/rpc", None), (URL, URL)):
        other = runtime / "2.json"
        other.unlink(missing_ok=True)
        other.touch(0o600)
        other.write_text(json.dumps({**members, "url": url}))
        if meant is None:
            with pytest.raises(UsageError, match=r"9000.*9001"):
                find_url(unnamed)
        else:
            assert find_url(unnamed) == meant


def test_what_is_left_is_for_this_user_alone(runtime: Path) -> None:
    file = leave(URL, "left")
    assert (runtime.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def test_what_others_can_write_or_read_is_not_believed(runtime: Path) -> None:
    file = leave(URL, "left")
    file.chmod(0o644)
    assert not list(left_servers())
    file.chmod(0o600)
    runtime.chmod(0o770)
    assert not list(left_servers())
    with pytest.raises(PermissionError):
        leave(URL, "left")
    runtime.chmod(0o700)
    assert len(list(left_servers())) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees what another user's server left")
def test_root_sees_the_server_that_systemd_keeps(runtime: Path, tmp_path: Path) -> None:
    file = leave(URL, "left").rename(tmp_path / "1.json")
    of_unit = runtime.rename(tmp_path / "unit")
    moved = file.rename(of_unit / "1.json")
    os.chown(of_unit, 12345, 12345)
    os.chown(moved, 12345, 12345)
    assert [server.token for server in left_servers(of_unit=of_unit)] == ["left"]
    assert not list(left_servers(of_unit)), "a folder that is named has to be this user's own"
    os.chown(moved, 12346, 12346)
    assert not list(left_servers(of_unit=of_unit)), "a third user's"
    os.chown(moved, 12345, 12345)
    moved.write_text(moved.read_text().replace('"started": ', '"started": 9'))
    assert not list(left_servers(of_unit=of_unit))
    assert moved.exists(), "what another user's server left is that user's to remove"


def test_the_file_that_has_the_service_s_own_token_is_a_token_file(tmp_path: Path) -> None:
    file = tmp_path / "token.env"
    file.write_text("MQTT_PASSWORD=other\nAPI_TOKEN=of-the-service\n")
    assert find_token(URL, file) == "of-the-service"


def test_no_link_is_followed(runtime: Path, tmp_path: Path) -> None:
    moved = leave(URL, "left").rename(tmp_path / "elsewhere.json")
    (runtime / "1.json").symlink_to(moved)
    assert not list(left_servers())


def test_what_a_process_left_that_is_gone_is_removed(runtime: Path) -> None:
    file = leave(URL, "left")
    members = json.loads(file.read_text())
    file.write_text(json.dumps({**members, "started": members["started"] - 1}))  # another had this number before
    assert not list(left_servers())
    assert not list(runtime.iterdir())
