"""Runs a page as its reader does: its shell, Python and message blocks one after another, in one shell and one folder.

What is put in place of what the page shows: the service's address, for `localhost:8765` and `left.local:8765`; free
ports, for those of a rig on one machine and of a broker; its token, for `TOKEN` and `the token that was printed`;
`.venv/bin`, for tests/docs/bin; the virtual camera's port, for `usb:001,003`; nothing, for lines that install.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from tests.docs.blocks import SHELL
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.docs.blocks import Block

END_S: Final = 150
STOP_S: Final = 20
TOKEN_IN_WORDS: Final = "the token that was printed"
MESSAGES: Final = ("json-rpc", "old-format")
IN_ORDER: Final = (SHELL, "python", *MESSAGES)
NATS_PORT: Final = "4222"
_MORE_PORTS: Final = ("8766", "8767", "1883", NATS_PORT)
_HERE: Final = Path(__file__).parent
_SET_UP: Final = re.compile(r"^(?:\.venv/bin/)?(?:python3 -m venv|pip|npm|sudo|go mod) .*", re.MULTILINE)
_ON_A_NETWORK: Final = (
    *("unshare", "--user", "--map-root-user", "--net"),
    *("sh", "-c", 'ip link set lo up && exec "$@"', "sh"),
)
_SERVE: Final = "&& .venv/bin/rpc-camera serve"


def set_up_lines(code: str) -> list[str]:
    """Return the lines of a shell block that install something."""
    return _SET_UP.findall(code)


def filled_in(code: str, port: int, token: str) -> str:
    """Return a block's code with this service's port and token in it."""
    code = re.sub(r"(?:localhost|left\.local):8765", f"localhost:{port}", code).replace(TOKEN_IN_WORDS, token)
    return re.sub(r"(?<![\w$])TOKEN(?!\w|=)", token, code)


def is_program(code: str) -> bool:
    """Return whether Python, Go or JavaScript code is a whole program, and no part that goes on from a session."""
    return any(sign in code for sign in ("argv", "os.Args", "TOKEN"))


def free_ports(count: int) -> list[int]:
    """Return ports of loopback that nobody has now."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


class PageRun:
    """What became of a page's blocks; entering runs them, leaving ends the service that they have started."""

    def __init__(self, blocks: Sequence[Block], folder: Path) -> None:
        self._blocks = blocks
        self._folder = folder
        self._run = folder / "run"
        self._token = secrets.token_urlsafe(16)
        self._port, *others = free_ports(1 + len(_MORE_PORTS))
        self._others = dict(zip(_MORE_PORTS, map(str, others), strict=True))

    def __enter__(self) -> Self:
        home = self._folder / "home"
        for folder in (self._run, home / ".venv"):
            folder.mkdir(parents=True)
        (home / ".venv" / "bin").symlink_to(_HERE / "bin")
        (home / "poster.jpg").write_bytes((CHECKOUT / "docs" / "README.md").read_bytes())
        (self._run / "page.sh").write_text(self._script(), encoding="utf-8")
        try:
            self._shell = subprocess.run(
                [*self._within(), "bash", self._run / "page.sh"],
                cwd=home,
                env=self._environment(home),
                capture_output=True,
                text=True,
                timeout=END_S,
                check=False,
            )
        except BaseException:
            self._end_service()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end_service()

    @property
    def fault(self) -> str | None:
        """Which block failed, and what it said; None if none did."""
        if not self._shell.returncode:
            return None
        reached = max(self._run.glob("*.out"), key=lambda file: int(file.stem))
        block = self._blocks[int(reached.stem)]
        said = reached.read_text(encoding="utf-8") + reached.with_suffix(".err").read_text(encoding="utf-8")
        return f"{block} ended with {self._shell.returncode}:\n{block.code}\n{said}{self._shell.stderr}"

    def output(self, number: int) -> str:
        """Return what a block printed."""
        return (self._run / f"{number}.out").read_text(encoding="utf-8")

    def filled_in(self, code: str) -> str:
        """Return code with this service's port and token in it."""
        code = re.sub(rf"\b(?:{'|'.join(self._others)})\b", lambda port: self._others[port[0]], code)
        return filled_in(code, self._port, self._token)

    def _script(self) -> str:
        lines = ["set -euo pipefail"]
        runnable = [block for block in self._blocks if block.language in IN_ORDER and block.reason is None]
        if "rpc-camera serve" not in runnable[0].code:
            lines.append("rpc-camera serve")
        for number, block in enumerate(self._blocks):
            if block.language in IN_ORDER and block.reason is None:
                file = self._run / f"{number}.block"
                file.write_text(self.filled_in(_to_run(block)), encoding="utf-8")
                lines.append(f"{self._command(block, file)} >{file.with_suffix('.out')} 2>{file.with_suffix('.err')}")
        return "\n".join(lines)

    def _command(self, block: Block, file: Path) -> str:
        address = f"ws://localhost:{self._port}"
        if block.language in MESSAGES:
            path = "/rpc" if block.language == "json-rpc" else "/"
            return f"python -m tests.docs.conversation {file} {address}{path} {self._token}"
        if block.language == SHELL:
            return f"source {file}"
        if is_program(block.code):
            return f"python {file} {self._token}"
        return f"python -m tests.docs.python_fragment {file} {address}/rpc {self._token}"

    def _within(self) -> Sequence[str]:
        """Return what runs a page that looks for services on a network of its own: not on that of the machine."""
        is_sent = any("rpc-camera discover" in block.code for block in self._blocks)
        return _ON_A_NETWORK if is_sent else ()

    def _environment(self, home: Path) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RPC_CAMERA", "XDG_", "WS_"))}
        return {
            **kept,
            "PATH": f"{_HERE / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'clients' / 'python'}",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self._run),
            "WS_PORT": str(self._port),
            "API_TOKEN": self._token,
            "DOCS_PYTHON": sys.executable,
            "DOCS_RUN": str(self._run),
            "DOCS_NATS_PORT": self._others[NATS_PORT],
        }

    def _end_service(self) -> None:
        """End the service, or the hosts of a rig, and their NATS server, or a broker."""
        pids = [int(file.read_text(encoding="utf-8")) for file in sorted(self._run.glob("*.pid"))]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        for pid in pids:
            _wait_for_end(pid)


def _wait_for_end(pid: int) -> None:
    """Wait until a process is gone that is no child of this one; what does not end is killed."""
    end = time.monotonic() + STOP_S
    while Path(f"/proc/{pid}/exe").exists():
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _to_run(block: Block) -> str:
    """Return a block's code without what installs; the service that a line starts after that is started."""
    return _SET_UP.sub(_without_set_up, block.code) if block.language == SHELL else block.code


def _without_set_up(line: re.Match[str]) -> str:
    _, serve, options = line[0].partition(_SERVE)
    return f"rpc-camera serve{options}" if serve else ":"
