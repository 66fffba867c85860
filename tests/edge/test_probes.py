"""`/healthz` and `/readyz`, as a supervisor asks: with no token, and with one."""

from __future__ import annotations

import asyncio
import hashlib
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession

from rpc_camera.contract.types import Scope
from rpc_camera.methods.grants import Grant
from rpc_camera.serve.options import add_arguments, resolve
from rpc_camera.serve.parts import make_server, make_service
from tests.rigs.fork_server import shared_fork_server
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

OF_ONE = "a token for the camera that stays"
WAIT_S = 20.0


async def ready(url: str, token: str | None = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with ClientSession() as http, http.get(f"{url}/readyz", headers=headers) as answer:
        return answer.status, await answer.json()


async def test_alive_needs_no_token_and_no_camera(tmp_path: Path) -> None:
    async with running_service(tmp_path) as service, ClientSession() as http:
        async with http.get(f"{service.url}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
            assert answer.headers["Cache-Control"] == "no-store"
        async with http.post(f"{service.url}/healthz") as answer:
            assert answer.status == 405
        assert await ready(service.url) == (
            200,
            {"ready": True, "started": True, "cameras_expected": 0, "not_ready": []},
        )


async def test_a_camera_that_goes_is_named_to_those_alone_who_may_know_it(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as stays, VirtualCameraProcess("--serial", "0000002") as goes:
        async with running_service(tmp_path, [stays.port_string, goes.port_string]) as service:
            digest = hashlib.sha256(OF_ONE.encode()).digest()
            service.service.authenticator.know([Grant("display", Scope.VIEW, frozenset({stays.id}), digest)])
            assert (await ready(service.url))[0] == 200

            goes.stop()
            async with asyncio.timeout(WAIT_S):
                while (await ready(service.url))[0] == 200:  # noqa: ASYNC110 - another process's doing, asked from outside
                    await asyncio.sleep(0.1)

            status, answer = await ready(service.url)
            assert status == 503
            assert answer == {
                "ready": False,
                "started": True,
                "cameras_expected": 2,
                "not_ready": [{"state": "lost"}],
            }
            assert (await ready(service.url, OF_ONE))[1] == answer
            [known] = (await ready(service.url, TOKEN))[1]["not_ready"]
            assert (known["camera"], known["state"]) == (goes.id, "lost")
            assert known["reason"]
            assert (await ready(service.url, "wrong"))[0] == 401


async def test_one_that_was_asked_for_and_never_came_is_missing(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        camera.stop()
        async with running_service(tmp_path, [camera.port_string]) as service:
            status, answer = await ready(service.url, TOKEN)
            assert (status, len(answer["not_ready"])) == (503, 1)


async def test_until_the_cameras_of_the_start_are_known_it_is_not_ready(tmp_path: Path) -> None:
    options = resolve(argument_parser().parse_args([f"--state-dir={tmp_path}", "--port=0"]), {})
    service = make_service(options, shared_fork_server())
    server = make_server(service, options)
    await server.start()
    try:
        url = str(server.address).rstrip("/")
        status, answer = await ready(url)
        assert (status, answer["started"], answer["ready"]) == (503, False, False)
        async with ClientSession() as http, http.get(f"{url}/healthz") as alive:
            assert alive.status == 200
    finally:
        await service.cameras.close()
        await service.groups.close()
        await server.stop()


def argument_parser() -> ArgumentParser:
    parser = ArgumentParser()
    add_arguments(parser, ["nikon"])
    return parser
