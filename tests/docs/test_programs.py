"""The Python programs of the pages end with a sentence where they cannot do what they are for."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tests.docs.blocks import blocks
from tests.docs.page_run import filled_in
from tests.rigs.serve_process import ServeProcess
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

END_S: Final = 60
BOOTH: Final = ("docs/tethering.md", "file_saved")
PROGRAMS: Final = (
    ("README.md", "session.download"),
    ("docs/json-rpc.md", "websockets.connect"),
    ("docs/long-work.md", "with_progress"),
    BOOTH,
)


async def test_a_wrong_token_and_a_missing_server_are_a_sentence_of_each_program(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state") as running:
        wrong = [await run(shown(*program), running, tmp_path, "wrong") for program in PROGRAMS]
    missing = [await run(shown(*program), running, tmp_path, "any") for program in PROGRAMS]

    for answers, words in ((wrong, "The token is wrong. "), (missing, "No answer from ")):
        for status, said, complained in answers:
            assert (status, said, complained.count("\n")) == (1, "", 1)
            assert complained.startswith(words)


async def test_the_readmes_program_asks_for_the_token_that_it_is_not_given(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state") as running:
        status, said, complained = await run(shown(*PROGRAMS[0]), running, tmp_path)

    assert (status, said, complained.count("\n")) == (1, "", 1)
    assert complained.startswith("Give the token that the service printed: ")


async def test_the_booth_needs_a_save_directory(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        answer = await run(shown(*BOOTH), running, tmp_path, running.token)

    assert answer == (1, "", "Start the service with --save-dir.\n")


async def test_the_booth_takes_the_first_of_several_cameras(tmp_path: Path) -> None:
    saving = f"--save-dir={tmp_path / 'saved'}"
    async with ServeProcess("--virtual=2", "--port=0", saving, state_dir=tmp_path / "state") as running:
        status, said, complained = await run(shown(*BOOTH), running, tmp_path, running.token)

    assert (status, complained) == (0, "")
    assert said.startswith(str(tmp_path / "saved"))
    assert said.strip().endswith("DSC_0006.JPG")


def shown(page: str, part: str) -> str:
    """Return the program of `page` that contains `part`."""
    [code] = [block.code for block in blocks(page) if block.language == "python" and part in block.code]
    return code


async def run(code: str, running: ServeProcess, folder: Path, *arguments: str) -> tuple[int | None, str, str]:
    """Run a program against `running`; return its status and what it said."""
    (folder / "program.py").write_text(filled_in(code, urlsplit(running.url).port or 0, running.token))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "program.py", *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "clients" / "python")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complained = await asyncio.wait_for(process.communicate(), END_S)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    return process.returncode, said.decode(), complained.decode()
