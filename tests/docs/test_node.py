"""The JavaScript, TypeScript and HTML of the pages runs in Node, with the package installed as a user does."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest

from tests.docs.blocks import Block, blocks, pages
from tests.docs.page_run import filled_in, is_program
from tests.install.conftest import made_once, run
from tests.rigs.serve_process import ServeProcess
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDINGS: Final = {"javascript": ".mjs", "typescript": ".mts", "html": ".html"}
NODE: Final = ("node", "--no-warnings", "--experimental-websocket")  # of its own only from Node 22 on
COMPILER: Final = ("npx", "--yes", "--package", "typescript@5.9.3", "--", "tsc")
OPTIONS: Final = ("--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom", "--skipLibCheck")
END_S: Final = 60

pytestmark = [
    pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="needs Node with npm"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="session")
def modules(common: Path) -> Path:
    """The folder of the packages that `npm install ../…/clients/typescript ws` makes."""
    root = common / "node"
    with made_once(root) as is_first:
        if is_first:
            package = os.path.relpath(CHECKOUT / "clients" / "typescript", root)
            quiet = ("--no-audit", "--no-fund", "--loglevel=error")
            run("npm", "install", *quiet, package, "ws", cwd=root)
    return root / "node_modules"


@pytest.mark.parametrize("page", [page for page in pages() if any(each.language in ENDINGS for each in blocks(page))])
async def test_the_programs_of_a_page_run_in_node(page: str, modules: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(modules)
    shutil.copy(Path(__file__).with_name("fragment.mjs"), tmp_path)
    shutil.copy(CHECKOUT / "docs" / "README.md", tmp_path / "poster.jpg")
    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        for number, block in enumerate(blocks(page)):
            if block.language in ENDINGS and block.reason is None:
                await use(block, tmp_path / f"{number}{ENDINGS[block.language]}", running)


async def test_a_wrong_token_is_a_sentence_of_the_readmes_program(modules: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(modules)
    [code] = [block.code for block in blocks("README.md") if block.language == "javascript"]
    async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state") as running:
        text = filled_in(code, urlsplit(running.url).port or 0, "")
        await asyncio.to_thread((tmp_path / "first.mjs").write_text, text, encoding="utf-8")
        for token in (["wrong"], []):
            status, said, complained = await run_to_its_end((*NODE, "first.mjs", *token), tmp_path)
            assert (status, said, complained.count("\n")) == (1, "", 1)
            assert "Show the token of the service's start" in complained


async def use(block: Block, file: Path, running: ServeProcess) -> None:
    """Run one block, which has to end well."""
    port = urlsplit(running.url).port or 0
    text = filled_in(block.code, port, running.token)
    await asyncio.to_thread(file.write_text, text, encoding="utf-8")
    if file.suffix == ".mts":
        await succeed((*COMPILER, *OPTIONS, file.name), block, file.parent)
        file = file.with_suffix(".mjs")
    if is_program(block.code) and file.suffix != ".html":
        arguments = [file.name, running.token]
    else:
        arguments = ["fragment.mjs", file.name, f"ws://localhost:{port}/rpc", running.token]
    await succeed((*NODE, *arguments), block, file.parent)


async def succeed(command: Sequence[str], block: Block, folder: Path) -> None:
    try:
        status, said, complained = await run_to_its_end(command, folder)
    except TimeoutError:
        raise AssertionError(f"{block} did not end:\n{block.code}") from None
    ended = f"{block} ended with {status}:\n{block.code}\n{said}{complained}"
    assert (status, complained) == (0, ""), ended


async def run_to_its_end(command: Sequence[str], folder: Path) -> tuple[int | None, str, str]:
    """Run a command; return its status and what it said. TimeoutError: it did not end, and was killed."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, "npm_config_update_notifier": "false"},
        stdin=asyncio.subprocess.DEVNULL,
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
