"""What a person sees at a terminal."""

from __future__ import annotations

import io
import json
import re

from PIL import Image

from rpc_camera.command.output import as_json, printable, size
from rpc_camera.command.screen import half_blocks
from tests.command.rig import ONE, TWO, Screen, Terminal


def test_a_person_sees_a_table(terminal: Terminal) -> None:
    with Screen(terminal, "cameras") as screen:
        screen.read_until_end()
        assert screen.process.wait(30) == 0
    assert "Camera" in screen.text
    assert ONE in screen.text
    assert TWO in screen.text
    assert "{" not in screen.text


def test_labels_are_columns_where_there_are_any(terminal: Terminal) -> None:
    terminal.json("label", ONE, "left", "--place=row 3")
    with Screen(terminal, "cameras") as screen:
        screen.read_until_end()
    with Screen(terminal, "label", ONE, "", "--place=") as answer:
        answer.read_until_end()

    assert ("Label" in screen.text, "row 3" in screen.text) == (True, True)
    assert f"{ONE} has no label." in answer.text


def test_a_collection_is_reported_in_a_line_and_by_camera(terminal: Terminal) -> None:
    group = terminal.json("capture", "--camera", ONE, "--camera", TWO)["group_id"]
    with Screen(terminal, "groups", "--since=1h") as listed:
        listed.read_until_end()
    with Screen(terminal, "collect", group, "--into=scan") as screen:
        screen.read_until_end()
        assert screen.process.wait(30) == 0
    assert group in listed.text
    words = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", screen.text).split())
    assert "2 files came, 0 were here already, 0 are missing." in words
    assert "Camera Fired Came Were here Missing" in words
    assert f"{ONE} 1 of 1 1" in words
    assert "2 files of 2 files" in words


def test_links_are_listed_with_whole_ids_in_a_narrow_terminal(terminal: Terminal) -> None:
    made = terminal.json("link", "create", "latest", "--camera", ONE, "--name=dashboard")["link"]
    with Screen(terminal, "link", "create", "preview", "--camera", ONE) as created:
        created.read_until_end()
    with Screen(terminal, "link", "list") as listed:
        listed.read_until_end()
    [row] = [line.split() for line in listed.text.splitlines() if made["link_id"] in line]
    assert row == [made["link_id"], ONE, "latest", "dashboard", made["created_at"][:10], "API_TOKEN", "never"]
    assert "For other machines, write the name of this one for localhost." in created.text


def test_live_view_fits_into_the_terminal(terminal: Terminal) -> None:
    with Screen(terminal, "preview", "--camera", ONE, "--frames=1") as screen:
        screen.read_until_end()
        assert screen.process.wait(30) == 0
    assert screen.text.count("▀") == 80 * 30  # 640 to 480, in 100 columns and 60 half rows


def test_each_character_has_two_pixels() -> None:
    picture = Image.new("RGB", (2, 4), "white")
    file = io.BytesIO()
    picture.save(file, "JPEG")
    text = half_blocks(file.getvalue(), 2, 2)
    assert text.plain == "▀▀\n▀▀"


def test_nothing_from_a_camera_moves_the_cursor() -> None:
    assert printable("Z\x1b[2J\r ü") == "Z\\x1b[2J\\r ü"


def test_sizes() -> None:
    assert [size(999), size(4_941_182), size(64_000_000_000)] == ["999 bytes", "4.9 MB", "64.0 GB"]


def test_json_of_the_names_of_others_moves_no_cursor() -> None:
    names = {"name": "\x1b[2J\x9b31m\u202eex\u2066e\ud800 ü 東"}
    text = as_json(names)
    assert text == '{"name": "\\u001b[2J\\u009b31m\\u202eex\\u2066e\\ud800 ü 東"}'
    assert json.loads(text) == names
