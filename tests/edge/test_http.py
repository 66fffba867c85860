"""The contract's files, origins, TLS, and the end of the server."""

from __future__ import annotations

import asyncio
import io
import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from rpc_camera.edge import Bounds, ClientIdFilter, TlsError, tls_context
from rpc_camera.edge.host import is_own
from rpc_camera.edge.log import NotHttpFilter
from rpc_camera.edge.origin import is_allowed
from tests.edge.conftest import BEARER, SCHEMAS, TOKEN, call, closing, request
from tests.rigs.raw_http import RawHttp

if TYPE_CHECKING:
    from tests.edge.conftest import Serve

DATA = Path(__file__).parent / "data"
CERTIFICATE, KEY = DATA / "certificate.pem", DATA / "key.pem"
STUDIO = "https://studio.example"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/openrpc.json", "openrpc.json"),
        ("/schemas/types.json", "types.json"),
        ("/schemas/methods/echo.json", "methods/echo.json"),
    ],
)
async def test_the_contract_is_served_to_everybody(serve: Serve, path: str, file: str) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url(path), headers={"Origin": STUDIO})

    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert await answer.read() == SCHEMAS[file]


async def test_a_file_that_has_not_changed_is_not_sent_again(serve: Serve) -> None:
    rig = await serve()
    first = await rig.http.get(rig.url("/openrpc.json"))

    again = await rig.http.get(rig.url("/openrpc.json"), headers={"If-None-Match": first.headers["ETag"]})

    assert again.status == 304
    assert again.headers["ETag"] == first.headers["ETag"]


async def test_the_schemas_are_listed(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url("/schemas/"))

    assert await answer.json() == {"files": sorted(SCHEMAS)}


@pytest.mark.parametrize("path", ["/schemas/nope.json", "/schemas/%2e%2e/setup.cfg", "/schemas//etc/passwd"])
async def test_nothing_else_is_served(serve: Serve, path: str) -> None:
    rig = await serve()

    answer = await rig.http.get(f"{rig.server.address.origin()}{path}")

    assert answer.status == 404


@pytest.mark.parametrize("path", ["/", "/rpc"])
@pytest.mark.parametrize(
    ("origin", "advice"),
    [
        (STUDIO, f"--allow-origin {STUDIO}"),
        ("null", "python3 -m http.server"),
        ("http://127.0.0.1:1", "--allow-origin http://127.0.0.1:1"),
    ],
)
async def test_a_page_from_elsewhere_is_refused_with_the_option_to_use(
    serve: Serve, path: str, origin: str, advice: str
) -> None:
    rig = await serve()

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await rig.connect(path, headers={"Origin": origin})
    answer = await rig.post(request("echo", 1, value=7), Origin=origin)

    assert refused.value.status == 403
    assert answer.status == 403
    assert advice in await answer.text()
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_a_page_of_the_services_own_address_gets_in(serve: Serve) -> None:
    rig = await serve()

    socket = await rig.connect("/", headers={"Origin": str(rig.server.address.origin())})

    assert (await call(socket, "echo", value=7))["result"] == 7


async def test_a_page_that_was_allowed_gets_in(serve: Serve) -> None:
    rig = await serve(allowed_origins=frozenset({STUDIO}))

    socket = await rig.connect(headers={"Origin": STUDIO})
    assert (await call(socket, "echo", value=7))["result"] == 7

    for headers, status in (({"Authorization": f"Bearer {TOKEN}"}, 200), ({"Authorization": "Bearer wrong"}, 401)):
        answer = await rig.post(request("echo", 1, value=7), Origin=STUDIO, **headers)
        assert answer.status == status
        assert answer.headers["Access-Control-Allow-Origin"] == STUDIO


async def test_the_preflight_of_a_page_that_was_allowed(serve: Serve) -> None:
    rig = await serve(allowed_origins=frozenset({STUDIO}))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}

    allowed = await rig.http.options(rig.url("/rpc"), headers={"Origin": STUDIO, **asked})
    refused = await rig.http.options(rig.url("/rpc"), headers={"Origin": "https://other.example", **asked})

    assert allowed.status == 204
    assert allowed.headers["Access-Control-Allow-Origin"] == STUDIO
    assert "Authorization" in allowed.headers["Access-Control-Allow-Headers"]
    assert refused.status == 403


