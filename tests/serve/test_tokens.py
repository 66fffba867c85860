"""Tokens of a file: each good for its scope and its cameras, with each way to show it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.contract.contract import Contract
from rpc_camera.contract.scopes import NEEDED
from rpc_camera.contract.types import Scope
from rpc_camera.methods.own_cameras import ABOUT_NONE, ABOUT_ONE, LISTS
from rpc_camera.methods.server import OPEN_TO_ALL
from tests.rigs.serve_process import ServeProcess
from tests.rigs.token_service import CANON, NIKON, Served, add, token, until_refused

if TYPE_CHECKING:
    from pathlib import Path

_RESTRICTED = {"viewer": Scope.VIEW, "operator": Scope.OPERATE}


def test_every_method_has_a_scope_or_is_open_to_all() -> None:
    assert NEEDED.keys() == Contract.load().methods.keys() - OPEN_TO_ALL


def test_every_method_is_of_one_kind() -> None:
    """Whatever takes a camera is kept to those of the token; whatever takes none is known to be of another kind."""
    kinds = [ABOUT_NONE, LISTS.keys(), ABOUT_ONE.keys()]
    others = frozenset().union(*kinds)
    for name, method in Contract.load().methods.items():
        names_cameras = bool({"camera", "cameras"} & set(method.param_names))
        assert names_cameras != (name in others), name
    assert len(others) == sum(map(len, kinds))


@pytest.mark.parametrize("who", ["viewer", "operator"])
async def test_a_token_is_refused_what_is_beyond_its_scope_and_nothing_else(served: Served, who: str) -> None:
    """The params are wrong: what is let in is refused for them."""
    ranks = list(Scope)
    for name, needed in NEEDED.items():
        error = (await served.call(who, name, {"no_such_param": 1}))["error"]
        if ranks.index(needed) <= ranks.index(_RESTRICTED[who]):
            assert error["data"]["name"] == "invalid_params"
        else:
            assert error["message"] == (
                f"{name} needs a token with the scope {needed}; this one, {who!r}, is for {_RESTRICTED[who]}."
            )
            remedy = error["data"]["remedy"]
            assert f"Use a token with the scope {needed}." in remedy
            assert f"rpc-camera token add --tokens FILE NAME --scope {needed}`" in remedy
            assert "camera" not in remedy.replace("rpc-camera", "")


async def test_deleting_by_tethering_is_for_those_who_may_delete(served: Served) -> None:
    params = {"camera": NIKON, "delete_after": True}
    assert await served.error("operator", "start_tethering", params) == "forbidden"
    assert not await served.error("admin", "start_tethering", params)


async def test_a_client_is_told_what_its_token_is_good_for(served: Served) -> None:
    grants = {name: (await served.call(name, "get_server_info"))["result"]["grant"] for name in ("main", "nikon")}
    assert grants == {
        "main": {"name": "API_TOKEN", "scope": "admin"},
        "nikon": {"name": "nikon", "scope": "operate", "cameras": [NIKON]},
    }


async def test_a_token_for_one_camera_sees_and_reaches_that_one(served: Served) -> None:
    listed = (await served.call("nikon", "list_cameras"))["result"]["cameras"]
    assert [camera["id"] for camera in listed] == [NIKON]
    port = (await served.call("main", "get_camera", {"camera": CANON}))["result"]["port"]

    assert (await served.call("nikon", "capture_image"))["result"]["camera"] == NIKON, "it is the only one"
    for name in (CANON, port):
        answer = await served.call("nikon", "capture_image", {"camera": name})
        assert answer["error"]["data"]["name"] == "forbidden"
        remedy = answer["error"]["data"]["remedy"]
        assert remedy.startswith(f"It is for {NIKON}. For another camera")
        assert "--scope operate --camera ID`" in remedy
        assert NIKON in answer["error"]["data"]["remedy"]
        assert CANON not in json.dumps(answer).replace(name, "")
    assert await served.error("nikon", "capture_group", {"cameras": [NIKON, CANON]}) == "forbidden"
    assert await served.error("nikon", "get_config", {"name": "iso", "cameras": [NIKON, CANON]}) == "forbidden"
    assert await served.error("gone", "capture_image") == "camera_not_found"
    assert await served.error("gone", "capture_image", {"camera": "no-such-body"}) == "camera_not_found"


async def test_what_is_about_other_cameras_too_is_kept_from_it(served: Served) -> None:
    group = (await served.call("main", "capture_group", {"cameras": [NIKON, CANON]}))["result"]["group_id"]
    params: dict[str, object] = {"camera": CANON, "frames": 1}
    sequence = (await served.call("main", "start_sequence", params))["result"]["sequence"]["sequence_id"]

    for each in (CANON, NIKON):
        link = (await served.call("main", "create_link", {"kind": "latest", "camera": each}))["result"]["link"]
        assert not await served.error("main", "revoke_link", {"link_id": link["link_id"]})
        await served.call("main", "create_link", {"kind": "latest", "camera": each})
    assert await served.error("nikon", "create_link", {"kind": "latest", "camera": CANON}) == "forbidden"
    assert not await served.error("nikon", "create_link", {"kind": "latest"})

    assert await served.error("nikon", "get_group", {"group_id": group}) == "forbidden"
    for method in ("get_sequence", "stop_sequence"):
        assert await served.error("nikon", method, {"sequence_id": sequence}) == "forbidden"
    for method, member in LISTS.items():
        params = {"since": 0} if method == "get_events" else {}
        own = (await served.call("nikon", method, params))["result"][member]
        assert CANON not in json.dumps(own)
        assert CANON in json.dumps((await served.call("main", method, params))["result"][member])


async def test_events_of_other_cameras_do_not_reach_it(served: Served) -> None:
    async with served.subscribed("nikon") as own, served.subscribed("main") as all_events:
        for camera in (CANON, NIKON):
            await served.call("main", "capture_image", {"camera": camera})
        seen = [await all_events.receive_json(timeout=10) for _ in range(4)]
        got = [await own.receive_json(timeout=10) for _ in range(2)]
    assert {event["params"]["camera"] for event in seen} == {NIKON, CANON}
    assert {event["params"]["camera"] for event in got} == {NIKON}


@pytest.mark.parametrize("how", ["bearer", "basic"])
async def test_http_takes_the_token_either_way_and_keeps_to_its_camera(served: Served, how: str) -> None:
    own = served.tokens["nikon"]
    headers = (
        served.bearer("nikon") if how == "bearer" else {"Authorization": aiohttp.encode_basic_auth("anybody", own)}
    )
    statuses = {}
    for camera in (NIKON, CANON):
        base = f"{served.running.url}/cameras/{camera}"
        for path in ("preview.jpg", f"saved/{'0' * 64}"):
            async with served.http.get(f"{base}/{path}", headers=headers) as response:
                statuses[camera, path[:5]] = response.status
    assert statuses == {
        (NIKON, "previ"): 200,
        (CANON, "previ"): 403,
        (NIKON, "saved"): 404,
        (CANON, "saved"): 403,
    }
    async with served.http.put(
        f"{served.running.url}/cameras/{NIKON}/files/store_00010001/DCIM/A.JPG",
        headers=served.bearer("viewer"),
        data=b"x",
    ) as response:
        assert response.status == 403
        assert "operate" in await response.text()


@pytest.mark.parametrize("header", ["Basic", "Basic !!", "Basic YWxvbmU=", "Digest x"])
async def test_a_header_that_is_neither_is_refused(served: Served, header: str) -> None:
    url = f"{served.running.url}/cameras/{NIKON}/preview.jpg"
    async with served.http.get(url, headers={"Authorization": header}) as response:
        assert response.status == 401
        assert response.headers.getall("WWW-Authenticate") == ['Basic realm="rpc-camera", charset="UTF-8"', "Bearer"]


async def test_two_headers_are_refused_though_one_of_them_is_right(served: Served) -> None:
    right = ("Authorization", served.bearer("main")["Authorization"])
    for headers in ([right, ("Authorization", "Bearer other")], [("Authorization", "Bearer other"), right]):
        url = f"{served.running.url}/cameras/{NIKON}/preview.jpg"
        async with served.http.get(url, headers=headers) as response:
            assert response.status == 401


async def test_a_ticket_stands_for_the_token_of_who_made_it(served: Served) -> None:
    ticket = (await served.call("viewer", "create_ticket"))["result"]["ticket"]
    answer = await served.call("viewer", "redeem_ticket", {"ticket": ticket})
    assert answer["result"]["token"] == served.tokens["viewer"]


async def test_the_file_is_its_owners_and_has_no_token_in_it(served: Served) -> None:
    assert stat.S_IMODE(served.file.stat().st_mode) == 0o600
    text = served.file.read_text("utf-8")
    assert all(each not in text for each in served.tokens.values())
    assert all(each not in served.running.log for each in served.tokens.values())


async def test_a_file_that_cannot_be_used_changes_nothing(served: Served) -> None:
    good = served.file.read_bytes()
    served.file.write_text('{"tokens": [{"name": "viewer"}]}')
    served.running.process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(10):
        while "the tokens are as before" not in served.running.log:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.05)
    assert not await served.error("viewer", "list_cameras")
    served.file.write_bytes(good)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is no file of tokens"),
        ("[]", "is no file of tokens"),
        ('{"tokens": [1]}', "is no file of tokens"),
        ('{"tokens": [{"name": "a", "scope": "all", "sha256": ""}]}', "'all' is none of view, operate, admin"),
        ('{"tokens": [{"name": "a", "scope": "view", "sha256": "ff"}]}', "not 64 hexadecimal digits"),
        ('{"tokens": [{"name": "../a", "scope": "view", "sha256": "ff"}]}', "is no name"),
        ('{"tokens": [{"name": "a", "scope": "view", "sha256": "ff", "camera": []}]}', "no member 'camera'"),
    ],
)
def test_a_start_with_such_a_file_says_what_is_wrong(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(content)
    ran = subprocess.run(
        [sys.executable, "-m", "rpc_camera", "serve", f"--tokens={file}", f"--state-dir={tmp_path / 'state'}"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 2
    assert reason in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_token_is_written_into_a_file_of_its_own(tmp_path: Path) -> None:
    tokens, file = tmp_path / "tokens.json", tmp_path / "prometheus.token"
    options = (f"--tokens={tokens}", f"--token-file={file}")
    made = token("add", "prometheus", "--scope=view", *options, "--json")
    again = token("add", "other", "--scope=view", *options)

    assert json.loads(made.stdout) == {"name": "prometheus", "scope": "view", "token_file": str(file)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    [kept] = json.loads(tokens.read_text("utf-8"))["tokens"]
    assert kept["sha256"] == hashlib.sha256(file.read_text("utf-8").strip().encode()).hexdigest()
    assert (again.returncode, again.stderr) == (1, f"rpc-camera: {file}: File exists.\n")


def test_a_token_that_could_not_be_kept_leaves_no_file_of_its_own(tmp_path: Path) -> None:
    tokens, file = tmp_path / "missing" / "tokens.json", tmp_path / "prometheus.token"
    ran = token("add", "prometheus", "--scope=view", f"--tokens={tokens}", f"--token-file={file}")
    listed = token("list", f"--tokens={tokens}")

    assert ran.returncode == 1
    assert not file.exists()
    assert "Traceback" not in ran.stderr
    assert listed.stderr == f"rpc-camera: There is no file {tokens}: `rpc-camera token add` makes it.\n"


def test_a_file_that_others_can_write_to_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    add(file, "a", "view")
    file.chmod(0o620)
    ran = token("list", f"--tokens={file}")
    assert ran.returncode == 1
    assert f"`chmod go-w {file}`" in ran.stderr


def test_names_are_taken_once_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    add(file, "a", "view")
    again = token("add", "a", "--scope=view", f"--tokens={file}")
    missing = token("remove", "b", f"--tokens={file}")
    assert (again.returncode, missing.returncode) == (1, 1)
    assert "has a token 'a' already" in again.stderr
    assert "has no token 'b'; it has a." in missing.stderr


async def test_an_error_names_no_camera_that_the_token_is_not_for(served: Served) -> None:
    """The body that the token is for is away, so that others would be proposed in its place."""
    for camera, name in (("no-such-body", "camera_not_found"), ("z-virtual-000000", "forbidden")):
        answer = await served.call("gone", "get_camera", {"camera": camera})
        url = f"{served.running.url}/cameras/{camera}/preview.jpg"
        async with served.http.get(url, headers=served.bearer("gone")) as response:
            told = f"{answer} {await response.text()}"
        assert answer["error"]["data"]["name"] == name
        assert (NIKON in told, CANON in told) == (False, False), told


def asked_of_the_one_away(away: str) -> list[tuple[str, dict[str, Any]]]:
    """Return calls of all methods that take a camera, or cameras, for one that is away."""
    calls = []
    for name, method in Contract.load().methods.items():
        examples = method.source["examples"]
        params: dict[str, Any] = next((each["params"] for each in examples if "result" in each), {})
        others = {key: value for key, value in params.items() if key not in {"camera", "cameras"}}
        calls += [
            (name, {**others, key: each})
            for key, each in (("camera", away), ("cameras", [away]))
            if key in method.param_names
        ]
    return [*calls, ("capture_group", {"cameras": [away], "partial": True})]


async def test_no_answer_about_one_that_is_away_names_another(served: Served) -> None:
    """The body's id is nearly that of one that is there, which would be proposed to others."""
    away = NIKON[:-1] + "9"
    served.tokens["away"] = add(served.file, "away", "admin", away)
    await until_refused(served, "away", "", "list_cameras")
    for method, params in asked_of_the_one_away(away):
        told = json.dumps(await served.call("away", method, params))
        assert (NIKON in told, CANON in told) == (False, False), (method, told)
    for path in ("preview.jpg", "latest.jpg", "files/A.JPG"):
        url = f"{served.running.url}/cameras/{away}/{path}"
        async with served.http.get(url, headers=served.bearer("away")) as response:
            told = await response.text()
            assert (NIKON in told, CANON in told) == (False, False), (path, told)


