"""Numbers as arguments; what is none of them is refused in a sentence."""

from __future__ import annotations

import argparse
import math


def count(text: str) -> int:
    """Return a whole number from 1."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def seconds(text: str) -> float:
    """Return a number from 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0")
    return value


def above_zero(text: str) -> float:
    """Return a number above 0."""
    if (value := seconds(text)) == 0:
        raise argparse.ArgumentTypeError("it has to be above 0")
    return value
