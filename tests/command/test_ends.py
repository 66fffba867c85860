"""How commands end: statuses, sentences, and what becomes of the request when the user has enough."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.command.remedies import sentence
from rpc_camera_client import errors
from tests.command.rig import COMMAND, ONE, TWO, Screen, environment
from tests.rigs.ports import hold_port

if TYPE_CHECKING:
    from tests.command.rig import Terminal


def test_a_refusal_says_what_to_do_in_the_words_of_the_command(terminal: Terminal) -> None:
    done = terminal.run("config", "get", "iso")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Name one with --camera" in done.stderr
    assert ONE in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_usage(terminal: Terminal) -> None:
    done = terminal.run("config", "set", "iso")
    assert done.returncode == 2
    assert "NAME=VALUE" in done.stderr


@pytest.mark.parametrize(
    "typed",
    [
        ("cameras", "--virtual=1"),
        ("config", "set", "iso=100", "iso=200", f"--camera={ONE}"),
        ("call", "get_config", "name=iso", "name=f-number"),
        ("preview", f"--camera={ONE}", f"--camera={TWO}", "--output=frame.jpg"),
        ("capture", "--all", f"--camera={ONE}"),
        ("capture", "--partial", f"--camera={ONE}"),
    ],
)
def test_what_would_be_ignored_is_wrong_usage(terminal: Terminal, typed: tuple[str, ...]) -> None:
    done = terminal.run(*typed)
    assert (done.returncode, done.stdout) == (2, "")


def test_ctrl_c_while_the_command_is_loaded_ends_it_without_a_word() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "rpc_camera", "cameras"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, process_group=0) as process:
        assert process.stderr
        next(line for line in process.stderr if "rpc_camera.command.numbers" in line)  # amidst the commands' modules
        process.send_signal(signal.SIGINT)
        after = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in after


def test_without_standard_output_nothing_breaks(terminal: Terminal) -> None:
    line = f'exec "{sys.executable}" -m rpc_camera cameras >&-'
    done = subprocess.run(["sh", "-c", line], env=terminal.environment, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_remedy_of_the_case_is_kept_and_names_commands() -> None:
    own = errors.NotSupported("No.", data={"remedy": "End it with stop_sequence, or call `start_bulb`."})
    assert sentence(own) == "No. End it with `rpc-camera sequence stop`, or call `rpc-camera call start_bulb`."
    assert sentence(errors.NotSupported("No.")).startswith("No. `rpc-camera call list_cameras`")


def test_a_wrong_token_and_a_service_that_is_not_there(terminal: Terminal) -> None:
    wrong = terminal.run("cameras", RPC_CAMERA_TOKEN="wrong")
    with hold_port() as held:
        absent = terminal.run("cameras", "--url", f"127.0.0.1:{held.getsockname()[1]}")
    assert wrong.returncode == absent.returncode == 3
    assert "--token-file" in wrong.stderr
    assert "Traceback" not in wrong.stderr + absent.stderr


def test_nothing_is_shot_for_a_folder_that_cannot_be_used(terminal: Terminal) -> None:
    before = terminal.json("files", "ls", "--recursive", "--camera", ONE)
    (terminal.folder / "file").touch()
    refused = terminal.run("capture", "--camera", ONE, "--download", "file/within")
    assert refused.returncode == 1
    assert "Nothing can be saved in file/within: Not a directory" in refused.stderr
    assert terminal.json("files", "ls", "--recursive", "--camera", ONE) == before


def test_a_picture_that_cannot_be_saved_is_named_with_what_fetches_it(terminal: Terminal) -> None:
    full = ["sh", "-c", 'ulimit -f 100; trap "" XFSZ; exec "$@"', "sh", *COMMAND]
    done = subprocess.run(
        [*full, "capture", "--camera", ONE, "--download", "full"],
        cwd=terminal.folder,
        env=terminal.environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    picture = json.loads(done.stdout)
    assert (done.returncode, picture["saved"]) == (1, [])
    assert f"{picture['files'][0]['filename']} could not be saved in full: File too large." in done.stderr
    assert f"rpc-camera files get {picture['files'][0]['path']} --camera {ONE} --to DIR" in done.stderr
    assert not list((terminal.folder / "full").iterdir())


def test_a_name_is_no_path(terminal: Terminal) -> None:
    done = terminal.run("files", "get", "DSC_0001.JPG")
    assert (done.returncode, "files ls --recursive" in done.stderr) == (2, True)
    assert "such as /store_00010001/" in done.stderr


def test_at_an_interval_it_goes_on_until_ctrl_c_which_says_where_to_look(terminal: Terminal) -> None:
    with subprocess.Popen(
        [*COMMAND, "capture", "--camera", ONE, "--interval=0.1"],
        env=terminal.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        for _ in range(3):
            assert json.loads(process.stdout.readline())["files"]
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 130
    assert "Traceback" not in said


def test_ctrl_c_closes_the_shutter_of_a_bulb_exposure(terminal: Terminal) -> None:
    with Screen(terminal, "capture", "--camera", ONE, "--bulb=60") as screen:
        screen.read_until(" of 60.0 s")  # the exposure is under way
        began = time.monotonic()
        screen.process.send_signal(signal.SIGINT)
        screen.read_until_end()
        assert screen.process.wait(30) == 130
    assert "Traceback" not in screen.text
    assert "Stopped. What was exposed until then is on the camera" in " ".join(screen.text.split())
    terminal.json("config", "get", "iso", "--camera", ONE)  # it waits for the camera, which is free again
    assert time.monotonic() - began < 30


def test_a_reader_that_goes_away_ends_the_command_in_silence(terminal: Terminal) -> None:
    process = subprocess.Popen(
        [*COMMAND, "preview", "--camera", ONE, "--output=-"],
        env=terminal.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1000)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


def test_local_starts_a_service_for_the_command_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "capture", "--local", "--virtual=1", "--download"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.JPG"))) == 1
    assert not (tmp_path / "rpc-camera").exists()


def test_a_local_service_that_cannot_start_says_why(tmp_path: Path) -> None:
    command = [*COMMAND, "cameras", "--local", "--virtual=zeiss"]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert "'zeiss' is no number of virtual cameras" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_local_service_ends_with_its_command(number: signal.Signals, tmp_path: Path) -> None:
    command = [*COMMAND, "watch", "--local", "--virtual=1", "--events=capture_completed"]
    own = environment(tmp_path) | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, env=own, stderr=subprocess.PIPE) as process:
        service = await_child(process.pid)
        process.send_signal(number)
        process.communicate(timeout=30)
    for _ in range(300):
        if has_ended(service):
            break
        time.sleep(0.1)
    else:
        os.kill(service, signal.SIGKILL)
        raise AssertionError("the service outlived its command")
    if number is signal.SIGKILL:  # what that has left, the next one removes
        subprocess.run(
            [*COMMAND, "cameras", "--local", "--virtual=zeiss"], env=own, stderr=subprocess.PIPE, check=False
        )
    assert not list(tmp_path.glob("rpc-camera-local-*"))


def await_child(pid: int) -> int:
    """Return the process that another has started, once it has a child of its own: the service is under way."""
    for _ in range(300):
        if (child := child_of(pid)) and child_of(child):
            return child
        time.sleep(0.1)
    raise AssertionError("no service was started")


def has_ended(pid: int) -> bool:
    """Say whether a process is gone, or a zombie: nobody may collect one that was left to this process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def child_of(pid: int) -> int | None:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else None
