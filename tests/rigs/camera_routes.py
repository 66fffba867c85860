"""Every route below `/cameras/{camera}/`, as the application has it, asked with tokens that are not good for it."""

from __future__ import annotations

import hashlib
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import ClientSession

from rpc_camera.contract.types import Scope
from rpc_camera.methods.grants import Grant
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import ClientResponse

    from rpc_camera.edge.server import Server
    from tests.rigs.service import RunningService

OF_ANOTHER, TO_LOOK = "for all, with another camera", "for looking, with this camera"
READS = {"GET", "HEAD"}
_HOLE = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Asked:
    """A camera, by the name in addresses and by its id, and what else is in the addresses of what it has."""

    name: str
    camera: str
    path: str
    archive: str
    sha256: str

    def url(self, method: str, route: str) -> str:
        """Return an address at which there is something, or something new can be put. KeyError: no such is known."""
        path = self.path.removesuffix(".JPG") + "_PUT.JPG" if method == "PUT" else self.path
        parts = {"camera": self.name, "path": path.lstrip("/"), "archive": self.archive, "sha256": self.sha256}
        return _HOLE.sub(lambda hole: quote(parts[hole[1]]), route)


async def asked_for(service: RunningService, camera: str, name: str | None = None) -> Asked:
    """Take a picture that is saved, and return what can be asked for of this camera."""
    async with service.client() as client:
        await client.call("subscribe", events=["file_saved"])
        taken = await client.call("capture_image", camera=camera)
        saved = await client.notification("file_saved")
        path = taken["files"][0]["path"]
        archive = (await client.call("get_archive_url", camera=camera, paths=[path]))["url"]
        return Asked(name or camera, camera, path, archive.rpartition("/")[2].partition(".zip")[0], saved["sha256"])


async def check_routes(service: RunningService, asked: Asked, another: str) -> None:
    """Ask for all there is of a camera: in vain with too little, and then with the main token."""
    know(service, asked.camera, another)
    routes = routes_of(service.server)
    assert {method for method, _ in routes} == {*READS, "POST", "PUT"}
    for method, route in routes:
        url = service.url + asked.url(method, route)
        async with _answer(method, url, None) as answer:
            assert (answer.status, method, url) == (401, method, url)
        for token, is_good in ((OF_ANOTHER, False), (TO_LOOK, method in READS), (TOKEN, True)):
            async with _answer(method, url, token) as answer:
                seen = (answer.status < 400) if is_good else (answer.status == 403)
                assert seen, (method, url, token, answer.status)
                if not is_good and method != "HEAD":
                    await _check_refusal(answer, token, another)


def know(service: RunningService, camera: str, another: str) -> None:
    """Have the service know a token that is for all of another camera, and one to look at this one."""
    grants = [("another", OF_ANOTHER, Scope.ADMIN, another), ("look", TO_LOOK, Scope.VIEW, camera)]
    service.service.authenticator.know(
        [
            Grant(name, scope, frozenset({each}), hashlib.sha256(token.encode()).digest())
            for name, token, scope, each in grants
        ]
    )


def routes_of(server: Server) -> list[tuple[str, str]]:
    """Return method and path of the routes of a camera; OPTIONS, which says nothing of it, left out."""
    routes = [(route.method, getattr(route.resource, "canonical", "")) for route in server._runner.app.router.routes()]
    return [(method, path) for method, path in routes if path.startswith("/cameras/") and method != "OPTIONS"]


async def _check_refusal(answer: ClientResponse, token: str, another: str) -> None:
    error: dict[str, Any] = await answer.json()
    assert error["data"]["name"] == "forbidden"
    assert (another in error["data"]["remedy"]) == (token == OF_ANOTHER), error


@asynccontextmanager
async def _answer(method: str, url: str, token: str | None) -> AsyncIterator[ClientResponse]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = b"\xff\xd8 new \xff\xd9" if method == "PUT" else None
    async with ClientSession() as http, http.request(method, url, headers=headers, data=body) as answer:
        yield answer
