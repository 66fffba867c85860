"""The programs and commands that README and docs show do what they say, and end with a sentence where they cannot."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.rigs.serve_process import ServeProcess
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

END_S = 60


def shown(document: str, part: str, language: str = "python") -> str:
    """Return the code in `document` that contains `part`."""
    text = (CHECKOUT / document).read_text(encoding="utf-8")
    [code] = [code for code in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if part in code]
    return str(code)


async def run(code: str, running: ServeProcess, folder: Path, token: str) -> tuple[int | None, str, str]:
    """Run a program against `running`; return its status and what it said."""
    (folder / "program.py").write_text(code.replace("localhost:8765", running.url.partition("://")[2]))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "program.py", token),
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


async def test_the_client_of_the_readme_fetches_what_it_shot(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        status, said, complained = await run(shown("README.md", "websockets.connect"), running, tmp_path, running.token)

    name, size, _ = said.split()
    assert (status, complained) == (0, "")
    assert (tmp_path / name).stat().st_size == int(size)


@pytest.mark.parametrize("saving", [True, False])
async def test_the_booth_of_the_docs_needs_a_save_directory_and_any_number_of_cameras(
    saving: bool, tmp_path: Path
) -> None:
    options = (f"--save-dir={tmp_path / 'saved'}",) if saving else ()
    async with ServeProcess("--virtual=2", "--port=0", *options, state_dir=tmp_path / "state") as running:
        code = shown("docs/tethering.md", "file_saved")
        status, said, complained = await run(code, running, tmp_path, running.token)

    if saving:
        assert (status, complained) == (0, "")
        assert said.strip().endswith("DSC_0006.JPG")
        assert str(tmp_path / "saved") in said
    else:
        assert (status, complained) == (1, "Start the service with --save-dir.\n")


async def test_the_program_about_long_work_runs_as_it_is(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        code = shown("docs/long-work.md", "with_progress")
        status, said, complained = await run(code, running, tmp_path, running.token)

    assert (status, complained) == (0, "")
    assert said.splitlines()[0].startswith("reading 0 of ")
    assert said.splitlines()[-1] == "The shutter is closed again."


async def test_the_first_picture_of_the_python_client_is_taken(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        code = shown("clients/python/README.md", "asyncio.run")
        status, said, complained = await run(code, running, tmp_path, running.token)

    assert (status, complained) == (0, "")
    assert said.strip().endswith("DSC_0006.JPG")


PROGRAMS = (
    ("README.md", "websockets.connect"),
    ("docs/tethering.md", "file_saved"),
    ("docs/long-work.md", "with_progress"),
)


async def test_a_wrong_token_and_a_missing_server_are_a_sentence_of_each_program(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state") as running:
        wrong = [await run(shown(*program), running, tmp_path, "wrong") for program in PROGRAMS]
    missing = [await run(shown(*program), running, tmp_path, "any") for program in PROGRAMS]

    for answers, words in ((wrong, "The token is wrong. "), (missing, "No answer from ")):
        for status, said, complained in answers:
            assert (status, said, complained.count("\n")) == (1, "", 1)
            assert complained.startswith(words)


async def see_a_picture(running: ServeProcess, token: str, folder: Path) -> tuple[str, str]:
    """Run the commands of the README's "See a picture" against `running`; return what they print and complain of."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## See a picture")[2].partition("\n## ")[0]
    commands = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))
    script = commands.replace("TOKEN=TOKEN", f"TOKEN={token}").replace(
        "localhost:8765", running.url.partition("://")[2]
    )
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", script),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await asyncio.wait_for(process.communicate(), END_S)
    return said.decode(), complained.decode()


async def test_the_commands_of_the_readme_get_a_picture(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        said, complained = await see_a_picture(running, running.token, tmp_path)

    assert complained == ""
    assert said.splitlines()[-1] == "DSC_0006.JPG"
    assert (tmp_path / "DSC_0006.JPG").stat().st_size > 100_000


async def test_where_the_commands_of_the_readme_cannot_they_say_so_once(tmp_path: Path) -> None:
    async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state") as running:
        _, wrong = await see_a_picture(running, "wrong", tmp_path)
        _, none = await see_a_picture(running, running.token, tmp_path)
    _, missing = await see_a_picture(running, running.token, tmp_path)

    assert wrong.splitlines()[-1].startswith("The token is wrong. ")
    assert (none.count("\n"), none.startswith("There is no camera. Connect one")) == (1, True)
    assert {line.partition(":")[0] for line in missing.splitlines()} == {"curl"}


def test_the_install_commands_make_the_environment_once() -> None:
    commands = re.findall(
        r"^ {4}(python3 -m venv .*)$", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(commands) == 2
    assert all(re.match(r"python3 -m venv \.venv \|\| \{ [^}]*; \} && ", command) for command in commands)


def test_no_document_has_a_placeholder_that_a_header_cannot_carry() -> None:
    documents = [CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md")]

    assert [path.name for path in documents if re.search(r"Bearer …|TOKEN=…$|token: \"…\"", path.read_text())] == []