@pytest.mark.parametrize(
    ("origin", "host", "allowed", "passes"),
    [
        (None, "pi.local:8765", (), True),
        ("http://pi.local:8765", "pi.local:8765", (), True),
        ("https://PI.local:8765", "pi.local:8765", (), True),
        ("http://pi.local", "pi.local:8765", (), False),
        ("http://evil.example", "pi.local:8765", (STUDIO,), False),
        ("https://studio.example", "pi.local:8765", (STUDIO + "/",), True),
        ("http://studio.example", "pi.local:8765", (STUDIO,), False),
        ("https://evil.example", "pi.local:8765", ("*",), True),
        ("null", "pi.local:8765", (), False),
        ("null", "pi.local:8765", ("null",), True),
        ("null", None, (), False),
        ("", "", (), False),
    ],
)
def test_origins(origin: str | None, host: str | None, allowed: tuple[str, ...], *, passes: bool) -> None:
    assert is_allowed(origin, host, allowed) is passes


@pytest.mark.parametrize("sent", [b"", b"GET /openrpc.json HTTP/1.1\r\nHost:"])
async def test_who_sends_no_whole_request_is_disconnected(serve: Serve, sent: bytes) -> None:
    rig = await serve(bounds=Bounds(idle_s=0.2))
    socket = await rig.connect()
    reader, writer = await asyncio.open_connection(rig.server.address.host, rig.server.port)
    writer.write(sent)

    assert await asyncio.wait_for(reader.read(), 10) == b""
    assert (await call(socket, "echo", value=7))["result"] == 7, "a WebSocket may be silent"
    writer.close()


async def test_when_the_server_stops_its_clients_get_the_reason(serve: Serve) -> None:
    rig = await serve()
    sockets = [await rig.connect(path) for path in ("/", "/rpc")]

    await rig.server.stop()

    for socket in sockets:
        assert await closing(socket) == (aiohttp.WSCloseCode.GOING_AWAY, "server going away")


async def test_when_the_server_stops_its_work_is_cancelled(serve: Serve) -> None:
    rig = await serve()
    socket = await rig.connect()
    await socket.send_json(request("wait", 1, name="socket"))
    posted = asyncio.create_task(rig.post(request("wait", 1, name="post")))
    await rig.handlers.started.until(2)

    await rig.server.stop()

    assert sorted(await rig.handlers.ended.until(2)) == ["post cancelled", "socket cancelled"]
    assert (await posted).status == 503


async def test_a_server_can_stop_twice_and_its_port_is_free_again(serve: Serve) -> None:
    rig = await serve()
    address = rig.server.address

    await rig.server.stop()
    await rig.server.stop()

    with pytest.raises(aiohttp.ClientConnectorError):
        await rig.http.get(address)


async def test_tls(serve: Serve) -> None:
    rig = await serve(tls=tls_context(CERTIFICATE, KEY), bounds=Bounds(stall_s=5))
    trust = ssl.create_default_context(cafile=CERTIFICATE)

    socket = await rig.connect(ssl=trust)

    assert rig.server.address.scheme == "https"
    assert len((await call(socket, "big", size=1 << 20))["result"]) == 1 << 20


