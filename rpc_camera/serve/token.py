"""The token that the environment has: that nobody else reads it there, and that nobody guesses it."""

from __future__ import annotations

import ctypes
import os
import re
from itertools import pairwise
from typing import Final

from rpc_camera.methods.authentication import GUESS_WINDOW_S, MAX_GUESSES

VARIABLE: Final = "API_TOKEN"
LEAST_CHARACTERS: Final = 16
_GUESSES_AN_HOUR: Final = MAX_GUESSES * 3600 / GUESS_WINDOW_S
_ADDRESSES: Final = 100_000  # as many as a net of hired machines has
_REPEATED: Final = re.compile(r"(.+?)\1+")
_PARTS: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+|(?:19|20)\d\d(?!\d)|\d+|[^\W\d_]+|.", re.DOTALL)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORDS: Final = 100_000.0  # as many as a large dictionary has
_LONGEST_WORD: Final = 10  # longer ones are two, or none
_LETTERS: Final = 26.0
_SIGNS: Final = 10.0  # those that people put between words
_YEARS: Final = 100.0
_LOOKED_AT: Final = 64
_ROWS: Final = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
)  # of a keyboard; each stands half a key to the right
_KEYS: Final = {key: (place + row / 2, row) for row, keys in enumerate(_ROWS) for place, key in enumerate(keys)}


def take_from_environment(*others: str) -> None:
    """Remove the token from this process's environment, and from what the system shows of it in /proc.

    `others` are further variables that nobody is to read.
    """
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    for variable in (VARIABLE, *others):
        if (address := libc.getenv(variable.encode())) is not None:
            ctypes.memset(address, 0, len(ctypes.string_at(address)))
        os.environ.pop(variable, None)


def weakness(token: str) -> str | None:
    """Return what makes a token too weak where others reach the service, after "it"; None: it is strong enough.

    An hour of guessing must not find it: so it has to be long, and not as simple as a much shorter one.
    """
    if len(token) < LEAST_CHARACTERS:
        return f"has {len(token)} characters, and needs {LEAST_CHARACTERS}"
    if _possibilities(token) <= _GUESSES_AN_HOUR * _ADDRESSES:
        return "is a word, a row of keys or digits, or one thing several times"
    return None


def _possibilities(token: str) -> float:
    """Return how many tokens are as simple as this one.

    Runs such as `aaaa`, `1234` or `qwer` count as one character, what is said again and again once, the letters that
    can be a word as one of a dictionary's, and a year as one of a century's.
    """
    once = _REPEATED.sub(r"\1", token[:_LOOKED_AT])
    return min(_of_characters(once), _of_words(once))


def _of_characters(token: str) -> float:
    kinds = {
        10: any(map(str.isdigit, token)),
        26: any(map(str.islower, token)),
        27: any(map(str.isupper, token)),
        33: not token.isalnum(),
    }
    characters = 1 + sum(not _goes_on(*pair) for pair in pairwise(token.lower()))
    return float(sum(size for size, has in kinds.items() if has) ** characters)


def _goes_on(one: str, other: str) -> bool:
    """Return whether a character follows from the one before: the same, the next, or that of a key beside it."""
    if abs(ord(one) - ord(other)) <= 1:
        return True
    (column, row), (other_column, other_row) = _KEYS.get(one, (-9.0, -9)), _KEYS.get(other, (9.0, 9))
    return abs(column - other_column) <= 1 and abs(row - other_row) <= 1


def _of_words(token: str) -> float:
    """Return how many tokens have words, numbers and signs where this one has them."""
    count = 1.0
    for part in _PARTS.findall(token):
        if part.isalpha():
            count *= min(_of_characters(part), _WORDS) * _LETTERS ** max(0, len(part) - _LONGEST_WORD)
        elif part.isdigit():
            count *= _YEARS if _YEAR.fullmatch(part) else _of_characters(part)
        else:
            count *= _SIGNS
    return count
