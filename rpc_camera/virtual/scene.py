"""Draws what is in front of the virtual camera: a landscape at noon, a test chart, and a balloon passing by.

Pillow is imported when the first picture is drawn, so that the camera answers at once after its start.
"""

from __future__ import annotations

from functools import lru_cache
from math import pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]

_SKY = ((38, 92, 158), (176, 204, 222))
_LAKE = ((120, 158, 182), (44, 84, 108))
_RIDGES: tuple[tuple[float, float, float, Colour], ...] = (
    (0.500, 0.085, 2.1, (128, 152, 172)),
    (0.545, 0.070, 3.7, (92, 122, 138)),
    (0.600, 0.048, 5.9, (62, 94, 88)),
)
_MEADOW = ((96, 128, 62), (52, 84, 34))
_PATCHES: tuple[Colour, ...] = (
    (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
    (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
    (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
    (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
)  # fmt: skip
_GRAIN_TILE = (1000, 750)


def landscape(size: tuple[int, int]) -> Image:
    """Return the scene at `size`, rightly exposed, without what moves and without grain."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 (see above)

    width, height = size
    image = Image.new("RGB", size)
    image.paste(_gradient((width, round(0.62 * height)), *_SKY), (0, 0))
    _sun(image)
    draw = ImageDraw.Draw(image)
    for level, amplitude, waves, colour in _RIDGES:
        _ridge(draw, size, level, amplitude, waves, colour)
    lake_top, meadow_top = round(0.62 * height), round(0.83 * height)
    image.paste(_gradient((width, height - lake_top), *_LAKE), (0, lake_top))
    _ripples(draw, size)
    _ridge(draw, size, 0.81, 0.016, 3.0, _MEADOW[0])
    image.paste(_gradient((width, height - meadow_top), *_MEADOW), (0, meadow_top))
    _chart(draw, size)
    return image


def add_grain(image: Image) -> None:
    """Lay film grain over `image`, which makes a JPEG as large as a real one."""
    from PIL import Image, ImageChops  # noqa: PLC0415

    tile = Image.merge("RGB", (Image.effect_noise(_GRAIN_TILE, 11),) * 3)
    flips = (None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180)
    tiles = [tile if flip is None else tile.transpose(flip) for flip in flips]
    for y in range(0, image.height, tile.height):
        for x in range(0, image.width, tile.width):
            place = image.crop((x, y, min(x + tile.width, image.width), min(y + tile.height, image.height)))
            grain = tiles[(x // tile.width * 7 + y // tile.height) % 4].crop((0, 0, *place.size))
            image.paste(ImageChops.add(place, grain, 1, -128), (x, y))


def balloon(draw: ImageDraw, size: tuple[int, int], phase: float, lookup: list[int]) -> None:
    """Draw the hot-air balloon at `phase` (0 to 1) of its way, in the colours that `lookup` makes of its own."""
    width, height = size
    x, y = (phase * 1.2 - 0.1) * width, (0.24 + 0.05 * sin(phase * 6 * pi)) * height
    radius = 0.055 * width
    red, cream, brown = (_mapped(colour, lookup) for colour in ((190, 52, 44), (226, 208, 170), (92, 62, 36)))
    for rope in (-0.5, 0.5):
        draw.line((x + rope * radius, y + 0.8 * radius, x + rope * 0.4 * radius, y + 1.6 * radius), brown)
    draw.ellipse((x - radius, y - radius, x + radius, y + 1.15 * radius), fill=red)
    draw.ellipse((x - 0.55 * radius, y - radius, x + 0.55 * radius, y + 1.15 * radius), fill=cream)
    draw.ellipse((x - 0.18 * radius, y - radius, x + 0.18 * radius, y + 1.15 * radius), fill=red)
    draw.rectangle((x - 0.25 * radius, y + 1.55 * radius, x + 0.25 * radius, y + 1.9 * radius), fill=brown)


def tone_curve(stops: float, white_balance: int) -> list[int]:
    """Return the lookup table, for red, green and blue in turn, of a picture `stops` brighter than right."""
    curve: list[int] = []
    for gain in _CASTS.get(white_balance, (1.0, 1.0, 1.0)):
        factor = gain * 2.0 ** max(-12.0, min(12.0, stops))
        curve += [round(255 * min(1.0, factor * (level / 255) ** 2.2) ** (1 / 2.2)) for level in range(256)]
    return curve


_CASTS = {
    0x0005: (0.92, 1.0, 1.18),
    0x0006: (0.62, 1.0, 1.85),
    0x0007: (1.06, 1.0, 0.93),
    0x8010: (1.10, 1.0, 0.88),
    0x8011: (1.22, 1.0, 0.74),
}
"""What a setting for another light makes of daylight: fluorescent, tungsten, flash, cloudy, shade."""


def _mapped(colour: Colour, lookup: list[int]) -> Colour:
    return lookup[colour[0]], lookup[256 + colour[1]], lookup[512 + colour[2]]


def _gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image:
    from PIL import Image  # noqa: PLC0415

    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _sun(image: Image) -> None:
    from PIL import Image, ImageOps  # noqa: PLC0415

    span = round(0.5 * image.width)
    glow = ImageOps.invert(Image.radial_gradient("L")).point(lambda level: round((level / 255) ** 4 * 250))
    corner = (round(0.74 * image.width) - span // 2, round(0.17 * image.height) - span // 2)
    image.paste((255, 246, 222), corner, glow.resize((span, span)))


@lru_cache(maxsize=8)
def _profile(waves: float) -> tuple[float, ...]:
    angles = [2 * pi * waves * step / 200 for step in range(201)]
    return tuple((sin(a) + 0.5 * sin(2.3 * a + 1) + 0.25 * sin(5.1 * a + 2) + 0.12 * sin(11 * a)) / 1.9 for a in angles)


def _ridge(  # noqa: PLR0917 (a shape is its numbers)
    draw: ImageDraw, size: tuple[int, int], level: float, amplitude: float, waves: float, colour: Colour
) -> None:
    width, height = size
    crest = [(step * width / 200, (level - amplitude * rise) * height) for step, rise in enumerate(_profile(waves / 2))]
    foot = max(y for _, y in crest) + 0.12 * height
    draw.polygon([*crest, (width, foot), (0, foot)], fill=colour)


def _ripples(draw: ImageDraw, size: tuple[int, int]) -> None:
    width, height = size
    for number in range(60):
        y = (0.63 + 0.165 * (number / 60) ** 1.3) * height
        x, length = (number * 0.381 % 1.0) * width, (0.02 + number / 900) * width
        draw.line((x, y, x + length, y), (162, 194, 210), max(1, height // 900))


def _chart(draw: ImageDraw, size: tuple[int, int]) -> None:
    width, height = size
    left, top, cell, gap = 0.70 * width, 0.71 * height, 0.040 * width, 0.006 * width
    right, bottom = left + 6 * cell + 7 * gap, top + 4 * cell + 5 * gap
    draw.rectangle((left, top, right, bottom), fill=(30, 30, 30))
    for number, colour in enumerate(_PATCHES):
        row, column = divmod(number, 6)
        x, y = left + gap + column * (cell + gap), top + gap + row * (cell + gap)
        draw.rectangle((x, y, x + cell, y + cell), fill=colour)
    centre_x, centre_y, radius = 0.62 * width, 0.83 * height, 0.065 * width
    box = (centre_x - radius, centre_y - radius, centre_x + radius, centre_y + radius)
    draw.ellipse(box, fill=(235, 235, 230))
    for spoke in range(0, 360, 15):
        draw.pieslice(box, spoke, spoke + 7.5, fill=(28, 28, 28))
