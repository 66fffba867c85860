"""What ends with a token: all that was got by it, also while it waits or streams, and links that last."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import WSMsgType

from rpc_camera.methods.kept_links import MOST_OF_A_TOKEN
from tests.rigs.raw_websocket import RawWebSocket
from tests.rigs.serve_process import ServeProcess
from tests.rigs.token_service import CANON, NIKON, Served, add, token, until_refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


async def test_a_revoked_token_ends_what_it_had_begun(served: Served) -> None:
    served.tokens["booth"] = add(served.file, "booth", "operate")
    served.running.process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(10):
        while await served.error("booth", "list_cameras"):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.05)

    stream = f"{served.running.url}/cameras/{NIKON}/preview.mjpeg"
    async with (
        served.subscribed("booth") as socket,
        served.subscribed("viewer") as other,
        served.http.get(stream, headers=served.bearer("booth")) as response,
    ):
        assert await response.content.read(1)
        assert token("remove", "booth", f"--tokens={served.file}").returncode == 0
        served.running.process.send_signal(signal.SIGHUP)
        async with asyncio.timeout(10):
            message = await socket.receive()
            with pytest.raises(aiohttp.ClientError):
                await response.read()
        assert (message.type, message.extra) == (WSMsgType.CLOSE, "the token was revoked")
        await other.send_json({"jsonrpc": "2.0", "id": 2, "method": "list_cameras"})
        assert (await other.receive_json())["id"] == 2
    assert await served.error("booth", "list_cameras") == "unauthorized"


async def takes_back(served: Served, name: str) -> None:
    """Take a token out of the file, by the command alone, and wait until the service knows it no more."""
    assert token("remove", name, f"--tokens={served.file}").returncode == 0
    await until_refused(served, name, "unauthorized", "get_server_info")


async def statuses(served: Served, addresses: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, address in addresses.items():
        method = "PUT" if name == "upload" else "HEAD"
        async with served.http.request(method, served.running.url + address) as response:
            found[name] = response.status
    return found


async def test_one_command_ends_all_that_was_made_with_a_token(served: Served) -> None:
    async with served.http.post(
        f"{served.running.url}/cameras/{NIKON}/capture?format=json", headers=served.bearer("main")
    ) as response:
        (path,) = [file["path"] for file in (await response.json())["files"]]

    async def made(name: str) -> dict[str, str]:
        """Return an address of each kind, made with a token."""
        results = {
            method: (await served.call(name, method, {"camera": NIKON, **params}))["result"]
            for method, params in {
                "get_file_url": {"path": path},
                "get_archive_url": {"paths": [path]},
                "get_upload_url": {"path": f"{path.rpartition('/')[0]}/NEW.JPG"},
                "get_preview_url": {},
                "create_link": {"kind": "latest"},
            }.items()
        }
        link = (await served.call(name, "create_link", {"camera": NIKON, "kind": "preview"}))["result"]
        return {
            "file": results["get_file_url"]["url"],
            "archive": results["get_archive_url"]["url"],
            "upload": results["get_upload_url"]["url"],
            "latest": results["get_preview_url"]["latest_url"],
            "frame": results["get_preview_url"]["jpeg_url"],
            "durable": results["create_link"]["jpeg_url"],
            "stream": results["get_preview_url"]["mjpeg_url"],
            "durable stream": link["mjpeg_url"],
        }

    gone, stays = await made("nikon"), await made("operator")
    good = await statuses(served, stays)
    assert (good.pop("upload"), set(good.values())) == (201, {200})
    del stays["upload"]
    async with (
        served.http.get(served.running.url + gone["stream"]) as stream,
        served.http.get(served.running.url + gone["durable stream"]) as durable,
        served.http.get(served.running.url + stays["durable stream"]) as other,
    ):
        for response in (stream, durable, other):
            assert await response.content.read(1)
        await takes_back(served, "nikon")
        async with asyncio.timeout(5):
            for response in (stream, durable):
                with pytest.raises(aiohttp.ClientError):
                    await response.read()
        assert await other.content.read(1)
    assert set((await statuses(served, gone)).values()) == {403}
    assert await statuses(served, stays) == good
    links = (await served.call("main", "list_links"))["result"]["links"]
    assert {link["created_by"] for link in links} == {"operator"}


async def test_who_is_revoked_and_does_not_hang_up_is_not_answered_any_more(served: Served) -> None:
    host, port = served.running.url.removeprefix("http://").split(":")
    async with RawWebSocket(host, int(port), served.bearer("operator")["Authorization"]) as raw:
        for number in range(20):
            await raw.send({"jsonrpc": "2.0", "id": number, "method": "capture_image", "params": {"camera": NIKON}})
        await asyncio.sleep(0.5)
        await takes_back(served, "operator")
        await raw.send({"jsonrpc": "2.0", "id": "late", "method": "list_cameras"})
        rest = await raw.read_to_the_end()
    assert b'"cameras"' not in rest
    before = await pictures(served)
    await asyncio.sleep(4)
    assert await pictures(served) <= before + 1, "what waited was not begun"


@pytest.mark.parametrize("how", ["POST capture", "POST rpc"])
async def test_pictures_that_wait_for_a_revoked_token_are_not_taken(served: Served, how: str) -> None:
    async def fire() -> None:
        address = f"{served.running.url}/{'rpc' if how == 'POST rpc' else f'cameras/{NIKON}/capture'}"
        request = {"jsonrpc": "2.0", "id": 1, "method": "capture_image", "params": {"camera": NIKON}}
        with contextlib.suppress(aiohttp.ClientError):
            async with served.http.post(address, json=request, headers=served.bearer("operator")) as response:
                await response.read()

    firing = [asyncio.create_task(fire()) for _ in range(20)]
    await asyncio.sleep(0.5)
    await takes_back(served, "operator")
    async with asyncio.timeout(5):
        await asyncio.gather(*firing)
    before = await pictures(served)
    await asyncio.sleep(4)
    assert await pictures(served) <= before + 1


async def pictures(served: Served) -> int:
    """Return how many pictures were taken so far."""
    events = (await served.call("main", "get_events", {"since": 0}))["result"]["events"]
    return sum(event["event"] == "capture_completed" for event in events)


async def test_a_token_that_is_narrowed_takes_its_addresses_along(served: Served) -> None:
    async def made(camera: str, method: str, **params: str) -> str:
        return str((await served.call("operator", method, {"camera": camera, **params}))["result"]["jpeg_url"])

    addresses = {camera: await made(camera, "create_link", kind="preview") for camera in (NIKON, CANON)}
    signed = {f"signed {camera}": await made(camera, "get_preview_url") for camera in (NIKON, CANON)}
    assert set((await statuses(served, addresses | signed)).values()) == {200}
    tokens = json.loads(served.file.read_text("utf-8"))
    for each in tokens["tokens"]:
        if each["name"] == "operator":
            each |= {"cameras": [CANON], "scope": "view"}
    served.file.write_text(json.dumps(tokens))
    await until_refused(served, "operator", "forbidden", "get_camera", {"camera": NIKON})
    assert await statuses(served, addresses | signed) == {
        NIKON: 403,
        CANON: 200,
        f"signed {NIKON}": 403,
        f"signed {CANON}": 200,
    }


async def test_one_token_does_not_take_all_the_links(served: Served) -> None:
    for _ in range(MOST_OF_A_TOKEN):
        assert not await served.error("nikon", "create_link", {"kind": "latest"})
    refused = await served.call("nikon", "create_link", {"kind": "latest"})
    assert refused["error"]["data"]["name"] == "not_supported"
    assert not await served.error("operator", "create_link", {"kind": "latest", "camera": NIKON})


async def test_links_of_a_token_end_though_it_was_taken_back_while_the_service_was_down(tmp_path: Path) -> None:
    file, state = tmp_path / "tokens.json", tmp_path / "state"
    booth = add(file, "booth", "operate")
    arguments = ("--virtual", "nikon", "--port", "0", "--tokens", str(file))
    request = {"jsonrpc": "2.0", "id": 1, "method": "create_link", "params": {"kind": "preview"}}
    async with aiohttp.ClientSession(raise_for_status=False) as http:
        async with ServeProcess(*arguments, state_dir=state) as running:
            made = {}
            for name, bearer in (("booth", booth), ("main", running.token)):
                headers = {"Authorization": f"Bearer {bearer}"}
                async with http.post(f"{running.url}/rpc", json=request, headers=headers) as response:
                    made[name] = (await response.json())["result"]["jpeg_url"]
        before = file.read_bytes()
        assert token("remove", "booth", f"--tokens={file}").returncode == 0
        add(file, "booth", "operate")  # another one of the same name
        for _ in range(2):
            async with ServeProcess(*arguments, state_dir=state) as running:
                for name, status in (("booth", 403), ("main", 200)):
                    async with http.get(running.url + made[name]) as response:
                        assert response.status == status
            file.write_bytes(before)  # the token itself is good again


async def test_links_of_a_token_are_good_again_after_a_start_without_the_tokens(tmp_path: Path) -> None:
    file, state = tmp_path / "tokens.json", tmp_path / "state"
    booth = add(file, "booth", "operate")
    arguments, tokens = ("--virtual", "nikon", "--port", "0"), ("--tokens", str(file))
    request = {"jsonrpc": "2.0", "id": 1, "method": "create_link", "params": {"kind": "preview"}}
    async with aiohttp.ClientSession(raise_for_status=False) as http:

        async def made(running: ServeProcess, bearer: str) -> str:
            headers = {"Authorization": f"Bearer {bearer}"}
            async with http.post(f"{running.url}/rpc", json=request, headers=headers) as response:
                return str((await response.json())["result"]["jpeg_url"])

        async def status(running: ServeProcess, link: str) -> int:
            async with http.get(running.url + link) as response:
                return response.status

        async with ServeProcess(*arguments, *tokens, state_dir=state) as running:
            link = await made(running, booth)
        async with ServeProcess(*arguments, state_dir=state) as running:
            assert await status(running, link) == 403
            assert await status(running, await made(running, running.token)) == 200
        async with ServeProcess(*arguments, *tokens, state_dir=state) as running:
            assert await status(running, link) == 200
            assert token("remove", "booth", f"--tokens={file}").returncode == 0
            async with asyncio.timeout(10):
                while await status(running, link) == 200:  # noqa: ASYNC110 - the file is read when it has changed
                    await asyncio.sleep(0.05)
