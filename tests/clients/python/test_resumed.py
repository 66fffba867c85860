"""Parts of files that the Python client goes on with: by one at a time, and never with another file's bytes in them."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from rpc_camera_client import errors
from rpc_camera_client._folder_record import RECORD, FolderRecord, part_key
from rpc_camera_client._group_names import GroupNames
from rpc_camera_client._part_file import part_file, remove_parts
from tests.clients.python.test_download import answering_files, names_in
from tests.clients.python.test_group import ONE, TWO, group, second, service, tree  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera_client import Session
    from rpc_camera_client.types import GroupManifest

KEY = "0123456789abcdef"
CONTENT = bytes(range(256)) * 1000


class Answering:
    """Answers GET with what a Range asks for of `content`, and notes what was asked for."""

    def __init__(self, content: bytes = CONTENT) -> None:
        self.content = content
        self.wanted: list[str | None] = []

    async def get(self, request: web.Request) -> web.Response:
        wanted = request.headers.get("Range")
        self.wanted.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        headers = {"ETag": '"it"', "Content-Range": f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"}
        return web.Response(status=206 if wanted else 200, body=self.content[start:], headers=headers)


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        (CONTENT[:1000], ["bytes=1000-"]),
        (b"", [None]),
        (CONTENT, []),
        (b"other" * 100, ["bytes=500-", None]),
        (CONTENT[::-1], [None]),
        (CONTENT + b"more", [None]),
    ],
    ids=["a part", "nothing", "all of it", "a part of another", "all of another", "more than there is"],
)
async def test_only_what_is_missing_is_fetched_and_all_of_it_once_where_the_part_is_anothers(
    tmp_path: Path, part: bytes, wanted: list[str | None]
) -> None:
    answering = Answering()
    (tmp_path / f".{KEY}.part").write_bytes(part)
    async with answering_files(answering.get, CONTENT, asyncio.Event()) as download:
        with part_file(tmp_path, KEY) as opened:
            await download.go_on(opened.file)
            opened.put(tmp_path / "film.mp4")

    assert answering.wanted == wanted
    assert (tmp_path / "film.mp4").read_bytes() == CONTENT
    assert names_in(tmp_path) == ["film.mp4"]


async def test_bytes_that_are_wrong_twice_are_not_kept(tmp_path: Path) -> None:
    answering = Answering(CONTENT[::-1])
    (tmp_path / f".{KEY}.part").write_bytes(CONTENT[:1000])
    async with answering_files(answering.get, CONTENT, asyncio.Event()) as download:
        with pytest.raises(errors.DigestMismatch), part_file(tmp_path, KEY) as opened:
            await download.go_on(opened.file)

    assert answering.wanted == ["bytes=1000-", None]
    assert names_in(tmp_path) == []


def test_who_finds_a_part_at_work_begins_one_that_does_not_stay(tmp_path: Path) -> None:
    with part_file(tmp_path, KEY) as first:
        first.file.write(b"first")
        first.file.flush()
        with part_file(tmp_path, KEY) as other:
            assert (other.path != first.path, other.file.read()) == (True, b"")
            other.file.write(b"other")
            remove_parts(tmp_path, set())
            assert names_in(tmp_path) == sorted([first.path.name, other.path.name])
        assert names_in(tmp_path) == [first.path.name]
    with part_file(tmp_path, KEY) as again:
        assert again.file.read() == b"first"
    remove_parts(tmp_path, {KEY})
    assert names_in(tmp_path) == [f".{KEY}.part"]
    remove_parts(tmp_path, set())
    assert names_in(tmp_path) == []


def test_who_has_put_a_part_takes_none_that_another_has_begun_meanwhile(tmp_path: Path) -> None:
    with ExitStack() as later:
        with part_file(tmp_path, KEY) as first:
            first.put(tmp_path / "film.mp4")
            second = later.enter_context(part_file(tmp_path, KEY))
        second.put(tmp_path / "film-1.mp4")

    assert names_in(tmp_path) == ["film-1.mp4", "film.mp4"]


def test_a_part_is_no_link_and_no_pipe_and_replaces_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / f".{KEY}.part").symlink_to(outside)
    with part_file(folder, KEY) as part:
        part.file.write(b"theirs")
        (folder / "film.mp4").write_bytes(b"there")
        with pytest.raises(FileExistsError):
            part.put(folder / "film.mp4")
        part.put(folder / "film-1.mp4")

    assert (outside.read_bytes(), (folder / "film.mp4").read_bytes()) == (b"mine", b"there")
    assert (folder / "film-1.mp4").read_bytes() == b"theirs"


async def test_two_downloads_of_a_group_at_once_into_one_folder_do_no_harm(
    session: Session,
    group: GroupManifest,  # noqa: F811
    tmp_path: Path,
) -> None:
    both = await asyncio.gather(*(session.download_group(group, tmp_path / "to") for _ in range(2)))
    await session.download_group(group, tmp_path / "alone")
    whole, here = tree(tmp_path / "alone" / group["group_id"]), tree(both[0].folder)

    assert {name: here[name] for name in whole} == whole
    assert set(here.values()) == set(whole.values())
    assert [each.missing for each in both] == [(), ()]
    again = await session.download_group(group, tmp_path / "to")
    assert (again.saved, len(again.skipped)) == ((), 3)


async def test_a_part_that_a_power_cut_has_spoilt_is_fetched_whole(
    session: Session,
    group: GroupManifest,  # noqa: F811
    tmp_path: Path,
) -> None:
    file = group["cameras"][1]["files"][0]
    folder = tmp_path / group["group_id"]
    folder.mkdir()
    (folder / f".{part_key(TWO, file)}.part").write_bytes(bytes(file["size_bytes"] - 1))
    (folder / f".{KEY}.part").write_bytes(b"of nothing that will come")
    copy = await session.download_group(group, tmp_path)
    whole = await session.download_image(file["path"], camera=TWO)

    assert tree(folder)[f"{TWO}-DSC_0006.JPG"] == whole["sha256"]
    assert len(copy.saved) == 3
    assert names_in(folder, ".*.part") == []


async def test_names_follow_from_the_manifest_and_not_from_what_comes_first(group: GroupManifest) -> None:  # noqa: F811
    names = {key: str(name) for key, name in GroupNames("{original}").of(group).items()}
    backwards: GroupManifest = {**group, "cameras": group["cameras"][::-1]}

    assert {key: str(name) for key, name in GroupNames("{original}").of(backwards).items()} == names
    assert sorted(names.values()) == [f"DSC_0006-{ONE}.JPG", f"DSC_0006-{TWO}.JPG", "DSC_0006.NEF"]
    only_case = GroupNames("{label}").of(labelled(group, "Left", "LEFT"))
    assert len({str(name).casefold() for name in only_case.values()}) == len(only_case)


def labelled(group: GroupManifest, *labels: str) -> GroupManifest:  # noqa: F811
    members = [{**member, "label": label} for member, label in zip(group["cameras"], labels, strict=True)]
    return {**group, "cameras": members}  # type: ignore[typeddict-item]


def test_a_record_whose_last_line_was_cut_loses_nothing_that_comes_after(tmp_path: Path) -> None:
    (tmp_path / "one.jpg").write_bytes(b"one")
    (tmp_path / RECORD).write_text('{"camera": "a", "pat')
    file: dict[str, object] = {"path": "/one.jpg", "size_bytes": 3}
    digest = hashlib.sha256(b"one").hexdigest()
    FolderRecord(tmp_path).add("a", file, tmp_path / "one.jpg", digest)  # type: ignore[arg-type]

    assert FolderRecord(tmp_path).find("a", file) == tmp_path / "one.jpg"  # type: ignore[arg-type]
