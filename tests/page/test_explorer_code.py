"""The code that the explorer gives: it runs as it is, and does the same."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.async_api import expect

from tests.page.test_explorer import field, go_to
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.page.page_rig import PageRig
    from tests.rigs.service import RunningService

_ROOT: Final = Path(__file__).parents[2]
_GORILLA: Final = Path("/usr/share/gocode/src/github.com/gorilla/websocket")
NASTY: Final = 'it\'s a "$HOME" `id` \\ ä 日 \u202e\ufeff {x} %s'


async def run(*command: str, cwd: Path, **env: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env={**os.environ, "TOKEN": TOKEN, **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, (out + err).decode()
    return out.decode()


async def run_curl(code: str, folder: Path) -> str:
    (folder / "call.sh").write_text(code)
    return await run("sh", "call.sh", cwd=folder)


async def run_python(code: str, folder: Path) -> str:
    (folder / "call.py").write_text(code)
    return await run(sys.executable, "call.py", cwd=folder, PYTHONPATH=str(_ROOT / "clients" / "python"))


async def run_typescript(code: str, folder: Path) -> str:
    (folder / "call.ts").write_text(code)
    client = _ROOT / "clients" / "typescript" / "src" / "index.ts"
    bundler = _ROOT / "web" / "node_modules" / ".bin" / "esbuild"
    bundling = ["--bundle", "--platform=node", "--format=esm", f"--alias:rpc-camera-client={client}"]
    await run(str(bundler), "call.ts", *bundling, "--outfile=call.mjs", cwd=folder)
    return await run("node", "--experimental-websocket", "call.mjs", cwd=folder)


async def run_go(code: str, folder: Path) -> str:
    (folder / "main.go").write_text(code)
    (folder / "go.mod").write_text(
        "module call\ngo 1.19\nrequire rpc-camera/rpccamera v1.0.0\nrequire github.com/gorilla/websocket v1.5.0\n"
        f"replace rpc-camera/rpccamera => {_ROOT / 'clients' / 'go'}\n"
        f"replace github.com/gorilla/websocket => {_GORILLA}\n"
    )
    return await run("go", "run", "-mod=mod", ".", cwd=folder, GOWORK="off", GOPROXY="off", GOFLAGS="")


LANGUAGES: Final = {
    "curl": run_curl,
    "Python": run_python,
    "TypeScript": run_typescript,
    "Go": run_go,
}


async def code_of(page: Page, language: str) -> str:
    await page.get_by_role("button", name=language, exact=True).click()
    code = await page.get_by_role("region", name="The same call as code").text_content()
    assert code
    assert TOKEN not in code
    return code


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_runs_as_it_is(page: PageRig, service: RunningService, tmp_path: Path, language: str) -> None:
    if language == "Go" and not (shutil.which("go") and _GORILLA.is_dir()):
        pytest.skip("Go and Debian's gorilla/websocket are not here")
    tab, run_code = page.page, LANGUAGES[language]

    await go_to(tab, "list_cameras")
    assert "Virtual" in await run_code(await code_of(tab, language), tmp_path)

    await go_to(tab, "set_configs")
    await field(tab, "values").fill('{"iso": "640", "f-number": "f/4"}')
    assert "640" in await run_code(await code_of(tab, language), tmp_path)
    async with service.client() as client:
        assert (await client.call("get_config", name="iso"))["value"] == "640"

    await tab.get_by_role("checkbox").check()  # `cameras`: another function, where languages have types
    assert "complete" in await run_code(await code_of(tab, language), tmp_path)

    await go_to(tab, "rpc.discover")
    assert "openrpc" in await run_code(await code_of(tab, language), tmp_path)

    await go_to(tab, "start_sequence")
    await tab.get_by_label("Type: frames").select_option("null")
    await field(tab, "interval_s").fill("60")
    await field(tab, "bracket").select_option("false")
    await field(tab, "steps").fill('[{"settings": {"iso": "800"}}]')
    await field(tab, "name").fill(NASTY)
    await run_code(await code_of(tab, language), tmp_path)
    async with service.client() as client:
        (sequence,) = (await client.call("list_sequences"))["sequences"]
        await client.call("stop_sequence", sequence_id=sequence["sequence_id"])
    assert sequence["name"] == NASTY
    assert sequence["frames"] is None


async def test_what_is_needed_and_not_filled_in_is_said_at_the_code(page: PageRig) -> None:
    tab = page.page
    await go_to(tab, "get_config")
    code = tab.locator("rc-code")
    await expect(code).to_contain_text("Not filled in yet, and needed: name.")
    await field(tab, "name").fill("iso")
    await expect(code).not_to_contain_text("Not filled in yet")

    await tab.get_by_role("button", name="Send", exact=True).click()
    for what in ("Request", "Answer", "The same call as code"):
        await expect(tab.get_by_role("button", name=f"Copy: {what}", exact=True)).to_have_count(1)


@pytest.mark.parametrize("is_secure", [True, False])
async def test_it_is_copied_as_it_is_shown(page: PageRig, is_secure: bool) -> None:
    tab = page.page
    if not is_secure:  # as by plain HTTP from another machine, where a page has no navigator.clipboard
        await tab.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
        await tab.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('not here')))")
    await tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await go_to(tab, "get_config")
    await field(tab, "name").fill("iso")
    await tab.locator("rc-code").get_by_role("button", name="Copy").click()

    await expect(tab.locator("rc-code").get_by_role("button", name="Copied")).to_be_visible()
    assert await tab.evaluate("navigator.clipboard.readText()") == await code_of(tab, "curl")
