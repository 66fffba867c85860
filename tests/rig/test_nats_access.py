"""Who is let in on a NATS server, by what, and what is said to who is not."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.bus import BusError
from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_bus import NatsBus
from rpc_camera.rig.nats_url import NatsAddress
from tests.rigs.nats_buses import Changes, Heard, access_to, bus_on
from tests.rigs.nats_keys import Key, Operator
from tests.rigs.nats_server import NatsServer
from tests.rigs.ports import hold_port
from tests.rigs.rig_hosts import LATE_S, SOON_S, TOLD_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

DATA = Path(__file__).parents[1] / "edge" / "data"
CERTIFICATE, KEY, ENCRYPTED_KEY = DATA / "certificate.pem", DATA / "key.pem", DATA / "encrypted-key.pem"
PASSWORD = "a-secret-of-the-studio"
USER = f'authorization {{ user: "host", password: "{PASSWORD}" }}'
TOKEN = f'authorization {{ token: "{PASSWORD}" }}'
TLS = f'tls {{ cert_file: "{CERTIFICATE}", key_file: "{KEY}" }}'
TLS_BY_CERTIFICATE = f'tls {{ cert_file: "{CERTIFICATE}", key_file: "{KEY}", ca_file: "{CERTIFICATE}", verify: true }}'


async def works(access: NatsAccess) -> None:
    """See that messages come."""
    heard = Heard()
    async with bus_on(access) as bus:
        await bus.subscribe("a", heard)
        await bus.publish("a", b"1")
        await heard.wait()


async def refusal(access: NatsAccess, try_s: float = 1.0, *, at_once: bool = False) -> str:
    """Return what is said where connecting fails, which is one sentence, without a secret.

    It is tried for `try_s`, or not again where it is refused `at_once`: that goes for much less than the time there is.
    """
    within_s = SOON_S if at_once else try_s + LATE_S
    async with asyncio.timeout(within_s):
        with pytest.raises(BusError) as raised:
            await NatsBus.connect(access, "test", 2 * SOON_S if at_once else try_s)
    text = str(raised.value)
    assert PASSWORD not in text
    assert text.endswith(".")
    assert "\n" not in text
    return text


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged, with no secret and no traceback in it."""
    caplog.set_level(logging.DEBUG)
    yield caplog
    assert PASSWORD not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("settings", "how"),
    [(USER, {"user": "host", "password": PASSWORD}), (TOKEN, {"token": PASSWORD})],
    ids=["password", "token"],
)
async def test_a_password_or_token_lets_in_and_another_does_not(
    settings: str, how: dict[str, str], tmp_path: Path, quiet: pytest.LogCaptureFixture
) -> None:
    with NatsServer(tmp_path, settings) as server:
        await works(access_to(server, **how))
        for wrong in ({**how, list(how)[-1]: "another"}, {}):
            said = await refusal(access_to(server, **wrong), at_once=True)
            assert f"127.0.0.1:{server.port} does not let this host in" in said
    assert PASSWORD not in repr(access_to(server, **how))
    assert not quiet.messages or PASSWORD not in quiet.messages


async def test_an_nkey_lets_in_and_another_does_not(tmp_path: Path, quiet: pytest.LogCaptureFixture) -> None:
    key, another = Key.new("user"), Key.new("user")
    file = tmp_path / "host.nk"
    with NatsServer(tmp_path, f"authorization {{ users: [ {{ nkey: {key.public} }} ] }}") as server:
        file.write_text(f"{key.seed}\n")
        await works(access_to(server, nkey=file))
        file.write_text(f"{another.seed}\n")
        assert "does not let this host in" in await refusal(access_to(server, nkey=file))
    assert key.seed not in quiet.text


async def test_a_credentials_file_lets_in_and_another_does_not(tmp_path: Path, quiet: pytest.LogCaptureFixture) -> None:
    operator, another = Operator.new(), Operator.new()
    file = tmp_path / "host.creds"
    with NatsServer(tmp_path, *operator.settings) as server:
        for text in (operator.credentials, operator.credentials.replace("\n", "\r\n"), operator.credentials.strip()):
            file.write_bytes(text.encode())
            await works(access_to(server, credentials=file))
        file.write_text(another.credentials)
        assert "does not let this host in" in await refusal(access_to(server, credentials=file))
    assert not any(line in quiet.text for line in operator.credentials.split())


