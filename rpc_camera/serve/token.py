"""The token that the environment has: that nobody else reads it there, and that nobody guesses it."""

from __future__ import annotations

import ctypes
import os
import re
from itertools import pairwise
from typing import Final

from rpc_camera.methods.authentication import GUESS_WINDOW_S, MAX_GUESSES

VARIABLE: Final = "API_TOKEN"
SHORT: Final = 16
_COMMON: Final = re.compile(
    r"abc|abcd|abcdef|abcdefgh|abcdefghi|access|account|admin|administrator|api|apikey|apitoken|asdfgh|"
    r"auth|booth|camera|cameras|canon|changeit|changeme|changethis|correcthorsebatterystaple|default|demo|"
    r"dragon|foobar|foto|gphoto|guest|hello|iloveyou|insecure|letmein|local|localhost|login|master|monkey|"
    r"mysecret|mytoken|nikon|none|null|panasonic|pass|passphrase|passw|passwd|password|passwort|photo|"
    r"photobooth|pi|picture|pictures|private|public|qazwsx|qwert|qwerty|qwertyui|qwertyuiop|qwertz|"
    r"raspberry|raspberrypi|root|rpccamera|secret|secrettoken|secure|server|service|sony|studio|sunshine|"
    r"superadmin|superman|supersecret|test|testing|testtoken|token|topsecret|trustno|user|username|"
    r"verysecret|welcome|yoursecret|yourtoken|yourtokenhere|zxcvbn|zxcvbnm"
)
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_GUESSES_AN_HOUR: Final = MAX_GUESSES * 3600 / GUESS_WINDOW_S
_ADDRESSES: Final = 100_000  # as many as a net of hired machines has
_REPEATED: Final = re.compile(r"(.+?)\1+")
_PARTS: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+|(?:19|20)\d\d(?!\d)|\d+|[^\W\d_]+|.", re.DOTALL)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_COMMON_WORDS: Final = 150.0  # as many as _COMMON has
_WORDS: Final = 100_000.0  # as many as a large dictionary has
_LONGEST_WORD: Final = 10  # longer ones are two, or none
_LETTERS: Final = 26.0
_SIGNS: Final = 10.0  # those that people put between words
_YEARS: Final = 100.0
_LOOKED_AT: Final = 64


def take_from_environment() -> None:
    """Remove the token from this process's environment, and from what the system shows of it in /proc."""
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    if (address := libc.getenv(VARIABLE.encode())) is not None:
        ctypes.memset(address, 0, len(ctypes.string_at(address)))
    os.environ.pop(VARIABLE, None)


def is_guessable(token: str) -> bool:
    """Return whether an hour of trying what people choose finds the token: a common word, or one of too few."""
    folded = "".join(filter(str.isalnum, token.lower()))
    words = {"".join(filter(str.isalpha, text)) for text in (folded, folded.translate(_LEET))}
    words |= {folded.strip("0123456789").translate(_LEET)}
    return any(map(_COMMON.fullmatch, words)) or _possibilities(token) <= _GUESSES_AN_HOUR * _ADDRESSES


def _possibilities(token: str) -> float:
    """Return how many tokens are as simple as this one.

    Runs such as `aaaa` or `1234` count as one character, what is said again and again once, the letters that
    can be a word as one of a dictionary's, and a year as one of a century's.
    """
    once = _REPEATED.sub(r"\1", token)
    return min(_of_characters(once), _of_words(once))


def _of_characters(token: str) -> float:
    kinds = {
        10: any(map(str.isdigit, token)),
        26: any(map(str.islower, token)),
        27: any(map(str.isupper, token)),
        33: not token.isalnum(),
    }
    steps = [ord(after) - ord(before) for before, after in pairwise(token)]
    characters = 1 + sum(step not in {0, 1, -1} for step in steps)
    return float(sum(size for size, has in kinds.items() if has) ** min(characters, 64))


def _of_words(token: str) -> float:
    """Return how many tokens have words, common or not, numbers and signs where this one has them."""
    count = 1.0
    for part in _PARTS.findall(token[:_LOOKED_AT]):
        if _COMMON.fullmatch(part.lower()):
            count *= _COMMON_WORDS
        elif part.isalpha():
            count *= min(_LETTERS ** len(part), _WORDS) * _LETTERS ** max(0, len(part) - _LONGEST_WORD)
        else:
            count *= _YEARS if _YEAR.fullmatch(part) else _SIGNS if not part.isdigit() else 10.0 ** len(part)
    return count
