"""URLs of NATS servers: what they say, and what is said of those that are none, never with a secret."""

from __future__ import annotations

import pytest

from rpc_camera.rig.nats_url import NatsAddress, NatsUrl, parse_nats_url

A = NatsAddress("a", 4222)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nats://broker", NatsUrl((NatsAddress("broker", 4222),), tls=False)),
        ("nats://127.0.0.1:4333/", NatsUrl((NatsAddress("127.0.0.1", 4333),), tls=False)),
        ("tls://[::1]", NatsUrl((NatsAddress("::1", 4222),), tls=True)),
        ("tls://[fe80::1%eth0]:1", NatsUrl((NatsAddress("fe80::1%eth0", 1),), tls=True)),
        (
            "nats://a,b:2,nats://c",
            NatsUrl((A, NatsAddress("b", 2), NatsAddress("c", 4222)), tls=False),
        ),
        ("nats://u:p@a", NatsUrl((A,), tls=False, user="u", password="p")),
        (
            "nats://u:a%40b:c,d/e@a,b",
            NatsUrl((A, NatsAddress("b", 4222)), False, "u", "a@b:c,d/e"),
        ),
        ("tls://t%2Fk@a", NatsUrl((A,), tls=True, token="t/k")),
    ],
)
def test_an_url_says_servers_and_by_what_they_let_in(text: str, found: NatsUrl) -> None:
    assert parse_nats_url(text) == found
    assert "p@" not in repr(found)
    assert "a@b" not in repr(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has to be nats://HOST"),
        ("broker:4222", "has to be nats://HOST"),
        ("http://secret@broker", "has to be nats://HOST"),
        ("ws://broker", "has to be nats://HOST"),
        ("nats://", "has to be nats://HOST"),
        ("nats://user:secret@", "has to be nats://HOST"),
        ("nats://user:sec@ret@broker", "has more than one @"),
        ("nats://user:secret@a,user:secret@b", "has more than one @"),
        ("nats://user:@broker", "has a user without a password"),
        ("nats://:secret@broker", "a password without a user"),
        ("nats://@broker", "has a user without a password"),
        ("nats://a,,b", "server number 2"),
        ("nats://a:0", "server number 1"),
        ("nats://a:65536", "server number 1"),
        ("nats://a:b", "server number 1"),
        ("nats://::1", "server number 1"),
        ("nats://a/b", "server number 1"),
        ("nats://user:secret/broker", "server number 1"),
        ("nats://a b", "server number 1"),
        ("nats://a\n", "server number 1"),
        ("nats://a,tls://b", "server number 2"),
        ("nats://" + ",".join("a" * 33), "has more than 32 servers"),
    ],
)
def test_what_is_no_url_of_servers_is_said_without_a_secret(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as raised:
        parse_nats_url(text)

    assert "sec" not in str(raised.value)
    assert "ret" not in str(raised.value)
