"""Options of `serve`: flags win over the environment, the environment over defaults, and mistakes get a sentence."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from rpc_camera.cli import main
from rpc_camera.serve.option_error import OptionsError
from rpc_camera.serve.options import ServeOptions, add_arguments, check_state_dir, resolve
from rpc_camera.serve.state_lock import LOCK_NAME

if TYPE_CHECKING:
    from pathlib import Path


def options(*flags: str, **environment: str) -> ServeOptions:
    parser = argparse.ArgumentParser()
    add_arguments(parser, ["nikon", "sony"])
    return resolve(parser.parse_args(flags), {"HOME": "/nowhere", **environment})


def test_without_anything_it_is_the_original_servers_address() -> None:
    assert (options().hosts, options().port, options().log_level) == (("localhost",), 8765, "INFO")


def test_the_originals_environment_counts() -> None:
    found = options(WS_HOST="192.0.2.1", WS_PORT="9000", LOG_LEVEL="debug", API_TOKEN="secret")

    assert (found.hosts, found.port, found.log_level) == (("192.0.2.1",), 9000, "DEBUG")
    assert (found.token, found.token_is_new) == ("secret", False)


def test_flags_win_over_the_environment() -> None:
    found = options("--host", "::1", "--port", "0", "--log-level", "ERROR", WS_HOST="a", WS_PORT="1", LOG_LEVEL="INFO")

    assert (found.hosts, found.port, found.log_level) == (("::1",), 0, "ERROR")


def test_without_a_token_each_start_makes_another() -> None:
    assert options().token != options().token
    assert options().token_is_new


def test_state_follows_the_xdg_convention() -> None:
    assert str(options(XDG_STATE_HOME="/var/state").state_dir) == "/var/state/rpc-camera"


@pytest.mark.parametrize(
    ("flags", "environment", "words"),
    [
        (["--port", "eighty"], {}, "--port is 'eighty'"),
        (["--port", "65536"], {}, "from 0 to 65535"),
        ([], {"WS_PORT": "-1"}, "WS_PORT is '-1'"),
        ([], {"LOG_LEVEL": "loud"}, "DEBUG, INFO, WARNING"),
        (["--tls-cert", "cert.pem"], {}, "--tls-cert and --tls-key go together"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_source(
    flags: list[str], environment: dict[str, str], words: str
) -> None:
    with pytest.raises(OptionsError, match=words):
        options(*flags, **environment)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["serve", "--camera", "ptpip:camera.local"], "numeric IPv4 address, as in ptpip:192.0.2.7"),
        (["serve", "--camera", "ptpip:192.0.2.7:9120"], "give ptpip:192.0.2.7:9120:9120, say, or none for 15740"),
        (["serve", "--camera", "nonsense"], "no libgphoto2 port"),
        (["serve", "--virtual", "many"], "no number of virtual cameras"),
        (["serve", "--virtual", "sony:x"], "or a make (nikon, sony"),
        (["serve", "--virtual", "65"], "give 0 to 64"),
        (["serve", "--allow-origin", "booth.example"], "scheme and host"),
        (
            ["serve", "--prot", "1"],
            "rpc-camera serve: unrecognized arguments: --prot 1; `rpc-camera serve --help` lists",
        ),
        (["--frobnicate", "serve"], "rpc-camera: unrecognized arguments: --frobnicate; `rpc-camera --help` lists"),
        (["virtual-camera", "--port", "eighty"], "rpc-camera virtual-camera: argument --port: a port is a number"),
        (["virtual-camera", "--prot"], "`rpc-camera virtual-camera --help` lists"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_sentence_and_status_2(
    flags: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(flags)

    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "flags", "words"),
    [
        ("serve", ["--port", "eighty"], "--port is 'eighty'"),
        ("serve", ["--state-dir", "{file}"], "it is a file"),
        ("serve", ["--state-dir", "{file}/below"], "a part of its path is a file"),
        ("virtual-camera", ["--port", "0", "--pictures", "{file}/below"], "cannot be read"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_sentence_that_begins_with_the_command(
    command: str, flags: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()

    status = main([command, *(flag.format(file=file) for flag in flags)])

    said = capsys.readouterr().err
    assert status == 2
    assert said.startswith(f"rpc-camera {command}: ")
    assert words in said
    assert said.count("\n") == 1
    assert said.endswith(".\n")


def test_the_state_directory_is_made_and_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"

    check_state_dir(path)

    assert list(path.iterdir()) == []


def test_help_names_every_option_and_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--help"])

    text = capsys.readouterr().out
    assert ended.value.code == 0
    for word in (
        "--host",
        "--port",
        "--virtual",
        "--camera",
        "--allow-origin",
        "--tls-cert",
        "--log-level",
        "API_TOKEN",
    ):
        assert word in text


@pytest.mark.parametrize(
    ("flags", "makes"),
    [
        ([], ()),
        (["--virtual", "0"], ()),
        (["--virtual", "2"], ("nikon", "nikon")),
        (["--virtual", "sony"], ("sony",)),
        (["--virtual", "1", "--virtual", "sony:2"], ("nikon", "sony", "sony")),
    ],
)
def test_virtual_cameras_are_counted_by_make(flags: list[str], makes: tuple[str, ...]) -> None:
    assert options(*flags).virtual == makes


def test_virtual_cameras_are_bounded_in_all() -> None:
    assert len(options("--virtual", "32", "--virtual", "sony:32").virtual) == 64
    with pytest.raises(OptionsError, match="--virtual asks for 65 cameras in all"):
        options("--virtual", "64", "--virtual", "sony")


@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\t"])
def test_what_a_secrets_file_ends_with_is_no_part_of_a_value(end: str) -> None:
    found = options(API_TOKEN=f"a-secret{end}", WS_HOST=f"192.0.2.1{end}", WS_PORT=f"9000{end}", LOG_LEVEL=f"info{end}")

    assert (found.token, found.hosts, found.port, found.log_level) == ("a-secret", ("192.0.2.1",), 9000, "INFO")


def test_a_token_that_no_http_client_can_send_is_refused() -> None:
    with pytest.raises(OptionsError, match="control character"):
        options(API_TOKEN="one\ntwo")


@pytest.mark.parametrize("token", ["x" * 4000, "é" * 1000])
def test_a_token_that_is_longer_than_a_client_may_send_is_refused(token: str) -> None:
    with pytest.raises(OptionsError, match="longer than"):
        options(API_TOKEN=token)


def test_several_hosts_can_be_listened_on_and_brackets_are_those_of_an_url() -> None:
    assert options("--host", "127.0.0.1", "--host", "[::1]", "--host", "127.0.0.1").hosts == ("127.0.0.1", "::1")


def test_a_tilde_behind_an_equals_sign_is_the_home_directory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")

    found = options("--state-dir=~/state", "--save-dir=~/pictures")

    assert [str(found.state_dir), str(found.save_dir)] == ["/home/someone/state", "/home/someone/pictures"]


@pytest.mark.parametrize("flag", ["--state-dir", "--save-dir"])
def test_a_home_that_is_not_known_is_a_sentence_that_names_the_option(flag: str) -> None:
    with pytest.raises(OptionsError, match=rf"choose one with {flag}\."):
        options(f"{flag}=~no-such-user/x")


def test_a_state_directory_of_an_earlier_version_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    check_state_dir(tmp_path)
    foreign = tmp_path.stat().st_mode & 0o777
    (tmp_path / LOCK_NAME).touch()
    check_state_dir(tmp_path)

    assert (foreign, tmp_path.stat().st_mode & 0o777) == (0o755, 0o700)
