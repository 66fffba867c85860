"""Where another host may say that its service is."""

from __future__ import annotations

import pytest

from rpc_camera.rig.host_address import is_address, may_lead_to

NETWORK, LINK, LOOPBACK = "192.168.1.7", "169.254.3.4", "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        *("http://192.0.2.7:8765", "https://192.0.2.7", "http://pi-1.local:80", "http://pi_1"),
        *("http://[2001:db8::1]:8765", "http://[fe80::1%eth0]:8765"),
    ],
)
def test_an_address_is_a_scheme_a_host_and_a_port(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "http://", "ftp://a", "//a", "http://a/b", "http://a?b", "http://a#b", "http://u@a", "http://u:p@a"),
        *("http://[", "http://[::1", "http://[::g]", "http://a:b", "http://a:b:c", "http://a:99999", "http://a:0"),
        *("http://a:", "http://..", "http://.a", "http://a%20b", "http://a b", "http://a\nb", "http://\u202ea"),
        *("http://\u0430.example", f"http://{'a' * 70}", f"http://{'a.' * 200}a", "http://a\\b"),
    ],
)
def test_what_is_more_or_less_is_none(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize(
    ("ip", "owns"),
    [
        (NETWORK, {NETWORK, LINK, LOOPBACK, ""}),
        ("2001:db8::1", {NETWORK, LINK, LOOPBACK, ""}),
        *((ip, {LOOPBACK}) for ip in (LOOPBACK, "127.1.2.3", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1")),
        *((ip, {LINK, LOOPBACK}) for ip in (LINK, "169.254.169.254", "fe80::1", "::ffff:169.254.169.254")),
        *((ip, set()) for ip in ("224.0.0.1", "ff02::1", "nonsense")),
    ],
)
def test_a_host_is_where_it_can_be(ip: str, owns: set[str]) -> None:
    assert {own for own in (NETWORK, LINK, LOOPBACK, "") if may_lead_to(ip, own)} == owns