async def test_a_body_that_is_not_here_and_a_label_that_is_taken_name_no_other(served: Served) -> None:
    for camera, label in ((NIKON, "left"), (CANON, "right")):
        assert not await served.error("main", "label_camera", {"camera": camera, "label": label})
    taken = await served.call("nikon", "label_camera", {"camera": NIKON, "label": "right"})
    assert taken["error"]["data"]["name"] == "label_taken"
    assert CANON not in json.dumps(taken)
    assert CANON in json.dumps(await served.call("main", "label_camera", {"camera": NIKON, "label": "right"}))


async def test_a_labelled_body_that_has_not_come_since_the_start_names_no_other(tmp_path: Path) -> None:
    file, state = tmp_path / "tokens.json", tmp_path / "state"
    tokens = {"nikon": add(file, "nikon", "admin", NIKON)}
    options = ("--port", "0", "--tokens", str(file))
    async with aiohttp.ClientSession(raise_for_status=False) as http:
        async with ServeProcess(*options, "--virtual", "nikon", state_dir=state) as running:
            served = Served(running, file, tokens, http)
            assert not await served.error("nikon", "label_camera", {"label": "left"})
        async with ServeProcess(*options, "--virtual", "canon", state_dir=state) as running:
            served = Served(running, file, {**tokens, "main": running.token}, http)
            other = (await served.call("main", "list_cameras"))["result"]["cameras"][0]["id"]
            not_here = await served.call("main", "get_camera", {"camera": NIKON})
            assert other in not_here["error"]["data"]["cameras"], "whose token is for all is told"
            for method, params in asked_of_the_one_away(NIKON):
                assert other not in json.dumps(await served.call("nikon", method, params)), method
