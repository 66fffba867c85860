"""Options of the rig: flags win over the environment, what does not go together is said, and no secret is shown."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.serve.option_error import OptionsError
from rpc_camera.serve.rig_options import SECRET_VARIABLES, RigOptions, add_arguments, resolve
from tests.rigs.nats_keys import Key, Operator

PASSWORD = "a-secret-of-the-studio"
DATA = Path(__file__).parents[1] / "edge" / "data"
CERTIFICATE, KEY = str(DATA / "certificate.pem"), str(DATA / "key.pem")
FAR = "nats://192.0.2.7"


def resolved(*flags: str, **environment: str) -> RigOptions | None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return resolve(parser.parse_args(flags), {"HOME": "/nowhere", **environment})


def options(*flags: str, **environment: str) -> RigOptions:
    found = resolved(*flags, **environment)
    assert found
    return found


def refusal(*flags: str, **environment: str) -> str:
    """Return what is said of options that cannot be used."""
    with pytest.raises(OptionsError) as raised:
        resolved(*flags, **environment)
    text = str(raised.value)
    assert PASSWORD not in text
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_without_a_rig_there_is_none_whatever_the_environment_has() -> None:
    assert resolved() is None
    assert resolved(RIG_TOKEN=PASSWORD, RIG_NKEY="/nowhere") is None


def test_on_this_machine_an_address_will_do() -> None:
    found = options("--rig", "nats://127.0.0.1")

    assert found.access.addresses == (NatsAddress("127.0.0.1", 4222),)
    assert (found.access.tls, found.access.has_credentials, found.has_cameras) == (False, False, True)
    assert re.fullmatch("[A-Za-z0-9_-]{1,32}", found.host)


@pytest.mark.parametrize(
    "flag",
    [
        "--rig-host=left",
        "--rig-credentials=x",
        "--rig-nkey=x",
        "--rig-tls-ca=x",
        "--rig-tls-cert=x",
        "--rig-tls-key=x",
        "--rig-open",
        "--no-cameras",
    ],
)
def test_what_is_about_a_rig_is_refused_without_one(flag: str) -> None:
    assert refusal(flag) == f"{flag.partition('=')[0]} is about a rig: give --rig as well."


def test_a_gateway_has_a_name_and_no_cameras() -> None:
    found = options("--rig", "nats://localhost", "--rig-host", "Studio_1-gateway", "--no-cameras")

    assert (found.host, found.has_cameras) == ("Studio_1-gateway", False)


@pytest.mark.parametrize("name", ["", "two words", "a.b", "*", "ä", "x" * 33, "a\n"])
def test_what_is_no_name_of_a_host_is_refused(name: str) -> None:
    assert "is no name of a host: give 1 to 32 of" in refusal("--rig", "nats://localhost", "--rig-host", name)


@pytest.mark.parametrize(
    ("machine", "host"),
    [("pi4", "pi4"), ("pi4.studio.example", "pi4"), ("caméra!1", "cam-ra-1"), ("x" * 60, "x" * 32), ("...", "host")],
)
def test_the_name_is_that_of_the_machine_as_far_as_a_rig_can_have_it(
    machine: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: machine)

    assert options("--rig", "nats://localhost").host == host


def test_a_user_is_told_by_the_url_or_by_the_environment_and_the_url_wins() -> None:
    by_url = options("--rig", f"nats://host:{PASSWORD}@192.0.2.7", RIG_TOKEN="another").access
    by_environment = options("--rig", FAR, RIG_USER="host", RIG_PASSWORD=f"{PASSWORD}\n").access

    for access in (by_url, by_environment):
        assert (access.user, access.password, access.token) == ("host", PASSWORD, "")
        assert PASSWORD not in repr(access)


def test_a_token_is_told_by_the_url_or_by_the_environment() -> None:
    assert options("--rig", f"tls://{PASSWORD}@192.0.2.7").access.token == PASSWORD
    assert options("--rig", FAR, RIG_TOKEN=PASSWORD).access.token == PASSWORD


def test_credentials_and_an_nkey_are_files_told_by_flag_or_environment_and_the_flag_wins(tmp_path: Path) -> None:
    credentials, nkey = tmp_path / "host.creds", tmp_path / "host.nk"
    credentials.write_text(Operator.new().credentials)
    nkey.write_text(Key.new("user").seed)

    assert options("--rig", FAR, "--rig-credentials", str(credentials)).access.credentials == credentials
    assert options("--rig", FAR, RIG_CREDENTIALS=str(credentials)).access.credentials == credentials
    assert options("--rig", FAR, RIG_NKEY=str(nkey)).access.nkey == nkey
    by_flag = options("--rig", FAR, "--rig-nkey", str(nkey), RIG_CREDENTIALS=str(credentials)).access
    assert (by_flag.nkey, by_flag.credentials) == (nkey, None)


def test_files_of_tls_mean_that_nothing_is_sent_without_it() -> None:
    by_authority = options("--rig", "nats://localhost", "--rig-tls-ca", CERTIFICATE).access
    by_certificate = options("--rig", FAR, "--rig-tls-cert", CERTIFICATE, "--rig-tls-key", KEY).access

    assert (by_authority.tls, by_authority.tls_ca) == (True, Path(CERTIFICATE))
    assert (by_certificate.tls, by_certificate.has_credentials) == (True, True)


@pytest.mark.parametrize("url", [FAR, "nats://127.0.0.1,192.0.2.7", "tls://broker.example", "nats://[2001:db8::1]"])
def test_a_bus_that_others_reach_needs_credentials_unless_that_is_said(url: str) -> None:
    said = refusal("--rig", url)

    assert "there are no credentials: give --rig-credentials" in said
    assert "--rig-open" in said
    assert not options("--rig", url, "--rig-open").access.has_credentials


@pytest.mark.parametrize("url", ["nats://localhost", "nats://127.0.0.1,127.0.0.2:4223", "nats://[::1]"])
def test_a_bus_of_this_machine_alone_needs_none(url: str) -> None:
    assert not options("--rig", url).access.has_credentials


@pytest.mark.parametrize(
    ("flags", "environment", "words"),
    [
        (["--rig", "broker"], {}, "The URL of --rig cannot be used: it has to be nats://HOST"),
        (["--rig", f"http://u:{PASSWORD}@a"], {}, "The URL of --rig cannot be used: it has to be nats://HOST"),
        (["--rig", ""], {}, "The URL of --rig cannot be used"),
        (["--rig", FAR, "--rig-tls-cert", CERTIFICATE], {}, "--rig-tls-cert and --rig-tls-key go together"),
        (["--rig", FAR, "--rig-tls-key", KEY], {}, "--rig-tls-cert and --rig-tls-key go together"),
        (["--rig", FAR], {"RIG_USER": "u"}, "RIG_USER and RIG_PASSWORD go together"),
        (["--rig", FAR], {"RIG_PASSWORD": PASSWORD}, "RIG_USER and RIG_PASSWORD go together"),
        (["--rig", FAR], {"RIG_TOKEN": PASSWORD, "RIG_NKEY": "x"}, "several ways to be let in"),
        (["--rig", f"nats://{PASSWORD}@a", "--rig-nkey", "x"], {}, "several ways to be let in"),
        (["--rig", FAR, "--rig-credentials", "x", "--rig-nkey", "x"], {}, "several ways to be let in"),
        (["--rig", FAR, "--rig-nkey", "/no/such"], {}, "/no/such cannot be read: No such file or directory"),
        (["--rig", FAR], {"RIG_CREDENTIALS": "/no/such"}, "/no/such cannot be read: No such file or directory"),
        (["--rig", FAR, "--rig-nkey", CERTIFICATE], {}, "has no seed of a user's nkey"),
        (["--rig", FAR, "--rig-nkey", "/"], {}, "/ cannot be read: Is a directory"),
        (["--rig", "nats://localhost", "--rig-tls-ca", "/no/such"], {}, "/no/such cannot be read"),
        (["--rig", FAR, "--rig-nkey=~no-such-user/x"], {}, "that home directory is not known"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(flags: list[str], environment: dict[str, str], words: str) -> None:
    assert words in refusal(*flags, **environment)


def test_no_program_reads_the_secrets_once_they_are_taken() -> None:
    show = (
        "import subprocess, sys; from pathlib import Path; from rpc_camera.serve.token import take_from_environment; "
        "take_from_environment(*sys.argv[1:]); print(Path('/proc/self/environ').read_bytes(), flush=True); "
        "subprocess.run(['env'])"
    )
    environment = dict.fromkeys(["API_TOKEN", *SECRET_VARIABLES], PASSWORD) | {"BESIDE": "it-stays"}
    for taken, is_shown in (((), True), (SECRET_VARIABLES, False)):
        shown = subprocess.run(
            [sys.executable, "-c", show, *taken], env=environment, capture_output=True, text=True, check=True
        ).stdout
        assert shown.count("it-stays") == 2
        assert (PASSWORD in shown) is is_shown


def test_reading_options_loads_nothing_of_the_rig_without_one_and_no_engine_with_one() -> None:
    for flags, loaded in (([], "[]"), (["--rig", "nats://localhost"], "['rpc_camera.rig']")):
        program = (
            "import argparse, sys; from rpc_camera.serve.rig_options import add_arguments, resolve; "
            "parser = argparse.ArgumentParser(); add_arguments(parser); resolve(parser.parse_args(sys.argv[1:])); "
            "print([name for name in ('rpc_camera.rig', 'nats', 'nkeys', 'ssl') if name in sys.modules])"
        )
        run = subprocess.run([sys.executable, "-c", program, *flags], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == loaded
