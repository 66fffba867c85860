"""What a person reads at the start, for each way to listen."""

from __future__ import annotations

import argparse
import re
from itertools import count
from typing import TYPE_CHECKING

import pytest

from rpc_camera.serve.greeting import greeting
from rpc_camera.serve.options import add_arguments, resolve

if TYPE_CHECKING:
    from pathlib import Path


def greet(usb_devices: Path, *flags: str, **environment: str) -> str:
    parser = argparse.ArgumentParser()
    add_arguments(parser, ["nikon"])
    tickets = map(str, count(1))
    return greeting(resolve(parser.parse_args(flags), environment), 4711, [], lambda: next(tickets), usb_devices)


def test_the_proposed_command_says_where_its_token_comes_from(tmp_path: Path) -> None:
    own = greet(tmp_path, API_TOKEN="secret")

    assert "secret" not in own
    assert own.index("export API_TOKEN=…") < own.index("Bearer $API_TOKEN")
    assert "export" not in greet(tmp_path)


def test_who_needs_no_token_is_somebody_who_can_log_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    assert "  rpc-camera cameras   # the same user on this machine needs no token" in greet(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/rpc-camera")  # as the unit has it
    assert "  sudo rpc-camera cameras   # root on this machine needs no token" in greet(tmp_path)


def test_it_tells_where_pictures_are_saved(tmp_path: Path) -> None:
    assert "new pictures to /srv/pictures/{camera}/%Y-%m-%d/{original}" in greet(
        tmp_path, "--save-dir", "/srv/pictures"
    )
    assert "Saving" not in greet(tmp_path)


def test_what_is_switched_on_beside_it_has_a_line_each(tmp_path: Path) -> None:
    text = greet(tmp_path, "--mqtt=mqtt://booth@broker.example", "--mqtt-prefix=studio", "--metrics", "--mdns=left")

    assert "studio/… at broker.example:1883" in text
    assert "http://localhost:4711/metrics   with a token" in text
    assert "announced as 'left'" in text
    assert "/metrics   without a token" in greet(tmp_path, "--metrics-open")
    assert not {"MQTT", "Metrics", "mDNS"} & set(greet(tmp_path).split())


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_everywhere_it_tells_an_address_for_others_and_that_nothing_is_hidden(
    host: str, tmp_path: Path
) -> None:
    text = greet(tmp_path, "--host", host)

    [line] = [line for line in text.splitlines() if "From other machines" in line]
    assert "ws://" in line
    assert ":4711/rpc" in line
    assert host not in line.replace("[", " ").replace("]", " ").split()
    assert "travel in the clear" in text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_on_this_machine_alone_there_is_nobody_to_warn_of(host: str, tmp_path: Path) -> None:
    text = greet(tmp_path, "--host", host)

    assert "other machines" not in text
    assert "in the clear" not in text


def test_with_tls_nothing_travels_in_the_clear(tmp_path: Path) -> None:
    text = greet(tmp_path, "--host", "0.0.0.0", "--tls-cert", "cert.pem", "--tls-key", "key.pem")

    assert "wss://" in text
    assert "in the clear" not in text


def test_without_a_camera_it_promises_hot_plug_only_where_usb_is_visible(tmp_path: Path) -> None:
    assert "appears by itself" in greet(tmp_path)
    assert "start again" in greet(tmp_path / "missing")


def test_each_address_of_the_page_has_a_ticket_of_its_own(tmp_path: Path) -> None:
    here = greet(tmp_path)
    text = greet(tmp_path, "--host", "localhost", "--host", "192.0.2.7", "--host", "0.0.0.0")

    assert "  Page       http://localhost:4711/#ticket=1   (opens once; it lasts an hour)" in here
    assert here.index("#ticket=") < here.index("JSON-RPC")
    assert "#ticket=2" not in here
    assert "  Page       http://localhost:4711/#ticket=1 " in text
    assert "    the page http://192.0.2.7:4711/#ticket=2 " in text
    assert re.search(r"From other machines: .*\n    the page http://\S+:4711/#ticket=3 ", text)


def test_without_tickets_the_address_of_the_page_is_plain(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser, ["nikon"])
    text = greeting(resolve(parser.parse_args(["--host", "::"]), {"API_TOKEN": "x" * 40}), 4711, [], None, tmp_path)

    assert "  Page       http://localhost:4711/\n" in text
    assert "ticket" not in text


def test_a_gateway_is_not_told_to_connect_a_camera(tmp_path: Path) -> None:
    text = greet(tmp_path, "--rig", "nats://127.0.0.1", "--no-cameras")
    assert "no cameras of its own" in text
    assert "connect" not in text
