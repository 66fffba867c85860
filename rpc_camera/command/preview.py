"""`rpc-camera preview`: live view, to a file, to a player, or in the terminal."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.numbers import above_zero, count
from rpc_camera.command.options import add_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_EXAMPLES: Final = """\
  rpc-camera preview                                      in this terminal, until Ctrl-C
  rpc-camera preview --output frame.jpg                   one picture
  rpc-camera preview --output live.mjpeg --frames 100     a hundred, one after the other
  rpc-camera preview --output - | ffplay -f mjpeg -       for a player"""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "preview", "show live view", _EXAMPLES, _preview)
    parser.add_argument(
        "--output", metavar="FILE", help="write it there: one JPEG, or with --frames several in a row; - for stdout"
    )
    parser.add_argument("--frames", type=count, metavar="N", help="end after so many")
    parser.add_argument("--max-fps", type=above_zero, metavar="N", help="frames a second, at most")


async def _preview(work: Work) -> None:
    output, frames = work.arguments.output, work.arguments.frames
    if output is None and not work.output.for_person:
        raise UsageError("Live view needs a terminal here: give --output FILE, or --output - for a player.")
    if output not in {None, "-"} and frames is None:
        frames = 1
    with _sink(work, output) as show:
        number = 0
        async with aclosing(work.session.live_view(camera=work.camera, max_fps=work.arguments.max_fps)) as live:
            async for frame in live:
                await asyncio.to_thread(show, frame.jpeg)
                number += 1
                if number == frames:
                    return


def _sink(work: Work, output: str | None) -> AbstractContextManager[Callable[[bytes], object]]:
    """Return where frames go."""
    if output == "-":
        return nullcontext(work.output.raw)
    if output is not None:
        return _NewFile(Path(output))
    try:
        from rpc_camera.command.screen import screen  # noqa: PLC0415 - it needs rich
    except ModuleNotFoundError:
        raise CommandError("Pictures in a terminal take rich: `pip install '.[command]'` in its checkout.") from None
    return screen()


class _NewFile:
    """A file that is made with the first frame: none is there where live view does not begin."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_begun = False

    def __enter__(self) -> Callable[[bytes], object]:
        if self._path.exists():
            raise UsageError(f"{self._path} is there already: choose another name.")
        return self._write

    def __exit__(self, *_: object) -> None:
        """Nothing is open between frames."""

    def _write(self, jpeg: bytes) -> None:
        with self._path.open("ab" if self._is_begun else "xb") as file:
            file.write(jpeg)
        self._is_begun = True
