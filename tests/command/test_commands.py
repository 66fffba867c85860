"""What each command does, with the service that runs."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from rpc_camera.left_server import left_servers
from tests.command.rig import ONE, TWO

if TYPE_CHECKING:
    from tests.command.rig import Terminal


def test_cameras_prints_the_result_of_the_method(terminal: Terminal) -> None:
    assert [each["id"] for each in terminal.json("cameras")["cameras"]] == [ONE, TWO]


def test_a_camera_is_named_and_found_by_its_name(terminal: Terminal) -> None:
    labelled = terminal.json("label", TWO, "left", "--place", "row 3, left")["camera"]
    assert (labelled["id"], labelled["label"], labelled["place"]) == (TWO, "left", "row 3, left")
    assert terminal.json("config", "get", "iso", "--camera", "left")["widgets"]
    assert terminal.json("identify", "left", "--for=0.1") == {"camera": TWO, "by": "live_view"}
    taken = terminal.run("label", ONE, "left")
    assert (taken.returncode, "`rpc-camera label`" in taken.stderr) == (1, True)

    assert "label" not in terminal.json("label", "left", "")["camera"]
    assert "place" not in terminal.json("label", TWO, "--place", "")["camera"]
    assert terminal.run("label", TWO).returncode == 2
    assert terminal.run("identify", TWO, "--for=0").returncode == 2


def test_capture_downloads_each_of_several_pictures(terminal: Terminal) -> None:
    done = terminal.run("capture", "--camera", ONE, "--count=2", "--interval=0.1", "--download=pictures")
    assert done.returncode == 0, done.stderr
    pictures = [json.loads(line) for line in done.stdout.splitlines()]
    saved = [path for picture in pictures for path in picture["saved"]]
    assert len(saved) == 2
    assert sorted(saved) == sorted(f"pictures/{file.name}" for file in (terminal.folder / "pictures").iterdir())
    sizes = [(terminal.folder / path).stat().st_size for path in saved]
    assert sizes == [file["size_bytes"] for picture in pictures for file in picture["files"]]


def test_several_cameras_fire_as_a_group(terminal: Terminal) -> None:
    manifest = terminal.json("capture", "--camera", ONE, "--camera", TWO)
    assert manifest["complete"]
    assert {member["camera"] for member in manifest["cameras"]} == {ONE, TWO}


def test_all_cameras_are_fired_set_compared_and_tethered(terminal: Terminal) -> None:
    manifest = terminal.json("capture", "--all")
    assert {member["camera"] for member in manifest["cameras"]} == {ONE, TWO}
    done = terminal.json("config", "set", "iso=640", "--all")
    assert {part["camera"] for part in done["cameras"]} == {ONE, TWO}
    assert terminal.json("config", "diff", "--all", "--name=iso")["equal"] == 1
    stopped = terminal.json("tether", "stop", "--all")["tetherings"]
    started = terminal.json("tether", "start", "--camera", ONE, "--camera", TWO)["tetherings"]
    assert {each["camera"]: each["active"] for each in stopped} == {ONE: False, TWO: False}
    assert {each["camera"]: each["active"] for each in started} == {ONE: True, TWO: True}


def test_a_camera_that_is_named_twice_is_told(terminal: Terminal) -> None:
    port = terminal.json("cameras")["cameras"][0]["port"]
    for command in (("capture",), ("config", "set", "iso=400")):
        done = terminal.run(*command, "--camera", ONE, "--camera", TWO, "--camera", port)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"A camera is named twice: {ONE!r} and {port!r} are the same. `--help`" in done.stderr


def test_with_partial_those_fire_that_can(terminal: Terminal) -> None:
    whole = terminal.run("capture", "--camera", ONE, "--camera=nobody")
    partial = terminal.run("capture", "--camera", ONE, "--camera=nobody", "--partial")

    assert [whole.returncode, partial.returncode] == [1, 1]
    assert "Nothing was fired" in whole.stderr
    assert [member["camera"] for member in json.loads(partial.stdout)["cameras"] if "files" in member] == [ONE]
    assert "rpc-camera: nobody: There is no camera 'nobody'." in partial.stderr


def test_a_camera_of_several_whose_tethering_is_refused_is_named_and_the_others_are_switched(
    terminal: Terminal,
) -> None:
    done = terminal.run("tether", "start", "--camera", ONE, "--camera=nobody")
    assert done.returncode == 1
    assert [each["camera"] for each in json.loads(done.stdout)["tetherings"]] == [ONE]
    assert "rpc-camera: nobody: There is no camera 'nobody'." in done.stderr


def test_a_group_is_collected_into_a_folder_and_only_once(terminal: Terminal) -> None:
    group = terminal.json("capture", "--camera", ONE, "--camera", TWO)["group_id"]
    assert group in {each["group_id"] for each in terminal.json("groups", "--since=1h")["groups"]}
    (first,) = terminal.json("collect", group, "--into=scan", "--name={camera}/{original}")["groups"]
    (again,) = terminal.json("collect", group, group, "--into=scan")["groups"]
    assert sorted(path.removeprefix(f"{terminal.folder}/scan/{group}/") for path in first["saved"]) == sorted(
        f"{member['camera']}/{file['filename']}"
        for member in terminal.json("call", "get_group", f"group_id={group}")["cameras"]
        for file in member["files"]
    )
    assert (again["saved"], len(again["skipped"])) == ([], 2)


def test_settings_are_changed_together_and_kept_in_a_file(terminal: Terminal) -> None:
    terminal.json("config", "set", "iso=400", "f-number=f/8", "--camera", TWO)
    terminal.json("config", "save", "light.json", "--section=imgsettings", "--camera", TWO)
    refused = terminal.run("config", "set", "iso=800", "f-number=f/0", "--camera", TWO)
    assert refused.returncode == 1
    assert terminal.json("config", "get", "iso", "--camera", TWO)["widgets"][0]["value"] == "400"

    terminal.json("config", "set", "iso=800", "--camera", TWO)
    applied = terminal.json("config", "apply", "light.json", "--camera", TWO)["widgets"]
    assert [(each["name"], each["value"]) for each in applied] == [("iso", "400")]
    assert terminal.json("config", "apply", "light.json", "--camera", TWO) == {"widgets": []}


def test_several_cameras_are_set_at_once_and_compared(terminal: Terminal) -> None:
    done = terminal.json("config", "set", "iso=400", "f-number=f/8", "--camera", ONE, "--camera", TWO)
    assert [part["camera"] for part in done["cameras"]] == [ONE, TWO]
    assert done["complete"]
    assert terminal.json("config", "diff", ONE, TWO, "--name=iso", "--name=aperture")["differing"] == []

    terminal.json("config", "set", "iso=800", "--camera", TWO)
    (difference,) = terminal.json("config", "diff", ONE, TWO, "--section=imgsettings")["differing"]
    assert difference["name"] == "iso"
    assert difference["values"] == [{"value": 400, "cameras": [ONE]}, {"value": 800, "cameras": [TWO]}]


def test_a_camera_that_is_not_there_is_named_and_the_others_are_set(terminal: Terminal) -> None:
    done = terminal.run("config", "set", "iso=200", "--camera", TWO, "--camera=nobody")
    compared = terminal.run("config", "diff", ONE, TWO, "nobody")

    assert [done.returncode, compared.returncode] == [1, 1]
    assert all("rpc-camera: nobody: There is no camera 'nobody'." in each.stderr for each in (done, compared))
    assert json.loads(done.stdout)["cameras"][0]["result"]["widgets"][0]["value"] == "200"
    assert json.loads(compared.stdout)["equal"] > 0


def test_a_file_goes_to_the_camera_and_back_and_is_deleted(terminal: Terminal) -> None:
    folder = "/store_00010001/DCIM/100VIRTL"
    poster = terminal.folder / "poster.jpg"
    poster.write_bytes(b"\xff\xd8" + bytes(100_000) + b"\xff\xd9")

    path = terminal.json("files", "put", "poster.jpg", folder, "--name=POSTER.JPG", "--camera", TWO)["path"]
    again = terminal.run("files", "put", "poster.jpg", folder, "--name=POSTER.JPG", "--camera", TWO)
    back = terminal.json("files", "get", path, "--camera", TWO)["saved"]
    terminal.json("files", "rm", path, "--camera", TWO)
    left = terminal.json("files", "ls", folder, "--camera", TWO)["files"]

    assert again.returncode == 1
    assert "exists already" in again.stderr
    assert digest(terminal, back) == digest(terminal, "poster.jpg")
    assert path not in [file["path"] for file in left]


def digest(terminal: Terminal, name: str) -> str:
    return hashlib.sha256((terminal.folder / name).read_bytes()).hexdigest()


def test_sync_fetches_what_is_not_here_and_only_that(terminal: Terminal) -> None:
    first = terminal.json("files", "sync", "card", "--folder=/store_00010001/DCIM/100VIRTL", "--camera", TWO)
    second = terminal.json("files", "sync", "card", "--folder=/store_00010001/DCIM/100VIRTL", "--camera", TWO)
    assert first["saved"]
    assert not first["skipped"]
    assert second == {"saved": [], "skipped": first["saved"]}


def test_live_view_goes_to_a_file_and_to_a_player(terminal: Terminal) -> None:
    assert terminal.run("preview", "--camera", ONE, "--output=frame.jpg").returncode == 0
    assert (terminal.folder / "frame.jpg").read_bytes().count(b"\xff\xd8\xff") == 1
    assert terminal.run("preview", "--camera", ONE, "--output=live.mjpeg", "--frames=3").returncode == 0
    assert (terminal.folder / "live.mjpeg").read_bytes().count(b"\xff\xd8\xff\xe0") == 3


def test_any_method_can_be_called(terminal: Terminal) -> None:
    name = terminal.run("call", "get_config", "name=7", f"camera={ONE}")  # a name is text, whatever it looks like
    assert "has no setting '7'" in name.stderr
    steps = terminal.json("call", "capture_group", f'cameras=["{ONE}", "{TWO}"]', "timeout_s=30")
    assert steps["complete"]


def test_a_sequence_goes_on_without_the_command(terminal: Terminal) -> None:
    started = terminal.json("sequence", "start", "--frames=50", "--interval=60", "--name=slow", "--camera", TWO)
    number = started["sequence"]["sequence_id"]
    assert number in [each["sequence_id"] for each in terminal.json("sequence", "list")["sequences"]]
    assert terminal.json("sequence", "show", "slow")["sequence"]["sequence_id"] == number
    assert terminal.json("sequence", "stop", "slow")["sequence"]["state"] in {"stopping", "stopped"}
    assert terminal.json("sequence", "stop", number)["sequence"]["sequence_id"] == number
    assert "There is no sequence 'fast'" in terminal.run("sequence", "stop", "fast").stderr


def test_tethering_is_shown_and_switched(terminal: Terminal) -> None:
    assert not terminal.json("tether", "stop", "--camera", TWO)["active"]
    assert terminal.json("tether", "start", "--camera", TWO)["active"]
    assert {each["camera"]: each["active"] for each in terminal.json("tether", "status")["tetherings"]}[TWO]
    assert terminal.json("tether", "status", "--camera", TWO)["camera"] == TWO


def test_doctor_finds_the_service_and_its_cameras(terminal: Terminal) -> None:
    checks = terminal.json("doctor")["checks"]
    states = {each["check"]: each["state"] for each in checks}
    assert states["service"] == states["token"] == states["camera"] == states["libgphoto2"] == "ok"
    assert {"usb", "gvfs", "clock", "disk"} <= set(states)
    [token] = [each["message"] for each in checks if each["check"] == "token"]
    assert token == "It is right: API_TOKEN, with the scope admin for all cameras."


def test_page_prints_an_address_that_lets_in_once_and_opens_it(terminal: Terminal) -> None:
    printed = terminal.json("page")
    browser = terminal.folder / "browser"
    browser.write_text('#!/bin/sh\nprintf %s "$1" >opened\n')
    browser.chmod(0o700)
    opened = terminal.run("page", "--open", BROWSER=str(browser))
    server = next(left_servers(terminal.runtime / "rpc-camera"))

    assert opened.returncode == 0, opened.stderr
    assert json.loads(opened.stdout)["url"] == (terminal.folder / "opened").read_text()
    for address in (printed["url"], json.loads(opened.stdout)["url"]):
        page, _, ticket = address.partition("#ticket=")
        assert page == server.url.replace("ws", "http").removesuffix("rpc")
        assert post(f"{page}rpc", "redeem_ticket", ticket=ticket)["result"] == {"token": server.token}
        assert "redeemed already" in post(f"{page}rpc", "redeem_ticket", ticket=ticket)["error"]["message"]


def test_page_says_that_no_browser_could_be_started(terminal: Terminal) -> None:
    opened = terminal.run("page", "--open", BROWSER="no-such-browser", PATH="/nowhere", DISPLAY="", WAYLAND_DISPLAY="")

    assert opened.returncode == 1
    assert "No browser could be started here" in opened.stderr


def post(url: str, method: str, **params: str) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    with urlopen(Request(url, body)) as answer:
        return json.load(answer)


def test_a_link_is_made_opened_listed_and_revoked(terminal: Terminal) -> None:
    made = terminal.json(
        "link", "create", "latest", "--camera", ONE, "--name=dashboard", "--expires=2099-01-31T12:00:00Z"
    )
    with urlopen(made["jpeg_url"], timeout=30) as picture:
        assert picture.headers["Content-Type"] == "image/jpeg"
    both = terminal.json("link", "create", "preview", "--camera", TWO, "--max-fps=5")
    with urlopen(both["mjpeg_url"], timeout=30) as stream:
        assert stream.read(9) == b"--frame\r\n"
    assert terminal.json("link", "list")["links"] == [made["link"], both["link"]]
    assert made["link"]["expires_at"] == "2099-01-31T12:00:00Z"

    for each in (made, both):
        link_id = each["link"]["link_id"]
        assert terminal.json("link", "revoke", link_id) == {"link_id": link_id}
    again = terminal.run("link", "revoke", made["link"]["link_id"])
    assert (again.returncode, "list_links" in again.stderr or "link list" in again.stderr) == (1, True), again.stderr
    assert terminal.json("link", "list")["links"] == []
    assert terminal.run("link", "create", "files").returncode == 2