@pytest.mark.parametrize(
    ("certificate", "key", "part"),
    [
        (DATA / "missing.pem", KEY, "Cannot read"),
        (CERTIFICATE, DATA / "missing.pem", "No such file"),
        (CERTIFICATE, DATA / "encrypted-key.pem", "encrypted-key.pem is encrypted"),
        (CERTIFICATE, None, "certificate.pem: it has no PEM private key"),
        (CERTIFICATE, CERTIFICATE, "certificate.pem: it has no PEM private key"),
        (Path(__file__), KEY, "test_http.py: it has no PEM certificate"),
        (CERTIFICATE, DATA / "another-key.pem", "this key is not of the first certificate"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_reported_in_one_sentence(
    certificate: Path, key: Path | None, part: str
) -> None:
    with pytest.raises(TlsError) as refused:
        tls_context(certificate, key)

    assert part in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_log_lines_name_the_client_they_belong_to(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(ClientIdFilter())
    rig = await serve()

    for _ in range(2):
        await call(await rig.connect(), "nope")
    await rig.http.post(rig.url("/rpc"), data="{}", headers=BEARER)

    refusals = [record for record in caplog.records if "nope refused" in record.getMessage()]
    first, second = (getattr(record, "client", None) for record in refusals)
    assert first != second
    assert "-" not in {first, second}


@pytest.mark.parametrize(
    ("origin", "host", "allowed", "passes"),
    [
        ("https://cam.example", "cam.example:443", (), True),
        ("http://cam.example", "cam.example:80", (), True),
        ("https://cam.example", "cam.example:80", (), False),
        ("https://cam.example:443", "cam.example", (), True),
        ("http://raspberrypi.local", "raspberrypi.local.", (), True),
        ("http://[::1]:8765", "[::1]:8765", (), True),
        ("http://[::1]", "[::1]:80", (), True),
        ("https://studio.example", "pi", ("https://studio.example:443",), True),
        ("https://xn--bcher-kva.example", "pi", ("https://bücher.example",), True),
        ("http://evil.example", "[", (), False),
    ],
)
def test_origins_are_the_same_however_they_are_written(
    origin: str, host: str, allowed: tuple[str, ...], *, passes: bool
) -> None:
    assert is_allowed(origin, host, allowed) is passes


@pytest.mark.parametrize(
    ("host", "passes"),
    [
        ("127.0.0.1:8765", True),
        ("[::1]:8765", True),
        ("[fe80::1%25eth0]", True),
        ("localhost", True),
        ("pi.local.:8765", True),
        ("studio.localhost", True),
        ("cameras.example:443", True),
        ("CAMERAS.example.", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("cameras.example.evil.example", False),
        ("pi.local.evil.example:8765", False),
        ("evil.example:8765:1", False),
        ("", False),
        ("evil,localhost", False),
        ("localhost%00", False),
        ("127.0.0.1%.evil", False),
        ("ev\udce9il", False),
        ("user@localhost", False),
        ("evil example", False),
        ("evil/pi.local", False),
    ],
)
def test_hosts(host: str, *, passes: bool) -> None:
    assert is_own(host, frozenset({"cameras.example"})) is passes


@pytest.mark.parametrize("path", ["/", "/rpc", "/openrpc.json", "/schemas/"])
async def test_a_page_that_leads_its_own_name_here_gets_nothing(serve: Serve, path: str) -> None:
    rig = await serve()
    rebound = {"Host": "evil.example", "Origin": "http://evil.example"}

    answer = await rig.http.get(rig.url(path), headers=rebound)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await rig.connect(token=False, headers=rebound)
    posted = await rig.http.post(rig.url("/rpc"), json=request("get_server_info", 1), headers=rebound)

    assert {answer.status, refused.value.status, posted.status} == {403}
    assert "--allow-host evil.example" in await answer.text()


@pytest.mark.parametrize(
    ("target", "status"), [("http://evil.example/", 403), ("http://localhost:1/", 200), ("/", 200)]
)
async def test_the_host_of_a_whole_url_as_the_target_is_checked_too(serve: Serve, target: str, status: int) -> None:
    rig = await serve()
    async with RawHttp(str(rig.server.address)) as client:
        await client.begin("GET", target)
        answer = await client.answer()

    assert answer.status == status
    assert ("--allow-host evil.example" in answer.body.decode()) is (status == 403)


async def test_whoever_shows_the_token_may_call_the_service_anything(serve: Serve) -> None:
    rig = await serve()

    assert (await rig.post(request("echo", 1, value=7), Host="cam.example")).status == 200
    assert (await rig.post(request("echo", 1, value=7), Host="cam.example", Authorization="Bearer no")).status == 403


@pytest.mark.parametrize("path", ["/", "/openrpc.json", "/schemas/none.json", "/nothing", "/rpc"])
async def test_every_answer_forbids_guessing_framing_and_running(serve: Serve, path: str) -> None:
    rig = await serve()

    answer = await rig.http.get(rig.url(path))

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"GET / HTTP/9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: service\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: service\r\nContent-Length: many\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: service\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: service\r\nExpect: the-unexpected\r\n\r\n", 417),
        (b"POST /rpc HTTP/1.1\r\nHost: service\r\nTransfer-Encoding: chunked\r\n\r\nnothing\r\n", 400),
        (b"BREW / HTTP/1.1\r\nHost: service\r\n\r\n", 400),
        (b"PROPFIND / HTTP/1.1\r\nHost: service\r\n\r\n", 405),
        (b"OPTIONS * HTTP/1.1\r\nHost: service\r\n\r\n", 404),
        (b"GET / HTTP/1.1\r\nHost: a:b:c\r\n\r\n", 403),
        (b"GET /cameras/x/files/%ff HTTP/1.1\r\nHost: service\r\n\r\n", 400),
    ],
    ids=lambda value: value[:24].decode() if isinstance(value, bytes) else "",
)
async def test_what_is_refused_before_any_route_is_hardened_too(serve: Serve, head: bytes, status: int) -> None:
    rig = await serve()
    async with RawHttp(rig.url("").rstrip("/")) as http:
        await http.send(head)
        answer = await http.answer()

    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_what_is_not_http_is_one_line_of_the_log(serve: Serve) -> None:
    rig = await serve()
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(NotHttpFilter("INFO"))
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger("aiohttp.server").addHandler(handler)
    try:
        for sent in (b"GET / HTTP/9.x\r\n\r\n", b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n"):
            reader, writer = await asyncio.open_connection(rig.server.address.host, rig.server.port)
            writer.write(sent + b"\r\n\r\n")
            assert b" 400 " in await asyncio.wait_for(reader.read(), 10)
            writer.close()
    finally:
        logging.getLogger("aiohttp.server").removeHandler(handler)

    assert lines.getvalue().count("\n") == 2
    assert lines.getvalue().count("INFO Error handling request from 127.0.0.1: ") == 2


async def test_every_answer_ends_its_last_line(serve: Serve) -> None:
    rig = await serve()
    asked = [
        ("GET", "/nope"),
        ("DELETE", "/rpc"),
        ("GET", "/rpc"),
        ("POST", "/"),
        ("POST", "/rpc"),
        ("GET", "/schemas/nope.json"),
    ]

    answers = [await rig.http.request(method, rig.url(path)) for method, path in asked]

    assert [await answer.text() for answer in answers if not (await answer.text()).endswith("}\n")] == [
        "404: Not Found\n",
        "405: Method Not Allowed. Here it is GET, HEAD, OPTIONS, POST.\n",
        "Open a WebSocket here, or POST JSON-RPC 2.0.\n",
        "POST JSON-RPC 2.0 to /rpc. Here is a page, or a WebSocket, which understands the original format too.\n",
        "There is no such file; /schemas/ lists them.\n",
    ]


async def test_post_to_the_page_says_where_to_go(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.post(rig.url("/"), json=request("echo", 1, value=7))

    assert answer.status == 405
    assert "/rpc" in await answer.text()


async def test_the_original_format_at_rpc_is_sent_to_where_it_is_spoken(serve: Serve) -> None:
    rig = await serve()

    for message in ({"command": "list_cameras"}, {"token": TOKEN}, [{"command": "list_cameras"}]):
        answered = await (await rig.post(message)).json()
        error = (answered[0] if isinstance(answered, list) else answered)["error"]
        assert error["data"]["name"] == "invalid_request"
        assert "a WebSocket at /" in error["message"]


async def test_the_log_names_the_option_for_a_page_that_was_refused(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    rig = await serve()

    await rig.post(request("echo", 1, value=7), Origin="https://booth.example")

    assert "--allow-origin https://booth.example" in caplog.text
