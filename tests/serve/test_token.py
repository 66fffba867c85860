"""The token of the environment: which can be guessed, and who can read it."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from rpc_camera.serve.token import is_guessable
from tests.rigs.serve_process import ServeProcess
from tests.serve.test_command import family, serve


def environment(pid: int) -> bytes:
    """Return what the system shows of a process's environment."""
    return Path(f"/proc/{pid}/environ").read_bytes()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "secret",
        "changeme",
        "password123",
        "P4ssw0rd!",
        "19901231",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "Camera 2024",
        "Summer2024",
        "hochzeit2024",
        "princess",
        "fotobox7",
        "passwordpassword",
        "00000000-0000-0000-0000-000000000000",
        "kamerakamerakamera",
        "nikon-z6",
        "camera-token",
        "admin123admin",
    ],
)
def test_what_people_choose_can_be_guessed(token: str) -> None:
    assert is_guessable(token)


@pytest.mark.parametrize(
    "token",
    [
        str(uuid.UUID(int=0x3F2A << 96 | 0x91BC)),
        "k3j9x2abq7",
        "my own secret",
        "TopsyTurvy7Owl",
        "qhzvkxwplmtyrgbn",
        "Zq81-QkTT_mab",
        "deadbeef01c0ffee9a77",
    ],
)
def test_what_nobody_thinks_of_cannot(token: str) -> None:
    assert not is_guessable(token)


def test_a_token_that_can_be_guessed_is_refused_where_others_reach_the_service(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        ended = serve("--host", host, "--port=0", f"--state-dir={tmp_path}", API_TOKEN="changeme")

        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "API_TOKEN can be guessed" in ended.stderr
        assert "changeme" not in ended.stderr


async def test_on_this_machine_alone_any_token_will_do_and_no_process_shows_it(tmp_path: Path) -> None:
    arguments = ("--host=127.0.0.2", "--port=0", "--virtual=1")
    async with ServeProcess(*arguments, state_dir=tmp_path, API_TOKEN="changeme", BESIDE="it stays") as running:
        shown = [environment(pid) for pid in (running.process.pid, *family(running.process.pid))]

    assert len(shown) >= 4
    assert all(b"BESIDE=it stays" in each for each in shown)
    assert not any(b"changeme" in each for each in shown)
