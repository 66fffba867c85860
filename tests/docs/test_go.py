"""The Go of the Go client's README runs: the program as it is, all else as functions of another."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.docs.blocks import blocks
from tests.docs.page_run import is_program
from tests.rigs.serve_process import ServeProcess
from tools.contract.build import CHECKOUT

README: Final = "clients/go/README.md"
PACKAGED: Final = Path("/usr/share/gocode/src/github.com/gorilla/websocket")  # as Debian has it
ARGUMENTS: Final = (
    "ctx context.Context, session *rpccamera.Session, picture *rpccamera.CaptureImageResult, err error, fmt printer"
)

pytestmark = [pytest.mark.skipif(not shutil.which("go"), reason="needs Go"), pytest.mark.timeout(300)]


async def test_the_go_of_the_readme_runs(tmp_path: Path) -> None:
    shown = [block.code for block in blocks(README) if block.language == "go"]
    [program] = [code for code in shown if is_program(code)]
    parts = [code for code in shown if not is_program(code)]
    for name in ("program", "fragments"):
        (tmp_path / name).mkdir()
    (tmp_path / "program" / "main.go").write_text(program, encoding="utf-8")
    shutil.copy(Path(__file__).with_name("fragments.go.txt"), tmp_path / "fragments" / "main.go")
    (tmp_path / "fragments" / "shown.go").write_text(as_functions(parts), encoding="utf-8")
    (tmp_path / "poster.jpg").write_bytes((CHECKOUT / "docs" / "README.md").read_bytes())
    replaced = [f"-replace=rpc-camera/rpccamera={CHECKOUT / 'clients' / 'go'}"]
    if PACKAGED.is_dir():
        replaced.append(f"-replace=github.com/gorilla/websocket={PACKAGED}")
    go(tmp_path, "mod", "init", "pictures")
    go(tmp_path, "mod", "edit", "-require=rpc-camera/rpccamera@v1.0.0", *replaced)
    go(tmp_path, "mod", "tidy")

    async with ServeProcess("--virtual=1", "--port=0", state_dir=tmp_path / "state") as running:
        address = f"ws://localhost:{urlsplit(running.url).port}/rpc"
        (tmp_path / "program" / "main.go").write_text(
            program.replace("ws://localhost:8765/rpc", address), encoding="utf-8"
        )
        said = go(tmp_path, "run", "./program", running.token)
        assert said.strip().endswith("DSC_0006.JPG")
        go(tmp_path, "run", "./fragments", address, running.token)


def as_functions(parts: list[str]) -> str:
    """Return each part as a function; what only shows a result does not use it."""
    text = 'package main\n\nimport (\n\t"context"\n\t"errors"\n\n\t"rpc-camera/rpccamera"\n)\n\nvar _ = errors.As\n'
    for number, code in enumerate(parts):
        unused = re.findall(r"^(\w+), err := .*$", code, re.MULTILINE) if "if" not in code else []
        uses = "".join(f"\t_ = {name}\n" for name in unused)
        text += f"\nfunc fragment{number}({ARGUMENTS}) error {{\n{code}{uses}\treturn nil\n}}\n"
    names = ", ".join(f"fragment{number}" for number in range(len(parts)))
    endless = ", ".join(str("for {" in code).lower() for code in parts)
    return f"{text}\nvar fragments = []fragment{{{names}}}\n\nvar isEndless = []bool{{{endless}}}\n"


def go(folder: Path, *arguments: str) -> str:
    """Run go, which has to succeed, and return what it printed."""
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off"}
    done = subprocess.run(
        ["go", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, f"go {arguments}\n{done.stdout}{done.stderr}"
    return done.stdout