@pytest.mark.parametrize(
    ("field", "content", "words"),
    [
        ("credentials", "nothing of it", "has no NATS credentials"),
        ("credentials", "-----BEGIN NATS USER JWT-----\n", "has no NATS credentials"),
        ("nkey", "nothing of it", "has no seed of a user's nkey"),
        ("nkey", "SA" + "A" * 56, "has no seed of a user's nkey"),
        ("nkey", "\N{SNOWMAN}", "is not plain text"),
        ("credentials", None, "cannot be read: No such file or directory"),
        ("nkey", None, "cannot be read: No such file or directory"),
        ("tls_ca", None, "cannot be read: No such file or directory"),
        ("tls_ca", "nothing of it", "has no PEM certificate"),
        ("tls_cert", "nothing of it", "are no PEM certificate and its key"),
    ],
)
async def test_a_file_that_cannot_be_used_is_said(field: str, content: str | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_text(content)
    access = NatsAccess((NatsAddress("127.0.0.1", 1),), tls=True, **{field: file})  # type: ignore[arg-type]

    said = await refusal(access)
    assert str(file) in said
    assert words in said


async def test_an_encrypted_key_is_said_and_no_password_asked_for() -> None:
    access = NatsAccess((NatsAddress("127.0.0.1", 1),), tls=True, tls_cert=CERTIFICATE, tls_key=ENCRYPTED_KEY)

    assert "encrypted-key.pem is encrypted" in await refusal(access)


async def test_a_file_that_is_spoiled_later_is_logged_and_the_link_comes_once_it_is_mended(
    tmp_path: Path, quiet: pytest.LogCaptureFixture
) -> None:
    key = Key.new("user")
    file = tmp_path / "host.nk"
    file.write_text(key.seed)
    with NatsServer(tmp_path, f"authorization {{ users: [ {{ nkey: {key.public} }} ] }}") as server:
        async with bus_on(access_to(server, nkey=file)) as bus:
            changes = Changes(bus)
            file.write_text("spoiled")
            server.kill()
            server.start()
            await asyncio.sleep(0.6)
            assert changes.seen == [False]
            file.write_text(key.seed)
            await changes.wait(False, True)
    assert quiet.text.count("has no seed of a user's nkey") == 1


@pytest.mark.parametrize(("scheme_is_tls", "host"), [(True, "127.0.0.1"), (True, "localhost"), (False, "localhost")])
async def test_tls_to_a_server_of_a_known_authority(
    scheme_is_tls: bool, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not scheme_is_tls:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with NatsServer(tmp_path, TLS, USER) as server:
        access = access_to(server, host, tls=scheme_is_tls, tls_ca=CERTIFICATE, user="host", password=PASSWORD)
        await works(access)
        async with bus_on(access) as bus:
            changes = Changes(bus)
            assert bus.local_address == "127.0.0.1"
            server.kill()
            server.start()
            await changes.wait(False, True)
            server.freeze()
            await changes.wait(False, True, False, within_s=TOLD_S + LATE_S)
            server.thaw()
            await changes.wait(False, True, False, True)


@pytest.mark.parametrize("tls", [True, False])
async def test_a_server_of_an_unknown_authority_is_refused_at_once(
    tls: bool, tmp_path: Path, quiet: pytest.LogCaptureFixture
) -> None:
    with NatsServer(tmp_path, TLS, USER) as server:
        said = await refusal(access_to(server, tls=tls, user="host", password=PASSWORD), at_once=True)

        assert "has a certificate that is not trusted, self-signed certificate: give its authority's by --rig-t" in said
        assert not [record for record in quiet.records if record.levelno >= logging.WARNING]


async def test_a_server_by_a_name_that_its_certificate_has_not_is_refused(tmp_path: Path) -> None:
    with NatsServer(tmp_path, TLS, host="127.0.0.2") as server:
        said = await refusal(access_to(server, "127.0.0.2", tls=True, tls_ca=CERTIFICATE))

    assert "certificate is not valid for '127.0.0.2'" in said


async def test_a_server_that_wants_a_certificate_gets_one_or_says_no(tmp_path: Path) -> None:
    with NatsServer(tmp_path, TLS_BY_CERTIFICATE) as server:
        await works(access_to(server, tls=True, tls_ca=CERTIFICATE, tls_cert=CERTIFICATE, tls_key=KEY))
        said = await refusal(access_to(server, tls=True, tls_ca=CERTIFICATE))

    assert "refuses TLS as it is set up here" in said


async def test_a_host_that_is_not_let_in_over_tls_logs_nothing_with_each_try(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with NatsServer(tmp_path, TLS, USER) as server:
        said = await refusal(access_to(server, tls=True, tls_ca=CERTIFICATE, user="host", password="wrong"))
        await asyncio.sleep(0.1)  # the connection's end is seen after that
    assert "does not let this host in" in said
    assert caplog.messages == []


async def test_a_server_without_tls_gets_no_password_where_tls_was_asked_for(tmp_path: Path) -> None:
    with NatsServer(tmp_path, USER) as server:
        said = await refusal(access_to(server, tls=True, user="host", password=PASSWORD))
    assert "has no TLS" in said
    async with pretender(b'INFO {"server_id": "x", "auth_required": true, "max_payload": 1000}\r\n') as (port, got):
        access = NatsAccess((NatsAddress("127.0.0.1", port),), tls=True, user="host", password=PASSWORD)
        assert "has no TLS" in await refusal(access)
    assert bytes(got) == b""


@asynccontextmanager
async def pretender(greeting: bytes, *, then_close: bool = False) -> AsyncIterator[tuple[int, bytearray]]:
    """Listen, say a thing to whoever connects, keep what they say, and see that they leave."""
    got = bytearray()
    left = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        try:
            while not then_close and (data := await reader.read(1000)):
                got.extend(data)
        except ConnectionError:
            pass
        finally:
            writer.close()
            left.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], got
        async with asyncio.timeout(SOON_S):
            await left.wait()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("greeting", "then_close", "words"),
    [
        (b"", False, "does not answer"),
        (b"", True, "is no NATS server, or takes no more connections"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", True, "is no NATS server"),
        (b"INFO nonsense\r\n", False, "cannot be used: info message, json parse error"),
        (b"INFO {" + b" " * 100_000 + b"}\r\n", False, "cannot be used"),
        (b'INFO {"max_payload": 1000}\r\n', True, "ends the connection at once"),
        (b'INFO {"max_payload": 1000}\r\n', False, "does not answer"),
        (b'INFO {"max_payload": 1000, "tls_required": true}\r\n', True, "ends the connection at once"),
        (b'INFO {"max_payload": 1000, "tls_required": true}\r\n', False, "does not answer"),
    ],
)
async def test_what_is_no_nats_server_is_said_in_time(
    greeting: bytes, then_close: bool, words: str, quiet: pytest.LogCaptureFixture
) -> None:
    async with pretender(greeting, then_close=then_close) as (port, _):
        # One that says something has to be met once, by a machine that may be busy.
        said = await refusal(NatsAccess((NatsAddress("127.0.0.1", port),)), 1 if words == "does not answer" else 2)

    assert words in said
    assert f"127.0.0.1:{port}" in said
    assert not [record for record in quiet.records if record.levelno >= logging.WARNING]


async def test_nobody_there_is_said_once_the_time_is_over() -> None:
    with hold_port() as holder:
        port = holder.getsockname()[1]
        assert await refusal(NatsAccess((NatsAddress("127.0.0.1", port),))) == (
            f"Nobody listens at 127.0.0.1:{port}: start the NATS server there."
        )


async def test_a_name_that_nobody_knows_is_said() -> None:
    said = await refusal(NatsAccess((NatsAddress("broker.invalid", 4222),)), try_s=9)

    assert said == "The host name broker.invalid of the NATS server is not known."


async def test_a_server_that_starts_within_the_time_is_waited_for(tmp_path: Path) -> None:
    with NatsServer(tmp_path) as server:
        server.kill()
        connecting = asyncio.create_task(NatsBus.connect(access_to(server), "test", 20))
        await asyncio.sleep(0.5)
        server.start()
        bus = await connecting
        assert bus.is_up
        await bus.close()


async def test_of_several_servers_one_that_is_there_is_used(tmp_path: Path) -> None:
    with NatsServer(tmp_path) as first, NatsServer(tmp_path) as second:
        first.kill()
        access = NatsAccess((NatsAddress("127.0.0.1", first.port), NatsAddress("127.0.0.1", second.port)))
        heard = Heard()
        async with bus_on(access) as bus:
            await bus.subscribe("a", heard)
            changes = Changes(bus)
            first.start()
            second.kill()
            await changes.wait(False, True)
            await bus.publish("a", b"1")
            await heard.wait()


async def test_the_servers_monitoring_shows_it_by_its_name(tmp_path: Path) -> None:
    with NatsServer(tmp_path, "trace: true", "debug: true") as server:
        async with bus_on(access_to(server), "rig left"):
            assert '"name":"rig left"' in server.log().replace('": "', '":"')


async def test_what_is_not_permitted_is_logged_once_with_its_subject_and_harms_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    permissions = '{ publish: { deny: "foreign.>" }, subscribe: { deny: "closed.>" } }'
    users = f'authorization {{ users: [ {{ user: "host", password: "{PASSWORD}", permissions: {permissions} }} ] }}'
    heard = Heard()
    with NatsServer(tmp_path, users) as server:
        async with bus_on(access_to(server, user="host", password=PASSWORD)) as bus:
            changes = Changes(bus)
            await bus.subscribe("closed.a", heard)
            await bus.subscribe("open", heard)
            for _ in range(3):
                await bus.publish("foreign.a", b"1")
            await bus.publish("open", b"2")
            await heard.wait()

    server_name = f"the NATS server at 127.0.0.1:{server.port} does not permit: "
    assert caplog.messages == [
        f'{server_name}subscription to "closed.a" (is --rig-host the name that these credentials are for?)',
        f'{server_name}publish to "foreign.a"',
    ]
    assert heard.data == [b"2"]
    assert changes.seen == []
