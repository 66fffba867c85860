"""Pictures in a terminal: two pixels to a character, the upper one in its colour, the lower one in its background's."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PIL import Image
from rich.color import Color
from rich.console import Console
from rich.live import Live
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_UPPER_HALF: Final = "▀"


@contextmanager
def screen() -> Iterator[Callable[[bytes], None]]:
    """Yield what shows a JPEG on the whole terminal, which is as it was afterwards."""
    console = Console()
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield lambda jpeg: live.update(half_blocks(jpeg, console.width, console.height), refresh=True)


def half_blocks(jpeg: bytes, columns: int, rows: int) -> Text:
    """Return a picture that fits into so many characters."""
    with Image.open(io.BytesIO(jpeg)) as opened:
        opened.draft("RGB", (columns, rows * 2))
        picture = opened.convert("RGB")
    scale = min(columns / picture.width, rows * 2 / picture.height)
    height = max(2, int(picture.height * scale) // 2 * 2)
    picture = picture.resize((max(1, int(picture.width * scale)), height))
    pixels = picture.tobytes()
    text = Text(no_wrap=True, end="")
    for row in range(0, height, 2):
        for column in range(picture.width):
            upper, lower = (3 * ((row + half) * picture.width + column) for half in (0, 1))
            style = Style(color=_color(pixels, upper), bgcolor=_color(pixels, lower))
            text.append(_UPPER_HALF, style)
        if row + 2 < height:
            text.append("\n")
    return text


def _color(pixels: bytes, at: int) -> Color:
    return Color.from_rgb(*pixels[at : at + 3])
