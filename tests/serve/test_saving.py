"""`rpc-camera serve --save-dir`: its options, and its end by kill -9 in the middle of a picture."""

from __future__ import annotations

import argparse
import asyncio
import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.cli import main
from rpc_camera.contract.contract import Contract
from rpc_camera.serve.option_error import OptionsError
from rpc_camera.serve.options import add_arguments, resolve
from tests.rigs.rpc_client import RpcClient
from tests.rigs.saving import EVENTS, ID, in_the_middle, parts, pictures, press, saved_files, sha256, until
from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@asynccontextmanager
async def saving(
    camera: VirtualCameraProcess, tmp_path: Path, *, settled: bool = True
) -> AsyncIterator[tuple[ServeProcess, RpcClient]]:
    options = (f"--camera={camera.port_string}", f"--save-dir={pictures(tmp_path)}", "--save-name={original}")
    async with (
        ServeProcess(*options, "--port=0", state_dir=tmp_path / "state") as serve,
        RpcClient(f"{serve.url}/rpc", Contract.load(), serve.token) as client,
    ):
        await client.call("subscribe", events=EVENTS)
        if settled:
            await client.call("list_tethering")
        yield serve, client


async def test_a_server_that_is_killed_in_the_middle_saves_the_picture_when_it_is_back(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with saving(camera, tmp_path) as (serve, client):
            await client.call("capture_image")
            first = await client.notification("file_saved")
            await client.call("set_config", name="imagequality", value="NEF (Raw)")
            camera.control({"latency_s": 0.1})
            await client.call("capture_image")
            await in_the_middle(tmp_path)
            serve.process.kill()
            await serve.ended()
        left = parts(tmp_path)
        foreign = pictures(tmp_path) / ".0123456789abcdef.rpc-camera-part"
        foreign.write_text("of another server")
        camera.control({"clear": True})
        await press(camera)

        async with saving(camera, tmp_path) as (_, client):
            await until(lambda: len(saved_files(tmp_path)) == 4 and parts(tmp_path) == [foreign])
            state = await client.call("get_tethering")
            whole = [
                await client.call("download_image", path=f"/store_00010001/DCIM/101VIRTL/DSC_000{number}.NEF")
                for number in (7, 8)
            ]

    assert len(left) == 1
    assert saved_files(tmp_path) == [foreign.name, "DSC_0006.JPG", "DSC_0007.NEF", "DSC_0008.NEF"]
    assert sha256(pictures(tmp_path) / "DSC_0006.JPG") == first["sha256"]
    assert [sha256(pictures(tmp_path) / each["filename"]) for each in whole] == [each["sha256"] for each in whole]
    assert state["camera"] == ID


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_a_picture_that_was_shot_while_a_full_card_was_looked_at_is_saved_after_the_servers_end(
    tmp_path: Path, how: signal.Signals
) -> None:
    card = tmp_path / "card"
    card.mkdir()
    for number in range(300):
        (card / f"OLD_{number:04d}.JPG").write_bytes(b"\xff\xd8")
    with VirtualCameraProcess("--serial", "0000001", "--pictures", str(card)) as camera:
        camera.control({"latency_s": 0.02})
        async with saving(camera, tmp_path, settled=False) as (serve, client):
            await client.call("capture_image")
            await client.notification("file_added")
            await asyncio.sleep(0.5)
            await serve.stop(how)
        camera.control({"clear": True})

        async with saving(camera, tmp_path) as (_, client):
            async with asyncio.timeout(30):  # the file has its name before the ledger counts it
                while (state := await client.call("get_tethering"))["saved"] == 0:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

    assert state["saved"] == 1
    assert saved_files(tmp_path) == ["DSC_0006.JPG"]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--save-name", "{original}"], "give --save-dir as well"),
        (["--delete-after-save"], "give --save-dir as well"),
        (["--save-dir", "/nowhere", "--save-name", "../{original}"], "--save-name: '../{original}' is no template"),
    ],
)
def test_options_that_do_not_go_together_are_told(flags: list[str], words: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser, ["nikon", "sony"])
    with pytest.raises(OptionsError, match=words):
        resolve(parser.parse_args(flags), {"HOME": "/nowhere"})


@pytest.mark.parametrize(
    ("save_dir", "words"),
    [
        ("file", "it is a file"),
        ("file/below", "a part of its path is a file"),
        ("/proc/x", "no file and no folder can be made there"),
        ("state/below", "lies in the state directory"),
    ],
)
def test_a_save_directory_that_cannot_be_used_is_one_sentence_and_status_2(
    save_dir: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    status = main(["serve", f"--state-dir={tmp_path / 'state'}", f"--save-dir={tmp_path / save_dir}"])

    said = capsys.readouterr().err
    assert status == 2
    assert said.startswith("rpc-camera serve: ")
    assert words in said
    assert said.count("\n") == 1
