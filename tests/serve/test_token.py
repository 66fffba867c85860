"""The token of the environment: which can be guessed, and who can read it."""

from __future__ import annotations

import random
import string
import uuid
from pathlib import Path

import pytest

from rpc_camera.serve.token import weakness
from tests.rigs.serve_process import ServeProcess
from tests.serve.test_command import family, serve


def environment(pid: int) -> bytes:
    """Return what the system shows of a process's environment."""
    return Path(f"/proc/{pid}/environ").read_bytes()


SHORT = [
    "x",
    "secret",
    "changeme",
    "password123",
    "P4ssw0rd!",
    "19901231",
    "20261129",
    "1q2w3e4r",
    "qwertyuiop",
    "Camera 2024",
    "Summer2024",
    "hochzeit2024",
    "princess",
    "fotobox7",
    "nikon-z6",
    "camera-token",
    "admin123admin",
    "k3j9x2abq7",
    "TopsyTurvy7Owl",
]
SIMPLE = [
    "aaaaaaaaaaaaaaaa",
    "abcdefghijklmnop",
    "passwordpassword",
    "00000000-0000-0000-0000-000000000000",
    "kamerakamerakamera",
    "password12345678",
    "princess!!!!!!!!!",
    "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc4rfv",
    "qwertyuiopasdfghjkl",
    "2026112920261129",
    "1111222233334444",
    "9876543210123456",
    "Summer2024Summer2024",
]


@pytest.mark.parametrize("token", SHORT)
def test_a_short_one_is_weak_whatever_it_is(token: str) -> None:
    assert weakness(token) == f"has {len(token)} characters, and needs 16"


@pytest.mark.parametrize("token", SIMPLE)
def test_a_long_one_is_weak_if_it_is_as_simple_as_a_short_one(token: str) -> None:
    assert weakness(token) == "is a word, a row of keys or digits, or one thing several times"


@pytest.mark.parametrize(
    "token",
    [
        str(uuid.UUID(int=0x3F2A << 96 | 0x91BC)),
        "qhzvkxwplmtyrgbn",
        "deadbeef01c0ffee9a77",
        "correct horse battery staple",
        "my own secret of the studio",
    ],
)
def test_what_nobody_thinks_of_is_strong(token: str) -> None:
    assert weakness(token) is None


@pytest.mark.parametrize(
    ("characters", "length"),
    [
        ("0123456789abcdef", 32),
        (string.ascii_letters + string.digits + "-_", 43),
        (string.ascii_letters + string.digits, 16),
    ],
)
def test_whatever_is_made_at_random_is_strong(characters: str, length: int) -> None:
    numbers = random.Random(1)
    made = ["".join(numbers.choices(characters, k=length)) for _ in range(2000)]
    assert [token for token in made if weakness(token)] == []


def test_a_token_that_can_be_guessed_is_refused_where_others_reach_the_service(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        ended = serve("--host", host, "--port=0", f"--state-dir={tmp_path}", API_TOKEN="changeme")

        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "API_TOKEN can be guessed" in ended.stderr
        assert "it has 8 characters, and needs 16" in ended.stderr
        assert "secrets.token_urlsafe(32)" in ended.stderr
        assert "changeme" not in ended.stderr


async def test_on_this_machine_alone_any_token_will_do_and_no_process_shows_it(tmp_path: Path) -> None:
    arguments = ("--host=127.0.0.2", "--port=0", "--virtual=1")
    async with ServeProcess(*arguments, state_dir=tmp_path, API_TOKEN="changeme", BESIDE="it stays") as running:
        shown = [environment(pid) for pid in (running.process.pid, *family(running.process.pid))]

    assert len(shown) >= 4
    assert all(b"BESIDE=it stays" in each for each in shown)
    assert not any(b"changeme" in each for each in shown)
