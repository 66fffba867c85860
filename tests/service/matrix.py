"""Every method on a body of every make: it works there, or is refused for a reason that is true of that make.

`python -m tests.service.matrix` writes what is found into the table of docs/makes.md; a test compares the two.
"""

from __future__ import annotations

import asyncio
import base64
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.rigs.rpc_client import RpcError
from tests.rigs.saving import saving_service
from tests.rigs.service import TOKEN
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.rigs.rpc_client import RpcClient

MAKES: Final = {
    "nikon": "Nikon Z",
    "canon": "Canon EOS R",
    "canon-dslr": "Canon EOS, reflex",
    "sony": "Sony Alpha, protocol 2.00",
    "sony3": "Sony Alpha, protocol 3.00",
    "fuji": "Fujifilm X",
}
WORKS: Final = "yes"
PAGE: Final = Path(__file__).parents[2] / "docs/makes.md"


class Outcomes:
    """Calls methods and keeps what became of each; a refusal for another reason than that it cannot be is a failure."""

    def __init__(self, client: RpcClient) -> None:
        self._client = client
        self.by_method: dict[str, str] = {}

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method; return its result, or an empty one where the body cannot do it."""
        try:
            result = await self._client.call(method, **params)
        except RpcError as error:
            if error.name != "not_supported":
                raise
            self.by_method.setdefault(method, error.message)
            return {}
        self.by_method.setdefault(method, WORKS)
        return result


async def try_all(client: RpcClient, body: VirtualCameraProcess) -> dict[str, str]:
    """Call every method, each with what it needs, and check that what it says has happened."""
    tried = Outcomes(client)
    await about_the_server(tried)
    await settings(tried, body.id)
    await pictures(tried, body)
    await focus_and_live_view(tried, client)
    await files(tried)
    await long_work(tried, client)
    return tried.by_method


async def about_the_server(tried: Outcomes) -> None:
    await tried.call("authenticate", token=TOKEN)
    ticket = (await tried.call("create_ticket"))["ticket"]
    assert (await tried.call("redeem_ticket", ticket=ticket))["token"] == TOKEN
    await tried.call("get_server_info")
    await tried.call("rpc.discover")
    await tried.call("subscribe", events=["sequence_ended", "file_saved"])
    (camera,) = (await tried.call("list_cameras"))["cameras"]
    assert (await tried.call("select_camera", camera=camera["id"]))["camera"]["id"] == camera["id"]
    assert (await tried.call("get_camera"))["manufacturer"]
    assert (await tried.call("label_camera", label="left"))["camera"]["label"] == "left"


async def settings(tried: Outcomes, camera: str) -> None:
    assert len((await tried.call("list_config"))["widgets"]) > 5
    assert (await tried.call("set_config", name="iso", value="200"))["value"] == "200"
    await tried.call("set_configs", values={"iso": "400", "whitebalance": "Daylight"})
    assert (await tried.call("get_config", name="iso"))["value"] == "400"
    assert (await tried.call("set_exposure", iso=800, shutter_s=0.01))["chosen"] == {"iso": 800, "shutter_s": 0.01}
    assert (await tried.call("get_exposure"))["settings"]["iso"]["value"] == 800
    compared = await tried.call("compare_config", cameras=[camera, "nobody"])
    assert [each["camera"] for each in compared["failed"]] == ["nobody"]
    assert (await tried.call("set_capture_settings", quality="raw+jpeg"))["chosen"] == {"quality": "raw+jpeg"}
    assert (await tried.call("get_capture_settings"))["settings"]["quality"]["value"] == "raw+jpeg"


async def pictures(tried: Outcomes, body: VirtualCameraProcess) -> None:
    assert len((await tried.call("capture_image"))["files"]) == 2
    before = body.control({"status": True})["frame"]
    await tried.call("trigger_capture")
    group = await tried.call("capture_group", cameras=[(await tried.call("list_cameras"))["cameras"][0]["id"]])
    assert [each["group_id"] for each in (await tried.call("list_groups"))["groups"]] == [group["group_id"]]
    assert await tried.call("get_group", group_id=group["group_id"]) == group
    assert body.control({"status": True})["frame"] == before + 2
    await tried.call("set_exposure", shutter_s="bulb")
    await tried.call("start_bulb", max_s=5)
    exposed = await tried.call("stop_bulb")
    assert not exposed or len(exposed["files"]) == 2
    await tried.call("set_exposure", shutter_s=0.01)


async def focus_and_live_view(tried: Outcomes, client: RpcClient) -> None:
    await tried.call("autofocus")
    with suppress(RpcError):  # where a switch on the lens sets it
        await client.call("set_capture_settings", focus_mode="manual")
    await tried.call("drive_focus", steps=3)
    await tried.call("identify_camera", duration_s=0.1)
    await tried.call("start_preview")
    await client.notification("preview_frame")
    await tried.call("stop_preview")
    await tried.call("get_preview_url")
    link = (await tried.call("create_link", kind="latest"))["link"]
    assert (await tried.call("list_links"))["links"] == [link]
    assert (await tried.call("revoke_link", link_id=link["link_id"]))["link_id"] == link["link_id"]


async def files(tried: Outcomes) -> None:
    listed = (await tried.call("list_files", recursive=True))["files"]
    path = next(file["path"] for file in listed if file["path"].endswith((".JPG", ".jpg")))
    info = await tried.call("get_file_info", path=path)
    picture = base64.b64decode((await tried.call("download_image", path=path))["image_base64"])
    assert len(picture) == info["size_bytes"]
    part = await tried.call("read_file", path=path, offset=10, length=100)
    assert base64.b64decode(part["data_base64"]) == picture[10:110]
    assert base64.b64decode((await tried.call("get_thumbnail", path=path))["image_base64"])[:2] == b"\xff\xd8"
    assert (await tried.call("get_metadata", path=path))["tags"]["image"]["Model"]
    await tried.call("get_file_url", path=path)
    assert (await tried.call("get_archive_url", paths=[path], name="all"))["filename"] == "all.zip"
    folder = path.rpartition("/")[0] or "/"
    stored = await tried.call("upload_file", folder=folder, filename="NEW.JPG", data_base64="/9j/2Q==")
    await tried.call("get_upload_url", path=f"{folder.rstrip('/')}/NEWER.JPG")
    await tried.call("delete_file", path=path)
    names = [file["path"] for file in (await tried.call("list_files", recursive=True))["files"]]
    assert (path in names) is (tried.by_method["delete_file"] != WORKS)
    assert not stored or stored["path"] in names


async def long_work(tried: Outcomes, client: RpcClient) -> None:
    steps = [{"exposure": {"shutter_s": time}} for time in (0.005, 0.02)]
    started = (await tried.call("start_sequence", frames=1, bracket=True, steps=steps))["sequence"]
    assert (await client.notification("sequence_ended"))["state"] == "completed"
    number = started["sequence_id"]
    assert (await tried.call("get_sequence", sequence_id=number))["sequence"]["frames_taken"] == 1
    assert (await tried.call("list_sequences"))["sequences"]
    assert (await tried.call("stop_sequence", sequence_id=number))["sequence"]["state"] == "completed"
    assert (await tried.call("start_tethering"))["active"] is True
    assert (await tried.call("get_tethering"))["failing"] == []
    assert (await tried.call("list_tethering"))["tetherings"]
    saved = await client.notification("file_saved")
    link = await tried.call("get_saved_file_url", path=saved["file"]["path"], size_bytes=saved["size_bytes"])
    assert link["file"]["sha256"] == saved["sha256"]
    assert (await tried.call("stop_tethering"))["active"] is False
    assert (await tried.call("get_events", since=0))["events"]
    refused = await client.error("cancel_request", request_id=12345)
    tried.by_method["cancel_request"] = WORKS if refused.name == "request_not_found" else refused.message
    await tried.call("unsubscribe", events=["file_saved"])


async def outcomes(make: str, folder: Path) -> dict[str, str]:
    """Return what becomes of every method on a body of a make: `WORKS`, or why it is refused."""
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as body:
        async with saving_service(folder, body) as (_, client):
            return await try_all(client, body)


def written(found: Mapping[str, Mapping[str, str]]) -> str:
    """Return the table of the page, with the notes below it, for the outcomes by make and method."""
    notes: list[str] = []
    lines = [f"| method | {' | '.join(MAKES.values())} |", f"|---|{'---|' * len(MAKES)}"]
    for method in sorted(found[next(iter(MAKES))]):
        cells = [_cell(found[make][method], notes) for make in MAKES]
        lines.append(f"| `{method}` | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *(f"{number}. {note}" for number, note in enumerate(notes, 1))])


def _cell(outcome: str, notes: list[str]) -> str:
    if outcome == WORKS:
        return WORKS
    if outcome not in notes:
        notes.append(outcome)
    return f"no, {notes.index(outcome) + 1}"


def said(make: str) -> dict[str, str]:
    """Return what the page says of a make, by method."""
    text = PAGE.read_text(encoding="utf-8")
    notes = dict(re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE))
    rows = [row.strip("|").split("|") for row in text.splitlines() if row.startswith("| `")]
    column = list(MAKES).index(make) + 1
    cells = {row[0].strip().strip("`"): row[column].strip() for row in rows if len(row) > len(MAKES)}
    return {method: WORKS if cell == WORKS else notes[cell.removeprefix("no, ")] for method, cell in cells.items()}


async def main() -> None:
    """Write the table into the page."""
    found: dict[str, dict[str, str]] = {}
    for make in MAKES:
        with tempfile.TemporaryDirectory() as folder:
            found[make] = await outcomes(make, Path(folder))
    text = PAGE.read_text(encoding="utf-8")
    begin, end = text.index("| method |"), text.index("\n\n## What a make does otherwise")
    PAGE.write_text(text[:begin] + written(found) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
