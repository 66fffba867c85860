"""Debian's `gphoto2`, begun anew for each picture or kept open with `--shell`, as somebody at a terminal has it."""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

_ANSWER_S: Final = 30.0
_ORDER: Final = "capture-image-and-download"
_IN_HAND: Final = b"Keeping file "  # said when the picture is written
_PROMPT: Final = b"> "
# It reads no other than these; without a target, it would have the pictures of an EOS sent to the computer.
_SETTINGS: Final = "ptp2=capturetarget=card\nptp2_ip=guid=00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff\n"


class Terminal:
    """A running `gphoto2`, with what it writes to its terminal."""

    def __init__(self, process: asyncio.subprocess.Process, master: int) -> None:
        self._process = process
        self._master = master
        self._written = bytearray()
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    @classmethod
    async def begin(cls, port: str, home: Path, *arguments: str) -> Self:
        """Start it with a home of its own, in which it also stores its pictures."""
        master, slave = pty.openpty()
        command = shutil.which("gphoto2")
        assert command, "the benchmark needs Debian's package gphoto2"
        options = ("--port", port, "--camera", "PTP/IP Camera", "--keep", "--force-overwrite", *arguments)
        environment = {name: value for name, value in os.environ.items() if name != "XDG_CONFIG_HOME"}
        environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "LANGUAGE": "", "TERM": "dumb"}
        try:
            process = await asyncio.create_subprocess_exec(
                *(command, *options), stdin=slave, stdout=slave, stderr=slave, cwd=home, env=environment
            )
        finally:
            os.close(slave)
        return cls(process, master)

    async def capture(self) -> None:
        """Order a picture of a shell, and wait until it is in hand."""
        self._written.clear()
        os.write(self._master, f"{_ORDER}\n".encode())
        await self.said(_IN_HAND)

    async def said(self, words: bytes) -> None:
        """Wait until it has said this. RuntimeError: it has ended without."""
        async with asyncio.timeout(_ANSWER_S):
            while words not in self._written:
                if self._process.returncode is not None:
                    raise RuntimeError(self._written.decode(errors="replace"))
                await self._news.wait()
                self._news.clear()
        del self._written[: self._written.index(words) + len(words)]

    async def idle(self) -> None:
        """Wait until a shell takes the next order: after a picture it waits for further files."""
        await self.said(_PROMPT)

    async def end(self, order: bytes = b"") -> None:
        """Wait for its end, which this order asks for."""
        os.write(self._master, order)
        async with asyncio.timeout(_ANSWER_S):
            await self._process.wait()
        asyncio.get_running_loop().remove_reader(self._master)
        os.close(self._master)

    def _read(self) -> None:
        try:
            self._written += os.read(self._master, 1 << 16)
        except OSError:  # it has ended
            asyncio.get_running_loop().remove_reader(self._master)
        self._news.set()


@asynccontextmanager
async def shell(port: str, folder: Path) -> AsyncIterator[Terminal]:
    """Yield a `gphoto2 --shell` that takes orders."""
    terminal = await Terminal.begin(port, _home(folder), "--shell")
    await terminal.idle()
    try:
        yield terminal
    finally:
        await terminal.end(b"exit\n")


class Anew:
    """`gphoto2 --capture-image-and-download`, begun for each picture."""

    def __init__(self, port: str, folder: Path) -> None:
        self._port = port
        self._home = _home(folder)
        self._terminal: Terminal | None = None

    async def capture(self) -> None:
        """Start it, and wait until a picture is in hand."""
        self._terminal = await Terminal.begin(self._port, self._home, f"--{_ORDER}")
        await self._terminal.said(_IN_HAND)

    async def idle(self) -> None:
        """Wait for its end."""
        assert self._terminal
        await self._terminal.end()


def take_picture_from(folder: Path) -> bytes:
    """Return the one picture that was stored in a home within `folder`, and remove it."""
    (picture,) = (file for file in (folder / "home").iterdir() if file.suffix.lower() == ".jpg")
    data = picture.read_bytes()
    picture.unlink()
    return data


def _home(folder: Path) -> Path:
    home = folder / "home"
    settings = home / ".gphoto" / "settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS)
    return home
