"""What a command prints: tables and bars for a person at a terminal, JSON for programs, nothing else on stdout."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import NoReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rpc_camera_client.events import ProgressParams

_HAS_RICH: Final = importlib.util.find_spec("rich") is not None
_BETWEEN: Final = 3
_FOR_THE_REST: Final = 12  # characters, at least, for a column that may be broken
_MOVES_CURSOR: Final = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")


class Output:
    """Standard output. `for_person`: it is a terminal, and JSON was not asked for."""

    def __init__(self, *, as_json: bool) -> None:
        if sys.stdout is None:  # it was closed by whoever started this
            raise NoReaderError
        self.for_person = not as_json and sys.stdout.isatty()

    def document(self, value: object) -> None:
        """Print a result as one line of JSON."""
        self._write(f"{as_json(value)}\n")

    def line(self, text: str) -> None:
        """Print a line for a person."""
        self._write(f"{printable(text)}\n")

    def raw(self, data: bytes) -> None:
        """Write bytes. NoReaderError: nobody wants them."""
        with _reader():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]], *, whole: int = 1) -> None:
        """Print a table for a person; the first `whole` columns are not broken, so that they can be copied."""
        cells = [[printable(str(cell)) for cell in row] for row in rows]
        if _HAS_RICH:
            self._rich_table(head, cells, whole)
            return
        widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
        for row in (head, *cells):
            self._write("  ".join(map(str.ljust, row, widths)).rstrip() + "\n")

    def _rich_table(self, head: Sequence[str], cells: Sequence[Sequence[str]], whole: int) -> None:
        from rich.console import Console  # noqa: PLC0415 - it costs time, and may be missing
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415 - no markup: a camera's name may have brackets

        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, _BETWEEN, 0, 0))
        for number, title in enumerate(head):
            table.add_column(title, overflow="fold", no_wrap=number < whole)
        for row in cells:
            table.add_row(*map(Text, row))
        console = Console(soft_wrap=False)
        least = sum(max(map(len, column)) + _BETWEEN for column in [*zip(head, *cells, strict=True)][:whole])
        console.width = max(console.width, least + _FOR_THE_REST * (len(head) - whole))
        with _reader():
            console.print(table)
            sys.stdout.flush()

    def _write(self, text: str) -> None:
        with _reader():
            sys.stdout.write(text)
            sys.stdout.flush()


def as_json(value: object) -> str:
    """Return a value as JSON, in which what moves a terminal's cursor, or turns its text about, is written out."""
    text = json.dumps(value, ensure_ascii=False)  # which has written out what is below a space
    return _MOVES_CURSOR.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def note(text: str) -> None:
    """Print a sentence beside the result: on standard error."""
    print(printable(text), file=sys.stderr, flush=True)


@contextmanager
def progress_bar(what: str, *, shown: bool, unit: str | None = None) -> Iterator[Callable[[ProgressParams], None]]:
    """Show on standard error how far a request is; yield what its progress goes to.

    Of several units at the same time, the bar is of `unit`, and how far it is in the others stands beside it.
    """
    if not shown or not _HAS_RICH or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task, of = progress.add_task(what, total=None, done=""), unit
        amounts: dict[str, str] = {}

        def show(step: ProgressParams) -> None:
            done, total, unit = step["done"], step.get("total"), step["unit"]
            if of is None:
                amounts.clear()
            amounts[unit] = _amount(done, total, unit)
            if of in {None, unit}:
                progress.update(task, total=total, completed=done)
            progress.update(task, done=", ".join(amounts.values()))

        yield show


def _amount(done: float, total: float | None, unit: str) -> str:
    of = f" of {_in_units(total, unit)}" if total else ""
    return f"{_in_units(done, unit)}{of}"


def _in_units(value: float, unit: str) -> str:
    if unit == "bytes":
        return size(int(value))
    return f"{value:.1f} s" if unit == "s" else f"{value:g} {unit}"


def size(count: int) -> str:
    """Return a number of bytes for a person."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{count} bytes"


def printable(text: str) -> str:
    """Return the text without what moves a terminal's cursor: cameras and clients can put anything in a name."""
    return "".join(char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in text)


@contextmanager
def _reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise NoReaderError from None
