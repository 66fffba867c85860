"""Files that the Python client stores on the camera: whole, once, and never in place of another."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from rpc_camera_client import Session, _upload, errors
from rpc_camera_client._http import http_session
from rpc_camera_client._upload import Upload
from tests.clients.python.rig import AT_ONCE, Proxy
from tests.rigs.service import TOKEN, RunningService

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from rpc_camera_client.events import ProgressParams

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    ExpectHandler = Callable[[web.Request], Awaitable[None]]

FOLDER = "/store_00010001/DCIM/100VIRTL"
CONTENT = hashlib.shake_256(b"poster").digest(5 << 20)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "POSTER.JPG"
    source.write_bytes(CONTENT)
    return source


async def test_file_is_stored_with_its_progress(session: Session, source: Path) -> None:
    steps: list[ProgressParams] = []
    file = await session.with_progress(steps.append).upload(source, FOLDER)
    assert file.pop("modified_at").endswith("Z")
    assert file == {
        "path": f"{FOLDER}/POSTER.JPG",
        "filename": "POSTER.JPG",
        "mime_type": "image/jpeg",
        "size_bytes": len(CONTENT),
    }
    assert await digest_on(session, file["path"]) == hashlib.sha256(CONTENT).hexdigest()
    assert steps[-1]["done"] == steps[-1]["total"] == len(CONTENT)
    assert [step["done"] for step in steps] == sorted({step["done"] for step in steps})


async def test_file_goes_under_another_name_that_is_one(session: Session, source: Path) -> None:
    assert (await session.upload(str(source), f"{FOLDER}/", name="OTHER.JPG"))["path"] == f"{FOLDER}/OTHER.JPG"
    for name in ("../OTHER.JPG", ""):
        with pytest.raises(ValueError, match="no name for a file"):
            await session.upload(source, FOLDER, name=name)


async def test_what_is_there_is_not_replaced_and_not_sent(session: Session, source: Path) -> None:
    steps: list[ProgressParams] = []
    there = await digest_on(session, f"{FOLDER}/DSC_0001.JPG")
    with pytest.raises(errors.FileExists) as caught:
        await session.with_progress(steps.append).upload(source, FOLDER, name="DSC_0001.JPG")
    assert caught.value.remedy
    assert steps == []
    assert await digest_on(session, f"{FOLDER}/DSC_0001.JPG") == there


async def test_upload_that_is_cut_is_sent_again(service: RunningService, source: Path) -> None:
    async with (
        Proxy(service.server.port) as proxy,
        await Session.connect(proxy.url, token=TOKEN, reconnect=AT_ONCE) as session,
    ):
        cuts = [len(CONTENT) // 4, len(CONTENT) // 2]

        def cut(progress: ProgressParams) -> None:
            if cuts and progress["done"] > cuts[0]:
                cuts.pop(0)
                proxy.cut()

        file = await session.with_progress(cut).upload(source, FOLDER)
        assert cuts == []
        assert await digest_on(session, file["path"]) == hashlib.sha256(CONTENT).hexdigest()


class Fronting:
    """Passes uploads on to the service, and loses the answer to the first."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.puts: list[int] = []

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        body = io.BytesIO(await request.read()) if request.method == "PUT" else None
        url, headers = f"{self._url}{request.rel_url}", request.headers
        async with (
            http_session(self._url, {}, None) as http,
            http.request(request.method, url, data=body, headers=headers) as response,
        ):
            if request.method == "PUT":
                self.puts.append(response.status)
                if len(self.puts) == 1:
                    assert request.transport
                    request.transport.abort()
            return web.Response(status=response.status, body=await response.read(), headers=response.headers)


async def upload_by(
    handler: Handler, session: Session, source: Path, path: str, expect: ExpectHandler | None = None
) -> object:
    runner = web.AppRunner(app := web.Application(client_max_size=1 << 30))
    app.router.add_route("*", "/{rest:.*}", handler, expect_handler=expect)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with http_session(base, {}, None) as http:
            return await Upload(base, http, session, no_report).send(source, path, None)
    finally:
        await runner.cleanup()


async def no_report(_done: int, _total: int) -> None:
    pass


async def test_upload_whose_answer_was_lost_is_found_on_the_camera(
    session: Session, service: RunningService, source: Path
) -> None:
    front = Fronting(service.url)
    file = await upload_by(front.pass_on, session, source, f"{FOLDER}/LOST.JPG")
    assert front.puts == [201], "it was sent twice"
    assert file == {
        "path": f"{FOLDER}/LOST.JPG",
        "filename": "LOST.JPG",
        "mime_type": "image/jpeg",
        "size_bytes": len(CONTENT),
    }


async def test_another_file_that_came_meanwhile_is_not_taken_for_it(
    session: Session, service: RunningService, source: Path, tmp_path: Path
) -> None:
    (other := tmp_path / "other").write_bytes(b"another's")
    front = Fronting(service.url)
    front.puts.append(0)  # it loses no answer

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.method == "PUT" and len(front.puts) == 1:
            front.puts.append(503)
            await session.upload(other, FOLDER, name="TAKEN.JPG")
            return web.Response(status=503, text="The proxy has no service.")
        return await front.pass_on(request)

    with pytest.raises(errors.FileExists) as caught:
        await upload_by(handler, session, source, f"{FOLDER}/TAKEN.JPG")
    assert "HTTP 503" in caught.value.__notes__[0]


async def test_proxy_that_never_asks_for_the_body_gets_it_unasked(
    session: Session, service: RunningService, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[str] = []
    front = Fronting(service.url)
    front.puts.append(0)  # it loses no answer

    async def swallow(request: web.Request) -> None:
        expected.append(request.method)

    monkeypatch.setattr(_upload, "CONTINUE_S", 0.5)
    assert await upload_by(front.pass_on, session, source, f"{FOLDER}/ASKED.JPG", swallow)
    assert expected == ["PUT"]
    assert front.puts == [0, 201]


async def test_what_the_callback_raises_ends_the_upload(session: Session, source: Path) -> None:
    calls = 0

    def fail(_progress: ProgressParams) -> None:
        nonlocal calls
        calls += 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await session.with_progress(fail).upload(source, FOLDER)
    assert calls == 1
    with pytest.raises(errors.FileNotFound):
        await digest_on(session, f"{FOLDER}/POSTER.JPG")


async def digest_on(session: Session, path: str) -> str:
    return (await session.download_image(path))["sha256"]
