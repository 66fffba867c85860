"""What is believed of an announcement, without a network; tests/command/test_discover.py has one."""

from __future__ import annotations

import asyncio
import sys

import pytest

from rpc_camera_client import discover
from rpc_camera_client._announced import service_of

HOST = "rpc-camera-0123456789abcdef.local."
TEXT: dict[bytes, bytes | None] = {b"tls": b"0", b"path": b"/rpc", b"id": b"0123456789abcdef", b"rig": b"left"}


def test_an_announcement_becomes_an_address_by_ipv4_first() -> None:
    found = service_of("Studio", HOST, 8765, ["2001:db8::1", "192.0.2.1"], TEXT)
    assert found
    assert (found.url, found.host) == ("ws://192.0.2.1:8765/rpc", HOST.removesuffix("."))
    assert (found.addresses, found.tls, found.rig_host) == (("192.0.2.1", "2001:db8::1"), False, "left")


def test_with_tls_and_ipv6_the_address_says_so() -> None:
    found = service_of("Studio", HOST, 8765, ["2001:db8::1"], {**TEXT, b"tls": b"1"})
    assert found
    assert (found.url, found.tls) == ("wss://[2001:db8::1]:8765/rpc", True)


@pytest.mark.parametrize("value", [b"\x1b[2J", b"9" * 65, b"\xff", b"a b", b"a\n", b"", None])
def test_a_value_that_has_not_its_form_is_left_out(value: bytes | None) -> None:
    found = service_of("Studio", HOST, 8765, ["192.0.2.1"], {**TEXT, b"id": value, b"rig": value})
    assert found
    assert (found.id, found.rig_host) == (None, None)


@pytest.mark.parametrize(
    "path", [b"@evil.example/rpc", b"/rpc\n", b"/rpc?a", b"rpc", b"//evil.example", b"/" + b"a" * 65, None]
)
def test_no_address_has_another_kind_of_path(path: bytes | None) -> None:
    assert service_of("Studio", HOST, 8765, ["192.0.2.1"], {**TEXT, b"path": path}) is None


@pytest.mark.parametrize(
    "address", ["224.0.0.1", "0.0.0.0", "::", "ff02::1", "fe80::1", "fe80::1%eth0", "studio.local"]
)
def test_no_address_is_one_that_nobody_can_be_reached_at(address: str) -> None:
    assert service_of("Studio", HOST, 8765, [address], TEXT) is None


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_no_address_has_another_kind_of_port(port: int) -> None:
    assert service_of("Studio", HOST, port, ["192.0.2.1"], TEXT) is None


def test_without_zeroconf_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf.asyncio", None)
    with pytest.raises(ModuleNotFoundError, match=r"rpc-camera-client\[mdns\]"):
        asyncio.run(discover())
